"""The reading format: outputs fit the shipped schema, whose enumerations are the model's."""

from __future__ import annotations

import json
import typing
from importlib import resources
from typing import Any

import jsonschema
import pytest

from sumber.intake import RawItem
from sumber.intake.jsonl import JsonLinesIntake
from sumber.model import Document, EventType, MentionKind, Mode, Role, Stance, Tense
from sumber.model.reading_format import shape_reading
from sumber.pipeline import read_document

SCHEMA: dict[str, Any] = json.loads((resources.files("sumber.model") / "reading.schema.json").read_text("utf-8"))
SAMPLES = [
    document
    for document in JsonLinesIntake().unpack(
        RawItem(name="samples", content=(resources.files("sumber.samples") / "samples.jsonl").read_bytes())
    )
    if isinstance(document, Document)
]


@pytest.mark.parametrize("explain", [False, True])
@pytest.mark.parametrize("document", SAMPLES, ids=[d.id for d in SAMPLES])
def test_reading_of_sample_fits_schema(document: Document, explain: bool) -> None:
    shaped = shape_reading(read_document(document), explain=explain)
    jsonschema.validate(json.loads(json.dumps(shaped)), SCHEMA)
    assert shaped["document"]["synthetic"] is True


@pytest.mark.parametrize("document", SAMPLES, ids=[d.id for d in SAMPLES])
def test_every_span_equals_its_text(document: Document) -> None:
    shaped = shape_reading(read_document(document))
    for found in (*shaped["mentions"], *shaped["dates"], *shaped["quantities"], *shaped["claims"]):
        start, end = found["span"]
        assert document.text[start:end] == found["text"]


def _enumerations(node: Any) -> list[list[str]]:
    if isinstance(node, dict):
        own = [node["enum"]] if "enum" in node else []
        return own + [e for value in node.values() for e in _enumerations(value)]
    return [e for value in node for e in _enumerations(value)] if isinstance(node, list) else []


@pytest.mark.parametrize("literal", [EventType, MentionKind, Mode, Role, Stance, Tense])
def test_enumerations_of_schema_are_the_models(literal: Any) -> None:
    assert list(typing.get_args(literal)) in _enumerations(SCHEMA)


def test_schema_refuses_an_unknown_field() -> None:
    shaped = shape_reading(read_document(SAMPLES[0]))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(json.loads(json.dumps(shaped | {"extra": 1})), SCHEMA)
