"""Trains the reader on the labelled reports.

    python3 -m training.train --out work/model.pt --minutes 60

Seeds are fixed; the weights are averaged over the last steps; a checkpoint is written every ten minutes.
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from evaluation.labels import LabelledReport, iter_reports
from sumber.reading.trained.pairs import read_pair_features
from sumber.reading.trained.windows import MARKS
from training.corpora import iter_vocabulary_texts
from training.encoder import build_encoder, read_public_encoder
from training.examples import NOBODY, ClaimTargets, Example, iter_examples
from training.network import ClaimScores, ReaderNetwork
from training.vocabulary import build_tokenizer, choose_pieces

VOCABULARY = 60_000
SEED = 7
WINDOWS_A_STEP = 4
FROZEN_LAYERS = 4
AVERAGE = 0.995
WARM_UP_STEPS = 60
RATES = {"encoder": 1.8e-4, "heads": 8e-4}
WEIGHTS = {
    "outer": 1.0,
    "nested": 0.7,
    "mentions": 1.0,
    "cues": 0.4,
    "modes": 0.3,
    "stances": 0.35,
    "hedged": 0.4,
    "negated": 0.4,
    "events": 0.35,
    "origins": 0.8,
    "relays": 0.6,
    "actor": 0.6,
    "recipient": 0.6,
    "place": 0.25,
    "antecedents": 0.4,
}
JITTER = 0.15


def claim_losses(scores: ClaimScores, targets: ClaimTargets) -> dict[str, Tensor]:
    """The losses of one window's claims, by head."""
    losses: dict[str, Tensor] = {}
    for name, rare in (("modes", None), ("stances", None), ("events", None), ("hedged", 1.5), ("negated", 1.5)):
        weight = torch.tensor([1.0, rare]) if rare else None
        wanted = torch.as_tensor(getattr(targets, name))
        losses[name] = functional.cross_entropy(getattr(scores, name), wanted, weight=weight, label_smoothing=0.03)
    losses["origins"] = _choice_loss(scores.origins, targets.origins)
    if scores.relays.numel():
        weight = torch.tensor([1.0, 1.5, 1.5, 1.5])
        losses["relays"] = (
            functional.cross_entropy(
                scores.relays.flatten(0, 1), torch.as_tensor(targets.relays).flatten(), weight=weight, reduction="sum"
            )
            / scores.relays.shape[0]
            / 2
        )
    for place, role in enumerate(("actor", "recipient", "place")):
        losses[role] = _choice_loss(scores.roles[:, place], [row[place] for row in targets.roles])
    return losses


def _choice_loss(scores: Tensor, wanted: list[list[int] | None]) -> Tensor:
    """Any of the wanted mentions is right, `NOBODY` in column 0; claims whose mention is out of sight do not count."""
    logs = functional.log_softmax(scores, 1)
    parts = [
        -torch.logsumexp(logs[row, [column + 1 for column in columns]], 0)
        for row, columns in enumerate(wanted)
        if columns is not None
    ]
    return torch.stack(parts).mean() if parts else scores.sum() * 0


def window_loss(network: ReaderNetwork, example: Example, chance: random.Random) -> tuple[Tensor, dict[str, float]]:
    """The weighted loss of one window, and its parts."""
    ids, marks = torch.from_numpy(example.ids), torch.from_numpy(example.layout.marks)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = network.read_states(ids, marks)
    tags = network.tags(states)
    losses = {
        "outer": functional.cross_entropy(tags.outer, torch.from_numpy(example.outer)),
        "nested": functional.cross_entropy(tags.nested, torch.from_numpy(example.nested)),
        "mentions": functional.cross_entropy(tags.mentions, torch.from_numpy(example.mention_tags)),
        "cues": functional.cross_entropy(tags.cues, torch.from_numpy(example.cue_tags)),
    }
    if example.claims is not None:
        spans = _jittered(example.claims.spans, len(example.ids), chance)
        features = read_pair_features(spans, example.mentions, example.layout)
        scores = network.links(
            states,
            torch.from_numpy(spans),
            torch.from_numpy(example.mentions.spans),
            torch.from_numpy(example.mentions.kinds),
            torch.from_numpy(features),
        )
        losses |= claim_losses(scores, example.claims)
        if len(example.same):
            losses["antecedents"] = _choice_loss(scores.antecedents, [rows or [NOBODY] for rows in example.same])
    total = sum((WEIGHTS[name] * loss for name, loss in losses.items()), torch.zeros(()))
    return total, {name: loss.item() for name, loss in losses.items()}


def _jittered(spans, count: int, chance: random.Random):  # type: ignore[no-untyped-def]  # numpy in, numpy out
    """Claims a little too long or short now and then, as the reader will find them."""
    moved = spans.copy()
    for row in moved:
        if chance.random() < JITTER:
            row[0] = min(max(0, row[0] + chance.choice((-2, -1, 1, 2))), row[1] - 1)
        if chance.random() < JITTER:
            row[1] = max(min(count, row[1] + chance.choice((-2, -1, 1, 2))), row[0] + 1)
    return moved


def parameter_groups(network: ReaderNetwork) -> list[dict[str, object]]:
    """The encoder's upper layers learn slowly, the heads fast; word embeddings and the lowest layers stay as they are."""
    frozen = [network.encoder.word, network.encoder.position, *network.encoder.layers[:FROZEN_LAYERS]]
    for module in frozen:
        for parameter in module.parameters():
            parameter.requires_grad = False
    groups: dict[str, list[nn.Parameter]] = {"encoder": [], "heads": []}
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            groups["encoder" if name.startswith("encoder.") else "heads"].append(parameter)
    return [{"params": groups[name], "base": rate, "lr": rate} for name, rate in RATES.items()]


def train(network: ReaderNetwork, examples: list[Example], minutes: float, out: Path) -> dict[str, Tensor]:
    """Trains for so many minutes and gives the averaged weights."""
    chance = random.Random(SEED)
    groups = parameter_groups(network)
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)  # type: ignore[arg-type]  # torch's groups are dicts of anything
    learning = {name: value for name, value in network.named_parameters() if value.requires_grad}
    average = {name: value.detach().clone() for name, value in network.state_dict().items()}
    started = saved = time.monotonic()
    running: dict[str, float] = {}
    network.train()
    for step, batch in enumerate(_batches(examples, chance)):
        done = (time.monotonic() - started) / (60 * minutes)
        if done >= 1:
            break
        for group in groups:
            rise = min(1.0, (step + 1) / WARM_UP_STEPS)
            group["lr"] = group["base"] * rise * max(0.02, 0.5 * (1 + math.cos(math.pi * done)))  # type: ignore[operator]  # a float
        for example in batch:
            loss, parts = window_loss(network, example, chance)
            (loss / len(batch)).backward()  # type: ignore[no-untyped-call]  # torch has no type for it
            for name, value in parts.items():
                running[name] = 0.99 * running.get(name, value) + 0.01 * value
        nn.utils.clip_grad_norm_([p for g in groups for p in g["params"]], 1.0)  # type: ignore[attr-defined]  # a list
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        keep = min(AVERAGE, (1 + step) / (10 + step))
        with torch.no_grad():
            for name, value in learning.items():
                average[name].mul_(keep).add_(value, alpha=1 - keep)
        if step % 50 == 0:
            shown = " ".join(f"{name} {value:.3f}" for name, value in running.items())
            print(f"{time.monotonic() - started:6.0f} s  step {step}  {shown}", flush=True)
        if time.monotonic() - saved > 600:
            saved = time.monotonic()
            torch.save(average, out)
    torch.save(average, out)
    return average


def _batches(examples: list[Example], chance: random.Random) -> Iterator[list[Example]]:
    rounds = 0
    while True:
        order = list(examples)
        chance.shuffle(order)
        for at in range(0, len(order), WINDOWS_A_STEP):
            yield order[at : at + WINDOWS_A_STEP]
        rounds += 1
        print(f"round {rounds} done", flush=True)


def choose_reports(parts: tuple[str, ...], held: int) -> tuple[list[LabelledReport], list[LabelledReport]]:
    """Reports to train on, and every `held`-th of `tune` kept back for choosing (none where 0)."""
    reports = [(part, report) for part in parts for report in iter_reports(part)]
    kept = [i for i, (part, _) in enumerate(reports) if held and part == "tune" and i % held == 0]
    back = set(kept)
    return [r for i, (_, r) in enumerate(reports) if i not in back], [reports[i][1] for i in kept]


def main() -> None:
    """Trains and writes weights, tokenizer and the kept pieces."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="where the weights go (.pt)")
    parser.add_argument("--minutes", type=float, default=60.0)
    parser.add_argument("--parts", default="tune,further", help="parts of training/labelled to learn from")
    parser.add_argument("--hold", type=int, default=0, help="keep every N-th report of tune back")
    parser.add_argument("--start", type=Path, help="go on from these weights (.pt) with the same pieces")
    parser.add_argument("--share", type=float, default=1.0, help="share of the reports to learn from (learning curve)")
    options = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(2)
    public = read_public_encoder()
    kept = choose_pieces(public, iter_vocabulary_texts(), VOCABULARY)
    tokenizer = build_tokenizer([public.pieces[i] for i in kept])
    if options.start:
        tokenizer = Tokenizer.from_file(str(options.start.with_suffix(".tokenizer.json")))
    reports, back = choose_reports(tuple(options.parts.split(",")), options.hold)
    random.Random(SEED).shuffle(reports)
    reports = reports[: round(len(reports) * options.share)]
    examples = list(iter_examples(reports, tokenizer))
    pieces = sum(len(e.ids) for e in examples)
    print(f"{len(reports)} reports, {len(examples)} windows, {pieces} pieces; {len(back)} kept back", flush=True)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(options.out.with_suffix(".tokenizer.json")), pretty=False)
    network = ReaderNetwork(build_encoder(public, kept, MARKS), public.sizes.hidden)
    if options.start:
        network.load_state_dict(torch.load(options.start))
    train(network, examples, options.minutes, options.out)


if __name__ == "__main__":
    main()
