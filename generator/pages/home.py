"""The home page: a strong image, categories as pictures, regions, the expo, makers, certificates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from markupsafe import Markup
from msgspec import Struct

from generator.foundation.digest import digest_bytes
from generator.model.card import Card, ProductCard
from generator.model.catalogue import Showcase
from generator.model.picture import Picture
from generator.model.settings import Site
from generator.model.text import Said, Words
from generator.model.unit import Entry, Page, Unit
from generator.pages import categories, certifications, regions
from generator.pages.addresses import (
    CATEGORIES,
    CERTIFICATIONS,
    HOME,
    PRODUCERS,
    PRODUCTS,
    REGIONS,
    at,
    expo_pattern,
)
from generator.pages.cards import (
    GroupTile,
    MakerTile,
    ProductTile,
    maker_count,
    maker_tile,
    product_count,
    product_tile,
)
from generator.pages.categories import CategoryMention, category_tile
from generator.pages.certifications import SchemeView, scheme_view
from generator.pages.desk import Desk
from generator.pages.frame import Frame, frame
from generator.pages.links import root_of
from generator.pages.pictures import PictureView, picture_view
from generator.pages.regions import ResidencyView, residencies
from generator.pages.source import Source
from generator.pages.structured import script
from generator.pages.structured_nodes import WebSite
from generator.pages.trust import DateView

TEMPLATE = "catalogue/home.html"
MOST_CATEGORIES = 12
MOST_SCHEMES = 8
MOST_PRODUCTS = 8
MOST_STORIES = 3


class ExpoMention(Struct, frozen=True):
    """The edition the site points to: its words, its first and last day, how many booths."""

    id: str
    name: Words
    opens: dt.date
    closes: dt.date
    booths: int


class HomeGiven(Struct, frozen=True):
    """Everything the home page shows of the catalogue."""

    hero: Picture | None
    products: int
    makers: int
    categories: tuple[CategoryMention, ...]
    regions: tuple[tuple[str, int], ...]
    schemes: tuple[tuple[str, int], ...]
    chosen: tuple[ProductCard, ...]
    stories: tuple[Card, ...]
    expo: ExpoMention | None


class ExpoBanner(Struct, frozen=True):
    """The banner of the current expo."""

    href: str
    name: Said
    opens: DateView
    closes: DateView
    booths: str


class HomeView(Struct, frozen=True):
    """What the template of the home page sees. The ``_href`` fields lead to the whole of a part."""

    frame: Frame
    structured: Markup
    title: Said
    lead: Said
    hero: PictureView | None
    region: str
    product_count: str
    maker_count: str
    products_href: str
    makers_href: str
    categories: tuple[GroupTile, ...]
    categories_href: str
    residencies: tuple[ResidencyView, ...]
    regions_href: str
    chosen: tuple[ProductTile, ...]
    stories: tuple[MakerTile, ...]
    expo: ExpoBanner | None
    schemes: tuple[SchemeView, ...]
    schemes_href: str


def units(showcase: Showcase, site: Site) -> Iterator[Unit]:
    """Yield the one home unit."""
    yield Unit(
        kind="home",
        key="home",
        given=HomeGiven(
            hero=hero_picture(showcase, site),
            products=len(showcase.products),
            makers=len(showcase.cards),
            categories=_largest(categories.mentions(showcase)),
            regions=regions.counts(showcase),
            schemes=certifications.counts(showcase)[:MOST_SCHEMES],
            chosen=_chosen(showcase.products),
            stories=_stories(showcase, site),
            expo=_expo(showcase, site),
        ),
        entries=(Entry(HOME, site.codes, site.codes),),
        templates=(TEMPLATE,),
    )


def pages(unit: Unit, desk: Desk, source: Source | None) -> Iterator[Page]:
    """Make the home page in one language."""
    given = unit.given
    assert isinstance(given, HomeGiven)
    (entry,) = unit.entries
    address = entry.address(desk.lang)
    root = root_of(address)
    settings, words = desk.site.settings, desk.words
    site_name = desk.label(settings.title) or desk.site.name
    region = desk.label(settings.region)
    title, lead = desk.say(settings.hero.title), desk.say(settings.hero.lead)
    description = words.gettext("Products of small producers in %(region)s, chosen by curators.") % {"region": region}
    home = frame(
        desk,
        entry,
        kind="home",
        section="home",
        title=site_name,
        description=lead.text if lead and not lead.fallback else description,
        image=given.hero,
        image_alt=desk.say(given.hero.alt).text if given.hero is not None else "",
    )
    view = HomeView(
        frame=home,
        structured=script(_website(desk, site_name, home.canonical)),
        title=title if title else Said(site_name, desk.lang, home.dir),
        lead=lead,
        hero=picture_view(desk, root, given.hero, "hero"),
        region=region,
        product_count=product_count(desk, given.products),
        maker_count=maker_count(desk, given.makers),
        products_href=root + at(PRODUCTS, desk.lang),
        makers_href=root + at(PRODUCERS, desk.lang),
        categories=tuple(category_tile(desk, root, mention) for mention in given.categories),
        categories_href=root + at(CATEGORIES, desk.lang),
        residencies=residencies(desk, root, given.regions, all_regions=False),
        regions_href=root + at(REGIONS, desk.lang),
        chosen=tuple(product_tile(desk, root, card) for card in given.chosen),
        stories=tuple(maker_tile(desk, root, card) for card in given.stories),
        expo=None if given.expo is None else _banner(desk, root, given.expo),
        schemes=tuple(scheme_view(desk, root, scheme, count) for scheme, count in given.schemes),
        schemes_href=root + at(CERTIFICATIONS, desk.lang),
    )
    yield Page(f"{address}index.html", desk.lang, TEMPLATE, view)


def hero_picture(showcase: Showcase, site: Site) -> Picture | None:
    """Find the photo the settings name (``producer/file``) among that producer's covers, else any of them.

    A producer that may not be shown lends no photo either.
    """
    producer, _, file = (site.settings.hero.photo or "").partition("/")
    card = showcase.cards.get(producer)
    if card is None:
        return None
    covers = [cover for cover in (card.cover, *(product.cover for product in card.products)) if cover is not None]
    named = (cover for cover in covers if cover.source.endswith(f"/{file}"))
    return next(iter((*named, *covers)), None)


def _largest(shown: tuple[CategoryMention, ...]) -> tuple[CategoryMention, ...]:
    kept = {mention.id for mention in sorted(shown, key=lambda mention: (-mention.count, mention.id))[:MOST_CATEGORIES]}
    return tuple(mention for mention in shown if mention.id in kept)


def _chosen(products: tuple[ProductCard, ...]) -> tuple[ProductCard, ...]:
    """Choose products with a photo, one per maker, in an order that belongs to them alone."""
    ordered = sorted(
        (card for card in products if card.cover is not None),
        key=lambda card: digest_bytes(f"{card.producer}/{card.id}".encode()),
    )
    found: dict[str, ProductCard] = {}
    for card in ordered:
        found.setdefault(card.producer, card)
        if len(found) == MOST_PRODUCTS:
            break
    return tuple(found.values())


def _stories(showcase: Showcase, site: Site) -> tuple[Card, ...]:
    named = tuple(showcase.cards[id_] for id_ in site.settings.stories if id_ in showcase.cards)
    return named[:MOST_STORIES]


def _expo(showcase: Showcase, site: Site) -> ExpoMention | None:
    edition = site.settings.current_expo
    expo = showcase.expos.get(edition) if edition is not None else None
    if edition is None or expo is None:
        return None
    booths = sum(booth.producer in showcase.cards for hall in expo.halls for booth in hall.booths)
    return ExpoMention(edition, expo.name, expo.opens, expo.closes, booths)


def _banner(desk: Desk, root: str, expo: ExpoMention) -> ExpoBanner:
    booths = desk.words.ngettext("%(num)s booth", "%(num)s booths", expo.booths)
    return ExpoBanner(
        href=root + at(expo_pattern(expo.id), desk.lang),
        name=desk.say(expo.name),
        opens=DateView(desk.formats.date(expo.opens), expo.opens.isoformat()),
        closes=DateView(desk.formats.date(expo.closes), expo.closes.isoformat()),
        booths=booths % {"num": desk.formats.number(expo.booths)},
    )


def _website(desk: Desk, name: str, url: str) -> WebSite:
    return WebSite(name=name, url=url, in_language=desk.lang)
