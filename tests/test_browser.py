"""What a buyer's browser meets: the walk from home to a booth, on a phone and a desktop, in every language."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page

from tests.browser import SIZES, Complaints, browser_running, served
from tests.built_site import faults_of, read_pages
from tests.conftest import SampleSite

PRODUCER, PRODUCT = "tenun-laras-parijata", "sarung-ikat-gelombang"
AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
LOOKS = tuple(itertools.product(SIZES, SCHEMES))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return one headless Chromium for this module."""
    with browser_running() as running:
        yield running


@pytest.fixture(scope="module")
def base(sample_site: SampleSite) -> Iterator[str]:
    """Serve the sample site; return its address."""
    with served(sample_site.site) as address:
        yield address


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["en", "ar"])
def test_the_walk_of_a_buyer(browser: Browser, base: str, lang: str, size: str) -> None:
    """Home, category, product, producer, booth, by clicking: no complaint, and no request to another host."""
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height})
    complaints = Complaints(context, base)
    page = context.new_page()
    page.goto(f"{base}{lang}/")
    assert page.locator("html").get_attribute("dir") == ("rtl" if lang == "ar" else "ltr")
    for kind, link in (
        ("category", "main a[href$='categories/tenun-ikat/']"),
        ("product", f"main a[href$='products/{PRODUCER}/{PRODUCT}/']"),
        ("producer", f"main a[href$='producers/{PRODUCER}/']"),
        ("booth", f"main a[href*='/booths/{PRODUCER}/']"),
    ):
        page.locator(link).first.click()
        page.wait_for_load_state("networkidle")
        assert page.locator("body").get_attribute("data-kind") == kind
        assert page.locator("html").get_attribute("lang") == lang
        assert page.locator("h1").count() == 1
        _assert_it_fits(page)
    context.close()
    assert complaints.found == []


def test_the_chooser_leads_home_without_a_script(browser: Browser, base: str) -> None:
    """The language chooser, the language switch and the menu are plain links."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(base)
    page.locator("main a[hreflang='ja']").first.click()
    assert page.url == f"{base}ja/"
    context.close()


def test_every_kind_of_page_is_accessible_and_fits(browser: Browser, base: str, sample_site: SampleSite) -> None:
    """One page of every kind and language passes axe (WCAG 2.2 AA) and never scrolls sideways.

    Each is looked at in one of four ways, phone or desktop, light or dark, in turn.
    """
    script = AXE.read_text(encoding="utf-8")
    found: list[str] = []
    kinds: dict[tuple[str, str], str] = {}
    for address, seen in read_pages(sample_site.site).items():
        kinds.setdefault((seen.kind, seen.lang), address)
    assert {lang for _, lang in kinds} >= {"id", "en", "zh-Hans", "ja", "ar"}
    contexts = {
        (size, scheme): browser.new_context(
            viewport={"width": SIZES[size][0], "height": SIZES[size][1]}, color_scheme=scheme, bypass_csp=True
        )
        for size, scheme in LOOKS
    }
    for number, address in enumerate(sorted(kinds.values())):
        look = LOOKS[(number + number // len(LOOKS)) % len(LOOKS)]
        page = contexts[look].new_page()
        page.goto(base + address)
        page.evaluate(script)
        report = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
        for violation in report["violations"]:
            where = violation["nodes"][0]
            found.append(f"{address} {look}: {violation['id']}: {where['target']} {where['failureSummary']}")
        if not _fits(page):
            found.append(f"{address} {look}: scrolls sideways")
        page.close()
    assert found == []


def test_the_built_site_is_sound(sample_site: SampleSite) -> None:
    """Links, pictures, alternates, sitemaps and the content policy hold over the whole sample site."""
    assert list(faults_of(sample_site.site)) == []


def _fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def _assert_it_fits(page: Page) -> None:
    assert _fits(page), f"{page.url} scrolls sideways"
