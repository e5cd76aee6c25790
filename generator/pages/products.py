"""All products: page by page while they are few, else by place."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from generator.model.card import ProductCard
from generator.model.catalogue import Showcase
from generator.model.settings import Site
from generator.model.unit import Entry, Page, Unit
from generator.pages import lists
from generator.pages.addresses import HOME, PRODUCTS, at
from generator.pages.cards import ProductTile, product_count, product_tile
from generator.pages.desk import Desk
from generator.pages.frame import Frame, frame
from generator.pages.links import root_of
from generator.pages.list_views import Ways, head_of, ways_of
from generator.pages.lists import ListPage, arranged
from generator.pages.source import Source

TEMPLATE = "catalogue/products.html"


class ProductsView(Struct, frozen=True):
    """What the template of a page of products sees; ``below`` the title stands how many, or where the page begins."""

    frame: Frame
    title: str
    below: str
    tiles: tuple[ProductTile, ...]
    ways: Ways


def units(showcase: Showcase, site: Site) -> Iterator[Unit]:
    """Yield one unit per page of the list."""
    regions = showcase.reference.regions
    for page in arranged(showcase.products, lists.PRODUCTS, site.settings.page_size, regions):
        yield Unit(
            kind="products",
            key=f"products/{page.key}",
            given=page,
            entries=(Entry(page.pattern(PRODUCTS), site.codes, site.codes),),
            templates=(TEMPLATE,),
        )


def pages(unit: Unit, desk: Desk, source: Source | None) -> Iterator[Page]:
    """Make one page of the list in one language."""
    page = unit.given
    assert isinstance(page, ListPage)
    cards: tuple[ProductCard, ...] = page.items
    (entry,) = unit.entries
    address = entry.address(desk.lang)
    root = root_of(address)
    head = head_of(desk, page, PRODUCTS, desk.words.gettext("All products"), product_count)
    region = head.place or desk.label(desk.site.settings.region)
    view = ProductsView(
        frame=frame(
            desk,
            entry,
            kind="products",
            section="products",
            title=head.page_title,
            description=desk.words.gettext("Products of small producers in %(region)s, chosen by curators.")
            % {"region": region},
            crumbs=((desk.words.gettext("Home"), at(HOME, desk.lang)), *head.crumbs),
        ),
        title=head.title,
        below=head.below,
        tiles=tuple(product_tile(desk, root, card) for card in cards),
        ways=ways_of(desk, root, page, PRODUCTS),
    )
    yield Page(f"{address}index.html", desk.lang, TEMPLATE, view)
