"""Say what should be better about a producer's photos: what was seen in them, and what their places ask of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from generator.photos.look import Look
from generator.report.problem import FieldPath, Problem, problem

COVER = (1200, 600)
"""What a first photo needs, in px along its longer and its shorter side: it fills covers and sharing cards."""
GALLERY = (800, 400)
"""What every other photo needs: half a screen's width on a desk, the whole of it on a telephone."""
MOST_ALONE = 2
"""So many photos with the same fault are told of one by one, each at its line; more of them in one sentence."""
MOST_NAMED = 6


class Use(Struct, frozen=True):
    """One place where a record shows a photo.

    ``name`` is the file's within the folder, ``file`` as the editor wrote it; ``path`` is that of the photo in the
    record. ``described`` tells whether there is an alternative text in one of the languages its maker writes in.
    """

    name: str
    file: str
    path: FieldPath
    look: Look
    described: bool

    @property
    def is_cover(self) -> bool:
        """Whether it is the first photo of the producer, or of a product."""
        return self.path[-1] == 0


class _Remark(Struct, frozen=True):
    """One fault of one photo: ``values`` fill the sentence and are the same for all photos told of in it."""

    code: str
    path: FieldPath
    shown: str
    values: tuple[tuple[str, str], ...] = ()


def advice_on(uses: Iterable[Use], file: str) -> Iterator[Problem]:
    """Yield the warnings about a record's photos. A photo shown in several places is told of once, at the first."""
    alike: dict[tuple[object, ...], list[_Remark]] = {}
    for remark in _remarks(list(uses)):
        alike.setdefault((remark.code, remark.values), []).append(remark)
    for remarks in alike.values():
        together = [remarks] if len(remarks) > MOST_ALONE else [[remark] for remark in remarks]
        for group in together:
            first = group[0]
            values = {"photos": named([remark.shown for remark in group]), **dict(first.values)}
            yield problem(first.code, file, first.path, values=values, severity="warning")


def named(files: Sequence[str]) -> str:
    """List photos in a sentence: the first few by name, the others counted."""
    shown = ", ".join(files[:MOST_NAMED])
    return shown if len(files) <= MOST_NAMED else f"{shown}, +{len(files) - MOST_NAMED}"


def _remarks(uses: list[Use]) -> Iterator[_Remark]:
    covers = {use.name for use in uses if use.is_cover}
    first = {use.name: use for use in reversed(uses)}
    for use in uses:
        at: FieldPath = (*use.path, "file")
        if not use.described:
            yield _Remark("photo-alt", at, f"“{use.file}”")
        if first[use.name] is not use:
            continue
        longer, shorter = COVER if use.name in covers else GALLERY
        width, height = use.look.width, use.look.height
        if max(width, height) < longer or min(width, height) < shorter:
            size = f"“{use.file}” ({width} × {height} px)"
            yield _Remark("photo-small", at, size, (("longer", str(longer)), ("shorter", str(shorter))))
        for code, values in use.look.advice:
            yield _Remark(code, at, f"“{use.file}”", values)
