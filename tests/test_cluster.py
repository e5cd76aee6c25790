"""More than one machine: a cluster's workers make the same bytes, may die, and never touch the store."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from generator.foundation.pool import ClusterFault, Pool, WorkerDied, Workers
from generator.foundation.store import Store
from generator.model.request import HOUSE
from generator.model.unit import File
from generator.write.staging import begin_stage, finish_stage, part_file, stage
from tests.cluster_worker import die_when_the_others_are_done, fail_at_seven
from tests.conftest import NewCatalogue
from tests.small_catalogue import AS_OF, Catalogue, tree

WAIT_SECONDS = 60.0
MAKERS = 14
"""Enough that neither reading nor rendering is too little to be sent away."""

pytest.importorskip("distributed")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")


@dataclass
class Cluster:
    """A real scheduler and real workers on this machine, each a process of its own."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def _scheduler_file(self) -> Path:
        return self.folder / "scheduler.json"

    @property
    def address(self) -> str:
        """Where the scheduler listens: a port that was free."""
        return str(json.loads(self._scheduler_file.read_text(encoding="utf-8"))["address"])

    def start(self, workers: int) -> None:
        """Start the scheduler and its first workers."""
        self._run("dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-show")
        for _ in range(workers):
            self.add_worker()

    def add_worker(self, **environment: str) -> subprocess.Popen[bytes]:
        """Start a worker of one thread."""
        here = ["--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", "--local-directory", str(self.folder)]
        return self._run("dask_worker", *here, "--preload", "tests.cluster_worker", **environment)

    def _run(self, program: str, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", f"distributed.cli.{program}", *arguments, "--no-dashboard"]
        log = (self.folder / f"{len(self.processes)}.log").open("wb")
        given = {**os.environ, **self.environment, "WATCH_FOLDER": str(self.folder), **environment}
        started = subprocess.Popen(
            [*command, "--scheduler-file", str(self._scheduler_file)], cwd=HOUSE, env=given, stdout=log, stderr=log
        )
        log.close()
        self.processes.append(started)
        return started

    def wait(self) -> Cluster:
        """Wait until everybody is there."""
        from distributed import Client

        wait_for(lambda: self._scheduler_file.is_file() and self._scheduler_file.stat().st_size > 0)
        with Client(self.address, set_as_default=False) as client:  # type: ignore[no-untyped-call]
            client.wait_for_workers(len(self.processes) - 1, timeout=WAIT_SECONDS)
        return self

    def stop(self) -> None:
        """End every process."""
        for process in self.processes:
            process.kill()
            process.wait()

    def opened(self) -> list[list[str]]:
        """Return the stores and staged files that each worker opened."""
        return [notes.read_text(encoding="utf-8").splitlines() for notes in self.folder.glob("*.opened")]

    def workers(self, folder: Path) -> Workers:
        """Return this cluster as a pool takes it."""
        return Workers(cluster=self.address, mark=folder / "mark", alike=(HOUSE / "themes" / "expo",))


def wait_for(happened: object) -> None:
    """Wait until something has happened."""
    end = time.monotonic() + WAIT_SECONDS
    while not happened():  # type: ignore[operator]
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


@pytest.fixture
def clusters(tmp_path: Path) -> Iterator[list[Cluster]]:
    """Collect the clusters a test starts, and end them."""
    started: list[Cluster] = []
    yield started
    for each in started:
        each.stop()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """Return a cluster of two workers that no test kills."""
    made = Cluster(tmp_path_factory.mktemp("cluster"), {"FSSPEC_FILE_AUTO_MKDIR": "true"})
    made.start(2)
    yield made.wait()
    made.stop()


@pytest.fixture
def town(new_catalogue: NewCatalogue) -> Catalogue:
    """Return a catalogue that is large enough to be sent away."""
    catalogue = new_catalogue()
    for number in range(MAKERS):
        catalogue.producer(f"tenun-{number:02}", {"Tenun Sari": f"Usaha {number}"})
    return catalogue


def build_on(cluster: Cluster, catalogue: Catalogue, out: str, *more: str) -> subprocess.Popen[str]:
    """Start the command on a cluster."""
    command = [sys.executable, "-m", "generator", "build", "--root", str(catalogue.root), "--out", out]
    command += ["--cluster", cluster.address, "--as-of", AS_OF.isoformat(), *more]
    given = {**os.environ, **cluster.environment}
    return subprocess.Popen(command, cwd=HOUSE, env=given, stderr=subprocess.PIPE, text=True, encoding="utf-8")


def ended(build: subprocess.Popen[str]) -> str:
    """Wait for a build that ends well; return what it said."""
    _, said = build.communicate(timeout=WAIT_SECONDS)
    assert build.returncode == 0, said
    return said


def remembered(catalogue: Catalogue, out: str) -> tuple[dict[str, object], dict[str, object]]:
    """Return what the store holds of a site's units and of the readings."""
    with Store(catalogue.request().store) as store:
        return dict(store.all(f"unit {out}")), dict(store.all("reading"))


def forget(catalogue: Catalogue) -> None:
    """Let the next build begin without any memory."""
    catalogue.request().store.unlink()


def test_a_worker_killed_in_the_middle_of_a_page(town: Catalogue, tmp_path: Path, clusters: list[Cluster]) -> None:
    """Of three workers one is killed with half a page written: the build ends with the bytes of a local one.

    What the store remembers is the same too, and only the coordinator ever opened it.
    """
    assert town.build(out=town.root / "local").published
    local = remembered(town, f"{town.root / 'local'}")
    forget(town)
    cluster = Cluster(tmp_path)
    clusters.append(cluster)
    cluster.start(2)
    victim = cluster.add_worker(HALT="yes")
    build = build_on(cluster.wait(), town, str(town.out))
    wait_for((tmp_path / "halted").exists)
    assert not town.out.exists(), "nothing is published before everything is made"
    victim.send_signal(signal.SIGKILL)
    ended(build)
    assert town.published() == tree(town.root / "local")
    assert remembered(town, str(town.out)) == local
    assert not list(town.root.glob(".site.staging*"))
    opened = cluster.opened()
    assert len(opened) == 3
    assert all(any("/parts/" in path for path in of_one) for of_one in opened if of_one), opened
    assert sum(bool(of_one) for of_one in opened) >= 2, "at least two workers staged pages"
    assert not [path for of_one in opened for path in of_one if "store.sqlite" in path]


def test_work_that_kills_every_worker_is_named(tmp_path: Path, clusters: list[Cluster]) -> None:
    """A piece that kills whoever touches it ends the build with its name, after everything before it was done."""
    cluster = Cluster(tmp_path, {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"})
    clusters.append(cluster)
    cluster.start(3)
    workers = cluster.wait().workers(tmp_path)
    done = []
    with pytest.raises(WorkerDied) as died:
        for answer in Pool(tmp_path, workers).map(die_when_the_others_are_done, range(12), lambda i: f"piece {i}"):
            done.append(answer)  # noqa: PERF402 - what was answered before the fault counts
    assert done == [piece * piece for piece in range(11)]
    assert died.value.pieces == ("piece 11",)


def test_answers_come_in_order_and_faults_as_they_are(cluster: Cluster, tmp_path: Path) -> None:
    """Whatever worker was quicker, answers keep the order of the pieces; a fault in the work is raised here."""
    workers = cluster.workers(tmp_path)
    assert list(Pool(-1, workers).map(fail_at_seven, range(200))) == list(range(200))
    with pytest.raises(OSError, match="No space left on device: '/there'"):
        list(Pool(7, workers).map(fail_at_seven, range(20)))


def test_little_work_never_leaves_this_machine() -> None:
    """Fewer pieces than a dozen are done here, even if the cluster is not there at all."""
    nobody = Workers(cluster="tcp://127.0.0.1:9")
    assert list(Pool(-1, nobody).map(fail_at_seven, range(11))) == list(range(11))


def test_another_program_is_refused(cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers with other code, or other libraries, would make other pages."""
    monkeypatch.setattr("generator.foundation.dask_pool.code_digest", lambda: "another")
    with pytest.raises(ClusterFault, match=r"The worker .* runs another Etalase"):
        list(Pool(-1, cluster.workers(tmp_path)).map(fail_at_seven, range(20)))


@pytest.mark.parametrize("unlike", ["the mark", "the themes"])
def test_other_files_are_refused(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unlike: str
) -> None:
    """Workers must see the very same disk, and the same templates."""
    if unlike == "the mark":
        monkeypatch.setattr("generator.foundation.dask_pool.replace_file", lambda path, content: None)
    else:
        monkeypatch.setattr("generator.foundation.dask_pool.digest_files", lambda files: "another")
    with pytest.raises(ClusterFault, match="does not see"):
        list(Pool(-1, cluster.workers(tmp_path)).map(fail_at_seven, range(20)))


def test_a_scheduler_that_is_not_there(town: Catalogue) -> None:
    """One sentence in both languages says so, and nothing is published."""
    ran = town.run("build", "--cluster", "tcp://127.0.0.1:9")
    assert ran.status == 2
    assert ran.err.count("\n") <= 3, ran.err
    assert "Penjadwal klaster tcp://127.0.0.1:9 tidak menjawab" in ran.err
    assert "The cluster's scheduler tcp://127.0.0.1:9 does not answer" in ran.err
    assert not town.out.exists()


def test_without_the_library(town: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asks for a cluster without having installed its library is told what to install."""
    monkeypatch.setitem(sys.modules, "generator.foundation.dask_pool", None)
    ran = town.run("build", "--cluster", "tcp://127.0.0.1:9")
    assert ran.status == 2
    assert "pip install 'etalase[cluster]'" in ran.err


def test_object_storage_from_a_cluster(cluster: Cluster, town: Catalogue) -> None:
    """Pages and photo variants kept on object storage, written by several machines, are those of a local build."""
    online = town.root / "online"
    for changed in ("", "Usaha Baru"):
        if changed:
            town.producer("tenun-03", {"Tenun Sari": changed})
        assert town.build(out=town.root / "local").published
        ended(build_on(cluster, town, f"local://{online}", "--photo-cache", f"local://{town.root}/variants"))
        found = tree(online)
        del found[".etalase-owned"]
        assert found == tree(town.root / "local")
    variants = tree(town.root / "variants")
    assert variants
    assert variants == {path.removeprefix("media/"): found[path] for path in found if path.startswith("media/")}


def test_a_worker_that_outlives_its_run_reaches_nothing(tmp_path: Path) -> None:
    """A worker that was thought dead writes into a stage that is no more: neither the next stage nor the site."""
    site = tmp_path / "site"
    first = begin_stage(site, shared=True)
    late = part_file(first, site)
    finish_stage(first, site)
    second = begin_stage(site, shared=True)
    before = tree(tmp_path)
    with pytest.raises(ClusterFault, match="must be on a shared disk"):
        stage(first, site, [File("id/index.html", b"old")], {}, set(), late)
    assert tree(tmp_path) == before
    stage(second, site, [File("id/index.html", b"new")], {}, set(), part_file(second, site))
    finish_stage(second, site)
    assert tree(tmp_path) == {".site.staging/id/index.html": b"new"}
