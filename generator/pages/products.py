"""All products, page by page."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from generator.model.card import ProductCard
from generator.model.catalogue import Showcase
from generator.model.settings import Site
from generator.model.unit import Entry, Page, Unit
from generator.pages.addresses import HOME, PRODUCTS, at, page_pattern
from generator.pages.cards import ProductTile, product_count, product_tile
from generator.pages.desk import Desk
from generator.pages.frame import Frame, frame
from generator.pages.links import root_of
from generator.pages.lists import Pager, Slice, page_title, pager, product_key, slices
from generator.pages.source import Source

TEMPLATE = "catalogue/products.html"


class ProductsView(Struct, frozen=True):
    """What the template of a page of products sees; ``count`` is empty on all pages but the first."""

    frame: Frame
    title: str
    count: str
    tiles: tuple[ProductTile, ...]
    pager: Pager


def units(showcase: Showcase, site: Site) -> Iterator[Unit]:
    """Yield one unit per page of the list."""
    for part in slices(showcase.products, product_key, site.settings.page_size):
        yield Unit(
            kind="products",
            key=f"products/{part.number}",
            given=part,
            entries=(Entry(page_pattern(PRODUCTS, part.number), site.codes, site.codes),),
            templates=(TEMPLATE,),
        )


def pages(unit: Unit, desk: Desk, source: Source | None) -> Iterator[Page]:
    """Make one page of the list in one language."""
    part = unit.given
    assert isinstance(part, Slice)
    cards: tuple[ProductCard, ...] = part.items
    (entry,) = unit.entries
    address = entry.address(desk.lang)
    root = root_of(address)
    title = desk.words.gettext("All products")
    region = desk.label(desk.site.settings.region)
    view = ProductsView(
        frame=frame(
            desk,
            entry,
            kind="products",
            section="products",
            title=page_title(desk, title, part.number),
            description=desk.words.gettext("Products of small producers in %(region)s, chosen by curators.")
            % {"region": region},
            crumbs=((desk.words.gettext("Home"), at(HOME, desk.lang)), (title, None)),
        ),
        title=title,
        count="" if part.total is None else product_count(desk, part.total),
        tiles=tuple(product_tile(desk, root, card) for card in cards),
        pager=pager(desk, root, PRODUCTS, part.number, part.pages),
    )
    yield Page(f"{address}index.html", desk.lang, TEMPLATE, view)
