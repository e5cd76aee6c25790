"""More than one machine: a cluster's workers make the same bytes, may die, and never touch the store."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from generator.foundation.pool import ClusterFault, Pool, WorkerDied, Workers
from generator.foundation.store import Store
from generator.model.request import HOUSE
from generator.model.unit import File
from generator.write.staging import begin_stage, finish_stage, part_file, stage
from tests.cluster import WAIT_SECONDS, Cluster, wait_for
from tests.cluster_worker import die_when_the_others_are_done, fail_at_seven, wait_once
from tests.conftest import NewCatalogue
from tests.small_catalogue import AS_OF, Catalogue, tree

MAKERS = 14
"""Enough that neither reading nor rendering is too little to be sent away."""

pytest.importorskip("distributed")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")


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


def remembered(catalogue: Catalogue, out: str) -> tuple[dict[str, bytes], ...]:
    """Return what the store holds of a site's units and of the readings."""
    with Store(catalogue.request().store) as store:
        return tuple(dict(store.rows(kind)) for kind in (f"unit {out}", f"files {out}", f"blueprint {out}", "reading"))


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


def test_the_last_worker_dies_and_another_comes(tmp_path: Path, clusters: list[Cluster]) -> None:
    """A build waits for workers while there are none, and goes on with those that come."""
    cluster = Cluster(tmp_path)
    clusters.append(cluster)
    cluster.start(0)
    first = cluster.add_worker()
    workers = cluster.wait().workers(tmp_path)

    def replace() -> None:
        wait_for(lambda: list(tmp_path.glob("waiting-*")))
        first.kill()
        first.wait()
        cluster.add_worker()
        wait_for(lambda: len(list(tmp_path.glob("waiting-*"))) == 2)
        (tmp_path / "leave").touch()

    with ThreadPoolExecutor(1) as beside:
        replaced = beside.submit(replace)
        assert list(Pool(tmp_path, workers).map(wait_once, range(60))) == list(range(60))
        replaced.result()


def test_no_worker_comes(tmp_path: Path, clusters: list[Cluster], monkeypatch: pytest.MonkeyPatch) -> None:
    """A scheduler without workers is told in a sentence, after a while."""
    cluster = Cluster(tmp_path)
    clusters.append(cluster)
    cluster.start(0)
    monkeypatch.setattr("generator.foundation.dask_pool.PATIENCE_SECONDS", 0.5)
    with pytest.raises(ClusterFault, match="The cluster has had no worker for"):
        list(Pool(-1, cluster.wait().workers(tmp_path)).map(fail_at_seven, range(20)))


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
    shown = {path.removeprefix("media/"): found[path] for path in found if path.startswith("media/")}
    assert shown
    assert shown.items() <= tree(town.root / "variants").items()


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


def test_a_scheduler_that_is_lost(town: Catalogue, tmp_path: Path, clusters: list[Cluster]) -> None:
    """When the scheduler dies in the middle, the build ends with a sentence; the next one begins from a clean stage."""
    cluster = Cluster(tmp_path)
    clusters.append(cluster)
    cluster.start(0)
    cluster.add_worker(HALT="yes")
    build = build_on(cluster.wait(), town, str(town.out))
    wait_for((tmp_path / "halted").exists)
    cluster.processes[0].kill()
    _, said = build.communicate(timeout=WAIT_SECONDS)
    assert build.returncode == 2, said
    assert "The cluster's scheduler was lost. The published site is whole" in said
    assert "Traceback" not in said, said
    assert not town.out.exists()
    assert town.build().published
    assert not list(town.root.glob(".site.staging*"))
