"""Numbers, dates, prices and lists as a language writes them (CLDR, through Babel), digits always Latin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_datetime, get_timezone
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal, format_percent, get_group_symbol

from generator.model.text import Lang

_REMEMBERED = ("number", "percent", "date", "short_date", "month", "money", "country", "language")
_REMEMBERED_PARTS = ("_joined", "_around_money")
LRI, PDI = "\u2066", "\u2069"


class Formats:
    """How one language writes values. Times are in the time zone handed in (an IANA name).

    A catalogue writes the same few numbers, dates and names again and again: each is formatted once. Whole numbers
    and amounts, which are many, are grouped by Python where the language groups by three.
    """

    def __init__(self, lang: Lang) -> None:
        self.locale = Locale.parse(lang, sep="-")
        by_three = self.locale.decimal_formats[None].grouping == (3, 3)
        self._group = get_group_symbol(self.locale, numbering_system="latn") if by_three else None
        for name in (*_REMEMBERED, *_REMEMBERED_PARTS):
            setattr(self, name, lru_cache(maxsize=4096)(getattr(self, name)))

    def number(self, value: int | float | Decimal) -> str:
        """Write a number: ``12.5`` in English, ``12,5`` in Indonesian."""
        if self._group is not None and value == value // 1 >= 0:
            return f"{int(value):,}".replace(",", self._group)
        return format_decimal(value, locale=self.locale, numbering_system="latn")

    def percent(self, value: int) -> str:
        """Write whole per cent (0 to 100)."""
        return format_percent(value / 100, locale=self.locale, numbering_system="latn")

    def date(self, value: dt.date) -> str:
        """Write a date in the language's usual long form."""
        return format_date(value, format="long", locale=self.locale)

    def short_date(self, value: dt.date) -> str:
        """Write a date in the language's middle form."""
        return format_date(value, format="medium", locale=self.locale)

    def month(self, number: int) -> str:
        """Write the name of a month (1 to 12)."""
        return str(self.locale.months["stand-alone"]["abbreviated"][number])

    def moment(self, value: dt.datetime, timezone: str) -> str:
        """Write a day and hour in the given time zone."""
        return format_datetime(value, format="EEEE d MMMM, HH:mm", tzinfo=get_timezone(timezone), locale=self.locale)

    def money(self, value: Decimal, currency: str) -> str:
        """Write an amount of money, without cents when there are none."""
        if self._group is not None and value == value // 1 >= 0:
            before, after = self._around_money(currency)
            return self.isolated(f"{before}{self.number(value)}{after}")
        return self.isolated(self._money(value, currency))

    def _money(self, value: Decimal, currency: str) -> str:
        pattern = None if value != value.to_integral() else self.locale.currency_formats["standard"].pattern
        if pattern is not None:
            pattern = pattern.replace(".00", "")
        return format_currency(
            value,
            currency,
            format=pattern,
            locale=self.locale,
            currency_digits=pattern is None,
            numbering_system="latn",
        )

    def _around_money(self, currency: str) -> tuple[str, str]:
        """Return what stands before and after a whole amount: it is the same for all of them."""
        before, _, after = self._money(Decimal(1), currency).rpartition("1")
        return before, after

    def isolated(self, text: str) -> str:
        """Keep Latin codes, names and amounts in their own order inside a sentence written right to left."""
        return f"{LRI}{text}{PDI}" if self.locale.text_direction == "rtl" else text

    def list(self, items: Sequence[str]) -> str:
        """Join items as the language does: ``a, b and c``."""
        return self._joined(tuple(items)) if items else ""

    def country(self, code: str) -> str:
        """Return the name of a country by its ISO 3166-1 code."""
        return str(self.locale.territories.get(code, code))

    def language(self, code: Lang) -> str:
        """Return the name of a language in this language."""
        return Locale.parse(code, sep="-").get_display_name(self.locale) or code

    def _joined(self, items: tuple[str, ...]) -> str:
        return format_list(items, locale=self.locale)
