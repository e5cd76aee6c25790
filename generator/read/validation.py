"""Validate what an editor wrote: a known field without a value counts as not written."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel

R = TypeVar("R", bound=BaseModel)


def validated(schema: type[R], tree: Any) -> R:
    """Return the record a tree of text makes. Raises ``ValidationError`` with all its mistakes."""
    return schema.model_validate(without_empty_fields(tree, schema))


def without_empty_fields(tree: Any, schema: type[BaseModel]) -> Any:
    """Leave out fields of this schema that have no value; an unknown one stays, and is told."""
    return _without_empty(tree, field_names(schema))


def _without_empty(tree: Any, names: frozenset[str]) -> Any:
    if isinstance(tree, dict):
        return {
            key: _without_empty(value, names) if value.__class__ is not str else value
            for key, value in tree.items()
            if value is not None or key not in names
        }
    if isinstance(tree, list):
        return [_without_empty(item, names) if item.__class__ is not str else item for item in tree]
    return tree


@cache
def field_names(schema: type[BaseModel]) -> frozenset[str]:
    """Return the names of all fields of a schema and of the records in it."""
    found: set[str] = set()
    waiting, met = [schema], {schema}
    while waiting:
        each = waiting.pop()
        for name, field in each.model_fields.items():
            found.add(field.alias or name)
            for inner in models_in(field.annotation):
                if inner not in met:
                    met.add(inner)
                    waiting.append(inner)
    return frozenset(found)


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the records that a field's type speaks of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif typing.get_origin(annotation) is not None or isinstance(annotation, types.UnionType):
        for argument in typing.get_args(annotation):
            yield from models_in(argument)
