"""The shell: Material's page around ours, rendered once per language and flattened into a template to extend.

The theme's partials speak of ``frame`` alike for a finished editorial page and for the placeholder page of a
language. For an editorial page ``frame`` is a ``Frame``; for the placeholder it is a ``Mark``, which prints
where a value, a loop or a condition of ``page.frame`` belongs. ``flatten`` turns those marks into Jinja.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Iterable

from markupsafe import Markup
from msgspec import Struct

from generator.pages.frame import Alternate, Crumb, Frame

BLOCKS = ("head", "content", "scripts")
REQUIRED_VALUES = ("frame.title", "frame.description", "frame.canonical", "frame.kind")
REQUIRED_LOOPS = ("frame.alternates", "frame.crumbs")

_KNOWN = {
    "frame": frozenset(Frame.__struct_fields__),
    "alternate": frozenset(Alternate.__struct_fields__),
    "crumb": frozenset(Crumb.__struct_fields__),
}
_ITEMS = {"alternates": "alternate", "crumbs": "crumb"}

_TOKEN = re.compile(r"⟦([^⟦⟧]*)⟧")
_VALUE = re.compile(r"=([a-z_.]+)\Z")
_LOOP = re.compile(r"for ([a-z]+) in ([a-z_.]+)\Z")
_CONDITION = re.compile(r'if (not )?([a-z_.]+)(?: == ([a-z_]+\.[a-z_]+|"[^"\\]*"))?\Z')
_BLOCK = re.compile(r"block ([a-z]+)\Z")
_LINK = re.compile(r'(<[a-z][^<>]*?\s(?:href|src|action)=")([^"]*)(")')
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//|/|#|\?|⟦")
_LANGUAGE = re.compile(r'<html[^>]*\slang="([A-Za-z0-9-]+)"')


class ShellError(Exception):
    """A placeholder page that cannot become a shell: a mark is missing, unknown or unbalanced."""


class Mark(Struct, frozen=True):
    """A value of ``page.frame`` that is not known yet, by its path, such as ``frame.title``."""

    path: str

    def __getattr__(self, name: str) -> Mark:
        if name.startswith("_") or name not in _KNOWN[self.path]:
            raise AttributeError(f"{self.path} has no {name}")
        return Mark(f"{self.path}.{name}")

    def __html__(self) -> str:
        return f"⟦={self.path}⟧"

    __str__ = __html__


class Test(Struct, frozen=True):
    """A condition on a value that is not known yet."""

    mark: Mark
    other: object

    def __str__(self) -> str:
        other = self.other.path if isinstance(self.other, Mark) else json.dumps(self.other, ensure_ascii=False)
        return f"{self.mark.path} == {other}"


def same(value: object, other: object) -> bool | Test:
    """Compare two values now, or leave the comparison to the page."""
    return Test(value, other) if isinstance(value, Mark) else value == other


def when(condition: object, caller: Callable[[], str]) -> Markup:
    """Print the caller's text if the condition holds: now, or on the page."""
    return _conditional(condition, "if", bool(condition), caller)


def unless(condition: object, caller: Callable[[], str]) -> Markup:
    """Print the caller's text if the condition does not hold: now, or on the page."""
    return _conditional(condition, "if not", not condition, caller)


def each(items: Mark | Iterable[object], caller: Callable[[object], str]) -> Markup:
    """Print the caller's text for every item: now, or on the page."""
    if isinstance(items, Mark):
        name = _ITEMS[items.path.rpartition(".")[2]]
        return Markup(f"⟦for {name} in {items.path}⟧{caller(Mark(name))}⟦end⟧")
    return Markup("".join(caller(item) for item in items))


def slot(name: str) -> Markup:
    """Print where templates that extend the shell put their own block."""
    return Markup(f"⟦block {name}⟧⟦end⟧")


def _conditional(condition: object, word: str, holds: bool, caller: Callable[[], str]) -> Markup:
    match condition:
        case Mark(path=path):
            return Markup(f"⟦{word} {path}⟧{caller()}⟦end⟧")
        case Test():
            return Markup(f"⟦{word} {condition}⟧{caller()}⟦end⟧")
    return Markup(caller() if holds else "")


def flatten(html: str) -> str:
    """Turn the placeholder page ``<lang>/shell.html`` into the Jinja template that catalogue pages extend.

    Every character that Jinja would take for its own is escaped, links relative to ``<lang>/shell.html``
    start at ``page.frame.root`` instead, and marks become values, loops, conditions and blocks.
    Raises ``ShellError``.
    """
    language = _LANGUAGE.search(html)
    if language is None:
        raise ShellError("the placeholder page does not say its language: <html lang> is missing")
    folder = language[1]
    lean = re.sub(r"\s*\n\s*", "\n", html).strip() + "\n"
    rooted = _LINK.sub(lambda link: link[1] + _from_root(link[2], folder) + link[3], lean)
    template = _Translation()
    position = 0
    for token in _TOKEN.finditer(rooted):
        template.text(rooted[position : token.start()])
        template.mark(token[1])
        position = token.end()
    template.text(rooted[position:])
    return template.finish()


def _from_root(link: str, folder: str) -> str:
    if _ELSEWHERE.match(link):
        return link
    path, separator, rest = re.match(r"([^?#]*)([?#]?)(.*)\Z", link, re.DOTALL).groups()  # type: ignore[union-attr]
    address = posixpath.normpath(posixpath.join(folder, path))
    if address.startswith(".."):
        raise ShellError(f"the placeholder page links to {link}, which is outside the site")
    slash = "/" if address != "." and (path.endswith("/") or path in ("", ".", "..")) else ""
    return f"⟦=frame.root⟧{'' if address == '.' else address}{slash}{separator}{rest}"


class _Translation:
    """The template so far, and which marks it has seen."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._open: list[tuple[str, str | None]] = []
        self._seen: set[str] = set()

    def text(self, text: str) -> None:
        if "⟦" in text or "⟧" in text:
            raise ShellError(f"a broken mark in the placeholder page: {text.strip()[:80]!r}")
        self._pieces.append(text.replace("{", '{{ "{" }}'))

    def mark(self, mark: str) -> None:
        if mark == "end":
            if not self._open:
                raise ShellError("an ⟦end⟧ in the placeholder page that ends nothing")
            self._pieces.append(f"{{% end{self._open.pop()[0]} %}}")
        elif value := _VALUE.match(mark):
            self._pieces.append(f"{{{{ {self._path(value[1], mark)} }}}}")
        elif loop := _LOOP.match(mark):
            name, items = loop.groups()
            self._pieces.append(f"{{% for {name} in {self._path(items, mark)} %}}")
            self._open.append(("for", name))
        elif test := _CONDITION.match(mark):
            negation, path, other = test.groups()
            condition = self._path(path, mark)
            if other is not None:
                condition += " == " + (other if other.startswith('"') else self._path(other, mark))
            self._pieces.append(f"{{% if {negation or ''}{condition} %}}")
            self._open.append(("if", None))
        elif block := _BLOCK.match(mark):
            if f"block {block[1]}" in self._seen:
                raise ShellError(f"the block {block[1]} stands twice in the placeholder page")
            self._seen.add(f"block {block[1]}")
            self._pieces.append(f"{{% block {block[1]} %}}")
            self._open.append(("block", None))
        else:
            raise ShellError(f"an unknown mark in the placeholder page: ⟦{mark}⟧")

    def finish(self) -> str:
        if self._open:
            raise ShellError(f"a {self._open[-1][0]} in the placeholder page is never ended")
        needed = [*REQUIRED_VALUES, *REQUIRED_LOOPS, *(f"block {name}" for name in BLOCKS)]
        missing = [each for each in needed if each not in self._seen]
        if missing:
            raise ShellError(f"the placeholder page lacks the marks {', '.join(missing)}")
        return "".join(self._pieces)

    def _path(self, path: str, mark: str) -> str:
        owner, _, name = path.partition(".")
        if owner != "frame" and not any(variable == owner for _, variable in self._open):
            raise ShellError(f"the mark ⟦{mark}⟧ stands outside its loop")
        if name not in _KNOWN.get(owner, ()):
            raise ShellError(f"the mark ⟦{mark}⟧ names nothing that a frame has")
        self._seen.add(path)
        return f"page.{path}" if owner == "frame" else path
