"""Long lists as a buyer meets them: a made catalogue of some two hundred makers, built, walked through and changed."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import axe_playwright_python
import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, ViewportSize

from generator.build import build
from generator.model.request import Request
from generator.outcome import Outcome
from generator.pages.lists import SHORT
from tests.benchmarks.made_catalogue import SEED, add_producer, make_catalogue, supply_of
from tests.browser import SIZES, Complaints, browser_running, served
from tests.built_site import faults_of
from tests.small_catalogue import AS_OF, tree

LANGUAGES = ("en", "ar")
MAKERS = 75
PAGE_SIZE = 6
"""Small pages make long lists of few makers."""
MOST_BYTES = 200_000
FEW = 7
"""How many pages of one list a newcomer with a few products may make anew."""
LISTS = ("products", "categories", "regions", "certifications", "producers", "brands")
DIVIDED = ("categories", "regions", "certifications", "brands")
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
LOOKS: tuple[tuple[str, str, Literal["light", "dark"]], ...] = (("en", "desktop", "light"), ("ar", "phone", "dark"))


@dataclass(frozen=True)
class Made:
    """A made catalogue and its published folder."""

    root: Path
    site: Path

    def build(self, **options: Any) -> Outcome:
        """Build it, as of a day on which its papers hold."""
        asked = Request(root=self.root, out=self.site, as_of=AS_OF, languages=LANGUAGES, jobs=2)
        outcome = build(replace(asked, **options))
        assert outcome.published, outcome.problems
        return outcome

    def page(self, address: str) -> str:
        """Return the HTML of a published page."""
        return (self.site / address / "index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Build a catalogue whose lists of all products and makers are long, those of its categories short."""
    root = tmp_path_factory.mktemp("made")
    make_catalogue(root, MAKERS, supply_of(SEED, LANGUAGES, photos=True))
    _move_to_kediri(root)
    _let_all_join(root)
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(f"      page_size: {PAGE_SIZE}\n")
    catalogue = Made(root, root / "site")
    catalogue.build()
    return catalogue


def _move_to_kediri(root: Path) -> None:
    """Let every third maker live in one regency, so that its lists have letters."""
    for record in sorted(root.glob("producers/*/*/producer.yaml"))[::3]:
        text = record.read_text(encoding="utf-8")
        moved = re.sub(r"(?m)^region: .*$", "region: '35.06'", text)
        assert moved.count("35.06") > 0
        record.write_text(moved, encoding="utf-8")
        (root / "producers" / "kediri").mkdir(exist_ok=True)
        record.parent.rename(root / "producers" / "kediri" / record.parent.name)


def _let_all_join(root: Path) -> None:
    """Let all makers be members of the communal brand."""
    (brand,) = root.glob("content/brands/*.yaml")
    names = ", ".join(path.name for path in sorted(root.glob("producers/*/*")))
    text = re.sub(r"(?m)^members: .*$", f"members: [{names}]", brand.read_text(encoding="utf-8"))
    brand.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return one headless Chromium for this module."""
    with browser_running() as running:
        yield running


@pytest.fixture(scope="module")
def base(made: Made) -> Iterator[str]:
    """Serve the made site; return its address."""
    with served(made.site) as address:
        yield address


def test_a_site_with_long_lists_is_sound(made: Made) -> None:
    """Links, alternates, canonical addresses, sitemaps and the content policy."""
    assert list(faults_of(made.site)) == []


@pytest.mark.parametrize(("top", "depth"), [("en/products", 2), ("en/producers", 1)])
def test_everything_can_be_reached_through_its_list(made: Made, top: str, depth: int) -> None:
    """From the door to the places, from a place to its next pages: each product's and each maker's page is linked."""
    wanted = {
        path.parent.relative_to(made.site).as_posix()
        for path in (made.site / top).glob("/".join(["*"] * depth) + "/index.html")
        if not path.is_relative_to(made.site / top / "page")
    }
    seen: set[str] = set()
    waiting = [top]
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        if here == top or here.startswith(f"{top}/page/"):
            links = re.findall(r'href="((?:\.\./)+[^"#]*)"', made.page(here))
            reached = (posixpath.normpath(posixpath.join(here, link)) for link in links)
            waiting.extend(each for each in reached if each.startswith(f"{top}/"))
    assert len(wanted) > PAGE_SIZE * SHORT
    assert wanted <= seen


def test_each_page_of_a_list_names_itself(made: Made) -> None:
    """No two have one title; a place has its own description, canonical address and versions in other languages."""
    addresses = ["en/products", *(path.parent for path in (made.site / "en/products/page").rglob("index.html"))]
    titles = [re.findall("<title>([^<]*)</title>", made.page(str(address)))[0] for address in addresses]
    assert len(titles) > 30
    assert len(set(titles)) == len(titles)
    kediri = made.page("en/products/page/kediri")
    assert "All products, Kediri Regency" in kediri
    assert "Products of small producers in Kediri Regency, chosen by curators." in kediri
    assert '<link rel="canonical" href="https://uji.example/en/products/page/kediri/">' in kediri
    assert 'href="https://uji.example/ar/products/page/kediri/"' in kediri
    assert b"<loc>https://uji.example/en/products/page/kediri/</loc>" in (made.site / "sitemap-en.xml").read_bytes()


def test_a_brand_of_many_members_is_entered_by_place(made: Made) -> None:
    """What it is and what its members pool stand on its own page; the members of a place on pages of the place."""
    own, kediri = made.page("en/brands/arga-bersama"), made.page("en/brands/arga-bersama/page/kediri")
    assert 'href="../../../en/brands/arga-bersama/page/kediri/"' in own
    assert "What the members pool" in own
    assert own.count('<li class="card maker">') == PAGE_SIZE // 2
    assert "Arga Bersama, Kediri Regency" in kediri
    assert kediri.count('<li class="card maker">') > 1


def test_no_page_is_larger_than_a_slow_line_bears(made: Made, tmp_path: Path) -> None:
    """At most 200 kB of HTML, with pages as large as a site usually has them."""
    settings = made.root / "mkdocs.yml"
    own = settings.read_text(encoding="utf-8")
    settings.write_text(own.replace(f"page_size: {PAGE_SIZE}", "page_size: 24"), encoding="utf-8")
    made.build(out=tmp_path / "site", languages=("ar",))
    settings.write_text(own, encoding="utf-8")
    sizes = {path: path.stat().st_size for path in (tmp_path / "site").rglob("*.html")}
    largest = max(sizes, key=sizes.__getitem__)
    assert sizes[largest] <= MOST_BYTES, largest
    assert max(path.read_text(encoding="utf-8").count('<li class="card') for path in sizes) > 24


@pytest.mark.parametrize(("lang", "size", "scheme"), LOOKS)
def test_a_buyer_finds_the_products_of_a_place(
    browser: Browser, base: str, lang: str, size: str, scheme: Literal["light", "dark"]
) -> None:
    """By plain links, on a phone and a desktop, in the light and the dark, accessible at every step."""
    width, height = SIZES[size]
    script = AXE.read_text(encoding="utf-8")
    view: ViewportSize = {"width": width, "height": height}
    context = browser.new_context(viewport=view, color_scheme=scheme, bypass_csp=True)
    complaints = Complaints(context, base)
    page = context.new_page()
    page.goto(f"{base}{lang}/products/")
    for step in (None, ".places a[href*='page/kediri/']", ".letters__letter >> nth=2", ".pager a[rel=next]"):
        if step is not None:
            page.locator(step).first.click()
            page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        page.evaluate(script)
        report = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})")
        assert [(each["id"], each["nodes"][0]["target"]) for each in report["violations"]] == []
    assert f"/{lang}/products/page/kediri" in page.url
    context.close()
    assert complaints.found == []


def test_a_newcomer_makes_few_pages_of_each_list_anew(made: Made) -> None:
    """And the site is then what a build that remembers nothing gives."""
    supply = supply_of(SEED, LANGUAGES, photos=True)
    assert any(add_producer(made.root, supply, number).sound for number in range(MAKERS, MAKERS + 50))
    rendered = [key.split("/") for key in dict(made.build().rendered)]
    lists = Counter("/".join(key[:2]) if key[0] in DIVIDED else key[0] for key in rendered if key[0] in LISTS)
    assert lists["products"] > 0
    assert max(lists.values()) <= FEW, lists
    before = tree(made.site)
    (made.root / ".cache" / "etalase" / "store.sqlite").unlink()
    (made.site / ".etalase").unlink()
    made.build()
    assert tree(made.site) == before
