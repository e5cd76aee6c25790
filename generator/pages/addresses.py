"""Where every kind of page lives, as patterns with ``{lang}``: embassies print them, they never change."""

from __future__ import annotations

from generator.model.reference import Region
from generator.model.text import Lang

HOME = "{lang}/"
PRODUCTS = "{lang}/products/"
CATEGORIES = "{lang}/categories/"
REGIONS = "{lang}/regions/"
CERTIFICATIONS = "{lang}/certifications/"
BRANDS = "{lang}/brands/"
PRODUCERS = "{lang}/producers/"


def producer_pattern(producer: str) -> str:
    """Return where a producer's page lives."""
    return f"{PRODUCERS}{producer}/"


def product_pattern(producer: str, product: str) -> str:
    """Return where a product's page lives."""
    return f"{PRODUCTS}{producer}/{product}/"


def category_pattern(category: str) -> str:
    """Return where a category's list begins."""
    return f"{CATEGORIES}{category}/"


def region_pattern(region: Region) -> str:
    """Return where a regency's list begins; its slug is the address, not its code."""
    return f"{REGIONS}{region.slug}/"


def certification_pattern(scheme: str) -> str:
    """Return where a certification scheme's list begins; codes write ``_``, addresses ``-``."""
    return f"{CERTIFICATIONS}{scheme.replace('_', '-')}/"


def brand_pattern(brand: str) -> str:
    """Return where a communal brand's page lives."""
    return f"{BRANDS}{brand}/"


def expo_pattern(edition: str) -> str:
    """Return where the lobby of an expo edition lives."""
    return f"expo/{edition}/{{lang}}/"


def booth_pattern(edition: str, producer: str) -> str:
    """Return where a producer's booth lives."""
    return f"{expo_pattern(edition)}booths/{producer}/"


def page_pattern(base: str, number: int) -> str:
    """Return where page ``number`` (from 1) of a list lives."""
    return base if number == 1 else f"{base}page/{number}/"


def at(pattern: str, lang: Lang) -> str:
    """Return a pattern's address in one language."""
    return pattern.replace("{lang}", lang)
