"""Packing: frozen values as bytes and back, typed and fast, for digests and for what is remembered."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from functools import cache
from pathlib import PurePath
from typing import Any, TypeVar, cast

import msgspec
from msgspec import msgpack

T = TypeVar("T")


class Unpackable(Exception):
    """The bytes are not those of a value of this type: most often, other code wrote them."""


def packed(value: object) -> bytes:
    """Return the bytes of a frozen value: structures, records, mappings, sequences, texts, numbers, dates.

    Equal values give equal bytes on every machine. Raises ``TypeError`` for anything whose content is not plainly
    visible.
    """
    return _encode(value)


def unpacked(content: bytes, form: type[T]) -> T:
    """Return the value of a type from its bytes. Raises ``Unpackable``."""
    try:
        value: T = _decoder(cast(Hashable, form)).decode(content)
    except (msgspec.MsgspecError, ValueError) as failure:
        raise Unpackable(str(failure)) from failure
    return value


def _visible(value: object) -> object:
    match value:
        case Mapping():
            return dict(value)
        case PurePath():
            return value.as_posix()
    from pydantic import BaseModel

    if isinstance(value, BaseModel):
        return [type(value).__name__, value.model_dump_json(by_alias=True)]
    raise TypeError(f"a {type(value).__name__} has no visible content to digest")


def _understood(form: type[Any], content: Any) -> Any:
    from pydantic import BaseModel

    if issubclass(form, BaseModel):
        return form.model_validate_json(content[1])
    raise TypeError(f"a {form.__name__} cannot be made from its bytes")


@cache
def _decoder(form: Hashable) -> msgpack.Decoder[Any]:
    return msgpack.Decoder(cast(Any, form), dec_hook=_understood)


_encode = msgpack.Encoder(enc_hook=_visible, decimal_format="string", order="deterministic").encode
