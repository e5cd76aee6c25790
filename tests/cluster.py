"""A real cluster on this machine: a scheduler and its workers, each a process of its own, on ports that were free."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from generator.foundation.pool import Workers
from generator.model.request import HOUSE

WAIT_SECONDS = 60.0


@dataclass
class Cluster:
    """A scheduler and its workers; ``folder`` keeps what they say, ``environment`` is given to all of them."""

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
            wait_for(lambda: len(client.nthreads()) == len(self.processes) - 1)
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


def wait_for(happened: Callable[[], object]) -> None:
    """Wait until something has happened."""
    end = time.monotonic() + WAIT_SECONDS
    while not happened():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)
