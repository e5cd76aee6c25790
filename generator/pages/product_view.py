"""A product's own page: photos beside what a buyer must know, then maker, materials, curation, neighbours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup
from msgspec import Struct

from generator.model.card import ProductCard
from generator.model.producer import Product
from generator.model.text import Said
from generator.model.unit import Entry, Page
from generator.pages.addresses import CATEGORIES, HOME, at, category_pattern
from generator.pages.buying import Fact, FactGroup, fact_groups, key_facts
from generator.pages.cards import Link, MakerTile, ProductTile, ground_of, maker_tile, product_tile
from generator.pages.contacts import ContactView, contact_view
from generator.pages.desk import Desk
from generator.pages.frame import Frame, frame
from generator.pages.gallery import Shot, gallery, pictures_of
from generator.pages.links import root_of
from generator.pages.materials import Materials, Statement, materials, sustainability
from generator.pages.producer_given import BoothMention, ProducerGiven
from generator.pages.source import Source
from generator.pages.structured import MakerNodes, breadcrumbs, maker_nodes, product, script
from generator.pages.trust import CertificateView, CurationView, by_rank, certificates_by_index, curation_view

TEMPLATE = "catalogue/product.html"
DESCRIPTION_LENGTH = 200


class ProductView(Struct, frozen=True):
    """Everything the template of a product page sees.

    ``fallback_note`` says in which language the text stands where it is not translated; empty otherwise.
    """

    frame: Frame
    structured: Markup
    fallback_note: str
    fictional: bool
    name: Said
    summary: Said
    spec: Said
    notes: tuple[Statement, ...]
    category: Link
    ground: int
    shots: tuple[Shot, ...]
    key_facts: tuple[Fact, ...]
    fact_groups: tuple[FactGroup, ...]
    certificates: tuple[CertificateView, ...]
    contact: ContactView
    maker: MakerTile
    maker_place: str
    brand: Link | None
    materials: Materials
    sustainability: tuple[Statement, ...]
    curation: CurationView | None
    booths: tuple[Link, ...]
    siblings: tuple[ProductTile, ...]
    related: tuple[ProductTile, ...]


class MakerPart(Struct, frozen=True):
    """What a producer's pages show alike in one language; certificates and tiles are looked up in it.

    Links in it begin at the root of the product pages.
    """

    certificates: Mapping[int, CertificateView]
    tiles: Mapping[str, ProductTile]
    maker: MakerTile
    place: str
    brand: Link | None
    materials: Materials
    sustainability: tuple[Statement, ...]
    curation: CurationView | None
    nodes: MakerNodes


def maker_part(desk: Desk, source: Source, given: ProducerGiven, root: str) -> MakerPart:
    """Prepare the part that the pages of all products share; they lie equally deep, so ``root`` is the same."""
    names, decision = given.names_in(desk), source.decision
    indexes = {*decision.shown_certificates, *(index for each in decision.products for index in each.certificates)}
    return MakerPart(
        certificates=certificates_by_index(desk, root, source, indexes, given.schemes, names),
        tiles={product.id: product_tile(desk, root, product) for product in given.card.products},
        maker=maker_tile(desk, root, given.card),
        place=given.place_in(desk),
        brand=given.brand_link(desk, root),
        materials=materials(desk, source.record),
        sustainability=sustainability(desk, source.record),
        curation=curation_view(desk, source),
        nodes=maker_nodes(desk, source, given.card, indexes),
    )


def product_page(
    desk: Desk, source: Source, given: ProducerGiven, entry: Entry, card: ProductCard, part: MakerPart
) -> Page:
    """Make the page of one published product in one language."""
    record = next(item for item in source.record.products if item.id == card.id)
    decided = next(item for item in source.decision.products if item.id == card.id)
    address = entry.address(desk.lang)
    root = root_of(address)
    url = desk.site.base_url + address
    name, summary, spec = desk.say(record.name), desk.say(record.summary), desk.say(record.spec)
    category = desk.label(desk.reference.categories[record.category].name)
    shown = pictures_of(source, record.photos)
    shots = gallery(desk, root, shown, name.text)
    crumbs: list[tuple[str, str | None]] = [
        (desk.words.gettext("Home"), at(HOME, desk.lang)),
        (desk.words.gettext("Categories"), at(CATEGORIES, desk.lang)),
        (category, at(category_pattern(record.category), desk.lang)),
        (name.text, None),
    ]
    title = desk.words.gettext("%(product)s by %(maker)s") % {"product": name.text, "maker": given.card.name}
    view = ProductView(
        frame=frame(
            desk,
            entry,
            kind="product",
            section="products",
            title=title,
            description=_description(desk, given, record, (summary, spec)),
            crumbs=crumbs,
            image=shown[0] if shown else None,
            image_alt=shots[0].picture.alt.text if shots else "",
            sharing=card.sharing,
        ),
        structured=script(
            product(desk, source, record, url, shown, decided.certificates, part.nodes),
            breadcrumbs(desk, crumbs, address),
        ),
        fallback_note=fallback_note(desk, entry, (name, summary, spec)),
        fictional=source.record.fictional,
        name=name,
        summary=summary,
        spec=spec,
        notes=_notes(desk, record),
        category=Link(category, root + at(category_pattern(record.category), desk.lang)),
        ground=ground_of(record.category),
        shots=shots,
        key_facts=key_facts(desk, record, show_price=source.shows_price(record.id)),
        fact_groups=fact_groups(desk, record),
        certificates=tuple(part.certificates[index] for index in by_rank(desk, source, decided.certificates)),
        contact=contact_view(desk, source, name.text, url),
        maker=part.maker,
        maker_place=part.place,
        brand=part.brand,
        materials=part.materials,
        sustainability=part.sustainability,
        curation=part.curation,
        booths=booth_links(desk, root, given, (*given.booths_with(card.id),)),
        siblings=tuple(tile for name_of, tile in part.tiles.items() if name_of != card.id),
        related=tuple(product_tile(desk, root, other) for other in given.neighbours_of(card.id)),
    )
    return Page(f"{address}index.html", desk.lang, TEMPLATE, view)


def fallback_note(desk: Desk, entry: Entry, texts: Sequence[Said]) -> str:
    """Say that the text of a page stands in another language, where it does."""
    other = next((text.lang for text in texts if text and text.fallback), None)
    if other is None or desk.lang in entry.announced:
        return ""
    values = {"language": desk.formats.language(other)}
    return desk.words.gettext("Not yet translated: shown in %(language)s.") % values


def booth_links(desk: Desk, root: str, given: ProducerGiven, booths: Sequence[BoothMention]) -> tuple[Link, ...]:
    """Lead to the producer's booths."""
    return tuple(
        Link(desk.label(booth.expo), root + booth.address(given.card.id, desk.lang), desk.label(booth.hall))
        for booth in booths
    )


def _notes(desk: Desk, record: Product) -> tuple[Statement, ...]:
    words = desk.words
    pairs = (
        (words.gettext("Taste"), record.taste),
        (words.gettext("Care"), record.care),
        (words.gettext("Good to know"), record.note),
    )
    return tuple(Statement(title, desk.say(text)) for title, text in pairs if text)


def _description(desk: Desk, given: ProducerGiven, record: Product, texts: Sequence[Said]) -> str:
    said = next((text.text for text in texts if text and not text.fallback), "")
    if not said:
        values = {
            "product": desk.say(record.name).text,
            "maker": given.card.name,
            "place": given.place_in(desk),
        }
        said = desk.words.gettext("%(product)s, made by %(maker)s in %(place)s.") % values
    return said if len(said) <= DESCRIPTION_LENGTH else f"{said[: DESCRIPTION_LENGTH - 1]}…"
