"""The commands for original photos: ``photos clean`` and ``photos prune``."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.entrypoints.telling import say, tell_problems
from generator.foundation.bucket import place
from generator.model.request import HOUSE, Request
from generator.report.messages import tell
from generator.report.problem import has_errors, problem

if TYPE_CHECKING:
    from generator.editing.photo_cleaning import Cleaned

DONE, PROBLEMS, WRONG_USE = 0, 1, 2
NAMES = {
    "EXIF": "EXIF",
    "GPS": "GPS",
    "XMP": "XMP",
    "IPTC": "IPTC",
    "COMMENT": "komentar/comment",
    "REST": "sisipan/extras",
    "SMALLER": "ukuran/size",
}
_ROOT = click.option("--root", type=click.Path(path_type=Path, file_okay=False, exists=True), help="catalogue folder")
_DRY = click.option("--dry-run", "dry", is_flag=True, help="only say what would be done")


@click.group("photos")
def photos_commands() -> None:
    """Look after photos: clean the originals, prune the cache."""


@photos_commands.command("clean")
@_ROOT
@_DRY
@click.argument("producers", nargs=-1, metavar="[PRODUCER]...")
def clean_command(root: Path | None, dry: bool, producers: tuple[str, ...]) -> None:
    """Take location and other hidden data out of the original photos, and make the enormous smaller."""
    from generator.editing.photo_cleaning import clean_photos, fitting
    from generator.read.folders import list_folders

    catalogue = (root or HOUSE).resolve()
    folders = fitting(list_folders(catalogue).folders, producers)
    if producers and not folders:
        say(f"Tidak ada produsen / there is no producer: {', '.join(producers)}")
        sys.exit(WRONG_USE)
    done: list[Cleaned] = []
    for each in clean_photos(catalogue, folders, dry=dry):
        if not done:
            print("Berkas/File\tkB\tdibuang/removed")
        print(_line(each))
        done.append(each)
    for line in _faults(done):
        print(line)
    _tell_cleaned(done, dry=dry)
    sys.exit(PROBLEMS if any(each.fault for each in done) else DONE)


def _line(each: Cleaned) -> str:
    """Say what became of one photo: tabs between the columns, for spreadsheets too."""
    sizes = f"{each.before / 1000:.0f} → {each.after / 1000:.0f}"
    removed = ", ".join(NAMES[name] for name in each.removed) or "-"
    left = "".join(f"; TETAP ADA/STILL THERE: {NAMES[name]}" for name in each.left)
    return f"{each.file}\t{sizes}\t{'tidak disentuh/untouched' if each.fault else removed + left}"


def _faults(done: Iterable[Cleaned]) -> Iterator[str]:
    for each in done:
        if each.fault is not None:
            values = {"value": each.file.rpartition("/")[2], **each.fault.values}
            found = problem(each.fault.code, each.file, values=values)
            for told in (tell(found, "id"), tell(found, "en")):
                yield f"{each.file}: {told.message} {told.hint}"


def _tell_cleaned(done: list[Cleaned], *, dry: bool) -> None:
    count = sum(bool(each.removed) for each in done)
    faults = sum(each.fault is not None for each in done)
    saved = sum(each.before - each.after for each in done) / 1000
    if dry:
        say(f"{count} foto akan dibersihkan, {faults} rusak. / {count} photos would be cleaned, {faults} faulty.")
        return
    say(
        f"{count} foto dibersihkan ({saved:.0f} kB lebih ringan), {faults} bermasalah dan tidak disentuh. / "
        f"{count} photos cleaned ({saved:.0f} kB lighter), {faults} faulty and untouched."
    )
    if count:
        say(
            "Gambarnya tetap, tetapi berkasnya baru: build berikutnya memberi foto di situs nama baru. Bila foto lama "
            "sudah tersimpan di riwayat git, minta pengelola repositori menghapusnya dari sana. / "
            "The pictures are the same, but their files are new: the next build gives the photos on the site new "
            "names. If the old ones are in git's history already, ask whoever manages the repository to remove them "
            "there."
        )


@photos_commands.command("prune")
@_ROOT
@_DRY
@click.option("--photo-cache", help="the cache: a folder, or s3://bucket/photos; it must serve this catalogue only")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="the date that decides what is shown; default: today")
@click.option("--jobs", type=click.IntRange(min=1), help="processes; default: one per processor")
def prune_command(
    root: Path | None,
    dry: bool,
    photo_cache: str | None,
    as_of: dt.datetime | None,
    jobs: int | None,
) -> None:
    """Remove from the photo cache what no page uses any more."""
    from generator.editing.photo_pruning import prune_photos

    catalogue = (root or HOUSE).resolve()
    try:
        photos = None if photo_cache is None else place(photo_cache, Path.cwd())
    except (ValueError, ImportError) as failure:
        raise click.UsageError(f"{photo_cache}: tempat tak dikenal / unknown place: {failure}") from failure
    request = Request(
        root=catalogue,
        out=catalogue / "site",
        as_of=None if as_of is None else as_of.date(),
        jobs=jobs,
        photos=photos,
    )
    pruned = prune_photos(request, dry=dry)
    if has_errors(pruned.outcome.problems):
        tell_problems(request, pruned.outcome, "full")
        say(
            "Tidak ada yang dihapus: selama ada kesalahan, tidak diketahui foto mana yang dipakai. / "
            "Nothing was removed: while there are errors, nobody knows which photos are used."
        )
        sys.exit(PROBLEMS)
    for name, size in pruned.unused.items():
        print(f"{name}\t{size}")
    count, megabytes = len(pruned.unused), sum(pruned.unused.values()) / 1_000_000
    indonesian, english = ("akan dihapus", "would be removed") if dry else ("dihapus", "removed")
    say(
        f"{count} berkas ({megabytes:.1f} MB) {indonesian}, {pruned.kept} tetap dipakai. / "
        f"{count} files ({megabytes:.1f} MB) {english}, {pruned.kept} are in use."
    )
