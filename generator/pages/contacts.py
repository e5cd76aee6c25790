"""How a buyer asks: only ways the producer agreed to, with a first message already written."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal
from urllib.parse import quote

from msgspec import Struct

from generator.pages.desk import Desk
from generator.pages.source import Source

COUNTRY_PREFIX = "62"
INDONESIAN_LINE = "Halo, saya melihat %(subject)s di %(site)s dan ingin bertanya: %(url)s"
"""Added under the reader's own words, whatever the reader's language: the producer reads Indonesian."""


class ContactWay(Struct, frozen=True):
    """One way to ask. ``shown`` is what is printed beside it, such as the number itself."""

    kind: Literal["whatsapp", "email", "website", "office"]
    text: str
    href: str
    shown: str


class ContactView(Struct, frozen=True):
    """All ways to ask about one thing; ``languages`` are those the producer answers in."""

    ways: tuple[ContactWay, ...]
    languages: str
    address: str


def contact_view(desk: Desk, source: Source, subject: str, url: str) -> ContactView:
    """Prepare the ways to ask about ``subject``, whose page is ``url``.

    Where the producer shows neither telephone nor e-mail, the site's own office takes the question.
    """
    contact, decision, words = source.record.contact, source.decision, desk.words
    greeting = words.gettext("Hello, I saw %(subject)s on %(site)s and would like to ask: %(url)s")
    letter = _letter(greeting if desk.lang == "id" else f"{greeting}\n\n{INDONESIAN_LINE}")
    site = desk.label(desk.site.settings.title) or desk.site.name
    body = letter % {"subject": _quoted(subject), "site": _quoted(site), "url": _quoted_url(url)}
    ways: list[ContactWay] = []
    if decision.show_phone and contact.phone is not None:
        link = f"https://wa.me/{_digits(contact.phone)}?text={body}"
        ways.append(ContactWay("whatsapp", words.gettext("Ask by WhatsApp"), link, contact.phone))
    if decision.show_email and contact.email is not None:
        link = _mail(contact.email, subject, body)
        ways.append(ContactWay("email", words.gettext("Ask by e-mail"), link, contact.email))
    if not ways and desk.site.settings.enquiries is not None:
        about = words.gettext("%(subject)s, by %(maker)s") % {"subject": subject, "maker": source.record.name}
        link = _mail(desk.site.settings.enquiries, about, body)
        ways.append(ContactWay("office", words.gettext("Ask our office"), link, desk.site.settings.enquiries))
    if contact.website is not None and source.record.consent.profile:
        shown = contact.website.split("://", 1)[1].rstrip("/")
        ways.append(ContactWay("website", words.gettext("Website"), contact.website, shown))
    return ContactView(
        ways=tuple(ways),
        languages=desk.formats.list([desk.formats.language(lang) for lang in contact.languages]),
        address=contact.address or "" if decision.show_address else "",
    )


@lru_cache(maxsize=1024)
def _digits(phone: str) -> str:
    digits = "".join(character for character in phone if character.isdigit())
    return COUNTRY_PREFIX + digits[1:] if digits.startswith("0") else digits


def _mail(address: str, subject: str, quoted_body: str) -> str:
    return f"mailto:{_quoted(address, '@')}?subject={_quoted(subject, '')}&body={quoted_body}"


_quoted = lru_cache(maxsize=4096)(quote)


def _quoted_url(url: str) -> str:
    """Quote an address for a message; what comes after ``://`` mostly needs nothing, which is soon seen."""
    scheme, separator, rest = url.partition("://")
    return _quoted(scheme + separator) + quote(rest)


@lru_cache(maxsize=64)
def _letter(text: str) -> str:
    """Quote a message before its values are known: the pattern that their quoted forms are put in."""
    pattern = quote(text).replace("%", "%%").replace("%%25%%25", "%%25")
    for name in ("subject", "site", "url"):
        pattern = pattern.replace(f"%%25%%28{name}%%29s", f"%({name})s")
    return pattern
