"""Compile templates for one language and plain views: words become text, attributes attributes, calls calls.

Jinja asks of every ``page.frame.title`` whether it might be a key, of every macro call whether it wants the context,
and of every ``_("Minimum order")`` which language it is, each time a page is rendered. Our templates see frozen views
in one language, so all three are settled here, once, when a template is compiled.
"""

from __future__ import annotations

from collections.abc import Callable
from keyword import iskeyword
from typing import Any

import markupsafe
from jinja2 import Environment, FileSystemBytecodeCache, nodes
from jinja2.compiler import CodeGenerator, Frame, optimizeconst
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

MOST_PIECES = 20_000
"""About 30 MB of remembered pieces a language and process at most."""
WORDS = {"_", "gettext", "ngettext", "pgettext", "npgettext"}
"""The functions that take the context, and so are called through it."""

_escape_text: Callable[[str], str] = getattr(markupsafe, "_escape_inner", lambda text: str(markupsafe.escape(text)))


def escaped(value: object) -> str:
    """Escape a value for HTML; the two types that nearly all values have are told at once."""
    kind = value.__class__
    if kind is Markup:
        return value  # type: ignore[return-value]
    if kind is str:
        return _escape_text(value)  # type: ignore[arg-type]
    return markupsafe.escape(value)


class _Generator(CodeGenerator):
    """Writes the Python of a template."""

    environment: CompilingEnvironment

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """Read an attribute as Python does."""
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    @optimizeconst
    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """Call a macro or method as Python does; words and unusual calls go Jinja's way."""
        named = node.node.name if isinstance(node.node, nodes.Name) else None
        keywords = [keyword.key for keyword in node.kwargs]
        if named in WORDS or node.dyn_args or node.dyn_kwargs or any(map(iskeyword, keywords)):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        if (named or getattr(node.node, "attr", None)) in self.environment.remembered and not forward_caller:
            self._remembered(node, frame)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        for keyword in node.kwargs:
            self.write(f"{keyword.key}=")
            self.visit(keyword.value, frame)
            self.write(", ")
        if forward_caller:
            self.write("caller=caller")
        self.write(")")

    def _remembered(self, node: nodes.Call, frame: Frame) -> None:
        self.write("environment.once(")
        self.visit(node.node, frame)
        self.write(", (")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        self.write("), (")
        for keyword in node.kwargs:
            self.write(f"({keyword.key!r}, ")
            self.visit(keyword.value, frame)
            self.write("), ")
        self.write("))")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escaped(")


class _Folder(NodeTransformer):
    """Puts the words of one language where a template asks for them without any value."""

    def __init__(self, words: Callable[[str], str], words_in: Callable[[str, str], str]) -> None:
        self.words = words
        self.words_in = words_in

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        """Replace ``_("…")`` and ``pgettext("…", "…")``; the translators' text is trusted markup, as in Jinja."""
        self.generic_visit(node)
        constants = [argument.value for argument in node.args if isinstance(argument, nodes.Const)]
        plain = not (node.kwargs or node.dyn_args or node.dyn_kwargs) and len(constants) == len(node.args)
        if not plain or not isinstance(node.node, nodes.Name):
            return node
        name = node.node.name
        if name in {"_", "gettext"} and len(constants) == 1:
            return nodes.Const(Markup(self.words(constants[0])) % {}, lineno=node.lineno)
        if name == "pgettext" and len(constants) == 2:
            return nodes.Const(Markup(self.words_in(*constants)) % {}, lineno=node.lineno)
        return node


class CompilingEnvironment(Environment):
    """An environment whose templates are compiled for one language; ``fold`` None leaves the words to run time."""

    code_generator_class = _Generator
    escaped = staticmethod(escaped)
    fold: _Folder | None = None
    remembered: frozenset[str] = frozenset()
    """Names of macros that draw the same piece on many pages: a card, a certificate."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._pieces: dict[object, str] = {}

    def once(self, macro: Callable[..., str], positional: tuple[Any, ...], named: tuple[tuple[str, Any], ...]) -> str:
        """Return what a macro makes of its frozen arguments, made once and kept as long as there is room."""
        key = (macro, positional, named)
        piece = self._pieces.get(key)
        if piece is None:
            if len(self._pieces) >= MOST_PIECES:
                self._pieces.clear()
            piece = self._pieces[key] = macro(*positional, **dict(named))
        return piece

    def fold_words(self, words: Callable[[str], str], words_in: Callable[[str, str], str]) -> None:
        """Have the words of one language put in when a template is compiled."""
        self.fold = _Folder(words, words_in)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        return tree if self.fold is None else self.fold.visit(tree)


class SaltedBytecode(FileSystemBytecodeCache):
    """Keeps compiled templates, and forgets them when the words compiled into them change (``salt``)."""

    def __init__(self, folder: str, salt: str) -> None:
        super().__init__(folder)
        self.salt = salt

    def get_source_checksum(self, source: str) -> str:
        """Return the checksum of a source together with the words put into it."""
        return super().get_source_checksum(self.salt + source)
