"""How much a page costs: our flattened shell against rendering Material's own page each time, side by side.

Run with ``python tests/benchmarks/shell_against_material.py [pages]``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

os.environ["NO_MKDOCS_2_WARNING"] = "1"

from jinja2 import DictLoader, Environment
from markupsafe import Markup
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.structure.files import get_files
from mkdocs.structure.nav import get_navigation

from generator.pages.frame import Alternate, Crumb, Frame
from generator.render.shell import flatten

HOUSE = Path(__file__).resolve().parents[2]
LANGUAGES = ("id", "en", "zh-Hans", "ja", "ar")
ROUNDS = 7
FACT = "<div><dt>Minimum order</dt><dd>50 pcs</dd></div>"
PRODUCT = f"<article><h1>Sarung</h1><dl>{FACT * 40}</dl><p>{'A long story of thread and dye. ' * 40}</p></article>"
SECTIONS = ("Products", "Categories", "Regions", "Makers", "Certifications", "Brands", "Expo", "About")


def shell_page(scratch: Path) -> Callable[[int], str]:
    """Prepare a page of ours: the flattened shell around the content."""
    door = [sys.executable, "-m", "generator.entrypoints.mkdocs_door", "--config", str(HOUSE / "mkdocs.yml")]
    door += ["--lang", "en", "--languages", ",".join(LANGUAGES), "--locales", str(HOUSE / "themes/locales")]
    subprocess.run([*door, "--to", str(scratch / "folder")], cwd=HOUSE, check=True)
    child = '{% extends "shell.html" %}{% block content %}{{ page.content }}{% endblock %}'
    shell = flatten((scratch / "folder/en/shell.html").read_text("utf-8"))
    environment = Environment(
        loader=DictLoader({"shell.html": shell, "page.html": child}),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = environment.get_template("page.html")

    class View:
        """A frame and its content."""

        def __init__(self, number: int) -> None:
            self.content = Markup(PRODUCT)
            self.frame = _frame(number)

    return lambda number: template.render(page=View(number))


def _frame(number: int) -> Frame:
    path, root = f"products/maker/{number}/", "../../../../"
    return Frame(
        kind="product",
        section="products",
        lang="en",
        dir="ltr",
        root=Markup(root),
        home=f"{root}en/",
        title=f"Product {number}",
        site_name="Etalase",
        description="A product",
        canonical=f"https://etalase.example/en/{path}",
        default_url=f"https://etalase.example/en/{path}",
        indexed=True,
        alternates=tuple(
            Alternate(lang, lang, "ltr", f"{root}{lang}/{path}", f"https://x/{lang}/{path}", lang == "en", True)
            for lang in LANGUAGES
        ),
        crumbs=(Crumb("Products", f"{root}en/products/"), Crumb(f"Product {number}", None)),
    )


def material_page(scratch: Path, siblings: int) -> Callable[[int], str]:
    """Prepare a page of Material's own, in a site of that many pages with our sections as tabs."""
    docs = scratch / f"docs-{siblings}"
    docs.mkdir()
    settings = scratch / f"material-{siblings}.yml"
    settings.write_text("site_name: Etalase\nsite_url: https://etalase.example/\n", "utf-8")
    alternate = [{"name": lang, "link": f"/{lang}/", "lang": lang} for lang in LANGUAGES]
    theme: dict[str, Any] = {"name": "material", "font": False, "features": ["navigation.tabs", "navigation.path"]}
    config = load_config(
        str(settings),
        docs_dir=str(docs),
        site_dir=str(scratch / "site"),
        plugins=[],
        theme=theme,
        extra={"alternate": alternate},
    )
    for section in SECTIONS:
        (docs / section.lower()).mkdir()
        for number in range(max(1, siblings // len(SECTIONS))):
            (docs / section.lower() / f"{number}.md").write_text(f"# {section} {number}\n", "utf-8")
    files = get_files(config)
    navigation = get_navigation(files, config)
    environment = config.theme.get_env()
    template = environment.get_template("main.html")
    for page in navigation.pages:
        page.read_source(config)
        page.render(config, files)
        page.content = PRODUCT

    def render(number: int) -> str:
        page = navigation.pages[number % len(navigation.pages)]
        page.active = True
        html = template.render(get_context(navigation, list(files), config, page))
        page.active = False
        return html

    return render


def milliseconds(render: Callable[[int], str], pages: int) -> float:
    """Return the milliseconds of one page."""
    begin = time.perf_counter()
    for number in range(pages):
        render(number)
    return (time.perf_counter() - begin) / pages * 1000


def main(pages: int) -> None:
    """Measure in turns, so that a busy machine slows both alike, and print a table."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        ways = {
            "flattened shell": shell_page(scratch),
            "Material, 8 pages": material_page(scratch, 8),
            "Material, 80 pages": material_page(scratch, 80),
            "Material, 800 pages": material_page(scratch, 800),
        }
        for render in ways.values():
            render(0)
        rounds: dict[str, list[float]] = {way: [] for way in ways}
        for _ in range(ROUNDS):
            for way, render in ways.items():
                rounds[way].append(milliseconds(render, max(3, pages // 20) if "800" in way else pages))
        ours = median(rounds["flattened shell"])
        print(f"{'a page of the catalogue':24}{'ms':>8}{'ratio':>8}{'kB':>8}")
        for way, render in ways.items():
            cost = median(rounds[way])
            print(f"{way:24}{cost:8.3f}{cost / ours:8.1f}{len(render(0).encode()) / 1000:8.1f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
