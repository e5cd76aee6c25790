"""Two doors, one house: MkDocs' own commands publish exactly what ``build.py`` publishes."""

from __future__ import annotations

import subprocess
import sys

from tests.small_catalogue import Catalogue, tree


def test_mkdocs_build_gives_the_same_bytes(catalogue: Catalogue) -> None:
    """``mkdocs build`` in a catalogue folder makes the whole site, byte for byte."""
    catalogue.producer()
    catalogue.expo()
    catalogue.write("content/pages/en/about.md", "# About\n\nOne page of the editors.\n")
    assert catalogue.build(as_of=None).published
    by_mkdocs = catalogue.root / "by-mkdocs"
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(by_mkdocs)]
    done = subprocess.run(command, cwd=catalogue.root, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert tree(by_mkdocs) == catalogue.published()


def test_mkdocs_build_refuses_what_build_refuses(catalogue: Catalogue) -> None:
    """A mistake stops MkDocs with the sentence that says what and where."""
    catalogue.producer(swaps={"kind: ukm": "kind: toko"})
    catalogue.write("content/pages/en/about.md", "# About\n")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", "by-mkdocs"]
    done = subprocess.run(command, cwd=catalogue.root, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode != 0
    assert "producers/lamongan/tenun-sari/producer.yaml" in done.stderr
    assert "toko" in done.stderr
    assert not (catalogue.root / "by-mkdocs" / "index.html").exists()
