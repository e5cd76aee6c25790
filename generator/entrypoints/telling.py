"""Tell people how a run ended, in Indonesian first and English beside it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from generator.model.request import HOUSE, Request
from generator.report.printers import Format, Located, print_problems

if TYPE_CHECKING:
    from generator.outcome import Outcome

NOTICES = {
    "store-recovered": (
        "Ingatan build rusak dan dibuat ulang; hasilnya tetap benar. / "
        "The build's memory was damaged and has been made anew; the result is right all the same."
    ),
}


def say(text: str) -> None:
    """Write a line for people; machine formats own standard output, so people's words go to standard error."""
    print(text, file=sys.stderr)


def tell_problems(request: Request, outcome: Outcome, form: Format) -> None:
    """Print every problem in the format asked for, on standard output."""
    print_problems(_located(request, outcome) if outcome.problems else [], form, print)


def _located(request: Request, outcome: Outcome) -> list[Located]:
    from generator.read.locating import located  # a parser of YAML, which a run without problems may do without

    return located(request.root, outcome.problems, (HOUSE,))


def tell_notices(outcome: Outcome) -> None:
    """Say what a reader of the log should know."""
    for notice in outcome.notices:
        say(NOTICES[notice])
    for folder in outcome.left_out if outcome.published else ():
        say(f"Tidak ikut terbit karena kesalahan / left out because of its errors: {folder}")


def tell_built(request: Request, outcome: Outcome, seconds: float) -> None:
    """Say what a build did, where to look, and how to serve it."""
    made = len(outcome.rendered)
    say(
        f"{outcome.addresses} berkas dalam {outcome.units} unit: {made} unit dibuat, "
        f"{outcome.written} berkas ditulis, {outcome.removed} dihapus, {seconds:.1f} s. / "
        f"{outcome.addresses} files in {outcome.units} units: {made} units made, "
        f"{outcome.written} files written, {outcome.removed} removed, {seconds:.1f} s."
    )
    say(f"Lihat / look at: {request.out / 'index.html'}")
    say("Pratinjau / preview: python3 build.py serve")


def tell_unpublished() -> None:
    """Say that nothing was touched."""
    say(
        "Situs tidak diubah; perbaiki kesalahan di atas lalu ulangi (atau pakai --keep-going). / "
        "The site was not touched; mend the errors above and run again (or use --keep-going)."
    )
