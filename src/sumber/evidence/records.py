"""The records of readings: how they are written, and the quotes in them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class Quoted(NamedTuple):
    """A span somewhere in a reading, the words it is said to cover (None: none are stated), and where it stands."""

    path: str
    start: object
    end: object
    text: object


def encode_record(values: dict[str, Any]) -> bytes:
    """A record's JSON in UTF-8: fields in alphabetical order, no blanks.

    A lone surrogate, which UTF-8 has no form for, stands as its escape.

    >>> encode_record({"text": "Korut", "sequence": 0})
    b'{"sequence":0,"text":"Korut"}'
    """
    words = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return _LONE_SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", words).encode()


def read_record(body: bytes) -> dict[str, Any] | None:
    """The values of a record, None where the bytes are no JSON object."""
    try:
        values = json.loads(body.decode())
    except (ValueError, RecursionError):
        return None
    return values if isinstance(values, dict) else None


def iter_quotes(reading: dict[str, Any]) -> Iterator[Quoted]:
    """Every span of a reading with the words beside it, whatever it belongs to; in the reading's order.

    >>> [(quoted.path, quoted.text) for quoted in iter_quotes({"claims": [{"span": [0, 5], "text": "Korut"}]})]
    [('claims[0]', 'Korut')]
    """
    waiting: list[tuple[str, object]] = [("", reading)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, list):
            waiting.extend((f"{path}[{number}]", value[number]) for number in range(len(value) - 1, -1, -1))
        if not isinstance(value, dict):
            continue
        span = value.get("span")
        if span is not None:
            start, end = span if isinstance(span, list) and len(span) == 2 else (None, None)
            yield Quoted(path, start, end, value.get("text"))
        nested = [(f"{path}.{name}".lstrip("."), each) for name, each in value.items() if isinstance(each, dict | list)]
        waiting.extend(reversed(nested))


def find_misquote(quoted: Quoted, text: str) -> str | None:
    """What is wrong with a quote of this text, None where it is right."""
    start, end = quoted.start, quoted.end
    if type(start) is not int or type(end) is not int:
        return "its span is no pair of whole numbers"
    if not 0 <= start <= end <= len(text):
        return f"its span [{start}, {end}) does not lie in the text of {len(text)} characters"
    if quoted.text is not None and text[start:end] != quoted.text:
        return f"it quotes {_shorten(str(quoted.text))}, the text says {_shorten(text[start:end])} at [{start}, {end})"
    return None


def _shorten(words: str) -> str:
    return repr(words if len(words) <= 60 else words[:59] + "…")
