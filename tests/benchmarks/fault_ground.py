"""The ground the fault cases stand on: two editions, what a clean build makes of each, and a judge of every run."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from generator.foundation.code_digest import code_digest
from generator.foundation.digest import digest_value
from generator.write.staging import STAMP, owned_list, published_stamp, stage_beside
from tests.benchmarks.cases import KEPT
from tests.benchmarks.fault_editions import Edition, TwoEditions
from tests.benchmarks.fault_run import PHASES, Ended, Phase, Place, Running, phases_of
from tests.benchmarks.fault_site import Content, Contents, Seen, State, Witness, differences, judge

EARLIER = "2026-09-01"
"""A day before the one builds usually stand for: other certificates and judgements hold on it."""
LARGE = 5_000
"""From so many producers on, cases are chosen so that the whole takes an hour."""
FEW = 5
"""So many findings of one run are told."""


class References(msgspec.Struct):
    """What clean builds made of each edition, by name; ``code`` is the program that made them."""

    code: str
    sites: dict[str, dict[str, Content]] = {}
    seconds: dict[str, float] = {}
    phases: dict[str, dict[Phase, float]] = {}


@dataclass(frozen=True, slots=True)
class Row:
    """One case: how the runs ended, what was told, how the site stood after it, whether the next build was clean."""

    group: str
    case: str
    statuses: tuple[int, ...] = ()
    told: str = ""
    states: tuple[State, ...] = ()
    clean: bool | None = None
    faults: tuple[str, ...] = ()
    moments: tuple[float, ...] = ()

    @property
    def passed(self) -> bool:
        """Tell whether nothing was found."""
        return not self.faults and self.clean is not False


@dataclass
class Ground:
    """Everything a case needs.

    ``finish_every``: so many kills of a build from nothing happen before one is let finish. Of a large catalogue,
    some ways of losing all memory stand for the others.
    """

    work: Path
    editions: TwoEditions
    jobs: int
    kills: int
    finish_every: int
    seed: int
    witness: Witness = field(default_factory=Witness)
    references: References = field(
        default_factory=lambda: References(digest_value((code_digest(), References.__struct_fields__, PHASES)))
    )

    @property
    def is_large(self) -> bool:
        """Tell whether a build from nothing takes minutes."""
        return self.editions.producers >= LARGE

    @property
    def place(self) -> Place:
        """The catalogue and the folder it is usually published in."""
        return Place(self.editions.root, self.work / "public" / "site", self.jobs)

    @property
    def cache(self) -> Path:
        """What builds remember."""
        return self.editions.root / ".cache" / "etalase"

    @property
    def store(self) -> Path:
        """The store's file."""
        return self.cache / "store.sqlite"

    @property
    def _kept(self) -> Path:
        return self.work / "references.msgpack"

    def prepare(self) -> None:
        """Build both editions from nothing, and learn how long each phase takes; or take what an earlier run learnt."""
        if self._kept.is_file():
            if msgspec.msgpack.decode(self._kept.read_bytes())["code"] == self.references.code:
                self.references = msgspec.msgpack.decode(self._kept.read_bytes(), type=References)
                self.rest()
                return
            print("the program has changed since the references were made: they are made anew", flush=True)
        if not (self.cache / "photos").is_dir():
            self._timed("photos", lambda: Running(self.place.command()).wait())
        for edition in ("second", "first"):
            self.editions.turn(edition)
            self._make_reference(edition, ())
        self.editions.turn("second")
        ended, phases = phases_of(self.place, self.first)
        self._must(ended)
        self.references.phases["edit"] = dict(phases)
        self.references.seconds["edit"] = ended.seconds
        found = differences(self.witness.look(self.place.out), self.reference("second"))
        if found:
            raise SystemExit(f"an undisturbed edit does not equal the clean build: {found[:FEW]}")
        self.keep()

    def keep(self) -> None:
        """Write the references down, so that other cases can be run later."""
        self._kept.write_bytes(msgspec.msgpack.encode(self.references))

    @property
    def first(self) -> str | None:
        """The first address at which the editions differ: when it changes, the exchange has begun."""
        if not self.place.out.exists():
            return None
        first, second = self.reference("first"), self.reference("second")
        return min(address for address in first.keys() & second.keys() if first[address] != second[address])

    def reference(self, name: str) -> Contents:
        """Return what a clean build made."""
        return self.references.sites[name]

    def earlier(self) -> Contents:
        """Return what a clean build makes of the edition lying there on an earlier day."""
        name = f"{self.editions.edition} {EARLIER}"
        if name not in self.references.sites:
            self._make_reference(name, ("--as-of", EARLIER))
            self.keep()
        return self.reference(name)

    def _make_reference(self, name: str, options: Sequence[str]) -> None:
        self.forget()

        def build() -> Ended:
            day = options[1:] or ()
            if name in ("first", "second"):
                ended, phases = phases_of(self.place)
                self.references.phases["cold"] = dict(phases)
                return ended
            return Running(self.place.command(day=day[0])).wait()

        self.references.seconds["cold"] = self._timed(f"clean build, {name}", build)
        self.references.sites[name] = {**self.witness.look(self.place.out)}

    def _timed(self, title: str, work: object) -> float:
        assert callable(work)
        begun = time.monotonic()
        self._must(work())
        seconds = time.monotonic() - begun
        print(f"  {title}: {seconds:.1f} s", flush=True)
        return seconds

    def _must(self, ended: Ended) -> None:
        if ended.status:
            raise SystemExit(f"an undisturbed build ended with {ended.status}:\n{ended.said[-2000:]}")

    def forget(self) -> None:
        """Take away the published folder and all memory but the photos' variants."""
        out = self.place.out
        for folder in (out, stage_beside(out)):
            shutil.rmtree(folder, ignore_errors=True)
        owned_list(out).unlink(missing_ok=True)
        for part in list(self.cache.iterdir()) if self.cache.is_dir() else ():
            if part.is_dir() and part.name not in KEPT:
                shutil.rmtree(part)
            elif part.is_file():
                part.unlink()

    def rest(self) -> None:
        """Bring the site to the edition that lies there. Ends the program when that does not give the clean site."""
        self._must(Running(self.place.command()).wait())
        found = differences(self.witness.look(self.place.out), self.reference(self.editions.edition))
        if found:
            raise SystemExit(f"the site in {self.work} is not the clean one: {found[:FEW]}")

    def run(self, *options: str, day: str | None = None) -> Ended:
        """Build, undisturbed."""
        place = self.place
        return Running(place.command(*options, day=day) if day else place.command(*options)).wait()

    def seen(self, old: Edition | None, new: Edition, stamp: str | None, out: Path | None = None) -> Seen:
        """Look at the site between two editions; ``stamp`` is the one it carried before."""
        site = out or self.place.out
        before = self.reference(old) if old else {}
        return judge(self.witness.look(site), before, self.reference(new), (stamp, published_stamp(site)))

    def mended(self, name: str, place: Place | None = None, day: str | None = None) -> tuple[Ended, tuple[str, ...]]:
        """Let a run finish, and return what is then not as a clean build leaves it."""
        at = place or self.place
        ended = Running(at.command(day=day) if day else at.command()).wait()
        found = list(differences(self.witness.look(at.out), self.reference(name)))
        if ended.status:
            found.append(f"the next run ended with {ended.status}: {ended.said[-300:]}")
        if stage_beside(at.out).exists():
            found.append("the stage was left behind")
        if published_stamp(at.out) is None:
            found.append(f"the site has no {STAMP}")
        return ended, tuple(found)

    def phases(self, kind: str) -> dict[Phase, float]:
        """Return how long each phase takes, ``cold`` or after an ``edit``."""
        return self.references.phases[kind]


class Case:
    """One case in the making: it gathers what every run of it showed."""

    def __init__(self, group: str, title: str, expected: frozenset[int], *, must_tell: bool = True) -> None:
        self.row = Row(group, title)
        self.expected = expected
        self.must_tell = must_tell

    def ended(self, ended: Ended, after: float | None = None) -> None:
        """Take down how a run ended that was disturbed."""
        moments = self.row.moments if after is None else (*self.row.moments, after)
        told = ended.told or self.row.told
        self.row = replace(self.row, statuses=(*self.row.statuses, ended.status), told=told, moments=moments)
        if ended.status not in self.expected:
            self.fault(f"exit status {ended.status}: {ended.said[-300:]}")
        if not ended.is_clear:
            self.fault(f"no clear sentence: {ended.said[-300:]}")
        elif self.must_tell and not ended.told:
            self.fault("nothing was told")

    def saw(self, seen: Seen, *allowed: State) -> None:
        """Take down how the site stood."""
        self.row = replace(self.row, states=(*self.row.states, seen.state))
        self.fault(*seen.faults)
        if allowed and seen.state not in allowed:
            self.fault(f"the site is {seen.state}")

    def mended(self, found: tuple[str, ...]) -> None:
        """Take down whether the next build was clean."""
        self.row = replace(self.row, clean=self.row.clean is not False and not found)
        self.fault(*found)

    def fault(self, *found: str) -> None:
        """Take down what should not be."""
        self.row = replace(self.row, faults=(*self.row.faults, *found[:FEW]))


@contextmanager
def case(
    rows: list[Row], group: str, title: str, expected: frozenset[int] = frozenset({1}), *, must_tell: bool = True
) -> Iterator[Case]:
    """Add one case to the table, and say how it went."""
    made = Case(group, title, expected, must_tell=must_tell)
    yield made
    rows.append(made.row)
    states = ", ".join(made.row.states)
    print(f"  {'ok ' if made.row.passed else 'NOT'} {title}: exit {made.row.statuses}; {states}", flush=True)
    for fault in made.row.faults[:FEW]:
        print(f"        {fault}", flush=True)
