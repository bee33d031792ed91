"""Writes trained weights as the shipped ONNX file: words and matrices of a byte a number, and a card with digests and calibration.

python3 -m training.export --weights work/model.pt --out src/sumber/reading/trained/data
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from evaluation.labels import iter_reports
from sumber.reading.trained.labels import ROLES
from sumber.reading.trained.model import (
    BEGIN,
    CARD_FILE,
    END,
    MODEL_FILE,
    TOKENIZER_FILE,
    LinkScores,
    Model,
    TokenScores,
)
from sumber.reading.trained.pairs import FEATURE_SIZES
from sumber.reading.trained.pieces import cut_into_pieces
from sumber.reading.trained.windows import WINDOW_PIECES
from training.calibrate import calibrate
from training.encoder import Encoder, Sizes
from training.network import ReaderNetwork
from training.shipped import OPSET, BlockProduct, Product, RowProduct, SmallWords, register_operators, replace_parts

SIZES = Sizes(hidden=384, layers=12, heads=12, inner=1536, vocabulary=0, positions=512, epsilon=1e-12)
FORMS: dict[str, Product | None] = {"blocks": BlockProduct, "rows": RowProduct, "full": None}
"""How the matrices are written: `blocks` ships; `rows` is faster and rounds more; `full` is 32-bit floats, to measure the loss."""
MOST_LOST = 0.01
"""Cosine that rounding may cost: ten times what `blocks` costs, far less than a wrong graph does."""


class Shipped(nn.Module):
    """Both passes in one graph: pieces to tags and states, and a window's states with claims and mentions to links."""

    def __init__(self, network: ReaderNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(  # noqa: PLR0913, PLR0917  # the graph's inputs, each named in the file
        self,
        ids: Tensor,
        marks: Tensor,
        window: Tensor,
        claims: Tensor,
        spans: Tensor,
        kinds: Tensor,
        features: Tensor,
    ) -> tuple[Tensor, ...]:
        """All outputs; a run computes those it asks for."""
        states = self.network.encoder(ids, marks)[1:-1]
        return (*self.network.tags(states), states, *self.network.links(window, claims, spans, kinds, features))


def load_network(weights: Path) -> ReaderNetwork:
    """The trained network from its checkpoint."""
    state = torch.load(weights, map_location="cpu")
    vocabulary, marks = state["encoder.word.weight"].shape[0], state["encoder.mark.weight"].shape[0]
    network = ReaderNetwork(Encoder(SIZES, vocabulary, marks), SIZES.hidden)
    network.load_state_dict(state)
    return network.eval()


def export(weights: Path, out: Path, form: str = "blocks") -> None:
    """Puts model, tokenizer and card into `out`, once they are seen to compute what was learnt; the forms are those of `FORMS`.

    The card says how the model's confidence maps to the share of its claims that are right on the part `choosing`.
    """
    network = load_network(weights)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        shutil.copy(weights.with_suffix(".tokenizer.json"), folder / TOKENIZER_FILE)
        ids = _read_sample(folder / TOKENIZER_FILE)
        wanted = _read_states(network, ids)
        product = FORMS[form]
        if product:
            network.encoder.word = SmallWords(network.encoder.word.weight.detach())  # type: ignore[assignment]  # same call, smaller table
            replace_parts(network, product)
        _write_graph(network, folder / MODEL_FILE)
        _write_card(folder, (1.0, 0.0))
        _check_states(Model(folder), ids, wanted)
        _write_card(folder, calibrate(Model(folder)))
        out.mkdir(parents=True, exist_ok=True)
        for name in (MODEL_FILE, TOKENIZER_FILE, CARD_FILE):
            shutil.copy(folder / name, out / name)


def _read_sample(tokenizer: Path) -> np.ndarray:
    """Pieces of a labelled report."""
    return cut_into_pieces(next(iter_reports("tune")).text, Tokenizer.from_file(str(tokenizer))).ids[:WINDOW_PIECES]


def _read_states(network: ReaderNetwork, ids: np.ndarray) -> Tensor:
    """States of a window's pieces in 32-bit floats."""
    ends = torch.cat([torch.tensor([BEGIN]), torch.from_numpy(ids), torch.tensor([END])])
    with torch.inference_mode():
        return network.encoder(ends, torch.zeros_like(ends))[1:-1]


def _write_card(folder: Path, calibration: tuple[float, float]) -> None:
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in (MODEL_FILE, TOKENIZER_FILE)}
    made = datetime.now(UTC).date().isoformat()
    learnt = sorted({report.language for report in iter_reports("tune")})
    card = {
        "version": f"{made}-{digests[MODEL_FILE][:8]}",
        "calibration": calibration,
        "languages": learnt,
        "sha256": digests,
    }
    (folder / CARD_FILE).write_text(json.dumps(card, indent=1) + "\n", "utf-8")
    print({name: (folder / name).stat().st_size // 1024 for name in digests}, "KB", card["version"])


def _check_states(model: Model, ids: np.ndarray, wanted: Tensor) -> None:
    found = torch.from_numpy(model.score_pieces(ids, np.zeros_like(ids)).states)
    lost = 1 - float(torch.cosine_similarity(found, wanted).mean())
    print(f"states turned by {lost:.5f} (1 - cosine) against 32-bit floats")
    if lost > MOST_LOST:
        raise SystemExit(f"the written model is not the learnt network: at most {MOST_LOST} was expected")


def _write_graph(network: ReaderNetwork, path: Path) -> None:
    pieces, claims, mentions = 40, 5, 7
    span = lambda n: torch.stack([torch.arange(n), torch.arange(n) + 2], 1)  # noqa: E731  # an example of n spans
    example = (
        torch.randint(4, 100, (pieces + 2,)),
        torch.zeros(pieces + 2, dtype=torch.long),
        torch.randn(pieces, SIZES.hidden),
        span(claims),
        span(mentions),
        torch.zeros(mentions, dtype=torch.long),
        torch.zeros((claims, mentions, len(FEATURE_SIZES)), dtype=torch.long),
    )
    names = ["ids", "marks", "window", "claims", "spans", "kinds", "features"]
    axes = {
        "ids": {0: "ends"},
        "marks": {0: "ends"},
        "window": {0: "length"},
        "claims": {0: "claim"},
        "spans": {0: "mention"},
        "kinds": {0: "mention"},
        "features": {0: "claim", 1: "mention"},
        **{name: {0: "piece"} for name in TokenScores._fields},
        **{name: {0: "claim"} for name in LinkScores._fields},
    }
    axes |= {
        "origins": {0: "claim", 1: "choice"},
        "relays": {0: "claim", 1: "mention"},
        "roles": {0: "claim", 2: "choice"},
    }
    axes["antecedents"] = {0: "mention", 1: "choice"}
    assert len(ROLES) == 3
    register_operators()
    torch.onnx.export(
        Shipped(network),
        example,
        str(path),
        input_names=names,
        output_names=[*TokenScores._fields, *LinkScores._fields],
        dynamic_axes=axes,
        opset_version=OPSET,
        dynamo=False,
    )


def main() -> None:
    """Exports as the options say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument(
        "--form", choices=FORMS, default="blocks", help="full: 32-bit floats, to measure what bytes lose"
    )
    options = parser.parse_args()
    export(options.weights, options.out, options.form)


if __name__ == "__main__":
    main()
