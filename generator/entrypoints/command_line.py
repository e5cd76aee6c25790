"""The command line: build, check, serve, new, photos, report, explain.

Every command imports what it needs when it is called: ``--help``, and a build that finds nothing changed, start fast.
"""

from __future__ import annotations

import datetime as dt
import errno
import os
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from msgspec.structs import replace

from generator.entrypoints.photo_commands import photos_commands
from generator.entrypoints.progress import progress_shown
from generator.entrypoints.telling import (
    say,
    tell_built,
    tell_notices,
    tell_problems,
    tell_unpublished,
)
from generator.foundation.bucket import Bucket, place
from generator.model.request import HOUSE, Request
from generator.report.problem import has_errors

DONE, PROBLEMS, WRONG_USE, OUR_MISTAKE = 0, 1, 2, 3
P = TypeVar("P", Path, None)
F = TypeVar("F", bound=Callable[..., Any])


class Day(click.ParamType[dt.date]):
    """A date such as 2026-11-21."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """Read the date, or say how to write it."""
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}”: tulis tahun-bulan-tanggal / write year-month-day: 2026-11-21", param, ctx)


def _shared(command: F) -> F:
    options = [
        click.option("--root", type=click.Path(path_type=Path, file_okay=False, exists=True), help="catalogue folder"),
        click.option("--out", help="published folder, or a place on object storage: s3://bucket/site"),
        click.option("--as-of", type=Day(), help="the date that decides what is valid; default: today"),
        click.option("--languages", help="only these languages: id,en"),
        click.option("--only", multiple=True, help="only these producers or units, such as tenun-* or home"),
        click.option("--jobs", type=click.IntRange(min=1), help="processes; default: one per processor"),
        click.option("--cluster", metavar="tcp://HOST:8786", help="let the workers of this dask scheduler do the work"),
        click.option("--photo-cache", help="keep photo variants here: a folder, or s3://bucket/photos"),
        click.option("--base-url", help="the site's address, such as https://katalog.example/"),
        click.option("--strict", is_flag=True, help="warnings stop the build too"),
        click.option("--keep-going", is_flag=True, help="publish without the faulty producers"),
        click.option("--format", "form", type=click.Choice(["full", "line", "json", "github"]), default="full"),
    ]
    for option in reversed(options):
        command = option(command)
    return command


def _request(options: dict[str, Any]) -> Request:
    if options["strict"] and options["keep_going"]:
        raise click.UsageError("--strict dan --keep-going saling meniadakan / contradict each other")
    root = (options["root"] or HOUSE).resolve()
    out = _place(options["out"], root / "site")
    languages = tuple(code.strip() for code in (options["languages"] or "").split(",") if code.strip())
    request = Request(
        root=root,
        out=out,
        as_of=options["as_of"],
        languages=languages,
        only=options["only"],
        jobs=options["jobs"],
        base_url=options["base_url"],
        keep_going=options["keep_going"],
        strict=options["strict"],
        cluster=options["cluster"],
        photos=_place(options["photo_cache"], None),
    )
    if isinstance(out, Bucket):
        return request
    written_by_people = [root / name for name in ("producers", "content", "themes")]
    for kept in (*written_by_people, request.cache):
        if out.is_relative_to(kept) or kept.is_relative_to(out):
            raise click.UsageError(f"--out {out} akan menimpa {kept} / would overwrite {kept}")
    return request


def _place(text: str | None, default: P) -> Path | Bucket | P:
    if text is None:
        return default
    try:
        found = place(text, Path.cwd())
    except (ValueError, ImportError) as failure:
        raise click.UsageError(f"{text}: tempat tak dikenal / unknown place: {failure}") from failure
    if isinstance(found, Path) and found.exists() and not found.is_dir():
        raise click.UsageError(f"{text}: sebuah berkas, bukan folder / a file, not a folder")
    return found


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def etalase(context: click.Context) -> None:
    """Etalase: folder produsen menjadi katalog. / Producers' folders become a catalogue. Default: build."""
    if context.invoked_subcommand is None:
        context.invoke(build_command)


@etalase.command("build")
@_shared
@click.option("--profile", type=click.Path(path_type=Path, dir_okay=False), help="write here where the time went")
def build_command(profile: Path | None = None, **options: Any) -> None:
    """Build everything into site/."""
    from generator.outcome import as_before
    from generator.resting import look

    request, form = _request(options), options["form"]
    begun = time.monotonic()
    seen = look(request)
    if seen.rest is not None and seen.is_still:
        outcome = as_before(seen.rest)
    else:
        from generator.build import build

        with progress_shown(profile) as progress:
            outcome = build(request, progress, seen.listing)
        if seen.recovered:
            outcome = replace(outcome, notices=("store-recovered", *outcome.notices))
    tell_problems(request, outcome, form)
    tell_notices(outcome)
    if not outcome.published:
        tell_unpublished()
        sys.exit(PROBLEMS)
    tell_built(request, outcome, time.monotonic() - begun)
    sys.exit(PROBLEMS if has_errors(outcome.problems) else DONE)


@etalase.command("check")
@_shared
def check_command(**options: Any) -> None:
    """Find every problem of every file; write nothing."""
    from generator.outcome import as_before
    from generator.resting import look

    request, form = _request(options), options["form"]
    seen = look(request, only_checking=True)
    if seen.rest is not None and seen.is_still:
        outcome = as_before(seen.rest)
    else:
        from generator.checking import check

        with progress_shown() as progress:
            outcome = check(request, progress, seen)
    tell_problems(request, outcome, form)
    failed = has_errors(outcome.problems) or (request.strict and outcome.problems)
    if not failed and form == "full" and outcome.producers:
        count = outcome.producers
        say(f"{count} produsen diperiksa, tanpa kesalahan. / {count} producers checked, no errors.")
    sys.exit(PROBLEMS if failed else DONE)


@etalase.command("report")
@_shared
@click.option("--lang", type=click.Choice(["id", "en"]), default="id", help="language of the sentences")
def report_command(lang: str, **options: Any) -> None:
    """Print who and what is withheld, and whose photos could be better: for mentors, never published."""
    from generator.documents.coaching import photo_advice, sentence, withheld
    from generator.report.messages import tell
    from generator.survey import everybody

    request = _request(options)
    outcome = everybody(request)
    if outcome.told is None or outcome.showcase is None:
        tell_problems(request, outcome, options["form"])
        sys.exit(PROBLEMS)
    lines = list(withheld(outcome.showcase, dict(outcome.told.readings)))
    heads = {
        True: {"id": "terbit, dengan catatan", "en": "published, with remarks"},
        False: {"id": "TIDAK TERBIT", "en": "WITHHELD"},
    }
    advice = photo_advice(outcome.problems)

    def print_advice(folder: str) -> None:
        for each in advice.pop(folder, ()):
            told = tell(each, lang)  # type: ignore[arg-type]
            print(f"  [{each.code}] {told.message} {told.hint}")

    for line in lines:
        print(f"{line.producer}  ({line.folder})  {heads[line.published][lang]}")
        for reason in line.reasons:
            print(f"  [{reason.code}] {sentence(reason, lang)}")  # type: ignore[arg-type]
        print_advice(line.folder)
    for folder in outcome.left_out:
        name = folder.rsplit("/", 1)[-1]
        texts = {"id": "berisi kesalahan: jalankan check", "en": "has errors: run check"}
        print(f"{name}  ({folder})  {texts[lang]}")
        print_advice(folder)
    for folder in list(advice):
        print(f"{folder.rsplit('/', 1)[-1]}  ({folder})  {heads[True][lang]}")
        print_advice(folder)
    totals = {
        "id": f"{len(outcome.showcase.cards)} terbit, {sum(not line.published for line in lines)} ditahan, "
        f"{len(outcome.left_out)} berisi kesalahan, per {outcome.showcase.as_of}.",
        "en": f"{len(outcome.showcase.cards)} published, {sum(not line.published for line in lines)} withheld, "
        f"{len(outcome.left_out)} with errors, as of {outcome.showcase.as_of}.",
    }
    print(totals[lang])
    sys.exit(DONE)


@etalase.command("explain")
@_shared
@click.argument("address")
@click.option("--lang", type=click.Choice(["id", "en"]), default="id")
def explain_command(address: str, lang: str, **options: Any) -> None:
    """Say why a page was rebuilt, or why it is not there."""
    from generator.entrypoints.explanation import explain

    lines, known = explain(_request(options), address, lang)  # type: ignore[arg-type]
    for line in lines:
        print(line)
    sys.exit(DONE if known else PROBLEMS)


@etalase.command("new")
@click.argument("place")
@click.option("--name", help="the producer's name as people write it")
@click.option("--root", type=click.Path(path_type=Path, file_okay=False, exists=True), help="catalogue folder")
def new_command(place: str, name: str | None, root: Path | None) -> None:
    """Make a new producer's folder: new lamongan/tenun-sari."""
    from generator.editing.new_producer import CannotMake, new_producer
    from generator.read.content import read_reference

    request = Request(root=(root or HOUSE).resolve(), out=Path())
    reference, _ = read_reference(request.reference_root)
    try:
        made = new_producer(request.root, place, name, dict(reference.regions))
    except CannotMake as failure:
        say(f"{failure.indonesian} / {failure.english}")
        sys.exit(WRONG_USE)
    print(made.record.relative_to(request.root).as_posix())
    say("Isi berkas itu, simpan foto di photos/, lalu: python3 build.py check")
    say("Fill in that file, put photos into photos/, then: python3 build.py check")


@etalase.command("serve")
@_shared
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(min=0, max=65535))
def serve_command(host: str, port: int, **options: Any) -> None:
    """Show the site, and show it anew after every edit."""
    from generator.entrypoints.preview_server import serve

    request = _request(options)
    if isinstance(request.out, Bucket):
        raise click.UsageError("serve menunjukkan sebuah folder: --out DIR / serve shows a folder: --out DIR")
    serve(request, host, port)


etalase.add_command(photos_commands)


def main(arguments: list[str] | None = None) -> None:
    """Run a command; exit 0 done, 1 problems in the content, 2 wrong use, 3 our mistake."""
    # Etalase uses no plugin of pydantic's; to look for one, it would read the metadata of every installed package.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] and given[0].startswith("-") and given[0] not in {"-h", "--help"}:
        given = ["build", *given]
    try:
        etalase.main(given, prog_name="build.py", standalone_mode=True)
    except Exception as failure:  # noqa: BLE001 - the last door: whatever comes through it is told
        sys.exit(_tell_failure(failure))


def _tell_failure(failure: Exception) -> int:
    """Say why a command could not end, and return its exit status."""
    from generator.foundation.pool import ClusterFault, WorkerDied
    from generator.foundation.store import StoreBusy

    match failure:
        case StoreBusy():
            say("Build lain sedang berjalan; tunggu sampai selesai. / Another build is running; wait until it ends.")
            return WRONG_USE
        case OSError():
            say(_told_of_disk(failure))
            return PROBLEMS
        case ClusterFault():
            say(f"{failure.indonesian} / {failure.english}")
            return WRONG_USE
        case WorkerDied():
            say(f"Sebuah proses mati (kehabisan memori?) / A process died (out of memory?): {failure}")
            return OUR_MISTAKE
    traceback.print_exception(failure)
    say("Ini kesalahan kami, bukan kesalahan Anda. / This is our mistake, not yours.")
    return OUR_MISTAKE


DISK_REASONS = {
    errno.ENOSPC: ("disk penuh", "the disk is full"),
    errno.EROFS: ("hanya dapat dibaca", "it can only be read"),
    errno.EACCES: ("tidak ada izin menulis", "there is no permission to write"),
    errno.EPERM: ("tidak ada izin menulis", "there is no permission to write"),
    errno.EIO: ("tidak dapat dibaca atau ditulis", "it cannot be read or written"),
}


def _told_of_disk(failure: OSError) -> str:
    """Say what a disk refused, in one sentence for each language."""
    place = f" {failure.filename}" if failure.filename else ""
    other = failure.strerror or str(failure)
    indonesian, english = DISK_REASONS.get(failure.errno or 0, (other, other))
    if failure.errno == errno.EIO:
        indonesian, english = f"{indonesian} ({other})", f"{english} ({other})"
    return f"Disk{place}: {indonesian}. Situs lama tetap utuh. / Disk{place}: {english}. The published site is whole."


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUTF8", "1")
    main()
