"""Find photos that several producers show as their own: the very same, smaller, recompressed or trimmed a little."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from struct import Struct

from generator.model.catalogue import Reading
from generator.report.problem import FieldPath, Problem, problem

SHARED = "photo-shared"
SHAPE = 16
"""Bytes of a fingerprint that stand for the photo's shape; those after them for its colours."""
NEAR = 18
"""Bits of the shape in which one photo may differ from itself; others differ in 40 and more, drawings in 22."""
TINT = 36
"""Levels by which the colours of a patch may differ."""
_BANDS = Struct(f"<{SHAPE // 2}H")
"""Two photos are compared when any two bytes of their shapes are the same, at the same place."""
MOST_COMPARED = 24
"""A photo is compared with so many of the latest in its band at most: however alike photos are, work stays linear."""
MOST_TOLD = 5
"""More producers than this with the same photo are told of once, at the first of them."""
MOST_NAMED = 3


Use = tuple[str, int]
"""A producer, and which of its photos."""


def shared_photos(readings: Mapping[str, Reading]) -> Iterator[Problem]:
    """Yield warnings, by producers' ids; all photos that the same producers share are told of in one sentence."""
    uses: dict[bytes, list[Use]] = {}
    for name in sorted(readings):
        for position, (_, mark) in enumerate(readings[name].marks):
            if mark:
                uses.setdefault(mark, []).append((name, position))
    together: dict[tuple[str, ...], list[dict[str, int]]] = defaultdict(list)
    for alike in _groups(list(uses)):
        by_producer: dict[str, int] = {}
        for mark in alike:
            for name, position in uses[mark]:
                by_producer.setdefault(name, position)
        if len(by_producer) > 1:
            together[tuple(sorted(by_producer))].append(by_producer)
    for producers in sorted(together):
        yield from _told(producers, together[producers], readings)


def _path(reading: Reading, position: int) -> FieldPath:
    """Return the place of a reading's photo in the record, counted as ``marks`` are."""
    products = () if reading.card is None else reading.card.products
    places: list[FieldPath] = [("photos", i, "file") for i in range(len(reading.galleries.get("", ())))]
    for i, product in enumerate(products):
        places += [("products", i, "photos", j, "file") for j in range(len(reading.galleries.get(product.id, ())))]
    return places[position]


def _told(
    producers: tuple[str, ...], photos: Sequence[Mapping[str, int]], readings: Mapping[str, Reading]
) -> Iterator[Problem]:
    few = len(producers) <= MOST_TOLD
    for name in producers if few else producers[:1]:
        reading = readings[name]
        positions = sorted(photo[name] for photo in photos)
        others = [
            _name(readings[other]) for other in (producers if few else producers[: MOST_NAMED + 1]) if other != name
        ]
        files = ", ".join(f"“{reading.marks[position][0]}”" for position in positions[:MOST_NAMED])
        values = {
            "photos": files if len(positions) <= MOST_NAMED else f"{files}, +{len(positions) - MOST_NAMED}",
            "count": len(producers) - 1,
            "others": ", ".join(others if few else [*others, "…"]),
        }
        file = f"{reading.folder}/producer.yaml"
        yield problem(SHARED, file, _path(reading, positions[0]), values=values, severity="warning")


def _name(reading: Reading) -> str:
    return reading.id if reading.card is None else reading.card.name


def _groups(marks: Sequence[bytes]) -> Iterable[list[bytes]]:
    """Put together fingerprints that are near one another, found by the bands they have in common."""
    shapes = [int.from_bytes(mark[:SHAPE], "little") for mark in marks]
    leaders: dict[int, int] = {}
    for places in zip(*map(_BANDS.unpack_from, marks), strict=True):
        first: dict[int, int] = {}
        later: dict[int, list[int]] = {}
        for number, place in enumerate(places):
            before = first.setdefault(place, number)
            if before == number:
                continue
            band = later.setdefault(place, [before])
            shape = shapes[number]
            for other in band if len(band) <= MOST_COMPARED else band[-MOST_COMPARED:]:
                if (shape ^ shapes[other]).bit_count() <= NEAR and _same_colours(marks[number], marks[other]):
                    one, two = _leader(leaders, number), _leader(leaders, other)
                    leaders[max(one, two)] = min(one, two)
            band.append(number)
    groups: dict[int, list[bytes]] = defaultdict(list)
    for number, mark in enumerate(marks):
        groups[_leader(leaders, number) if number in leaders else number].append(mark)
    return groups.values()


def _leader(leaders: dict[int, int], number: int) -> int:
    """Follow a photo to the first of those it is like; who follows nobody, or themselves, leads."""
    while (above := leaders.get(number, number)) != number:
        number = above
    return number


def _same_colours(one: bytes, other: bytes) -> bool:
    return all(abs(a - b) <= TINT for a, b in zip(one[SHAPE:], other[SHAPE:], strict=True))
