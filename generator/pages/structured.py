"""Structured data (JSON-LD) for crawlers: products, producers and the trail, nothing a page does not show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from markupsafe import Markup
from msgspec import Raw, Struct, json

from generator.model.card import Card
from generator.model.picture import Picture
from generator.model.producer import Certification, Product
from generator.model.text import Words
from generator.pages import structured_nodes as schema
from generator.pages.addresses import at, producer_pattern
from generator.pages.buying import cubic_metres
from generator.pages.desk import Desk
from generator.pages.source import Source

CONTEXT = "https://schema.org"
UN_WEIGHTS = {"g": "GRM", "kg": "KGM", "ml": "MLT", "l": "LTR"}
BUSINESS = "http://purl.org/goodrelations/v1#Business"
INDONESIA = schema.Country(name="ID")

_encode = json.Encoder().encode


class MakerNodes(Struct, frozen=True):
    """What the nodes of a producer and all its products share in one language; certificates by their place."""

    maker: schema.Organization
    seller: schema.Reference
    brand: schema.Brand
    certificates: Mapping[int, Raw]
    materials: tuple[str, ...]


def script(*nodes: schema.Node) -> Markup:
    """Return the text of a JSON-LD block; no character of it can end the block or begin a tag."""
    text = _encode(schema.Graph(CONTEXT, nodes))
    for character, escape in ((b"&", b"\\u0026"), (b"<", b"\\u003c"), (b">", b"\\u003e")):
        text = text.replace(character, escape)
    return Markup(text.decode())


def breadcrumbs(desk: Desk, crumbs: Sequence[tuple[str, str | None]], here: str) -> schema.BreadcrumbList:
    """Describe the trail; ``here`` is the address of the page itself."""
    base = desk.site.base_url
    items = (
        schema.ListItem(position=place, name=text, item=base + (here if to is None else to))
        for place, (text, to) in enumerate(crumbs, start=1)
    )
    return schema.BreadcrumbList(item_list_element=tuple(items))


def maker_nodes(desk: Desk, source: Source, card: Card, certificates: Iterable[int]) -> MakerNodes:
    """Prepare what a producer's nodes share: the certificates that its pages show, its materials."""
    record = source.record
    url = desk.site.base_url + at(producer_pattern(card.id), desk.lang)
    papers = {index: _certification(desk, record.certifications[index]) for index in certificates}
    return MakerNodes(
        maker=schema.Organization(id=f"{url}#maker", name=card.name, url=url),
        seller=schema.Reference(f"{url}#maker"),
        brand=schema.Brand(name=card.name),
        certificates={index: Raw(_encode(paper)) for index, paper in papers.items()},
        materials=tuple(_text(desk, material.name) for material in record.raw_materials),
    )


def organization(
    desk: Desk, source: Source, card: Card, pictures: Sequence[Picture], shared: MakerNodes
) -> schema.Organization:
    """Describe a producer, as far as consent goes."""
    record, decision, contact = source.record, source.decision, source.record.contact
    return schema.Organization(
        id=shared.maker.id,
        name=card.name,
        url=shared.maker.url,
        description=_text(desk, card.tagline),
        image=_images(desk, pictures),
        founding_date=None if record.established is None else str(record.established),
        number_of_employees=None if record.workers is None else record.workers.total,
        address=schema.PostalAddress(
            address_locality=desk.label(desk.reference.regions[record.region].name),
            address_region=desk.label(desk.site.settings.region),
            address_country="ID",
            street_address=contact.address if decision.show_address else None,
        ),
        telephone=contact.phone if decision.show_phone else None,
        email=contact.email if decision.show_email else None,
        knows_language=tuple(contact.languages),
        has_certification=tuple(shared.certificates[index] for index in decision.shown_certificates),
    )


def product(
    desk: Desk,
    source: Source,
    record: Product,
    url: str,
    pictures: Sequence[Picture],
    certificates: Sequence[int],
    shared: MakerNodes,
) -> schema.Product:
    """Describe a product by the field's recipes: HS as category code, minimum order as eligible quantity."""
    net = record.net
    weight = None if net is None else schema.QuantitativeValue(value=float(net.value), unit_code=UN_WEIGHTS[net.unit])
    return schema.Product(
        id=f"{url}#product",
        url=url,
        name=_text(desk, record.name),
        description=_text(desk, record.summary) or _text(desk, record.spec),
        image=_images(desk, pictures),
        sku=f"{source.decision.producer}/{record.id}",
        brand=shared.brand,
        manufacturer=shared.maker,
        category=schema.CategoryCode(
            code_value=record.hs6,
            in_code_set=f"HS {record.hs_edition}",
            name=desk.label(desk.reference.categories[record.category].name),
        ),
        size=record.size,
        material=shared.materials,
        weight=weight,
        country_of_origin=INDONESIA,
        has_certification=tuple(shared.certificates[index] for index in certificates),
        additional_property=tuple(_properties(record)),
        offers=_offer(desk, source, record, url, shared.seller),
    )


def _offer(desk: Desk, source: Source, record: Product, url: str, seller: schema.Reference) -> schema.Offer:
    quantity = time = price = None
    if record.moq is not None:
        unit = desk.reference.units[record.moq.unit].un_rec20
        quantity = schema.QuantitativeValue(min_value=record.moq.qty, unit_code=unit)
    if record.lead_time_days is not None:
        time = schema.QuantitativeValue(max_value=record.lead_time_days, unit_code="DAY")
    if record.price is not None and source.shows_price(record.id):
        asked = record.price
        price = schema.UnitPriceSpecification(
            min_price=float(asked.min),
            max_price=float(asked.max),
            price_currency=asked.currency,
            unit_code=desk.reference.units[asked.unit].un_rec20,
            valid_through=None if asked.valid_until is None else asked.valid_until.isoformat(),
        )
    return schema.Offer(
        url=url,
        availability="https://schema.org/MadeToOrder",
        eligible_customer_type=BUSINESS,
        seller=seller,
        eligible_quantity=quantity,
        delivery_lead_time=time,
        price_specification=price,
    )


def _properties(record: Product) -> list[schema.PropertyValue]:
    pairs: list[tuple[str, str | int]] = [("incoterm", f"{term} {place}") for term, place in record.incoterms.items()]
    if record.port is not None:
        pairs.append(("port of loading", record.port))
    if record.shelf_life_days is not None:
        pairs.append(("shelf life in days", record.shelf_life_days))
    if record.packing is not None and record.packing.units_per_carton is not None:
        pairs.append(("units per carton", record.packing.units_per_carton))
    if record.packing is not None and record.packing.carton_cm is not None:
        pairs.append(("carton volume in m³", f"{cubic_metres(record.packing.carton_cm):f}"))
    return [schema.PropertyValue(property_id=name, value=value) for name, value in pairs]


def _certification(desk: Desk, record: Certification) -> schema.Certification:
    scheme = desk.reference.certifications[record.scheme]
    return schema.Certification(
        name=desk.label(scheme.name),
        certification_identification=record.number if scheme.number_public else None,
        certification_status="https://schema.org/CertificationActive",
        issued_by=schema.Organization(name=scheme.issuer),
        valid_from=None if record.issued is None else record.issued.isoformat(),
        expires=None if record.expires is None else record.expires.isoformat(),
        audit_date=None if record.verified is None else record.verified.date.isoformat(),
    )


def _images(desk: Desk, pictures: Sequence[Picture]) -> tuple[str, ...]:
    return tuple(desk.site.base_url + picture.address(picture.widths[-1], "jpg") for picture in pictures)


def _text(desk: Desk, words: Words) -> str:
    return desk.say(words).text
