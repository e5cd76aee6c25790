"""The nodes of structured data: the types and fields of schema.org that we write, each a structure of its own.

A field that has nothing to say (its default) is not written. Names in Python's style are written in schema.org's.
"""

from __future__ import annotations

from msgspec import Raw, Struct, field


class Node(Struct, frozen=True, omit_defaults=True, rename="camel", tag_field="@type"):
    """A node; its type is the name of its class."""


class Reference(Struct, frozen=True):
    """A node told by its identifier only."""

    id: str = field(name="@id")


class Country(Node, frozen=True, kw_only=True):
    """A country by its ISO code."""

    name: str


class Brand(Node, frozen=True, kw_only=True):
    """A brand."""

    name: str


class PostalAddress(Node, frozen=True, kw_only=True):
    """Where somebody is."""

    address_locality: str
    address_region: str = ""
    address_country: str = ""
    street_address: str | None = None


class QuantitativeValue(Node, frozen=True, kw_only=True):
    """An amount in a unit by its UN code."""

    value: float | None = None
    min_value: int | None = None
    max_value: int | None = None
    unit_code: str | None = None


class CategoryCode(Node, frozen=True, kw_only=True):
    """A category in a set of codes."""

    code_value: str
    in_code_set: str
    name: str = ""


class PropertyValue(Node, frozen=True, kw_only=True):
    """A property that schema.org has no field for."""

    property_id: str = field(name="propertyID")
    value: str | int


class Organization(Node, frozen=True, kw_only=True):
    """A producer, an issuer."""

    id: str | None = field(default=None, name="@id")
    name: str
    url: str | None = None
    description: str = ""
    image: tuple[str, ...] = ()
    founding_date: str | None = None
    number_of_employees: int | None = None
    address: PostalAddress | None = None
    telephone: str | None = None
    email: str | None = None
    knows_language: tuple[str, ...] = ()
    has_certification: tuple[Raw, ...] = ()


class Certification(Node, frozen=True, kw_only=True):
    """A certificate valid today; ``certification_identification`` is its number, where that is public."""

    name: str = ""
    certification_identification: str | None = None
    certification_status: str
    issued_by: Organization
    valid_from: str | None = None
    expires: str | None = None
    audit_date: str | None = None


class UnitPriceSpecification(Node, frozen=True, kw_only=True):
    """An indicative price range."""

    min_price: float
    max_price: float
    price_currency: str
    unit_code: str | None = None
    valid_through: str | None = None


class Offer(Node, frozen=True, kw_only=True):
    """What a buyer may order."""

    url: str
    availability: str
    eligible_customer_type: str
    seller: Reference
    eligible_quantity: QuantitativeValue | None = None
    delivery_lead_time: QuantitativeValue | None = None
    price_specification: UnitPriceSpecification | None = None


class Product(Node, frozen=True, kw_only=True):
    """A product; parts that all products of a maker share come encoded (``Raw``)."""

    id: str = field(name="@id")
    url: str
    name: str = ""
    description: str = ""
    image: tuple[str, ...] = ()
    sku: str
    brand: Brand
    manufacturer: Organization
    category: CategoryCode
    size: str | None = None
    material: tuple[str, ...] = ()
    weight: QuantitativeValue | None = None
    country_of_origin: Country
    has_certification: tuple[Raw, ...] = ()
    additional_property: tuple[PropertyValue, ...] = ()
    offers: Offer


class ListItem(Node, frozen=True, kw_only=True):
    """One step of the trail."""

    position: int
    name: str
    item: str


class BreadcrumbList(Node, frozen=True, kw_only=True):
    """The trail."""

    item_list_element: tuple[ListItem, ...]


class WebSite(Node, frozen=True, kw_only=True):
    """The site itself."""

    name: str
    url: str
    in_language: str


class Graph(Struct, frozen=True):
    """Everything a page describes."""

    context: str = field(name="@context")
    graph: tuple[Node, ...] = field(name="@graph")
