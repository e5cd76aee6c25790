"""The buying facts of a product: what a buyer abroad asks first, as definition lists.

Many products have the same lead time, port or terms: a desk makes each fact once (``desk.once``).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from generator.model.producer import DangerousGoods, Price, Product, Quantity, Sample, Weight
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
    facts: list[Fact] = []
    if product.moq is not None:
        facts.append(desk.once(_moq, product.moq))
    if product.lead_time_days is not None:
        facts.append(desk.once(_lead_time, product.lead_time_days))
    if product.capacity_month is not None:
        facts.append(desk.once(_capacity, product.capacity_month))
    if show_price and product.price is not None:
        facts.append(desk.once(_price, product.price, product.incoterms.get(product.price.incoterm, "")))
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


@lru_cache(maxsize=1024)
def cubic_metres(carton_cm: tuple[int, int, int]) -> Decimal:
    """Return the volume (m³) of a carton given in cm, to three decimals.

    >>> cubic_metres((60, 40, 40))
    Decimal('0.096')
    """
    length, width, height = carton_cm
    volume = Decimal(length * width * height) / CUBIC_CM_PER_CUBIC_M
    return max(volume.quantize(Decimal("0.001")), Decimal("0.001")).normalize()


def _about(desk: Desk, product: Product) -> Iterator[Fact]:
    if product.size is not None:
        yield desk.once(_size, product.size)
    if product.net is not None:
        yield desk.once(_net, product.net)
    if product.variants is not None:
        yield desk.once(_variants, product.variants)
    if product.one_of_a_kind:
        yield desk.once(_one_of_a_kind)
    if product.shelf_life_days is not None:
        yield desk.once(_shelf_life, product.shelf_life_days)
    if product.storage:
        yield desk.once(_storage, desk.say(product.storage))
    if product.seasonal_months:
        yield desk.once(_season, product.seasonal_months)
    if product.local_content_pct is not None:
        yield desk.once(_local_content, product.local_content_pct)
    yield desk.once(_hs_code, product.hs6, product.hs_edition)


def _shipping(desk: Desk, product: Product) -> Iterator[Fact]:
    packing = product.packing
    if packing is not None:
        if packing.inner:
            yield desk.once(_inner, desk.say(packing.inner))
        if packing.units_per_carton is not None:
            yield desk.once(_units_per_carton, packing.units_per_carton)
        if packing.carton_cm is not None:
            yield desk.once(_carton, packing.carton_cm)
        if packing.gross_kg is not None:
            yield desk.once(_gross, packing.gross_kg)
    if product.incoterms:
        yield desk.once(_incoterms, tuple(product.incoterms.items()))
    if product.port is not None:
        yield desk.once(_port, product.port)
    if product.dangerous_goods is not None:
        yield desk.once(_dangerous_goods, product.dangerous_goods)


def _terms(desk: Desk, product: Product) -> Iterator[Fact]:
    if product.payment:
        yield desk.once(_payment, product.payment)
    if product.sample is not None:
        yield desk.once(_sample, product.sample)
    if product.pooled:
        yield desk.once(_pooled)
    if product.geolocation is not None and product.geolocation.plots_mapped:
        yield desk.once(_plots_mapped)


def _moq(desk: Desk, quantity: Quantity) -> Fact:
    return _fact(desk, "moq", desk.words.gettext("Minimum order"), desk.quantity(quantity.qty, quantity.unit))


def _lead_time(desk: Desk, number: int) -> Fact:
    return _fact(desk, "lead-time", desk.words.gettext("Lead time"), days(desk, number))


def _capacity(desk: Desk, quantity: Quantity) -> Fact:
    words = desk.words
    capacity = words.gettext("%(quantity)s a month") % {"quantity": desk.quantity(quantity.qty, quantity.unit)}
    return _fact(desk, "capacity", words.gettext("Capacity"), capacity)


def _price(desk: Desk, price: Price, place: str) -> Fact:
    return _fact(desk, "price", desk.words.gettext("Indicative price"), *_price_lines(desk, price, place))


def _price_lines(desk: Desk, price: Price, place: str) -> Iterator[str]:
    words, formats = desk.words, desk.formats
    unit = desk.label(desk.reference.units[price.unit].name)
    low, high = formats.money(price.min, price.currency), formats.money(price.max, price.currency)
    if price.min == price.max:
        yield words.gettext("%(price)s per %(unit)s") % {"price": low, "unit": unit}
    else:
        yield words.gettext("%(low)s to %(high)s per %(unit)s") % {"low": low, "high": high, "unit": unit}
    term = formats.isolated(f"{price.incoterm} {place}".strip())
    if price.valid_until is None:
        yield term
    else:
        values = {"term": term, "date": formats.short_date(price.valid_until)}
        yield words.gettext("%(term)s, valid until %(date)s") % values


def _size(desk: Desk, size: str) -> Fact:
    return _fact(desk, "size", desk.words.gettext("Size"), size.replace(" x ", " × "))


def _net(desk: Desk, weight: Weight) -> Fact:
    unit = desk.reference.units.get(weight.unit)
    name = weight.unit if unit is None else desk.label(unit.name)
    return _fact(desk, "net", desk.words.gettext("Net content"), f"{desk.formats.number(weight.value)}\u00a0{name}")


def _variants(desk: Desk, number: int) -> Fact:
    text = desk.words.ngettext("%(num)s variant", "%(num)s variants", number)
    return _fact(desk, "variants", desk.words.gettext("Variants"), text % {"num": desk.formats.number(number)})


def _one_of_a_kind(desk: Desk) -> Fact:
    return _fact(desk, "one-of-a-kind", desk.words.gettext("Made as"), desk.words.gettext("One of a kind"))


def _shelf_life(desk: Desk, number: int) -> Fact:
    return _fact(desk, "shelf-life", desk.words.gettext("Shelf life"), days(desk, number))


def _season(desk: Desk, months: tuple[int, ...]) -> Fact:
    names = desk.formats.list([desk.formats.month(month) for month in months])
    return _fact(desk, "season", desk.words.gettext("Season"), names)


def _local_content(desk: Desk, share: int) -> Fact:
    return _fact(desk, "local-content", desk.words.gettext("Indonesian raw materials"), desk.formats.percent(share))


def _hs_code(desk: Desk, code: str, edition: str) -> Fact:
    lines = [plain(desk, f"{code[:4]}.{code[4:]} (HS {edition})")]
    title = desk.reference.hs_titles.get(code)
    if title is not None:
        lines.append(Said(title.title, "en", "ltr", fallback=desk.lang != "en"))
    return Fact("hs", desk.words.gettext("HS code"), tuple(lines))


def _storage(desk: Desk, said: Said) -> Fact:
    return Fact("storage", desk.words.gettext("Storage"), (said,))


def _inner(desk: Desk, said: Said) -> Fact:
    return Fact("inner", desk.words.gettext("Packing"), (said,))


def _units_per_carton(desk: Desk, number: int) -> Fact:
    return _fact(desk, "units-per-carton", desk.words.gettext("Units per carton"), desk.formats.number(number))


def _carton(desk: Desk, carton_cm: tuple[int, int, int]) -> Fact:
    size = "\u00a0×\u00a0".join(desk.formats.number(side) for side in carton_cm)
    volume = desk.formats.number(cubic_metres(carton_cm))
    text = desk.words.gettext("%(size)s cm (%(volume)s m³)") % {"size": size, "volume": volume}
    return _fact(desk, "carton", desk.words.gettext("Carton"), text)


def _gross(desk: Desk, kilograms: Decimal) -> Fact:
    weight = desk.words.gettext("%(weight)s kg") % {"weight": desk.formats.number(kilograms)}
    return _fact(desk, "gross", desk.words.gettext("Gross weight per carton"), weight)


def _incoterms(desk: Desk, terms: tuple[tuple[str, str], ...]) -> Fact:
    lines = tuple(plain(desk, f"{term} {place}") for term, place in terms)
    return Fact("incoterms", desk.words.gettext("Delivery terms (Incoterms 2020)"), lines)


def _port(desk: Desk, code: str) -> Fact:
    port = desk.reference.ports.get(code)
    name = code if port is None else f"{desk.label(port.name)} ({code})"
    return _fact(desk, "port", desk.words.gettext("Port of loading"), name)


def _dangerous_goods(desk: Desk, goods: DangerousGoods) -> Fact:
    words, values = desk.words, {"imdg": goods.imdg_class, "un": goods.un}
    lines = [words.gettext("IMDG class %(imdg)s, %(un)s") % values]
    if goods.test is not None:
        lines.append(goods.test)
    return _fact(desk, "dangerous-goods", words.gettext("Dangerous goods"), *lines)


def _payment(desk: Desk, codes: tuple[str, ...]) -> Fact:
    lines = [desk.label(desk.reference.payments[code].name) for code in codes]
    return _fact(desk, "payment", desk.words.gettext("Payment"), *lines)


def _sample(desk: Desk, sample: Sample) -> Fact:
    return _fact(desk, "samples", desk.words.gettext("Samples"), _sample_line(desk, sample))


def _sample_line(desk: Desk, sample: Sample) -> str:
    words = desk.words
    if not sample.available:
        return words.gettext("Not available")
    if sample.days is None:
        return words.gettext("Paid sample") if sample.paid else words.gettext("Free sample")
    values = {"days": days(desk, sample.days)}
    if sample.paid:
        return words.gettext("Paid sample, sent within %(days)s") % values
    return words.gettext("Free sample, sent within %(days)s") % values


def _pooled(desk: Desk) -> Fact:
    text = desk.words.gettext("Can be pooled with other makers for a larger order")
    return _fact(desk, "pooled", desk.words.gettext("Larger orders"), text)


def _plots_mapped(desk: Desk) -> Fact:
    text = desk.words.gettext("Plots are mapped; the data is shared with buyers on request")
    return _fact(desk, "geolocation", desk.words.gettext("Traceability"), text)


def _fact(desk: Desk, code: str, term: str, *lines: str) -> Fact:
    return Fact(code, term, tuple(plain(desk, line) for line in lines))
