"""A record that was validated and is loaded without validating it again is still the record that was validated."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import BaseModel

from generator.foundation.yaml_text import parse
from generator.model.producer import Producer
from generator.model.request import HOUSE
from generator.model.trusted import load
from generator.read.validation import validated

SAMPLES = sorted((HOUSE / "producers").glob("*/*/producer.yaml"))


def assert_same(loaded: Any, record: Any, path: str) -> None:
    """Compare field by field: the same values of the same types, written alike."""
    if isinstance(record, BaseModel):
        for name in type(record).model_fields:
            assert_same(getattr(loaded, name), getattr(record, name), f"{path}.{name}")
    elif isinstance(record, tuple):
        assert (type(loaded), len(loaded)) == (tuple, len(record)), path
        for number, (own, other) in enumerate(zip(loaded, record, strict=True)):
            assert_same(own, other, f"{path}[{number}]")
    else:
        assert (type(loaded), repr(loaded)) == (type(record), repr(record)), path


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.parent.name)
def test_every_field_of_every_sample_is_what_was_validated(file: Any) -> None:
    """Numbers, dates, decimals, fields that were left out, and a key that Python keeps for itself (``class``)."""
    record = validated(Producer, parse(file.read_bytes(), file.name).tree)
    loaded = load(Producer, record.model_dump_json(by_alias=True, exclude_defaults=True).encode())
    assert_same(loaded, record, file.parent.name)
    assert [each.imported for each in loaded.raw_materials] == [each.imported for each in record.raw_materials]


def test_a_loaded_record_cannot_be_changed() -> None:
    """Pages share it."""
    record = validated(Producer, parse(SAMPLES[0].read_bytes(), "producer.yaml").tree)
    loaded: Any = load(Producer, record.model_dump_json(by_alias=True, exclude_defaults=True).encode())
    with pytest.raises(AttributeError):
        loaded.name = "other"
    with pytest.raises(AttributeError):
        loaded.contact.phone = "0812"
