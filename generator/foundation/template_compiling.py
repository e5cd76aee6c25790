"""Compile templates for plain views: attributes become attributes, calls calls, words are looked up once.

Jinja asks of every ``page.frame.title`` whether it might be a key, of every macro call whether it wants the context,
and of every ``_("Minimum order")`` which language it is, each time a page is rendered. Our templates see frozen views
in one language, so the first two are settled when a template is compiled, once for all languages, and the third when
it is loaded for one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from keyword import iskeyword
from typing import Any, cast

import markupsafe
from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache, TemplateNotFound, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef, optimizeconst
from jinja2.environment import TemplateModule
from markupsafe import Markup

from generator.foundation.template_binding import (
    DRAW,
    DRAWN,
    FILL,
    PARENT,
    PIECE,
    Bindery,
    CannotBind,
    TemplateFile,
)

MOST_PIECES = 4_000
"""About 6 MB of remembered pieces a language and process at most."""
WORDS = {"_": 1, "gettext": 1, "pgettext": 2, "ngettext": 0, "npgettext": 0}
"""The functions that take the context, and how many texts those take that are looked up when a template is loaded."""
SYNTAX: dict[str, Any] = {
    "autoescape": True,
    "extensions": ("jinja2.ext.i18n",),
    "trim_blocks": True,
    "lstrip_blocks": True,
    "keep_trailing_newline": True,
}
"""How all our templates are written."""

Draw = Callable[[object], str]
"""Draws one page of its view."""

escaped_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", lambda text: str(markupsafe.escape(text)))


def escaped(value: object) -> str:
    """Escape a value for HTML; the types that nearly all values have are told at once."""
    kind = value.__class__
    if kind is Markup:
        return value  # type: ignore[return-value]
    if kind is str:
        return escaped_text(value)  # type: ignore[arg-type]
    if kind is int:
        return str(value)
    return markupsafe.escape(value)


class _Generator(CodeGenerator):
    """Writes the Python of a template."""

    environment: CompilingEnvironment

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.words: dict[tuple[str, ...], str] = {}

    def write_commons(self) -> None:
        """Give every function of a template what it escapes and remembers with."""
        super().write_commons()
        self.writeline("escaped, escaped_text, once = environment.escaped, environment.escaped_text, environment.once")

    def pull_dependencies(self, nodes_: Iterable[nodes.Node]) -> None:
        """Look words up beside filters and tests: once, when a template is loaded for a language."""
        super().pull_dependencies(nodes_)
        calls = [call for node in nodes_ for call in node.find_all(nodes.Call)]
        for words in dict.fromkeys(asked for call in calls if (asked := _words_asked(call))):
            name = self.words.setdefault(words, f"w_{len(self.words)}")
            self.writeline(f"{name} = environment.said{words!r}")

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """Read an attribute as Python does."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    @optimizeconst
    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """Call a macro or method as Python does; unusual calls go Jinja's way."""
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        words = _words_asked(node)
        if words in self.words:
            self._say(words, node, frame)
        elif name in WORDS or node.dyn_args or node.dyn_kwargs or any(iskeyword(each.key) for each in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
        else:
            if name.startswith(PIECE):
                self.write(f"once({frame.symbols.ref(name)}, ")
            else:
                self.visit(node.node, frame)
                self.write("(")
            for argument in node.args:
                self.visit(argument, frame)
                self.write(", ")
            for keyword in node.kwargs:
                self.write(f"{keyword.key}=")
                self.visit(keyword.value, frame)
                self.write(", ")
            self.write("caller=caller)" if forward_caller else ")")

    def _say(self, words: tuple[str, ...], node: nodes.Call, frame: Frame) -> None:
        """Write words, with their values put in; the translators' text is trusted markup, as in Jinja."""
        if not node.kwargs:
            self.write(self.words[words])
            return
        self.write(f"Markup({self.words[words]} % {{")
        for keyword in node.kwargs:
            self.write(f"{keyword.key!r}: escaped(")
            self.visit(keyword.value, frame)
            self.write("), ")
        self.write("})")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Leave the functions of a bound template as they are: they are called as Python calls."""
        if macro_ref.node.name.startswith(DRAWN):  # type: ignore[union-attr]
            self.write("macro")
        else:
            super().macro_def(macro_ref, frame)

    def _is_html(self, node: nodes.Expr) -> bool:
        """Tell whether an expression is known to be finished HTML."""
        name = node.node.name if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) else ""
        return name.startswith(DRAWN) or (isinstance(node, nodes.Call) and _words_asked(node) in self.words)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("(" if self._is_html(node) else "(escaped_text(v) if (v := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None or self._is_html(node):
            super()._output_child_post(node, frame, finalize)
        else:
            self.write(").__class__ is str else escaped(v))")


def _words_asked(call: nodes.Call) -> tuple[str, ...] | None:
    """Return what ``_("…")`` and ``pgettext("…", "…")`` ask for, where it is known; with values or without."""
    name = call.node.name if isinstance(call.node, nodes.Name) else ""
    asked = tuple(argument.value for argument in call.args if isinstance(argument, nodes.Const))
    if not asked or len(asked) < len(call.args) or call.dyn_args or call.dyn_kwargs or len(asked) != WORDS.get(name, 0):
        return None
    return ("values" if call.kwargs else "", *asked)


class CompilingEnvironment(Environment):
    """An environment whose templates are bound and compiled.

    ``words`` and ``words_in`` say a text in its language, the second in a context. ``closure`` digests the sources of
    everything a template is made from. ``remembered`` names the macros that draw the same piece on many pages: a
    card, a certificate; ``apart`` the templates that are this language's own, whose code is kept in ``own_bytecode``.
    """

    code_generator_class = _Generator
    escaped = staticmethod(escaped)
    escaped_text = staticmethod(escaped_text)
    words: Callable[[str], str] = staticmethod(str)
    words_in: Callable[[str, str], str]
    closure: Callable[[str], str] = staticmethod(str)
    remembered: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    own_bytecode: BytecodeCache | None = None

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._pieces: dict[object, tuple[object, str]] = {}
        self._drawers: dict[str, Draw] = {}

    def once(self, draw: Callable[..., str], view: object, *rest: object) -> str:
        """Return the piece that a function draws of a view, drawn once and kept as long as there is room.

        A view is told by its identity: it is kept beside its piece, so that no other takes its place.
        """
        key = (draw, id(view), rest)
        known = self._pieces.get(key)
        if known is None:
            if len(self._pieces) >= MOST_PIECES:
                self._pieces.clear()
            known = self._pieces[key] = (view, draw(view, *rest))
        return known[1]

    def said(self, values: str, *asked: str) -> str:
        """Return words as markup, or with ``values`` the pattern that those are put in."""
        text = self.words(*asked) if len(asked) == 1 else self.words_in(*asked)
        return text if values else Markup(text) % {}

    def drawer(self, name: str) -> Draw:
        """Return the function that draws a page. Raises ``TemplateError``."""
        draw = self._drawers.get(name)
        if draw is None:
            try:
                draw = self._bound(name)
            except CannotBind:
                template = self.get_template(name)
                draw = lambda view: template.render(page=view)  # noqa: E731
            self._drawers[name] = draw
        return draw

    def _bound(self, name: str) -> Draw:
        module = self._module(name)
        parent = getattr(module, PARENT, None)
        if parent is None:
            return cast(Draw, getattr(module, DRAW))
        shell = getattr(self._module(parent), DRAW)
        blocks = {key.removeprefix(FILL): value for key, value in vars(module).items() if key.startswith(FILL)}
        return lambda view: shell(view, blocks)

    def _module(self, name: str) -> TemplateModule:
        """Return the functions of a bound template, compiled if they never were."""
        file, cache = drawn_file(name), self.own_bytecode if name in self.apart else self.bytecode_cache
        bucket = None if cache is None else cache.get_bucket(self, name, file, self.closure(name))
        code = None if bucket is None else bucket.code
        if code is None:
            tree = Bindery(self._file, self.globals, self.remembered, self.apart).bind(name)
            tree.set_environment(self)
            code = self.compile(tree, name, file)
            if bucket is not None and cache is not None:
                bucket.code = code
                cache.set_bucket(bucket)
        return self.template_class.from_code(self, code, self.globals).module

    def _file(self, name: str) -> TemplateFile:
        if self.loader is None:
            raise TemplateNotFound(name)
        return _opened(self.loader.get_source(self, name)[0], name)


def parsed(source: str, name: str) -> nodes.Template:
    """Parse a template as all of ours are written. Raises ``TemplateSyntaxError``."""
    return Environment(**SYNTAX).parse(source, name)


@lru_cache(maxsize=64)
def _opened(source: str, name: str) -> TemplateFile:
    return TemplateFile(name, parsed(source, name))


def drawn_file(name: str) -> str:
    """Return the file name that the code of a bound template goes by, in tracebacks too."""
    return f"<{name}, bound>"


class SaltedBytecode(FileSystemBytecodeCache):
    """Keeps compiled templates, and forgets them when what compiles them changes (``salt``)."""

    def __init__(self, folder: str, salt: str) -> None:
        super().__init__(folder)
        self.salt = salt

    def get_source_checksum(self, source: str) -> str:
        """Return the checksum of a source together with the salt."""
        return super().get_source_checksum(self.salt + source)
