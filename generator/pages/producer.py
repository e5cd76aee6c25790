"""A producer's unit: the producer's own page and those of all its published products, in all languages."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup
from msgspec import Struct

from generator.foundation.markdown_text import to_html
from generator.model.card import Card
from generator.model.catalogue import Showcase
from generator.model.picture import Picture
from generator.model.settings import Site
from generator.model.text import Said
from generator.model.unit import Entry, Page, Unit
from generator.pages.addresses import (
    HOME,
    PRODUCERS,
    at,
    producer_pattern,
    product_pattern,
    region_pattern,
)
from generator.pages.buying import Fact, plain
from generator.pages.cards import Link, ProductTile, ground_of, product_tile
from generator.pages.contacts import ContactView, contact_view
from generator.pages.desk import Desk
from generator.pages.frame import Frame, frame
from generator.pages.gallery import Shot, gallery, pictures_of
from generator.pages.links import root_of
from generator.pages.materials import Materials, Statement
from generator.pages.producer_given import ProducerGiven, Surroundings
from generator.pages.product_view import TEMPLATE as PRODUCT_TEMPLATE
from generator.pages.product_view import MakerPart, booth_links, fallback_note, maker_part, product_page
from generator.pages.source import Source
from generator.pages.structured import breadcrumbs, organization, script
from generator.pages.trust import CertificateView, CurationView, by_rank, seen_from

TEMPLATE = "catalogue/producer.html"


class Help(Struct, frozen=True):
    """Training or help received: the year, by whom, and what."""

    year: str
    by: str
    what: Said


class ProducerView(Struct, frozen=True):
    """Everything the template of a producer page sees. ``story_lang`` belongs to the HTML in ``story``."""

    frame: Frame
    structured: Markup
    fallback_note: str
    fictional: bool
    name: str
    kind: str
    tagline: Said
    region: Link
    place: str
    ground: int
    shots: tuple[Shot, ...]
    story: Markup
    story_said: Said
    facts: tuple[Fact, ...]
    brand: Link | None
    products: tuple[ProductTile, ...]
    certificates: tuple[CertificateView, ...]
    curation: CurationView | None
    materials: Materials
    sustainability: tuple[Statement, ...]
    support: tuple[Help, ...]
    channels: tuple[Link, ...]
    contact: ContactView
    booths: tuple[Link, ...]


def units(showcase: Showcase, site: Site) -> Iterator[Unit]:
    """Yield one unit for every published producer."""
    around = Surroundings(showcase)
    for card in showcase.cards.values():
        products = tuple(
            Entry(product_pattern(card.id, product.id), site.codes, _among(product.languages, site))
            for product in card.products
        )
        yield Unit(
            kind="producer",
            key=f"producer/{card.id}",
            given=around.of(card),
            entries=(Entry(producer_pattern(card.id), site.codes, _among(card.languages, site)), *products),
            source=card.id,
            templates=(TEMPLATE, PRODUCT_TEMPLATE) if products else (TEMPLATE,),
        )


def pages(unit: Unit, desk: Desk, source: Source | None) -> Iterator[Page]:
    """Make the producer's page and its products' pages in one language."""
    given = unit.given
    assert isinstance(given, ProducerGiven) and source is not None
    own, *entries = unit.entries
    part = maker_part(desk, source, given, root_of((entries or [own])[0].address(desk.lang)))
    yield _producer_page(desk, source, given, own, part)
    for entry, card in zip(entries, given.card.products, strict=True):
        yield product_page(desk, source, given, entry, card, part)


def _producer_page(desk: Desk, source: Source, given: ProducerGiven, entry: Entry, part: MakerPart) -> Page:
    record, decision, card = source.record, source.decision, given.card
    address = entry.address(desk.lang)
    root = root_of(address)
    tagline = desk.say(card.tagline)
    story = desk.say(record.story) if decision.show_story else Said("", desk.lang)
    shown = pictures_of(source, record.photos) or _covers(card)
    shots = gallery(desk, root, shown, record.name)
    crumbs: list[tuple[str, str | None]] = [
        (desk.words.gettext("Home"), at(HOME, desk.lang)),
        (desk.words.gettext("Makers"), at(PRODUCERS, desk.lang)),
        (record.name, None),
    ]
    place = part.place
    title = desk.words.gettext("%(maker)s, %(place)s") % {"maker": record.name, "place": place}
    region = desk.reference.regions[record.region]
    ranked = by_rank(desk, source, decision.shown_certificates)
    view = ProducerView(
        frame=frame(
            desk,
            entry,
            kind="producer",
            section="producers",
            title=title,
            description=_description(desk, record.name, place, tagline),
            crumbs=crumbs,
            image=shown[0] if shown else None,
            image_alt=shots[0].picture.alt.text if shots else "",
            sharing=card.sharing,
        ),
        structured=script(organization(desk, source, card, shown, part.nodes), breadcrumbs(desk, crumbs, address)),
        fallback_note=fallback_note(desk, entry, (tagline, story)),
        fictional=record.fictional,
        name=record.name,
        kind=desk.label(desk.reference.producer_kinds[record.kind].name),
        tagline=tagline,
        region=Link(desk.label(region.name), root + at(region_pattern(region), desk.lang)),
        place=place,
        ground=ground_of(card.id),
        shots=shots,
        story=to_html(story.text),
        story_said=story,
        facts=tuple(_facts(desk, source)),
        brand=given.brand_link(desk, root),
        products=tuple(product_tile(desk, root, product) for product in card.products),
        certificates=tuple(seen_from(desk, root, part.certificates[index]) for index in ranked),
        curation=part.curation,
        materials=part.materials,
        sustainability=part.sustainability,
        support=tuple(Help(str(item.year), item.by, desk.say(item.what)) for item in record.support),
        channels=tuple(Link(channel.name, channel.url) for channel in record.channels),
        contact=contact_view(desk, source, record.name, desk.site.base_url + address),
        booths=booth_links(desk, root, given, given.booths),
    )
    return Page(f"{address}index.html", desk.lang, TEMPLATE, view)


def _facts(desk: Desk, source: Source) -> Iterator[Fact]:
    record, words, formats = source.record, desk.words, desk.formats
    if record.established is not None:
        yield Fact("established", words.gettext("Since"), (plain(desk, str(record.established)),))
    for code, term, count in (
        ("workers", words.gettext("People at work"), record.workers),
        ("members", words.gettext("Members"), record.members),
    ):
        if count is None:
            continue
        lines = [plain(desk, formats.number(count.total))]
        if count.women:
            text = words.ngettext("%(num)s of them a woman", "%(num)s of them women", count.women)
            lines.append(plain(desk, text % {"num": formats.number(count.women)}))
        yield Fact(code, term, tuple(lines))
    if record.raw_materials:
        share = sum(material.share_pct for material in record.raw_materials if not material.imported)
        yield Fact("local", words.gettext("Indonesian raw materials"), (plain(desk, formats.percent(share)),))


def _covers(card: Card) -> tuple[Picture, ...]:
    """A producer without photos of its own is seen through its products."""
    return tuple(product.cover for product in card.products if product.cover is not None)


def _description(desk: Desk, name: str, place: str, tagline: Said) -> str:
    if tagline and not tagline.fallback:
        values = {"maker": name, "place": place, "tagline": tagline.text}
        return desk.words.gettext("%(maker)s in %(place)s: %(tagline)s") % values
    return desk.words.gettext("%(maker)s, a maker in %(place)s.") % {"maker": name, "place": place}


def _among(languages: tuple[str, ...], site: Site) -> tuple[str, ...]:
    return tuple(lang for lang in languages if lang in site.codes)
