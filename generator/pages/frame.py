"""The frame around every page's view: addresses, titles, alternates, the trail of breadcrumbs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from markupsafe import Markup
from msgspec import Struct

from generator.model.picture import Picture
from generator.model.settings import Site
from generator.model.text import Direction, Lang
from generator.model.unit import Entry
from generator.pages.addresses import HOME
from generator.pages.desk import Desk
from generator.pages.links import root_of
from generator.photos.sharing import SIZE
from generator.photos.sharing import address as card_address

CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; base-uri 'self'; form-action 'none'"
)
"""What a page may load (CSP): nothing from any other host, nothing inline but pictures of the styles."""


class Crumb(Struct, frozen=True):
    """One step of the trail; ``href`` None is the page itself."""

    text: str
    href: str | None


class Alternate(Struct, frozen=True):
    """The same page in another language: a relative ``href`` for people, an absolute ``url`` for crawlers.

    ``announced`` is false where the text would be a fallback: such a page is reachable, never announced.
    """

    lang: Lang
    autonym: str
    dir: Direction
    href: str
    url: str
    current: bool
    announced: bool


class Frame(Struct, frozen=True):
    """What every template may use of its page.

    ``root`` leads back to the site's root (``../../``); ``default_url`` is the version for readers of any other
    language (``x-default``).
    """

    kind: str
    section: str
    lang: Lang
    dir: Direction
    root: Markup
    home: str
    title: str
    site_name: str
    description: str
    canonical: str
    default_url: str
    indexed: bool
    alternates: tuple[Alternate, ...]
    crumbs: tuple[Crumb, ...]
    image: str | None = None
    image_alt: str = ""
    image_width: int = 0
    image_height: int = 0
    policy: str = CONTENT_POLICY


def frame(
    desk: Desk,
    entry: Entry,
    *,
    kind: str,
    section: str,
    title: str,
    description: str,
    crumbs: Sequence[tuple[str, str | None]] = (),
    image: Picture | None = None,
    image_alt: str = "",
    sharing: str = "",
) -> Frame:
    """Make the frame of one page. ``crumbs`` carry addresses from the root (``en/products/``) or None.

    ``image`` is what stands for the page where its link is shared, unless the site makes the sharing card that
    ``sharing`` stands for. A page whose text fell back is canonical to the version in a language the text is really
    written in: the site's first fallback that has it, else the first that has it.
    """
    site, lang = desk.site, desk.lang
    addresses = {code: entry.address(code) for code in entry.written}
    address = addresses.get(lang) or entry.address(lang)
    root = root_of(address)
    indexed = lang in entry.announced or not entry.announced
    own = lang if indexed else _canonical_language(entry, site.settings.fallback)
    alternates = tuple(
        Alternate(
            lang=language.code,
            autonym=language.autonym,
            dir=language.dir,
            href=root + addresses[language.code],
            url=site.base_url + addresses[language.code],
            current=language.code == lang,
            announced=language.code in entry.announced,
        )
        for language in site.languages
        if language.code in addresses
    )
    preview, size = _preview(desk, image, sharing)
    return Frame(
        kind=kind,
        section=section,
        lang=lang,
        dir=desk.dir,
        root=_as_markup(root),
        home=f"{root}{lang}/",
        title=title,
        site_name=desk.label(site.settings.title) or site.name,
        description=description,
        canonical=site.base_url + entry.address(own),
        default_url=default_url(site, entry.pattern, entry.announced or entry.written),
        indexed=indexed,
        alternates=alternates,
        crumbs=tuple(Crumb(text, None if to is None else root + to) for text, to in crumbs),
        image=preview and site.base_url + preview,
        image_alt=image_alt or title,
        image_width=size[0],
        image_height=size[1],
    )


_as_markup = lru_cache(maxsize=64)(Markup)
"""The few ways to the root, each made once."""


def _preview(desk: Desk, image: Picture | None, sharing: str) -> tuple[str | None, tuple[int, int]]:
    """Return the address and size of what stands for a page elsewhere: its card, else a photo of a card's width."""
    if sharing and desk.site.sharing:
        return card_address(sharing, desk.site, desk.lang), SIZE
    if image is None:
        return None, (0, 0)
    width = max((width for width in image.widths if width <= SIZE[0]), default=image.widths[0])
    return image.address(width, "jpg"), (width, image.height_at(width))


def default_url(site: Site, pattern: str, languages: Sequence[Lang]) -> str:
    """Return the version for readers of other languages: the chooser for homes, else a language it is written in."""
    if pattern == HOME:
        return site.base_url
    wished = (site.settings.chooser_language, *site.settings.fallback)
    lang = next((lang for lang in wished if lang in languages), languages[0])
    return site.base_url + pattern.replace("{lang}", lang)


def _canonical_language(entry: Entry, fallback: tuple[Lang, ...]) -> Lang:
    return next((lang for lang in fallback if lang in entry.announced), entry.announced[0])
