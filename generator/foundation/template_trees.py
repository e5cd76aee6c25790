"""Small changes to the syntax trees of templates: copy, settle conditions, join outputs, list names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

N = TypeVar("N", bound=nodes.Node)


class Statements(NodeTransformer):
    """Rewrites statements; one may become several."""

    def all(self, statements: Iterable[nodes.Node]) -> list[nodes.Node]:
        """Rewrite a row of statements."""
        made: list[nodes.Node] = []
        for statement in statements:
            result = self.visit(statement)
            made += result if isinstance(result, list) else [] if result is None else [result]
        return made


def settled(test: nodes.Expr) -> nodes.Expr:
    """Return a condition without those of its parts that are constant."""
    match test:
        case nodes.Not(node=inner):
            inner = settled(inner)
            return nodes.Const(not inner.value) if isinstance(inner, nodes.Const) else nodes.Not(inner)
        case nodes.And(left=left, right=right) | nodes.Or(left=left, right=right):
            decides = isinstance(test, nodes.Or)
            left, right = settled(left), settled(right)
            for side, other in ((left, right), (right, left)):
                if isinstance(side, nodes.Const):
                    return nodes.Const(decides) if bool(side.value) is decides else other
            return type(test)(left, right, lineno=test.lineno)
    return test


def copied(node: N) -> N:
    """Return a copy of a node and all below it."""
    fields = [_copied_field(value) for _, value in node.iter_fields()]
    return type(node)(*fields, lineno=node.lineno, environment=node.environment)


def _copied_field(value: Any) -> Any:
    if isinstance(value, nodes.Node):
        return copied(value)
    return [_copied_field(each) for each in value] if isinstance(value, list) else value


def stores(statements: Iterable[nodes.Node]) -> list[str]:
    """Return every name that statements set, as often as they set it."""
    return [name.name for name in nodes.Scope(list(statements)).find_all(nodes.Name) if name.ctx != "load"]


def stored(statements: Iterable[nodes.Node]) -> set[str]:
    """Return the names that statements set, a loop's own among them."""
    whole = nodes.Scope(list(statements))
    return {*stores(whole.body), *(["loop"] if whole.find(nodes.For) else [])}


def loaded(statements: Iterable[nodes.Node]) -> set[str]:
    """Return the names that statements read."""
    return {name.name for name in nodes.Scope(list(statements)).find_all(nodes.Name) if name.ctx == "load"}


def joined(statements: Iterable[nodes.Node]) -> list[nodes.Node]:
    """Join outputs that follow each other, here and in all statements below."""
    made: list[nodes.Node] = []
    for statement in statements:
        for field, value in statement.iter_fields():
            if field in {"body", "else_", "elif_"}:
                setattr(statement, field, joined(value))
        if isinstance(statement, nodes.Output) and made and isinstance(made[-1], nodes.Output):
            made[-1].nodes += statement.nodes
        else:
            made.append(statement)
    return made
