"""The interface for programs as a page or a document tells of it: its operations one by one, read off OpenAPI."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

import msgspec

_REFERENCE = "#/components/schemas/"


class Parameter(NamedTuple):
    """A parameter of an operation: where it stands, what it takes, what it means."""

    name: str
    place: str
    takes: str
    is_required: bool
    description: str


class Example(NamedTuple):
    """Something as it is sent or answered: its status where it is an answer, its media type, and the example."""

    status: str
    media_type: str
    description: str
    text: str


class Operation(NamedTuple):
    """One thing that the interface does."""

    id: str
    group: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    bodies: tuple[Example, ...]
    answers: tuple[Example, ...]
    problems: tuple[Example, ...]


def list_operations(document: dict[str, Any]) -> list[tuple[str, list[Operation]]]:
    """The operations of an OpenAPI document by their groups, in its own order."""
    found = sorted(_iter_operations(document), key=lambda each: each.group)
    return [(group, list(operations)) for group, operations in groupby(found, key=lambda each: each.group)]


def _iter_operations(document: dict[str, Any]) -> Iterator[Operation]:
    for path, operations in document["paths"].items():
        for method, told in operations.items():
            description = told["description"].strip()
            first, _, rest = description.partition("\n\n")
            answers = [_example(status, answer) for status, answer in told["responses"].items()]
            yield Operation(
                id=told["operationId"],
                group=told["tags"][0],
                method=method.upper(),
                path=path,
                summary=" ".join(first.split()),
                description=" ".join(rest.split()),
                parameters=tuple(_parameter(each) for each in told.get("parameters", ())),
                bodies=tuple(
                    Example("", media_type, "", _written(content["example"]))
                    for media_type, content in told.get("requestBody", {}).get("content", {}).items()
                ),
                answers=tuple(each for each in answers if each.status < "4"),
                problems=tuple(each for each in answers if each.status >= "4"),
            )


def _parameter(told: dict[str, Any]) -> Parameter:
    return Parameter(
        name=told["name"],
        place=told["in"],
        takes=spell_schema(told["schema"]),
        is_required=told.get("required", False),
        description=told.get("description", ""),
    )


def _example(status: str, answer: dict[str, Any]) -> Example:
    for media_type, content in answer.get("content", {}).items():
        return Example(status, media_type, answer["description"], _written(content["example"]))
    return Example(status, "", answer["description"], "")


def _written(example: Any) -> str:
    """An example as it is sent: text as it is, JSON indented."""
    return example if isinstance(example, str) else msgspec.json.format(msgspec.json.encode(example), indent=2).decode()


def spell_schema(schema: dict[str, Any]) -> str:
    """What a parameter takes, in a few words.

    >>> spell_schema({"type": "integer", "minimum": 1, "maximum": 200, "default": 50})
    'integer, 1 to 200, else 50'
    >>> spell_schema({"type": "array", "items": {"enum": ["asserts", "denies"]}})
    'asserts or denies, any number'
    """
    if "items" in schema:
        return f"{spell_schema(schema['items'])}, any number"
    if "enum" in schema:
        words = " or ".join(map(str, schema["enum"]))
    elif "anyOf" in schema:
        words = " or ".join(dict.fromkeys(each.get("title") or spell_schema(each) for each in schema["anyOf"]))
    else:
        words = str(schema.get("type", "text")).replace("string", "text")
    if "minimum" in schema and "maximum" in schema:
        words += f", {schema['minimum']} to {schema['maximum']}"
    default = schema.get("default")
    return f"{words}, else {default}" if default not in (None, "", []) else words
