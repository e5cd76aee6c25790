"""The buying facts of a product: what a buyer abroad asks first, as definition lists."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from generator.model.producer import Product, Quantity
from generator.model.text import Said
from generator.pages.desk import Desk

CUBIC_CM_PER_CUBIC_M = 1_000_000


class Fact(Struct, frozen=True):
    """One fact: a code for tests and styles, its term, and one or more lines."""

    code: str
    term: str
    lines: tuple[Said, ...]


class FactGroup(Struct, frozen=True):
    """Facts that belong together, such as those of packing and shipping."""

    code: str
    title: str
    facts: tuple[Fact, ...]


def key_facts(desk: Desk, product: Product, *, show_price: bool) -> tuple[Fact, ...]:
    """Return the facts shown large: minimum order, lead time, capacity, price."""
    words = desk.words
    facts: list[Fact] = []
    if product.moq is not None:
        facts.append(_fact(desk, "moq", words.gettext("Minimum order"), _amount(desk, product.moq)))
    if product.lead_time_days is not None:
        facts.append(_fact(desk, "lead-time", words.gettext("Lead time"), days(desk, product.lead_time_days)))
    if product.capacity_month is not None:
        capacity = words.gettext("%(quantity)s a month") % {"quantity": _amount(desk, product.capacity_month)}
        facts.append(_fact(desk, "capacity", words.gettext("Capacity"), capacity))
    if show_price:
        facts.append(_fact(desk, "price", words.gettext("Indicative price"), *_price(desk, product)))
    return tuple(facts)


def fact_groups(desk: Desk, product: Product) -> tuple[FactGroup, ...]:
    """Return all other facts, by group; groups without any fact are left out."""
    words = desk.words
    groups = (
        FactGroup("product", words.gettext("Product"), tuple(_about(desk, product))),
        FactGroup("shipping", words.gettext("Packing and shipping"), tuple(_shipping(desk, product))),
        FactGroup("terms", words.gettext("Terms"), tuple(_terms(desk, product))),
    )
    return tuple(group for group in groups if group.facts)


def days(desk: Desk, number: int) -> str:
    """Say a number of days."""
    text = desk.words.ngettext("%(num)s day", "%(num)s days", number)
    return text % {"num": desk.formats.number(number)}


def plain(desk: Desk, text: str) -> Said:
    """Mark a text as being in the page's own language."""
    return Said(text, desk.lang, desk.dir)


def cubic_metres(carton_cm: tuple[int, int, int]) -> Decimal:
    """Return the volume (m³) of a carton given in cm, to three decimals.

    >>> cubic_metres((60, 40, 40))
    Decimal('0.096')
    """
    length, width, height = carton_cm
    volume = Decimal(length * width * height) / CUBIC_CM_PER_CUBIC_M
    return max(volume.quantize(Decimal("0.001")), Decimal("0.001")).normalize()


def _about(desk: Desk, product: Product) -> Iterator[Fact]:
    words = desk.words
    title = desk.reference.hs_titles.get(product.hs6)
    code = f"{product.hs6[:4]}.{product.hs6[4:]} (HS {product.hs_edition})"
    hs_lines = [plain(desk, code)]
    if title is not None:
        hs_lines.append(Said(title.title, "en", "ltr", fallback=desk.lang != "en"))
    if product.size is not None:
        yield _fact(desk, "size", words.gettext("Size"), product.size.replace(" x ", " × "))
    if product.net is not None:
        unit = desk.reference.units.get(product.net.unit)
        name = product.net.unit if unit is None else desk.label(unit.name)
        net = f"{desk.formats.number(product.net.value)}\u00a0{name}"
        yield _fact(desk, "net", words.gettext("Net content"), net)
    if product.variants is not None:
        text = words.ngettext("%(num)s variant", "%(num)s variants", product.variants)
        yield _fact(desk, "variants", words.gettext("Variants"), text % {"num": desk.formats.number(product.variants)})
    if product.one_of_a_kind:
        yield _fact(desk, "one-of-a-kind", words.gettext("Made as"), words.gettext("One of a kind"))
    if product.shelf_life_days is not None:
        yield _fact(desk, "shelf-life", words.gettext("Shelf life"), days(desk, product.shelf_life_days))
    if product.storage:
        yield Fact("storage", words.gettext("Storage"), (desk.say(product.storage),))
    if product.seasonal_months:
        months = desk.formats.list([desk.formats.month(month) for month in product.seasonal_months])
        yield _fact(desk, "season", words.gettext("Season"), months)
    if product.local_content_pct is not None:
        share = desk.formats.percent(product.local_content_pct)
        yield _fact(desk, "local-content", words.gettext("Indonesian raw materials"), share)
    yield Fact("hs", words.gettext("HS code"), tuple(hs_lines))


def _shipping(desk: Desk, product: Product) -> Iterator[Fact]:
    words, formats, packing = desk.words, desk.formats, product.packing
    if packing is not None:
        if packing.inner:
            yield Fact("inner", words.gettext("Packing"), (desk.say(packing.inner),))
        if packing.units_per_carton is not None:
            units = formats.number(packing.units_per_carton)
            yield _fact(desk, "units-per-carton", words.gettext("Units per carton"), units)
        if packing.carton_cm is not None:
            size = "\u00a0×\u00a0".join(formats.number(side) for side in packing.carton_cm)
            volume = formats.number(cubic_metres(packing.carton_cm))
            text = words.gettext("%(size)s cm (%(volume)s m³)") % {"size": size, "volume": volume}
            yield _fact(desk, "carton", words.gettext("Carton"), text)
        if packing.gross_kg is not None:
            weight = words.gettext("%(weight)s kg") % {"weight": formats.number(packing.gross_kg)}
            yield _fact(desk, "gross", words.gettext("Gross weight per carton"), weight)
    if product.incoterms:
        lines = tuple(plain(desk, f"{term} {place}") for term, place in product.incoterms.items())
        yield Fact("incoterms", words.gettext("Delivery terms (Incoterms 2020)"), lines)
    if product.port is not None:
        port = desk.reference.ports.get(product.port)
        name = product.port if port is None else f"{desk.label(port.name)} ({product.port})"
        yield _fact(desk, "port", words.gettext("Port of loading"), name)
    if product.dangerous_goods is not None:
        goods = product.dangerous_goods
        values = {"imdg": goods.imdg_class, "un": goods.un}
        lines_of_goods = [words.gettext("IMDG class %(imdg)s, %(un)s") % values]
        if goods.test is not None:
            lines_of_goods.append(goods.test)
        yield _fact(desk, "dangerous-goods", words.gettext("Dangerous goods"), *lines_of_goods)


def _terms(desk: Desk, product: Product) -> Iterator[Fact]:
    words = desk.words
    if product.payment:
        lines = [desk.label(desk.reference.payments[code].name) for code in product.payment]
        yield _fact(desk, "payment", words.gettext("Payment"), *lines)
    if product.sample is not None:
        yield _fact(desk, "samples", words.gettext("Samples"), _sample(desk, product))
    if product.pooled:
        text = words.gettext("Can be pooled with other makers for a larger order")
        yield _fact(desk, "pooled", words.gettext("Larger orders"), text)
    if product.geolocation is not None and product.geolocation.plots_mapped:
        text = words.gettext("Plots are mapped; the data is shared with buyers on request")
        yield _fact(desk, "geolocation", words.gettext("Traceability"), text)


def _sample(desk: Desk, product: Product) -> str:
    sample, words = product.sample, desk.words
    if sample is None or not sample.available:
        return words.gettext("Not available")
    if sample.days is None:
        return words.gettext("Paid sample") if sample.paid else words.gettext("Free sample")
    values = {"days": days(desk, sample.days)}
    if sample.paid:
        return words.gettext("Paid sample, sent within %(days)s") % values
    return words.gettext("Free sample, sent within %(days)s") % values


def _price(desk: Desk, product: Product) -> Iterator[str]:
    price, words, formats = product.price, desk.words, desk.formats
    if price is None:
        return
    unit = desk.label(desk.reference.units[price.unit].name)
    low, high = formats.money(price.min, price.currency), formats.money(price.max, price.currency)
    if price.min == price.max:
        yield words.gettext("%(price)s per %(unit)s") % {"price": low, "unit": unit}
    else:
        yield words.gettext("%(low)s to %(high)s per %(unit)s") % {"low": low, "high": high, "unit": unit}
    place = product.incoterms.get(price.incoterm, "")
    term = formats.isolated(f"{price.incoterm} {place}".strip())
    if price.valid_until is None:
        yield term
    else:
        values = {"term": term, "date": formats.short_date(price.valid_until)}
        yield words.gettext("%(term)s, valid until %(date)s") % values


def _amount(desk: Desk, quantity: Quantity) -> str:
    return desk.quantity(quantity.qty, quantity.unit)


def _fact(desk: Desk, code: str, term: str, *lines: str) -> Fact:
    return Fact(code, term, tuple(plain(desk, line) for line in lines))
