"""The shipped network: one ONNX file, its tokenizer, and the digest they must have."""

from __future__ import annotations

import hashlib
import json
import math
import os
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from sumber.errors import DataError
from sumber.reading.trained.pairs import FEATURE_SIZES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

MODEL_FILE, TOKENIZER_FILE, CARD_FILE = "reader.onnx", "tokenizer.json", "model.json"
BEGIN, END = 0, 2
THREADS = 2
_SUREST = 0.001


class TokenScores(NamedTuple):
    """Scores of each piece of a window, and its states."""

    outer: NDArray[np.float32]
    nested: NDArray[np.float32]
    names: NDArray[np.float32]
    references: NDArray[np.float32]
    cues: NDArray[np.float32]
    states: NDArray[np.float32]


class LinkScores(NamedTuple):
    """Scores of each claim, each pair of claim and mention, and each mention for an earlier one that it means.

    Column 0 of origins, roles and antecedents means "none".
    """

    modes: NDArray[np.float32]
    stances: NDArray[np.float32]
    hedged: NDArray[np.float32]
    negated: NDArray[np.float32]
    events: NDArray[np.float32]
    origins: NDArray[np.float32]
    relays: NDArray[np.float32]
    roles: NDArray[np.float32]
    antecedents: NDArray[np.float32]


class Model:
    """The network, ready to score windows; `version` is its digest's beginning.

    `languages` are those it has learnt, empty where its card does not tell.
    """

    def __init__(self, folder: Path) -> None:
        card = json.loads((folder / CARD_FILE).read_text("utf-8"))
        self.version: str = card["version"]
        self.languages: frozenset[str] = frozenset(card.get("languages", ()))
        self._scale, self._shift = card["calibration"]
        for name, digest in card["sha256"].items():
            found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
            if found != digest:
                raise DataError("S220", f"{folder / name}: SHA-256 is {found}, expected {digest}; install sumber again")
        self.tokenizer = read_tokenizer(folder / TOKENIZER_FILE)
        self._session = open_session(folder / MODEL_FILE)

    def score_pieces(self, ids: NDArray[np.int64], marks: NDArray[np.int64]) -> TokenScores:
        """Scores of the pieces of one window."""
        ids = np.concatenate([[BEGIN], ids, [END]]).astype(np.int64)
        marks = np.pad(marks, 1).astype(np.int64)
        return TokenScores(*self._run(TokenScores._fields, {"ids": ids, "marks": marks}))

    def score_links(
        self,
        states: NDArray[np.float32],
        claims: NDArray[np.int64],
        mentions: NDArray[np.int64],
        kinds: NDArray[np.int64],
        features: NDArray[np.int64],
    ) -> LinkScores:
        """Scores of claims `[n, 2]` and mentions `[m, 2]` of one window, n and m at least 1."""
        given = {"window": states, "claims": claims, "spans": mentions, "kinds": kinds, "features": features}
        return LinkScores(*self._run(LinkScores._fields, given))

    def calibrate(self, confidence: float) -> float:
        """The share of claims that are right where the network is as sure as this, measured on reports it had not learnt."""
        inner = min(max(confidence, _SUREST), 1 - _SUREST)
        return 1 / (1 + math.exp(-(self._scale * math.log(inner / (1 - inner)) + self._shift)))

    def _run(self, wanted: tuple[str, ...], given: Mapping[str, object]) -> list[NDArray[np.float32]]:
        return list(self._session.run(list(wanted), {**_smallest_inputs(), **given}))


@cache
def _smallest_inputs() -> dict[str, object]:
    """The smallest lawful value of every input: one graph holds both passes, and the pass not asked for costs next to nothing."""
    one = np.array([[0, 1]], np.int64)
    return {
        "ids": np.zeros(3, np.int64),
        "marks": np.zeros(3, np.int64),
        "window": np.zeros((1, 384), np.float32),
        "claims": one,
        "spans": one,
        "kinds": np.zeros(1, np.int64),
        "features": np.zeros((1, 1, len(FEATURE_SIZES)), np.int64),
    }


def read_tokenizer(path: Path) -> Tokenizer:
    """The tokenizer of a file."""
    from tokenizers import Tokenizer

    return Tokenizer.from_file(str(path))


def open_session(model: Path | bytes) -> InferenceSession:
    """The network of a file, or of what a file holds, ready to run."""
    # The library tells its maker of every run and keeps a number of the machine, unless told not to before it is loaded.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = THREADS
    options.log_severity_level = 3
    return InferenceSession(
        model if isinstance(model, bytes) else str(model), options, providers=["CPUExecutionProvider"]
    )


def find_folder() -> Path:
    """Where the package keeps its model."""
    return Path(str(resources.files(__package__ or "sumber.reading.trained") / "data"))


@cache
def find_model() -> Model | None:
    """The model in the package, None where the package was built without one."""
    folder = find_folder()
    return Model(folder) if (folder / CARD_FILE).is_file() else None
