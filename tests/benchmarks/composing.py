"""What ``check`` is measured against: composing the same YAML files with libyaml in two processes, and nothing else.

It imports nothing of Etalase: ``python composing.py ROOT``.
"""

from __future__ import annotations

import multiprocessing
import sys
from pathlib import Path

import yaml

PROCESSES = 2


def compose(share: int, root: str) -> None:
    """Compose every second producer's record."""
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    for record in sorted(Path(root).glob("producers/*/*/producer.yaml"))[share::PROCESSES]:
        yaml.compose(record.read_bytes(), Loader=loader)


def main(root: str) -> None:
    """Compose all records in two processes."""
    shares = [multiprocessing.Process(target=compose, args=(share, root)) for share in range(PROCESSES)]
    for share in shares:
        share.start()
    for share in shares:
        share.join()
    if any(share.exitcode for share in shares):
        sys.exit("composing broke")


if __name__ == "__main__":
    main(sys.argv[1])
