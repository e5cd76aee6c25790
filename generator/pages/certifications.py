"""The index of certificates somebody validly holds, and the products each covers: by page, or by place."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from generator.model.card import ProductCard
from generator.model.catalogue import Showcase
from generator.model.settings import Site
from generator.model.text import Said
from generator.model.unit import Entry, Page, Unit
from generator.pages import lists
from generator.pages.addresses import CERTIFICATIONS, HOME, at, certification_pattern
from generator.pages.cards import ProductTile, product_count, product_tile
from generator.pages.desk import Desk
from generator.pages.frame import Frame, frame
from generator.pages.links import root_of
from generator.pages.list_views import Ways, head_of, ways_of
from generator.pages.lists import ListPage, arranged
from generator.pages.source import Source

INDEX_TEMPLATE = "catalogue/certifications.html"
TEMPLATE = "catalogue/certification.html"


class SchemeGiven(Struct, frozen=True):
    """A page of the products one scheme covers."""

    scheme: str
    page: ListPage[ProductCard]


class SchemeView(Struct, frozen=True):
    """A certification scheme in a list."""

    href: str
    short: str
    name: str
    meaning: Said
    issuer: str
    count: str


class CertificationsView(Struct, frozen=True):
    """What the template of the index of certificates sees."""

    frame: Frame
    title: str
    schemes: tuple[SchemeView, ...]


class CertificationView(Struct, frozen=True):
    """What the template of one certificate's page sees. ``verify`` says where a buyer can look one up.

    A place's pages leave what is said of the certificate itself to the first page of the list.
    """

    frame: Frame
    title: str
    short: str
    meaning: Said
    issuer: str
    verify: str
    below: str
    tiles: tuple[ProductTile, ...]
    ways: Ways


def counts(showcase: Showcase) -> tuple[tuple[str, int], ...]:
    """Return how many products each scheme covers that covers any, best known badges first."""
    schemes = showcase.reference.certifications
    held = [(scheme, len(cards)) for scheme, cards in showcase.by_scheme.items() if cards and schemes[scheme].public]
    return tuple(sorted(held, key=lambda pair: (schemes[pair[0]].badge or 99, pair[0])))


def scheme_view(desk: Desk, root: str, scheme: str, count: int) -> SchemeView:
    """Show a scheme with how many products it covers."""
    record = desk.reference.certifications[scheme]
    return SchemeView(
        href=root + at(certification_pattern(scheme), desk.lang),
        short=desk.label(record.short),
        name=desk.label(record.name),
        meaning=desk.say(record.meaning),
        issuer=record.issuer,
        count=product_count(desk, count),
    )


def units(showcase: Showcase, site: Site) -> Iterator[Unit]:
    """Yield the index, and one unit per page of each scheme somebody holds."""
    held = counts(showcase)
    yield Unit(
        kind="certifications",
        key="certifications",
        given=held,
        entries=(Entry(CERTIFICATIONS, site.codes, site.codes),),
        templates=(INDEX_TEMPLATE,),
    )
    for scheme, _ in held:
        base = certification_pattern(scheme)
        cards, regions = showcase.by_scheme[scheme], showcase.reference.regions
        for page in arranged(cards, lists.PRODUCTS, site.settings.page_size, regions):
            yield Unit(
                kind="certifications",
                key=f"certifications/{scheme}/{page.key}",
                given=SchemeGiven(scheme, page),
                entries=(Entry(page.pattern(base), site.codes, site.codes),),
                templates=(TEMPLATE,),
            )


def pages(unit: Unit, desk: Desk, source: Source | None) -> Iterator[Page]:
    """Make the index or one page of a scheme in one language."""
    (entry,) = unit.entries
    given = unit.given
    if isinstance(given, SchemeGiven):
        yield _scheme_page(desk, entry, given)
    else:
        assert isinstance(given, tuple)
        yield _index_page(desk, entry, given)


def _index_page(desk: Desk, entry: Entry, held: tuple[tuple[str, int], ...]) -> Page:
    address = entry.address(desk.lang)
    root = root_of(address)
    title = desk.words.gettext("Certificates")
    view = CertificationsView(
        frame=frame(
            desk,
            entry,
            kind="certifications",
            section="certifications",
            title=title,
            description=desk.words.gettext("The certificates held here, what each one means, and who issues it."),
            crumbs=((desk.words.gettext("Home"), at(HOME, desk.lang)), (title, None)),
        ),
        title=title,
        schemes=tuple(scheme_view(desk, root, scheme, count) for scheme, count in held),
    )
    return Page(f"{address}index.html", desk.lang, INDEX_TEMPLATE, view)


def _scheme_page(desk: Desk, entry: Entry, given: SchemeGiven) -> Page:
    address = entry.address(desk.lang)
    root = root_of(address)
    words, page = desk.words, given.page
    record = desk.reference.certifications[given.scheme]
    title, base = desk.label(record.name), certification_pattern(given.scheme)
    head = head_of(desk, page, base, title, product_count, crumb=desk.label(record.short))
    view = CertificationView(
        frame=frame(
            desk,
            entry,
            kind="certification",
            section="certifications",
            title=head.page_title,
            description=words.gettext("Products that validly hold: %(certificate)s.") % {"certificate": title},
            crumbs=(
                (words.gettext("Home"), at(HOME, desk.lang)),
                (words.gettext("Certificates"), at(CERTIFICATIONS, desk.lang)),
                *head.crumbs,
            ),
        ),
        title=head.title,
        short=desk.label(record.short),
        meaning=desk.say({} if head.place else record.meaning),
        issuer="" if head.place else record.issuer,
        verify="" if head.place else record.verify or "",
        below=head.below,
        tiles=tuple(product_tile(desk, root, card) for card in page.items),
        ways=ways_of(desk, root, page, base),
    )
    return Page(f"{address}index.html", desk.lang, TEMPLATE, view)
