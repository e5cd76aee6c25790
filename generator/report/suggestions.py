"""Did you mean: the nearest known words to a mistyped one, said in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

MOST = 3
CUTOFF = 0.6


def suggestion(word: str, known: Iterable[str], *, lead: str = " ") -> dict[str, str]:
    """Return the values ``suggestion_id`` and ``suggestion_en``: a short sentence, or nothing."""
    spellings = {each.lower(): each for each in known}
    near = [spellings[each] for each in get_close_matches(word.lower(), spellings, n=MOST, cutoff=CUTOFF)]
    if not near:
        return {"suggestion_id": "", "suggestion_en": ""}
    listed = ", ".join(near)
    return {
        "suggestion_id": f"{lead}Mungkin maksud Anda: {listed}?",
        "suggestion_en": f"{lead}Did you mean: {listed}?",
    }
