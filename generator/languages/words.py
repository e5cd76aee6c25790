"""The interface's words: gettext catalogues, read straight from the translators' PO files."""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from generator.foundation.digest import digest_bytes
from generator.model.text import Lang

_REMEMBERED = ("gettext", "pgettext")
CATALOGUE = Path("LC_MESSAGES/messages.po")


class WordsError(Exception):
    """A PO file that cannot be read; ``file`` is its path and the message says why."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason


class WordBook:
    """One language's interface words; ``digest`` changes when any of them does.

    Pages ask for the same few hundred words again and again: each is looked up once.
    """

    def __init__(self, lang: Lang, translations: gettext.NullTranslations, digest: str) -> None:
        self.lang = lang
        self.digest = digest
        self._translations = translations
        for name in _REMEMBERED:
            setattr(self, name, cache(getattr(self, name)))

    def gettext(self, message: str) -> str:
        """Return the interface text in this language; English stands in where it is missing."""
        return self._translations.gettext(message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Return the plural form for ``n`` by this language's own rule."""
        return self._translations.ngettext(singular, plural, n)

    def pgettext(self, context: str, message: str) -> str:
        """Return the interface text of one context."""
        return self._translations.pgettext(context, message)

    def npgettext(self, context: str, singular: str, plural: str, n: int) -> str:
        """Return the plural form of one context for ``n``."""
        return self._translations.npgettext(context, singular, plural, n)


def read_word_book(locales: Path, lang: Lang) -> WordBook:
    """Read ``<locales>/<lang>/LC_MESSAGES/messages.po``; a language without one speaks English.

    Raises ``WordsError`` when the file is not a sound PO file.
    """
    file = locales / lang.replace("-", "_") / CATALOGUE
    if not file.is_file():
        return WordBook(lang, gettext.NullTranslations(), digest_bytes(b""))
    content = file.read_bytes()
    try:
        compiled = _compiled(content, lang)
    except (PoFileError, UnicodeDecodeError, ValueError) as failure:
        raise WordsError(file, str(failure)) from failure
    return WordBook(lang, gettext.GNUTranslations(BytesIO(compiled)), digest_bytes(content))


@lru_cache(maxsize=64)
def _compiled(content: bytes, lang: Lang) -> bytes:
    """Compile a PO file; a preview that builds again and again does it once."""
    catalogue = read_po(BytesIO(content), locale=lang.replace("-", "_"), abort_invalid=True)
    target = BytesIO()
    write_mo(target, catalogue)
    return target.getvalue()


def read_word_books(locales: Path, languages: tuple[Lang, ...]) -> Mapping[Lang, WordBook]:
    """Read the words of every language of the site. Raises ``WordsError``."""
    return {lang: read_word_book(locales, lang) for lang in languages}
