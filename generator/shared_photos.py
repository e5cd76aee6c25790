"""Find photos that several producers show as their own: the very same, smaller, recompressed or trimmed a little."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from generator.model.catalogue import Reading
from generator.report.problem import FieldPath, Problem, problem

SHARED = "photo-shared"
SHAPE = 16
"""Bytes of a fingerprint that stand for the photo's shape; those after them for its colours."""
NEAR = 18
"""Bits of the shape in which one photo may differ from itself; others differ in 40 and more, drawings in 22."""
TINT = 36
"""Levels by which the colours of a patch may differ."""
BAND = 2
"""Bytes of the shape that must be the same for two photos to be compared at all."""
MOST_COMPARED = 24
"""A photo is compared with so many of the latest in its band at most: however alike photos are, work stays linear."""
MOST_TOLD = 5
"""More producers than this with the same photo are told of once, at the first of them."""
MOST_NAMED = 3


class Shown(Struct, frozen=True):
    """A producer's use of a photo: the place of its file in the record."""

    producer: str
    file: str
    path: FieldPath


def shared_photos(readings: Mapping[str, Reading]) -> Iterator[Problem]:
    """Yield warnings, by producers' ids; all photos that the same producers share are told of in one sentence."""
    uses: dict[bytes, dict[str, Shown]] = {}
    for name in sorted(readings):
        for use, mark in _uses(readings[name]):
            uses.setdefault(mark, {}).setdefault(name, use)
    together: dict[tuple[str, ...], list[dict[str, Shown]]] = defaultdict(list)
    for alike in _groups(list(uses)):
        by_producer: dict[str, Shown] = {}
        for mark in alike:
            for name, use in uses[mark].items():
                by_producer.setdefault(name, use)
        if len(by_producer) > 1:
            together[tuple(sorted(by_producer))].append(by_producer)
    for producers in sorted(together):
        yield from _told(producers, together[producers], readings)


def _uses(reading: Reading) -> Iterator[tuple[Shown, bytes]]:
    """Yield the photos that show enough to be known again, in the order of the record."""
    if not any(mark for _, mark in reading.marks) or reading.card is None:
        return
    places: list[FieldPath] = [("photos", i, "file") for i in range(len(reading.galleries.get("", ())))]
    for i, product in enumerate(reading.card.products):
        places += [("products", i, "photos", j, "file") for j in range(len(reading.galleries.get(product.id, ())))]
    for (file, mark), path in zip(reading.marks, places, strict=True):
        if mark:
            yield Shown(reading.id, file, path), mark


def _told(
    producers: tuple[str, ...], photos: Sequence[Mapping[str, Shown]], readings: Mapping[str, Reading]
) -> Iterator[Problem]:
    for name in producers if len(producers) <= MOST_TOLD else producers[:1]:
        uses = [photo[name] for photo in photos]
        others = [_name(readings[other]) for other in producers if other != name]
        shown = ", ".join(others[: MOST_TOLD - 1] if len(producers) <= MOST_TOLD else [*others[:MOST_NAMED], "…"])
        files = ", ".join(f"“{use.file}”" for use in uses[:MOST_NAMED])
        more = "" if len(uses) <= MOST_NAMED else f", +{len(uses) - MOST_NAMED}"
        values = {"photos": f"{files}{more}", "count": len(others), "others": shown}
        file = f"{readings[name].folder}/producer.yaml"
        yield problem(SHARED, file, uses[0].path, values=values, severity="warning")


def _name(reading: Reading) -> str:
    return reading.id if reading.card is None else reading.card.name


def _groups(marks: Sequence[bytes]) -> Iterable[list[bytes]]:
    """Put together fingerprints that are near one another, found by the bands they have in common."""
    shapes = [int.from_bytes(mark[:SHAPE], "little") for mark in marks]
    leaders = list(range(len(marks)))
    for start in range(0, SHAPE, BAND):
        bands: dict[bytes, list[int]] = {}
        for number, mark in enumerate(marks):
            band = bands.setdefault(mark[start : start + BAND], [])
            shape = shapes[number]
            for other in band[-MOST_COMPARED:]:
                if (shape ^ shapes[other]).bit_count() <= NEAR and _same_colours(mark, marks[other]):
                    leaders[_leader(leaders, number)] = _leader(leaders, other)
            band.append(number)
    groups: dict[int, list[bytes]] = defaultdict(list)
    for number, mark in enumerate(marks):
        groups[_leader(leaders, number)].append(mark)
    return groups.values()


def _leader(leaders: list[int], number: int) -> int:
    while leaders[number] != number:
        leaders[number] = leaders[leaders[number]]
        number = leaders[number]
    return number


def _same_colours(one: bytes, other: bytes) -> bool:
    return all(abs(a - b) <= TINT for a, b in zip(one[SHAPE:], other[SHAPE:], strict=True))
