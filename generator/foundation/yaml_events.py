"""The short way from YAML to a tree: straight from libyaml's events, for texts with nothing unusual in them.

Nearly every file is one mapping without anchors, tags, repeated keys, great depth or great size. Making nodes for
it first would take as long again. This way never tells what is wrong: it gives up, and the caller goes the long way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml
from msgspec import Struct
from yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

MAX_DEPTH = 40
MAX_VALUES = 60_000
NULLS = frozenset(("", "~", "null", "Null", "NULL"))
"""What an unquoted value may be to count as left out."""

Tree = dict[str, Any] | list[Any] | str | None

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Unusual(Exception):
    """Something in a text that only the long way can read."""


class Straight(Struct, frozen=True):
    """The tree of a text; ``has_blanks`` tells whether some value in it is None."""

    tree: dict[str, Any]
    has_blanks: bool


def tree_from_events(text: str) -> Straight:
    """Read a text the short way. Raises ``Unusual`` or ``YAMLError`` where it cannot."""
    return _Taking(LOADER(text).get_event).whole()


class _Taking:
    """Takes one event after the other; every method begins after the event that opens what it reads."""

    def __init__(self, take: Callable[[], Any]) -> None:
        self.take = take
        self.values = 1
        self.has_blanks = False

    def whole(self) -> Straight:
        self._pass(StreamStartEvent)
        self._pass(DocumentStartEvent)
        root = self._pass(MappingStartEvent)
        if root.anchor is not None or root.tag is not None:
            raise Unusual
        tree = self._mapping(0)
        self._pass(DocumentEndEvent)
        self._pass(StreamEndEvent)
        if self.values > MAX_VALUES:
            raise Unusual
        return Straight(tree, self.has_blanks)

    def _pass(self, kind: type[yaml.Event]) -> Any:
        event = self.take()
        if event.__class__ is not kind:
            raise Unusual
        return event

    def _mapping(self, depth: int) -> dict[str, Any]:
        take = self.take
        tree: dict[str, Any] = {}
        while (event := take()).__class__ is ScalarEvent:
            key = event.value
            if key in tree or event.anchor is not None or event.tag is not None:
                raise Unusual
            event = take()
            if event.__class__ is ScalarEvent and event.anchor is None and event.tag is None:
                value: str | None = event.value
                if value in NULLS and not event.style:
                    value, self.has_blanks = None, True
                tree[key] = value
            else:
                tree[key] = self._collection(event, depth + 1)
        if event.__class__ is not MappingEndEvent:
            raise Unusual
        self.values += len(tree)
        return tree

    def _sequence(self, depth: int) -> list[Any]:
        take = self.take
        items: list[Any] = []
        while (event := take()).__class__ is not SequenceEndEvent:
            if event.__class__ is ScalarEvent and event.anchor is None and event.tag is None:
                value: str | None = event.value
                if value in NULLS and not event.style:
                    value, self.has_blanks = None, True
                items.append(value)
            else:
                items.append(self._collection(event, depth + 1))
        self.values += len(items)
        return items

    def _collection(self, event: Any, depth: int) -> Tree:
        kind = event.__class__
        if kind not in _COLLECTIONS or event.anchor is not None or event.tag is not None or depth >= MAX_DEPTH:
            raise Unusual
        return self._mapping(depth) if kind is MappingStartEvent else self._sequence(depth)


_COLLECTIONS = {MappingStartEvent, SequenceStartEvent}
