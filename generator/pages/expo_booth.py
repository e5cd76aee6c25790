"""A booth of an expo edition: one producer's shop window, made from the producer's own record."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup
from msgspec import Struct

from generator.foundation.markdown_text import to_html
from generator.model.catalogue import Showcase
from generator.model.expo import Session
from generator.model.picture import Picture
from generator.model.producer import Photo, Product
from generator.model.settings import Site
from generator.model.text import Said, Words
from generator.model.unit import Page, Unit
from generator.pages.addresses import booth_pattern, expo_pattern, producer_pattern, product_pattern
from generator.pages.buying import Fact, fact_groups, key_facts
from generator.pages.cards import place_of
from generator.pages.contacts import ContactView, contact_view
from generator.pages.desk import Desk
from generator.pages.expo_concourse import (
    Concourse,
    EditionCard,
    HallSign,
    SessionView,
    Stand,
    concourse,
    edition_card,
    entry,
    hall_pattern,
    hall_sign,
    inside,
    motifs,
    session_view,
    stands,
)
from generator.pages.frame import Frame, frame
from generator.pages.links import root_of
from generator.pages.pictures import PictureView, picture_view, shown
from generator.pages.source import Source
from generator.pages.trust import CertificateView, CurationView, certificate_views, curation_view
from generator.photos.sharing import Subject, booth_subject, stem

TEMPLATE = "expo/booth.html"
BRIEF = ("hs", "port")
"""Which of a product's many facts a shop window shows beside the large ones."""


class Neighbour(Struct, frozen=True):
    """The booth next door, seen from the side: what walking on needs and no more."""

    producer: str
    name: str
    tagline: Words
    cover: Picture | None


class BoothGiven(Struct, frozen=True):
    """All a booth shows besides its producer's own record. ``of`` counts the booths of the hall."""

    edition: EditionCard
    hall: HallSign
    number: int
    of: int
    greeting: Words
    products: tuple[str, ...]
    previous: Neighbour | None
    next: Neighbour | None
    sessions: tuple[Session, ...]
    sharing: Subject


class Enlargement(Struct, frozen=True):
    """A picture on the shelf with the address of its largest variant."""

    picture: PictureView
    href: str


class ShelfProduct(Struct, frozen=True):
    """A product on the shelf. ``price`` is its tag where prices may be shown, else ``moq`` hangs there."""

    id: str
    href: str
    name: Said
    summary: Said
    photo: Enlargement | None
    price: Fact | None
    moq: Fact | None
    price_expires: str
    facts: tuple[Fact, ...]
    badges: tuple[str, ...]
    ask: ContactView


class NeighbourView(Struct, frozen=True):
    """The way to the booth next door."""

    href: str
    name: str
    tagline: Said
    picture: PictureView | None


class BoothView(Struct, frozen=True):
    """What a booth shows. Texts that may not be shown are empty."""

    frame: Frame
    concourse: Concourse
    name: str
    kind: str
    place: str
    tagline: Said
    greeting: Said
    cover: PictureView | None
    workshop: PictureView | None
    established: int | None
    workers: int
    women: int
    fictional: bool
    hall: Said
    hall_href: str
    number: int
    of: int
    shelf: tuple[ShelfProduct, ...]
    story: Said
    story_html: Markup
    certificates: tuple[CertificateView, ...]
    curation: CurationView | None
    ask: ContactView
    producer_href: str
    previous: NeighbourView | None
    next: NeighbourView | None
    sessions: tuple[SessionView, ...]


def units(showcase: Showcase, site: Site) -> Iterator[Unit]:
    """Yield every booth that may be shown; a producer in two halls of an edition stands in the first."""
    for edition, expo in showcase.expos.items():
        dress = motifs(expo.halls)
        card = edition_card(edition, expo, showcase.as_of)
        sessions = tuple(sorted(expo.sessions, key=lambda session: session.start))
        placed: set[str] = set()
        for hall in expo.halls:
            row = stands(hall, showcase)
            for place, stand in enumerate(row):
                if stand.card.id in placed:
                    continue
                placed.add(stand.card.id)
                given = BoothGiven(
                    edition=card,
                    hall=hall_sign(hall, dress),
                    number=stand.number,
                    of=len(row),
                    greeting=stand.booth.greeting,
                    products=tuple(product.id for product in stand.products),
                    previous=_neighbour(row[place - 1]) if place > 0 else None,
                    next=_neighbour(row[place + 1]) if place + 1 < len(row) else None,
                    sessions=sessions,
                    sharing=booth_subject(edition, expo.name, hall.name, stand.number, stand.card, stand.products),
                )
                page = entry(
                    booth_pattern(edition, stand.card.id),
                    (hall.name, stand.card.tagline, stand.booth.greeting),
                    site,
                    among=(stand.card.languages, *(product.languages for product in stand.products)),
                )
                key = f"booth/{edition}/{stand.card.id}"
                yield Unit("booth", key, given, (page,), source=stand.card.id, templates=(TEMPLATE,))


def pages(unit: Unit, desk: Desk, source: Source | None) -> Iterator[Page]:
    """Yield the booth in one language."""
    given, page = unit.given, unit.entries[0]
    if not isinstance(given, BoothGiven) or source is None or unit.source is None:
        return
    record, decision, producer = source.record, source.decision, unit.source
    address = page.address(desk.lang)
    root = root_of(address)
    url = desk.site.base_url + address
    around = concourse(desk, root, given.edition, given.hall.motif)
    hall = desk.say(given.hall.name)
    chosen = _chosen(source, given.products)
    shown = {one.id for one in decision.products if one.published}
    names = {product.id: desk.label(product.name) for product in record.products if product.id in shown}
    photos = _photos(source, record.photos)
    cover = photos[0] if photos else next((_photo(source, product) for product in chosen), None)
    tagline, story = (desk.say(words if decision.show_story else {}) for words in (record.tagline, record.story))
    yield Page(
        f"{address}index.html",
        desk.lang,
        TEMPLATE,
        BoothView(
            frame=frame(
                desk,
                page,
                kind="booth",
                section="expo",
                title=desk.words.gettext("%(maker)s at %(expo)s") % {"maker": record.name, "expo": around.name.text},
                description=tagline.text
                or desk.words.gettext("The booth of %(maker)s in %(hall)s.")
                % {"maker": record.name, "hall": hall.text},
                crumbs=(
                    (around.name.text, inside("", expo_pattern(given.edition.id), desk.lang)),
                    (hall.text, inside("", hall_pattern(given.edition.id, given.hall.id), desk.lang)),
                    (record.name, None),
                ),
                image=cover,
                image_alt="" if cover is None else desk.label(cover.alt),
                sharing=stem(given.sharing),
            ),
            concourse=around,
            name=record.name,
            kind=desk.label(desk.reference.producer_kinds[record.kind].name),
            place=place_of(desk, record.region, record.district if decision.show_district else None),
            tagline=tagline,
            greeting=desk.say(given.greeting),
            cover=picture_view(desk, root, cover, "hero", record.name),
            workshop=picture_view(desk, root, _second(source, photos, chosen), "shelf", record.name),
            established=record.established,
            workers=0 if record.workers is None else record.workers.total,
            women=0 if record.workers is None else record.workers.women,
            fictional=record.fictional,
            hall=hall,
            hall_href=inside(root, hall_pattern(given.edition.id, given.hall.id), desk.lang),
            number=given.number,
            of=given.of,
            shelf=tuple(_shelf(desk, root, producer, source, product, url) for product in chosen),
            story=story,
            story_html=to_html(story.text),
            certificates=certificate_views(desk, root, source, decision.shown_certificates, (), names),
            curation=curation_view(desk, source),
            ask=contact_view(desk, source, record.name, url),
            producer_href=inside(root, producer_pattern(producer), desk.lang),
            previous=_next_door(desk, root, given.edition.id, given.previous),
            next=_next_door(desk, root, given.edition.id, given.next),
            sessions=tuple(session_view(desk, session, given.edition.timezone) for session in given.sessions),
        ),
    )


def _neighbour(stand: Stand) -> Neighbour:
    covers = (stand.card.cover, *(product.cover for product in stand.products))
    cover = next((cover for cover in covers if cover is not None), None)
    return Neighbour(stand.card.id, stand.card.name, stand.card.tagline, cover)


def _next_door(desk: Desk, root: str, edition: str, door: Neighbour | None) -> NeighbourView | None:
    if door is None:
        return None
    return NeighbourView(
        href=inside(root, booth_pattern(edition, door.producer), desk.lang),
        name=door.name,
        tagline=desk.say(door.tagline),
        picture=picture_view(desk, root, door.cover, "thumbnail", door.name),
    )


def _chosen(source: Source, selection: tuple[str, ...]) -> tuple[Product, ...]:
    """Take the selected products from the record, as far as they are published, in the booth's order."""
    published = {product.id for product in source.decision.products if product.published}
    records = {product.id: product for product in source.record.products if product.id in published}
    return tuple(records[name] for name in selection if name in records)


def _photos(source: Source, photos: tuple[Photo, ...]) -> tuple[Picture, ...]:
    if not source.decision.show_photos:
        return ()
    return tuple(source.pictures[photo.file] for photo in photos if photo.file in source.pictures)


def _second(source: Source, photos: tuple[Picture, ...], chosen: tuple[Product, ...]) -> Picture | None:
    """Choose what stands beside the story: another view of the workshop, else a closer look at a product."""
    closer = (picture for product in chosen for picture in _photos(source, product.photos)[1:])
    return next(iter((*photos[1:], *closer)), None)


def _photo(source: Source, product: Product) -> Picture | None:
    return next(iter(_photos(source, product.photos)), None)


def _shelf(desk: Desk, root: str, producer: str, source: Source, product: Product, url: str) -> ShelfProduct:
    name = desk.say(product.name)
    facts = key_facts(desk, product, show_price=source.shows_price(product.id))
    brief = (fact for group in fact_groups(desk, product) for fact in group.facts if fact.code in BRIEF)
    by_code = {fact.code: fact for fact in facts}
    price = by_code.get("price")
    until = None if product.price is None else product.price.valid_until
    decided = next(one for one in source.decision.products if one.id == product.id)
    schemes = (source.record.certifications[index].scheme for index in decided.certificates)
    return ShelfProduct(
        id=product.id,
        href=inside(root, product_pattern(producer, product.id), desk.lang),
        name=name,
        summary=desk.say(product.summary),
        photo=_enlargement(desk, root, _photo(source, product), name.text),
        price=price,
        moq=by_code.get("moq"),
        price_expires="" if price is None or until is None else until.isoformat(),
        facts=(*(fact for fact in facts if fact.code != "price"), *brief),
        badges=tuple(_badges(desk, tuple(dict.fromkeys(schemes)))),
        ask=contact_view(desk, source, name.text, f"{url}#product-{product.id}"),
    )


def _badges(desk: Desk, schemes: tuple[str, ...]) -> Iterator[str]:
    """Name the certificates that are badges, best known first; the rest stand among the maker's papers."""
    known = [desk.reference.certifications[scheme] for scheme in schemes]
    for scheme in sorted(known, key=lambda scheme: (scheme.badge or 0, scheme.id)):
        if scheme.badge is not None:
            yield desk.label(scheme.short)


def _enlargement(desk: Desk, root: str, picture: Picture | None, name: str) -> Enlargement | None:
    if picture is None:
        return None
    return Enlargement(shown(desk, root, picture, "shelf", name), root + picture.address(picture.widths[-1], "jpg"))
