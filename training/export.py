"""Writes trained weights as the shipped ONNX file: int8 words and matrices, and a card with digests.

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

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from sumber.reading.trained.labels import ROLES
from sumber.reading.trained.model import CARD_FILE, MODEL_FILE, TOKENIZER_FILE, LinkScores, TokenScores
from sumber.reading.trained.pairs import FEATURE_SIZES
from training.encoder import Encoder, Sizes
from training.network import ReaderNetwork

SIZES = Sizes(hidden=384, layers=12, heads=12, inner=1536, vocabulary=0, positions=512, epsilon=1e-12)
OPSET = 17


class SmallWords(nn.Module):
    """Word embeddings of a byte a number, each row with its own scale."""

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("bytes_", (weight / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """Rows as floats."""
        return self.bytes_[ids].float() * self.scale[ids]


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


def export(weights: Path, out: Path, calibration: tuple[float, float], *, quantize: bool = True) -> None:
    """Writes model, tokenizer and card into `out`."""
    out.mkdir(parents=True, exist_ok=True)
    network = load_network(weights)
    if quantize:
        network.encoder.word = SmallWords(network.encoder.word.weight.detach())  # type: ignore[assignment]  # same call, smaller table
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        _write_graph(network, plain)
        if quantize:
            _quantize(plain, out / MODEL_FILE)
        else:
            shutil.copy(plain, out / MODEL_FILE)
    shutil.copy(weights.with_suffix(".tokenizer.json"), out / TOKENIZER_FILE)
    digests = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in (MODEL_FILE, TOKENIZER_FILE)}
    made = datetime.now(UTC).date().isoformat()
    card = {"version": f"{made}-{digests[MODEL_FILE][:8]}", "calibration": calibration, "sha256": digests}
    (out / CARD_FILE).write_text(json.dumps(card, indent=1) + "\n", "utf-8")
    print({name: (out / name).stat().st_size // 1024 for name in digests}, "KB", card["version"])


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


def _quantize(plain: Path, out: Path) -> None:
    """Every matrix in a byte a number, a scale a column; keeping heads or some layers whole gained under 0.02 of any figure."""
    quantize_dynamic(
        str(plain),
        str(out),
        op_types_to_quantize=["MatMul"],
        per_channel=True,
        reduce_range=False,
        weight_type=QuantType.QInt8,
        extra_options={"MatMulConstBOnly": True},
    )


def main() -> None:
    """Exports as the options say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--calibration", default="1,0", help="scale,shift as training.calibrate prints them")
    parser.add_argument("--full", action="store_true", help="32-bit floats, to measure what the bytes lose")
    options = parser.parse_args()
    scale, shift = (float(part) for part in options.calibration.split(","))
    export(options.weights, options.out, (scale, shift), quantize=not options.full)


if __name__ == "__main__":
    main()
