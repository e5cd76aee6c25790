"""What a product is made of and where that comes from, and what the producer says of waste and people."""

from __future__ import annotations

from msgspec import Struct

from generator.model.producer import Producer, RawMaterial
from generator.model.text import Said
from generator.pages.desk import Desk


class MaterialView(Struct, frozen=True):
    """One row of the table; ``share`` is written in per cent, ``percent`` the number for a bar."""

    name: Said
    share: str
    percent: int
    origin: str
    imported: bool


class Materials(Struct, frozen=True):
    """The table of raw materials; ``local`` is the share that is not imported."""

    rows: tuple[MaterialView, ...]
    local: str
    local_percent: int


class Statement(Struct, frozen=True):
    """Something in the producer's own words, under a short title."""

    title: str
    text: Said


def materials(desk: Desk, record: Producer) -> Materials:
    """Show the producer's raw materials, the largest share first."""
    ordered = sorted(record.raw_materials, key=lambda material: -material.share_pct)
    local = sum(material.share_pct for material in ordered if not material.imported)
    rows = tuple(
        MaterialView(
            name=desk.say(material.name),
            share=desk.formats.percent(material.share_pct),
            percent=material.share_pct,
            origin=_origin(desk, material),
            imported=material.imported,
        )
        for material in ordered
    )
    return Materials(rows, desk.formats.percent(local), local)


def sustainability(desk: Desk, record: Producer) -> tuple[Statement, ...]:
    """Show what the producer states about waste and working conditions."""
    pairs = (
        (desk.words.gettext("Waste"), record.sustainability.waste),
        (desk.words.gettext("Working conditions"), record.sustainability.work),
    )
    return tuple(Statement(title, desk.say(words)) for title, words in pairs if words)


def _origin(desk: Desk, material: RawMaterial) -> str:
    country = desk.formats.country(material.origin_country)
    region = desk.reference.regions.get(material.origin_region or "")
    if region is None:
        return country
    values = {"place": desk.label(region.name), "country": country}
    return desk.words.gettext("%(place)s, %(country)s") % values
