"""Templates: bound to plain functions of the view, they draw what Jinja draws, and a fault is found where it stands."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from msgspec import Struct

from generator.foundation.template_compiling import SYNTAX
from generator.foundation.templates import Bytecode, TemplateFault, environment, render
from generator.model.reference import Language
from generator.model.request import HOUSE
from generator.model.settings import Settings, Site
from generator.read.content import read_reference
from generator.render.workshop import Workshop

PARTS = """\
{% set size = "96px" %}
{% macro mark(text, small=false, empty="-") -%}
{% if small and not text %}<small>{{ empty }}</small>{% elif text %}<b title="{{ size }}">{{ text }}</b>{% endif %}
{%- endmacro %}
{% macro card(item, level=3, first=false) -%}
<h{{ level }}{% if first %} class="first"{% endif %}>{{ mark(item.name) }}{% set n = item.name|length %}
{{ n }}</h{{ level }}>
{%- endmacro %}
{% macro head(title) -%}
<header>{{ title }}{% if caller is defined %}<p>{{ caller() }}</p>{% endif %}</header>
{%- endmacro %}
{% macro broken(item) -%}
{{ item.name }}

{{ item.nothing }}
{%- endmacro %}
"""
SHELL = """\
<title>{{ page.title }}</title>
{% block top %}<i>nothing</i>{% endblock %}
<main>{% block content %}{% block inner %}inner{% endblock %}{% endblock %}</main>
"""
PAGE = """\
{% extends "base.html" %}
{% import "parts.html" as parts %}
{% set title = page.title %}
not shown
{% block content %}
{% call parts.head(title) %}
{{ _("%(count)s of 100%% by %(who)s", who=page.title, count=page.items|length) }}{% endcall %}
{{ parts.head("plain") }}
{% for item in page.items if item.name %}{{ parts.card(item, 2, loop.first) }}{{ parts.mark("", small=true) }}
{% else %}none{% endfor %}
{{ parts.mark(text=page.title, empty="?") }} {{ _("Photos & more") }} {{ page.html }} {{ parts.size }} {{ page.number }}
{% endblock %}
"""


ENGLISH = (Language(code="en", autonym="English", dir="ltr"),)


class Item(Struct, frozen=True):
    """Something with a name."""

    name: str


class View(Struct, frozen=True):
    """A page's view."""

    title: str = "<Sarung> & “kebaya”"
    items: tuple[Item, ...] = (Item("a<b"), Item(""), Item("c"))
    html: Markup = Markup("<u>fine</u>")
    number: int = 7


class Words:
    """A language that says everything backwards around its values."""

    digest = "backwards"

    def gettext(self, message: str) -> str:
        known = {"%(count)s of 100%% by %(who)s": "%(who)s <br> 100%% %(count)s"}
        return known.get(message, message[::-1])

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return singular if n == 1 else plural

    def pgettext(self, context: str, message: str) -> str:
        return message

    def npgettext(self, context: str, singular: str, plural: str, n: int) -> str:
        return singular if n == 1 else plural


def folder(at: Path, **files: str) -> Path:
    """Write templates."""
    for name, text in {"parts": PARTS, "base": SHELL, "page": PAGE, **files}.items():
        (at / f"{name}.html").write_text(text, "utf-8")
    return at


def as_jinja_draws(at: Path, name: str) -> str:
    """Render a template with Jinja alone."""
    plain = Environment(loader=FileSystemLoader(at), **SYNTAX)
    words = Words()
    plain.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)  # type: ignore[attr-defined]
    return plain.get_template(name).render(page=View())


@pytest.mark.parametrize("shell_of_its_own", [False, True])
@pytest.mark.parametrize("remembered", [frozenset[str](), frozenset({"card"})])
def test_a_bound_page_is_what_jinja_draws(tmp_path: Path, remembered: frozenset[str], shell_of_its_own: bool) -> None:
    """Macros, blocks, calls, loops, constants, words with values: byte for byte, from the kept code too."""
    (tmp_path / "themes").mkdir()
    themes = folder(tmp_path / "themes")
    given = {"base.html": SHELL} if shell_of_its_own else {}
    kept = Bytecode(tmp_path / "kept", tmp_path / "kept/own")
    for _ in range(2):
        made = environment(themes, given, Words(), kept, remembered)
        assert render(made, "page.html", View()) == as_jinja_draws(themes, "page.html")
        assert made.drawer("page.html") is made.drawer("page.html")


UNSETTLED = {
    "super": '{% extends "base.html" %}{% block top %}{{ super() }}!{% endblock %}',
    "include": '{% include "parts.html" %}{{ page.title }}',
    "recursive": "{% macro dots(n) %}.{% if n %}{{ dots(n - 1) }}{% endif %}{% endmacro %}{{ dots(3) }}",
    "value": '{% import "parts.html" as parts %}{% set text = parts.mark(page.title) %}{{ text }}',
    "condition": '{% extends "base.html" %}{% if page.title %}{% set a = 1 %}{% endif %}{% block top %}x{% endblock %}',
}


@pytest.mark.parametrize("kind", UNSETTLED)
def test_what_cannot_be_settled_beforehand_is_left_to_jinja(tmp_path: Path, kind: str) -> None:
    """Template authors write ordinary Jinja; what is unusual works as ever."""
    themes = folder(tmp_path, unusual=UNSETTLED[kind])
    assert render(environment(themes, {}, Words()), "unusual.html", View()) == as_jinja_draws(themes, "unusual.html")


@pytest.mark.parametrize(
    ("page", "place"),
    [
        ("{% import 'parts.html' as parts %}\n{{ parts.broken(page.items[0]) }}", ("parts.html", 15)),
        ("{% extends 'base.html' %}\n{% block top %}\n{{ page.nothing }}{% endblock %}", ("page.html", 3)),
        ("a\n{{ page.title }}\n{{ nothing }}", ("page.html", 3)),
    ],
)
def test_a_fault_names_its_own_file_and_line(tmp_path: Path, page: str, place: tuple[str, int]) -> None:
    """A page is compiled from several files; a mistake in one of them is told of that one."""
    with pytest.raises(TemplateFault, match="nothing") as found:
        render(environment(folder(tmp_path, page=page), {}, Words()), "page.html", View())
    assert (found.value.name, found.value.line) == place


def test_a_changed_template_or_program_is_compiled_anew(tmp_path: Path) -> None:
    """Kept code is used only for the sources it was made from, those of parents and parts included."""
    (tmp_path / "themes").mkdir()
    kept = Bytecode(tmp_path / "kept", tmp_path / "kept/own")
    before = render(environment(folder(tmp_path / "themes"), {}, Words(), kept), "page.html", View())
    folder(tmp_path / "themes", parts=PARTS.replace("96px", "32px"))
    after = render(environment(tmp_path / "themes", {}, Words(), kept), "page.html", View())
    assert after == before.replace("96px", "32px") != before


def test_a_remembered_piece_is_drawn_once_for_the_same_view(tmp_path: Path) -> None:
    """Two views that are alike are two views: identity is what is looked up, so that nothing is ever compared."""
    source = '{% import "parts.html" as parts %}{% for item in page.items %}{{ parts.card(item) }}{% endfor %}'
    made = environment(folder(tmp_path, page=source), {}, Words(), None, frozenset({"card"}))
    item = Item("x")
    html = render(made, "page.html", View(items=(item, item, Item("x"))))
    assert html.count("<h3>") == 3
    assert len(made._pieces) == 2


def test_templates_made_ready_are_those_that_draw(tmp_path: Path) -> None:
    """What the main process loads is what forked workers draw with; a broken one waits for the unit that wants it."""
    workshop = Workshop(
        root=tmp_path,
        themes=folder(tmp_path, broken="{% block a %}"),
        photo_cache=tmp_path,
        bytecode=tmp_path / "kept",
        site=Site(Settings(languages=("en",)), "x", "https://x.example/", ENGLISH),
        reference=read_reference(HOUSE)[0],
        shells={"en": ""},
        static_sources={},
    )
    workshop.get_ready(["page.html", "broken.html"])
    assert workshop.templates["en"].drawer("page.html")(View()).startswith("<title>")
    with pytest.raises(TemplateFault) as found:
        render(workshop.templates["en"], "broken.html", View())
    assert found.value.name == "broken.html"
    sent: Workshop = pickle.loads(pickle.dumps(workshop))
    assert sent == workshop
    assert "templates" not in vars(sent)
