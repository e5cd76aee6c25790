"""Structured data (JSON-LD) for crawlers: products, producers and the trail, nothing a page does not show."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from generator.model.card import Card
from generator.model.picture import Picture
from generator.model.producer import Certification, Product
from generator.model.text import Words
from generator.pages.addresses import at, producer_pattern
from generator.pages.buying import cubic_metres
from generator.pages.desk import Desk
from generator.pages.source import Source

Node = dict[str, Any]
UN_WEIGHTS = {"g": "GRM", "kg": "KGM", "ml": "MLT", "l": "LTR"}
BUSINESS = "http://purl.org/goodrelations/v1#Business"


def script(*nodes: Node) -> Markup:
    """Return the text of a JSON-LD block; no character of it can end the block or begin a tag."""
    text = json.dumps(
        {"@context": "https://schema.org", "@graph": [_without_gaps(node) for node in nodes]},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    for character, escape in (("&", "\\u0026"), ("<", "\\u003c"), (">", "\\u003e")):
        text = text.replace(character, escape)
    return Markup(text)


def breadcrumbs(desk: Desk, crumbs: Sequence[tuple[str, str | None]], here: str) -> Node:
    """Describe the trail; ``here`` is the address of the page itself."""
    base = desk.site.base_url
    items = [
        {"@type": "ListItem", "position": place, "name": text, "item": base + (here if to is None else to)}
        for place, (text, to) in enumerate(crumbs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def organization(desk: Desk, source: Source, card: Card, pictures: Sequence[Picture]) -> Node:
    """Describe a producer, as far as consent goes."""
    record, decision, contact = source.record, source.decision, source.record.contact
    region = desk.reference.regions[record.region]
    return {
        **_maker(desk, card),
        "description": _text(desk, card.tagline),
        "image": _images(desk, pictures),
        "foundingDate": None if record.established is None else str(record.established),
        "numberOfEmployees": None if record.workers is None else record.workers.total,
        "address": {
            "@type": "PostalAddress",
            "addressLocality": desk.label(region.name),
            "addressRegion": desk.label(desk.site.settings.region),
            "addressCountry": "ID",
            "streetAddress": contact.address if decision.show_address else None,
        },
        "telephone": contact.phone if decision.show_phone else None,
        "email": contact.email if decision.show_email else None,
        "knowsLanguage": list(contact.languages),
        "hasCertification": [
            _certification(desk, record.certifications[index]) for index in decision.shown_certificates
        ],
    }


def product(
    desk: Desk,
    source: Source,
    card: Card,
    record: Product,
    url: str,
    pictures: Sequence[Picture],
    certificates: Sequence[int],
) -> Node:
    """Describe a product by the field's recipes: HS as category code, minimum order as eligible quantity."""
    net = record.net
    return {
        "@type": "Product",
        "@id": f"{url}#product",
        "url": url,
        "name": _text(desk, record.name),
        "description": _text(desk, record.summary) or _text(desk, record.spec),
        "image": _images(desk, pictures),
        "sku": f"{card.id}/{record.id}",
        "brand": {"@type": "Brand", "name": card.name},
        "manufacturer": _maker(desk, card),
        "category": {
            "@type": "CategoryCode",
            "codeValue": record.hs6,
            "inCodeSet": f"HS {record.hs_edition}",
            "name": desk.label(desk.reference.categories[record.category].name),
        },
        "size": record.size,
        "material": [_text(desk, material.name) for material in source.record.raw_materials],
        "weight": None if net is None else _quantity(float(net.value), UN_WEIGHTS[net.unit]),
        "countryOfOrigin": {"@type": "Country", "name": "ID"},
        "hasCertification": [_certification(desk, source.record.certifications[index]) for index in certificates],
        "additionalProperty": _properties(record),
        "offers": _offer(desk, source, card, record, url),
    }


def _offer(desk: Desk, source: Source, card: Card, record: Product, url: str) -> Node:
    offer: Node = {
        "@type": "Offer",
        "url": url,
        "availability": "https://schema.org/MadeToOrder",
        "eligibleCustomerType": BUSINESS,
        "seller": {"@id": _maker(desk, card)["@id"]},
    }
    if record.moq is not None:
        unit = desk.reference.units[record.moq.unit].un_rec20
        offer["eligibleQuantity"] = {
            "@type": "QuantitativeValue",
            "minValue": record.moq.qty,
            "unitCode": unit,
        }
    if record.lead_time_days is not None:
        offer["deliveryLeadTime"] = {
            "@type": "QuantitativeValue",
            "maxValue": record.lead_time_days,
            "unitCode": "DAY",
        }
    price = record.price
    if price is not None and source.shows_price(record.id):
        offer["priceSpecification"] = {
            "@type": "UnitPriceSpecification",
            "minPrice": float(price.min),
            "maxPrice": float(price.max),
            "priceCurrency": price.currency,
            "unitCode": desk.reference.units[price.unit].un_rec20,
            "validThrough": None if price.valid_until is None else price.valid_until.isoformat(),
        }
    return offer


def _properties(record: Product) -> list[Node]:
    pairs: list[tuple[str, str | int]] = [("incoterm", f"{term} {place}") for term, place in record.incoterms.items()]
    if record.port is not None:
        pairs.append(("port of loading", record.port))
    if record.shelf_life_days is not None:
        pairs.append(("shelf life in days", record.shelf_life_days))
    if record.packing is not None and record.packing.units_per_carton is not None:
        pairs.append(("units per carton", record.packing.units_per_carton))
    if record.packing is not None and record.packing.carton_cm is not None:
        pairs.append(("carton volume in m³", f"{cubic_metres(record.packing.carton_cm):f}"))
    return [{"@type": "PropertyValue", "propertyID": name, "value": value} for name, value in pairs]


def _certification(desk: Desk, record: Certification) -> Node:
    scheme = desk.reference.certifications[record.scheme]
    return {
        "@type": "Certification",
        "name": desk.label(scheme.name),
        "certificationIdentification": record.number if scheme.number_public else None,
        "certificationStatus": "https://schema.org/CertificationActive",
        "issuedBy": {"@type": "Organization", "name": scheme.issuer},
        "validFrom": None if record.issued is None else record.issued.isoformat(),
        "expires": None if record.expires is None else record.expires.isoformat(),
        "auditDate": None if record.verified is None else record.verified.date.isoformat(),
    }


def _maker(desk: Desk, card: Card) -> Node:
    url = desk.site.base_url + at(producer_pattern(card.id), desk.lang)
    return {"@type": "Organization", "@id": f"{url}#maker", "name": card.name, "url": url}


def _images(desk: Desk, pictures: Sequence[Picture]) -> list[str]:
    return [desk.site.base_url + picture.address(picture.widths[-1], "jpg") for picture in pictures]


def _quantity(value: float, unit: str) -> Node:
    return {"@type": "QuantitativeValue", "value": value, "unitCode": unit}


def _text(desk: Desk, words: Words) -> str:
    return desk.say(words).text


def _without_gaps(node: Mapping[str, Any]) -> Node:
    return {key: _filled(value) for key, value in node.items() if value or value == 0}


def _filled(value: Any) -> Any:
    if isinstance(value, dict):
        return _without_gaps(value)
    if isinstance(value, list):
        return [_filled(item) for item in value]
    return value
