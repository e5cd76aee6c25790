"""What a cluster costs: the same build by two processes, and by two workers of a cluster on this machine.

Run with ``python -m tests.benchmarks.cluster_against_processes [--producers 300] [--rounds 3] [--photos 100]``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import numpy as np
from msgspec import Struct
from PIL import Image

from generator.foundation.pool import Pool
from generator.model.request import HOUSE
from tests.benchmarks.made_catalogue import SEED, make_catalogue, supply_of
from tests.benchmarks.measuring import measure
from tests.cluster import Cluster
from tests.cluster_worker import fail_at_seven
from tests.small_catalogue import Catalogue

WORKERS = 2
PHOTOS_EACH = 4
PHOTO = (4000, 3000)
"""Pixels of an original, as a phone takes it."""
LOOPBACK = Path("/sys/class/net/lo/statistics/tx_bytes")
TICKS = os.sysconf("SC_CLK_TCK")


class Cost(Struct, frozen=True):
    """One build: seconds, processor seconds of everybody who took part, MB over the network."""

    wall: float
    cpu: float
    sent: float


def main() -> None:
    """Measure pages, photos, and the way of a batch there and back; print the middle of all rounds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--producers", type=int, default=300)
    parser.add_argument("--photos", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        work = Path(folder)
        make_catalogue(work / "pages", asked.producers, supply_of(SEED, ("id", "en", "ja", "ar"), photos=True))
        _photo_catalogue(work / "photos", asked.photos)
        with _cluster(work / "cluster") as cluster:
            _print_way(cluster, work)
            for name, lost in (("pages", ["store.sqlite"]), ("photos", ["store.sqlite", "photos"])):
                _print_costs(cluster, work / name, lost, asked.rounds)


def _print_costs(cluster: Cluster, root: Path, lost: list[str], rounds: int) -> None:
    ways = {"processes": ["--jobs", str(WORKERS)], "cluster": ["--cluster", cluster.address]}
    costs: dict[str, list[Cost]] = {way: [] for way in ways}
    _build(cluster, root, ["--jobs", str(WORKERS)])
    for _ in range(rounds):
        for way, options in ways.items():
            shutil.rmtree(root / "site")
            for name in lost:
                for path in (root / ".cache" / "etalase").glob(f"{name}*"):
                    shutil.rmtree(path) if path.is_dir() else path.unlink()
            costs[way].append(_build(cluster, root, options))
    for way, found in costs.items():
        wall, cpu, sent = (median(getattr(cost, name) for cost in found) for name in ("wall", "cpu", "sent"))
        print(f"{root.name:8} {way:10} {wall:7.2f} s wall  {cpu:7.2f} s CPU  {sent:7.1f} MB sent")


def _build(cluster: Cluster, root: Path, options: list[str]) -> Cost:
    before, sent = _cpu(cluster), int(LOOPBACK.read_text())
    command = [sys.executable, "-m", "generator", "build", "--root", str(root), "--as-of", "2026-11-15", *options]
    measured = measure(command, HOUSE)
    return Cost(measured.wall, measured.cpu + _cpu(cluster) - before, (int(LOOPBACK.read_text()) - sent) / 1_000_000)


def _cpu(cluster: Cluster) -> float:
    """Return the processor seconds that scheduler and workers have used."""
    texts = [Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii") for process in cluster.processes]
    return sum(sum(map(int, text.rsplit(")", 1)[1].split()[11:13])) for text in texts) / TICKS


def _print_way(cluster: Cluster, work: Path) -> None:
    """Print what a batch costs that has nothing to do."""
    pieces, workers = 3200, cluster.workers(work)
    list(Pool(-1, workers).map(fail_at_seven, range(20)))
    before, own, begun = _cpu(cluster), time.process_time(), time.perf_counter()
    list(Pool(-1, workers).map(fail_at_seven, range(pieces)))
    batches = pieces / 16
    wall, here = (time.perf_counter() - begun) / batches, (time.process_time() - own) / batches
    print(f"a batch: {wall * 1000:.1f} ms wall, {here * 1000:.1f} ms CPU here, ", end="")
    print(f"{(_cpu(cluster) - before) / batches * 1000:.1f} ms CPU in scheduler and workers")


@contextmanager
def _cluster(folder: Path) -> Iterator[Cluster]:
    folder.mkdir()
    cluster = Cluster(folder)
    try:
        cluster.start(WORKERS)
        yield cluster.wait()
    finally:
        cluster.stop()


def _photo_catalogue(root: Path, count: int) -> None:
    """Make producers with photos as large as a phone's, no two alike."""
    catalogue = Catalogue(root)
    chance = np.random.default_rng(SEED)
    for number in range(count // PHOTOS_EACH):
        names = tuple(f"foto-{i}.jpg" for i in range(PHOTOS_EACH))
        listed = "".join(f"\n      - file: {name}\n        alt: {{id: Sarung, en: Sarong}}" for name in names)
        old = "\n      - file: depan.jpg\n        alt: {id: Sarung, en: Sarong}"
        record = catalogue.producer(f"tenun-{number:03}", {"Tenun Sari": f"Usaha {number}", old: listed}, photos=())
        folder = (root / record).parent / "photos"
        folder.mkdir(exist_ok=True)
        for name in names:
            coarse = chance.integers(0, 255, (150, 200, 3), dtype=np.uint8)
            large = Image.fromarray(coarse).resize(PHOTO, Image.Resampling.BICUBIC)
            large.save(folder / name, "JPEG", quality=90)


if __name__ == "__main__":
    main()
