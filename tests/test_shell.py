"""The shell: what MkDocs hands over, and the template it becomes."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from generator.model.text import Direction
from generator.pages.frame import Alternate, Crumb, Frame
from generator.render.shell import Mark, ShellError, each, flatten, same, slot, unless, when

HOUSE = Path(__file__).resolve().parents[1]
LANGUAGES = "id,en,ar"

ABOUT = """---
title: About us
description: Who we are & why
order: 2
---

## One
Text with `{{ braces }}` and [products](../products/), see [buying](buying.md#two).

    a = 1


    b = 2

## Two

| a | b |
|---|---|
| 1 | 2 |

## Three
"""
BUYING = "# How to buy & ask\n\n## Two\n\n![cloth](cloth.png)\n"


class Page(HTMLParser):
    """All start tags of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        return [
            found
            for name, found in self.tags
            if name == tag and all(found.get(key) == value for key, value in wanted.items())
        ]


def catalogue(at: Path) -> Path:
    """Lay out a small catalogue with editorial pages in English, one of them also in Indonesian."""
    at.mkdir(parents=True)
    settings = (HOUSE / "mkdocs.yml").read_text("utf-8")
    (at / "mkdocs.yml").write_text(settings, "utf-8")
    english, indonesian = at / "content/pages/en", at / "content/pages/id"
    english.mkdir(parents=True)
    indonesian.mkdir(parents=True)
    (english / "about.md").write_text(ABOUT, "utf-8")
    (english / "buying.md").write_text(BUYING, "utf-8")
    (english / "cloth.png").write_bytes(b"\x89PNG\r\n")
    (indonesian / "about.md").write_text("# Tentang\n", "utf-8")
    menu = {
        "base_url": "https://etalase.test/",
        "title": {"en": "Etalase {{ 1 }} {% East", "ar": "واجهة"},
        "enquiries": "ekspor@etalase.test",
        "languages": [{"code": "ar", "autonym": "العربية"}],
        "expo": "expo-1",
    }
    (at / "menu.json").write_text(json.dumps(menu), "utf-8")
    return at


def knock(at: Path, lang: str, to: Path) -> subprocess.CompletedProcess[str]:
    """Have MkDocs fill the folder for one language."""
    door = [sys.executable, "-m", "generator.entrypoints.mkdocs_door", "--config", str(at / "mkdocs.yml")]
    door += ["--lang", lang, "--languages", LANGUAGES, "--locales", str(HOUSE / "themes/locales")]
    door += ["--menu", str(at / "menu.json"), "--to", str(to)]
    return subprocess.run(door, cwd=HOUSE, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder, filled for English and Arabic."""
    scratch = tmp_path_factory.mktemp("shell")
    at, to = catalogue(scratch / "catalogue"), scratch / "folder"
    for lang in ("en", "ar"):
        done = knock(at, lang, to)
        assert done.returncode == 0, done.stderr
    return to


def frame_of(lang: str, **changes: object) -> Frame:
    """Make the frame of a product page in a language."""
    root = "../../../../"
    written: list[tuple[str, Direction, bool]] = [("id", "ltr", True), ("en", "ltr", True), ("ar", "rtl", False)]
    values: dict[str, object] = {
        "kind": "product",
        "section": "products",
        "lang": lang,
        "dir": "rtl" if lang == "ar" else "ltr",
        "root": Markup(root),
        "home": f"{root}{lang}/",
        "title": "Sarung “Laras” <ikat>",
        "site_name": "Etalase",
        "description": 'Cloth & "thread"',
        "canonical": f"https://etalase.test/{lang}/products/a/b/",
        "default_url": "https://etalase.test/en/products/a/b/",
        "indexed": True,
        "alternates": tuple(
            Alternate(code, code, direction, f"{root}{code}/products/a/b/", f"https://x/{code}/", code == lang, told)
            for code, direction, told in written
        ),
        "crumbs": (Crumb("Products", f"{root}{lang}/products/"), Crumb("Sarung", None)),
    }
    return Frame(**{**values, **changes})  # type: ignore[arg-type]


def render(shell: str, frame: Frame) -> str:
    """Render a page that extends a shell."""
    child = (
        '{% extends "shell.html" %}{% block content %}<h1>{{ page.frame.title }}</h1>{% endblock %}'
        '{% block head %}<meta name="a" content="b">{% endblock %}{% block scripts %}<i>end</i>{% endblock %}'
    )
    environment = Environment(
        loader=DictLoader({"shell.html": shell, "child.html": child}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    class View:
        """A view with nothing but a frame."""

    view = View()
    view.frame = frame  # type: ignore[attr-defined]
    return environment.get_template("child.html").render(page=view)


def test_the_folder_holds_shells_pages_and_only_linked_assets(folder: Path) -> None:
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    names = [re.sub(r"main\.\w+\.", "main.", name) for name in files]
    assert names == [
        "ar/pages.json",
        "ar/shell.html",
        "assets/images/favicon.svg",
        "assets/stylesheets/main.min.css",
        "en/pages.json",
        "en/pages/about/index.html",
        "en/pages/buying/index.html",
        "en/pages/cloth.png",
        "en/shell.html",
    ]
    assert b"sourceMappingURL" not in next(folder.glob("assets/stylesheets/*.css")).read_bytes()


def test_pages_are_listed_with_title_and_description(folder: Path) -> None:
    assert json.loads((folder / "en/pages.json").read_text("utf-8")) == [
        {"path": "about/", "title": "About us", "description": "Who we are & why", "lang": "en"},
        {"path": "buying/", "title": "How to buy & ask", "description": "", "lang": "en"},
    ]
    assert json.loads((folder / "ar/pages.json").read_text("utf-8")) == []


def test_an_editorial_page_is_finished(folder: Path) -> None:
    html = (folder / "en/pages/about/index.html").read_text("utf-8")
    page = Page(html)
    assert page.all("html") == [{"lang": "en", "dir": "ltr"}]
    assert page.all("body")[0]["data-kind"] == "editorial"
    assert page.all("link", rel="canonical")[0]["href"] == "https://etalase.test/en/about/"
    told = {link["hreflang"]: link["href"] for link in page.all("link", rel="alternate")}
    assert told == {
        "id": "https://etalase.test/id/about/",
        "en": "https://etalase.test/en/about/",
        "x-default": "https://etalase.test/en/about/",
    }
    hrefs = [link["href"] for link in page.all("a")]
    assert "../products/" in hrefs
    assert "../buying/#two" in hrefs
    assert "../../ar/" in hrefs, "a language without this page leads to its home"
    assert "../../expo/expo-1/en/" in hrefs
    assert "a = 1\n\n\nb = 2" in html
    assert page.all("code", tabindex="0"), "code may scroll, so the keyboard must reach it"
    assert page.all("div", role="group", tabindex="0"), "and so may a table"
    assert "⟦" not in html


def test_footer_links_editorial_pages_of_a_fallback_language(folder: Path) -> None:
    footer = (folder / "ar/shell.html").read_text("utf-8").partition("<footer")[2]
    links = [(link["href"], link.get("lang")) for link in Page(footer).all("a") if "/" in (link["href"] or "")]
    assert links == [("../en/about/", "en"), ("../en/buying/", "en")]


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_no_page_runs_inline_code_or_asks_another_host(folder: Path, lang: str) -> None:
    pages = [render(flatten((folder / lang / "shell.html").read_text("utf-8")), frame_of(lang))]
    pages += [path.read_text("utf-8") for path in (folder / lang).rglob("*.html") if path.name == "index.html"]
    for html in pages:
        page = Page(html)
        for script in page.all("script"):
            assert script.get("src")
        for tag, attributes in page.tags:
            assert not [name for name in attributes if name.startswith("on") or name == "style"], tag
            loads = attributes.get("src") or (attributes.get("href") if tag == "link" else None) or ""
            if attributes.get("rel") not in ("canonical", "alternate"):
                assert not re.match(r"[a-z]+:|//", loads), loads
        assert not page.all("style")


def test_a_shell_becomes_a_page(folder: Path) -> None:
    shell = flatten((folder / "en/shell.html").read_text("utf-8"))
    html = render(shell, frame_of("en", image="https://etalase.test/media/a.jpg", image_alt="A sarong"))
    page = Page(html)
    assert "<title>Sarung “Laras” &lt;ikat&gt; – Etalase</title>" in html
    assert "<h1>Sarung “Laras” &lt;ikat&gt;</h1>" in html
    assert '<meta name="description" content="Cloth &amp; &#34;thread&#34;">' in html
    assert page.all("body")[0]["data-kind"] == "product"
    assert [link["hreflang"] for link in page.all("link", rel="alternate")] == ["id", "en", "x-default"]
    assert page.all("meta", property="og:image:alt")[0]["content"] == "A sarong"
    assert page.all("meta", property="og:locale")[0]["content"] == "en_US"
    assert [meta["content"] for meta in page.all("meta", property="og:locale:alternate")] == ["id_ID"]
    current = {link["href"] for link in page.all("a", **{"aria-current": "page"})}
    assert current == {"../../../../en/products/"}
    switch = page.all("a", hreflang="ar")
    assert switch == [{"href": "../../../../ar/products/a/b/", "lang": "ar", "hreflang": "ar", "dir": "rtl"}]
    assert "not translated yet" in html
    assert html.index("<h1>") > html.index("md-path__list")
    assert html.index("<i>end</i>") > html.index("</footer>")
    for attributes in [*page.all("a"), *page.all("link")]:
        href = attributes["href"] or ""
        assert re.match(r"(\.\./){4}|https://|#|mailto:", href), href


def test_a_page_that_is_not_indexed_announces_no_languages(folder: Path) -> None:
    shell = flatten((folder / "en/shell.html").read_text("utf-8"))
    page = Page(render(shell, frame_of("en", indexed=False, crumbs=(), description="", title="Etalase")))
    assert page.all("link", rel="alternate") == []
    assert page.all("link", rel="canonical")
    assert page.all("meta", name="description") == []
    assert page.all("ol") == []


def test_right_to_left_is_said_on_html(folder: Path) -> None:
    page = Page(render(flatten((folder / "ar/shell.html").read_text("utf-8")), frame_of("ar")))
    assert page.all("html") == [{"lang": "ar", "dir": "rtl"}]


def test_words_that_look_like_jinja_stay_words(folder: Path) -> None:
    html = (folder / "en/pages/about/index.html").read_text("utf-8")
    assert "Etalase {{ 1 }} {% East" in html
    source = (folder / "en/shell.html").read_text("utf-8").replace("⟦=frame.site_name⟧", "{{ 1 }}{% x {# y")
    assert "{{ 1 }}{% x {# y" in render(flatten(source), frame_of("en"))


def test_the_folder_is_the_same_wherever_the_catalogue_lies(folder: Path, tmp_path: Path) -> None:
    at, to = catalogue(tmp_path / "somewhere else" / "kata log"), tmp_path / "folder"
    for lang in ("en", "ar"):
        assert knock(at, lang, to).returncode == 0
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            assert path.read_bytes() == (to / path.relative_to(folder)).read_bytes(), path


def test_without_editorial_pages_there_is_still_a_shell(tmp_path: Path) -> None:
    at = catalogue(tmp_path / "catalogue")
    shutil.rmtree(at / "content")
    done = knock(at, "en", tmp_path / "folder")
    assert done.returncode == 0, done.stderr
    assert flatten((tmp_path / "folder/en/shell.html").read_text("utf-8"))


def test_settings_that_mkdocs_refuses_are_told_in_one_line(tmp_path: Path) -> None:
    at = catalogue(tmp_path / "catalogue")
    (at / "mkdocs.yml").write_text("site_name: [1\n", "utf-8")
    done = knock(at, "en", tmp_path / "folder")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


MINIMAL = (
    '<html lang="en"><title>⟦=frame.title⟧</title>⟦=frame.description⟧⟦=frame.canonical⟧⟦=frame.kind⟧'
    "⟦for alternate in frame.alternates⟧⟦=alternate.href⟧⟦end⟧⟦for crumb in frame.crumbs⟧⟦=crumb.text⟧⟦end⟧"
    "⟦block head⟧⟦end⟧⟦block content⟧⟦end⟧⟦block scripts⟧⟦end⟧</html>"
)


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (MINIMAL.replace("⟦=frame.title⟧", ""), "lacks the marks frame.title"),
        (MINIMAL.replace("⟦block content⟧⟦end⟧", ""), "lacks the marks block content"),
        (MINIMAL.replace('lang="en"', ""), "does not say its language"),
        (MINIMAL.replace("frame.kind", "frame.kin"), "names nothing that a frame has"),
        (MINIMAL.replace("⟦=frame.kind⟧", "⟦=frame.kind⟧⟦=crumb.text⟧"), "outside its loop"),
        (MINIMAL.replace("⟦=frame.kind⟧", "⟦frame.kind⟧"), "unknown mark"),
        (MINIMAL.replace("⟦=frame.kind⟧", "⟦=frame.kind⟧⟦end⟧"), "ends nothing"),
        (MINIMAL.replace("⟦=frame.kind⟧", "⟦=frame.kind⟧⟦if frame.indexed⟧"), "never ended"),
        (MINIMAL.replace("⟦=frame.kind⟧", "⟦=frame.kind"), "broken mark"),
        (MINIMAL.replace("⟦block head⟧⟦end⟧", "⟦block head⟧⟦end⟧⟦block head⟧⟦end⟧"), "stands twice"),
        (MINIMAL.replace("⟦=frame.kind⟧", '⟦=frame.kind⟧<a href="../../x/">'), "outside the site"),
    ],
)
def test_a_damaged_placeholder_is_refused_with_a_reason(html: str, reason: str) -> None:
    with pytest.raises(ShellError, match=re.escape(reason)):
        flatten(html)


@pytest.mark.parametrize(
    ("link", "rooted"),
    [
        ("../", "{{ page.frame.root }}"),
        ("./", "{{ page.frame.root }}en/"),
        ("products/#a", "{{ page.frame.root }}en/products/#a"),
        ("../assets/a.css?v=1", "{{ page.frame.root }}assets/a.css?v=1"),
        ("https://x.test/", "https://x.test/"),
        ("mailto:a@b.test", "mailto:a@b.test"),
        ("#content", "#content"),
    ],
)
def test_links_start_at_the_root_of_the_page(link: str, rooted: str) -> None:
    html = MINIMAL.replace("⟦=frame.kind⟧", f'⟦=frame.kind⟧<a class="x" href="{link}">')
    assert f'<a class="x" href="{rooted}">' in flatten(html)


def test_partials_print_now_or_later() -> None:
    frame = Mark("frame")
    assert when(frame.indexed, lambda: "x") == "⟦if frame.indexed⟧x⟦end⟧"
    assert unless(frame.image, lambda: "x") == "⟦if not frame.image⟧x⟦end⟧"
    assert when(same(frame.section, "expo"), lambda: "x") == '⟦if frame.section == "expo"⟧x⟦end⟧'
    assert each(frame.crumbs, lambda crumb: f"{crumb}") == "⟦for crumb in frame.crumbs⟧⟦=crumb⟧⟦end⟧"
    assert slot("head") == "⟦block head⟧⟦end⟧"
    assert when(same("expo", "expo"), lambda: "x") == "x"
    assert unless("text", lambda: "x") == ""
    assert each(["a", "b"], lambda item: f"<{item}>") == "<a><b>"
    with pytest.raises(AttributeError):
        frame.nothing  # noqa: B018
