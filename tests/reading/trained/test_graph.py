"""A graph cut short computes what the whole one does up to there."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from sumber.reading.trained.graph import cut_graph
from sumber.reading.trained.model import MODEL_FILE, find_folder, find_model, open_session

pytestmark = pytest.mark.skipif(find_model() is None, reason="the package was built without its model")

LOWER = "/encoder/Add_1_output_0"
INPUTS = ("ids", "marks")
# A further graph of a message adds its parts to the first one's (protobuf merges them): one more output, LOWER, of floats.
_OUTPUT = b"\x0a" + bytes([len(LOWER)]) + LOWER.encode() + b"\x12\x04\x0a\x02\x08\x01"
_GRAPH = b"\x62" + bytes([len(_OUTPUT)]) + _OUTPUT
FURTHER_OUTPUT = b"\x3a" + bytes([len(_GRAPH)]) + _GRAPH


@cache
def _model() -> bytes:
    return (find_folder() / MODEL_FILE).read_bytes()


def _given(length: int) -> dict[str, np.ndarray]:
    ids = np.random.default_rng(length).integers(5, 5000, length)
    return {"ids": np.array([0, *ids, 2], np.int64), "marks": np.zeros(length + 2, np.int64)}


def test_states_are_exactly_those_of_the_whole_graph() -> None:
    whole = open_session(_model() + FURTHER_OUTPUT)
    cut = open_session(cut_graph(_model(), LOWER, INPUTS))
    others = {
        each.name: np.zeros(
            [
                3 if each.name == "window" and at else size if isinstance(size, int) else 1
                for at, size in enumerate(each.shape)
            ],
            np.float32 if each.type == "tensor(float)" else np.int64,
        )
        for each in whole.get_inputs()
        if each.name not in INPUTS
    }
    others["window"] = np.zeros((1, 384), np.float32)
    others["claims"] = others["spans"] = np.array([[0, 1]], np.int64)
    for length in (1, 7, 60):
        (wanted,) = whole.run([LOWER], {**others, **_given(length)})
        (found,) = cut.run([LOWER], _given(length))
        assert np.array_equal(found, wanted)


def test_cut_graph_has_these_inputs_and_that_output_alone() -> None:
    cut = open_session(cut_graph(_model(), LOWER, INPUTS))
    assert {each.name for each in cut.get_inputs()} == set(INPUTS)
    assert [each.name for each in cut.get_outputs()] == [LOWER]


def test_value_that_no_node_makes_is_refused() -> None:
    with pytest.raises(ValueError, match="no node of the graph makes '/encoder/nowhere'"):
        cut_graph(_model(), "/encoder/nowhere", INPUTS)


@pytest.mark.parametrize("wire", [b"\x3b\x00", b"\x0f"])
def test_what_is_no_such_file_is_refused(wire: bytes) -> None:
    with pytest.raises(ValueError, match="not an ONNX file"):
        cut_graph(wire, LOWER, INPUTS)
