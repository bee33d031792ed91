"""Cutting an ONNX graph short: the nodes up to one value, which becomes the only output.

An ONNX file is a protobuf message (https://onnx.ai/onnx/repo-docs/IR.html, onnx.proto): a field is a key, which holds
number and wire type, and a payload. The library `onnx` can do this too; it is thirty times the size of what is needed of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

_GRAPH: Final = 7  # of ModelProto
_NODE, _INPUT, _OUTPUT = 1, 11, 12  # of GraphProto
_NODE_OUTPUT: Final = 2  # of NodeProto
_VALUE_NAME: Final = 1  # of ValueInfoProto
_VARINT, _FIXED64, _LENGTH, _FIXED32 = 0, 1, 2, 5
_FLOAT_TENSOR: Final = b"\x12\x04\x0a\x02\x08\x01"
"""The type of a value: a tensor of floats, its shape not told."""


class _Field(NamedTuple):
    number: int
    payload: bytes
    whole: bytes


def cut_graph(model: bytes, value: str, inputs: tuple[str, ...]) -> bytes:
    """The model with the nodes up to the one that makes `value`, with these inputs alone and that value as its output."""
    parts = [
        _message(_GRAPH, _cut(field.payload, value, inputs)) if field.number == _GRAPH else field.whole
        for field in _iter_fields(model)
    ]
    return b"".join(parts)


def _cut(graph: bytes, value: str, inputs: tuple[str, ...]) -> bytes:
    kept: list[bytes] = []
    is_made = False
    for field in _iter_fields(graph):
        if field.number == _NODE:
            if not is_made:
                kept.append(field.whole)
                is_made = value.encode() in _find_payloads(field.payload, _NODE_OUTPUT)
        elif field.number == _INPUT:
            if _find_payloads(field.payload, _VALUE_NAME)[0].decode() in inputs:
                kept.append(field.whole)
        elif field.number != _OUTPUT:
            kept.append(field.whole)
    if not is_made:
        raise ValueError(f"no node of the graph makes {value!r}")
    kept.append(_message(_OUTPUT, _message(_VALUE_NAME, value.encode()) + _FLOAT_TENSOR))
    return b"".join(kept)


def _find_payloads(message: bytes, number: int) -> list[bytes]:
    return [field.payload for field in _iter_fields(message) if field.number == number]


def _iter_fields(message: bytes) -> Iterator[_Field]:
    at = 0
    while at < len(message):
        start = at
        key, at = _read_varint(message, at)
        kind = key & 7
        if kind == _VARINT:
            begin, at = at, _read_varint(message, at)[1]
        elif kind == _LENGTH:
            length, begin = _read_varint(message, at)
            at = begin + length
        elif kind in (_FIXED64, _FIXED32):
            begin, at = at, at + (8 if kind == _FIXED64 else 4)
        else:
            raise ValueError(f"wire type {kind} at byte {start}: not an ONNX file")
        yield _Field(key >> 3, message[begin:at], message[start:at])


def _read_varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def _message(number: int, payload: bytes) -> bytes:
    return _varint(number << 3 | _LENGTH) + _varint(len(payload)) + payload


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)
