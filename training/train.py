"""Trains the reader on the labelled reports.

    python3 -m training.train --out work/model.pt --minutes 60

Seeds are fixed; the weights are averaged over the last steps; checkpoints to go on from are written every five minutes.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from functools import cache, partial
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from evaluation.labels import LabelledReport, iter_reports
from sumber.reading.trained.labels import ROLES
from sumber.reading.trained.pairs import read_pair_features
from sumber.reading.trained.windows import MARKS, WINDOW_PIECES
from training.corpora import iter_vocabulary_texts
from training.encoder import build_encoder, read_public_encoder
from training.examples import NOBODY, ClaimTargets, Example, iter_examples
from training.names import NameSwapper
from training.network import ClaimScores, ReaderNetwork
from training.public import iter_public_examples
from training.team import Team, run_team
from training.variants import vary
from training.vocabulary import build_tokenizer, choose_pieces

VOCABULARY = 60_000
SEED = 7
WINDOWS_A_STEP = 6
AVERAGE = 0.995
WARM_UP_STEPS = {"encoder": 150, "heads": 30}
HEADS_ALONE_STEPS = 60
"""At first the heads learn alone: while they know nothing, what they ask of the encoder drives its states into one direction
(cosine between two pieces of a window: 0.72 in the public encoder, 0.96 after 50 steps)."""
SAVE_SECONDS = 300
STEPS_BETWEEN_CHECKS = 50
RATES = {"encoder": 1.8e-4, "heads": 8e-4}
WEIGHTS = {
    "outer": 1.0,
    "nested": 0.7,
    "names": 1.0,
    "references": 1.0,
    "cues": 0.4,
    "modes": 0.3,
    "stances": 0.35,
    "hedged": 0.4,
    "negated": 0.4,
    "events": 0.35,
    "origins": 1.0,
    "relays": 0.8,
    "actor": 0.8,
    "recipient": 0.8,
    "place": 0.25,
    "antecedents": 0.4,
}
JITTER = 0.15
BLANKED_WINDOWS, BLANKED_PIECES = 0.7, 0.1
UNKNOWN = 3
"""The piece that stands for what no other does."""
CUTS = 8
SHORTEST_WINDOW = 350
PUBLIC_SHARE = 0.12


def claim_losses(scores: ClaimScores, targets: ClaimTargets) -> dict[str, Tensor]:
    """The losses of one window's claims, by head; only of what is marked in the window's text."""
    losses: dict[str, Tensor] = {}
    for name, rare in (("modes", None), ("stances", None), ("events", None), ("hedged", 1.5), ("negated", 1.5)):
        wanted = getattr(targets, name)
        if wanted is not None:
            weight = torch.tensor([1.0, rare]) if rare else None
            found = getattr(scores, name)
            losses[name] = functional.cross_entropy(found, torch.as_tensor(wanted), weight=weight, label_smoothing=0.03)
    losses["origins"] = _choice_loss(scores.origins, targets.origins)
    if targets.relays is not None and scores.relays.numel():
        weight = torch.tensor([1.0, 1.5, 1.5, 1.5])
        wanted = torch.as_tensor(targets.relays).flatten()
        each = functional.cross_entropy(scores.relays.flatten(0, 1), wanted, weight=weight, reduction="sum")
        losses["relays"] = each / scores.relays.shape[0] / 2
    for place, role in enumerate(ROLES):
        if targets.roles is not None:
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


def batch_loss(
    network: ReaderNetwork, batch: Sequence[Example], chance: random.Random
) -> tuple[Tensor, dict[str, float]]:
    """The weighted loss of a batch of windows, and its parts, each the mean over the windows."""
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=_has_half_floats()):
        states = network.read_states(
            [torch.from_numpy(example.ids) for example in batch],
            [torch.from_numpy(example.layout.marks) for example in batch],
        )
    parts: dict[str, list[Tensor]] = {}
    for example, window in zip(batch, states, strict=True):
        for name, loss in _window_losses(network, window, example, chance).items():
            parts.setdefault(name, []).append(loss)
    means = {name: torch.stack(losses).sum() / len(batch) for name, losses in parts.items()}
    total = sum((WEIGHTS[name] * loss for name, loss in means.items()), torch.zeros(()))
    return total, {name: loss.item() for name, loss in means.items()}


@cache
def _has_half_floats() -> bool:
    """Whether the processor multiplies half floats itself: one with AVX2 alone takes minutes for a step of seconds."""
    return torch.backends.cpu.get_cpu_capability() != "AVX2"


def _window_losses(
    network: ReaderNetwork, states: Tensor, example: Example, chance: random.Random
) -> dict[str, Tensor]:
    tags = network.tags(states)
    rows = {
        "outer": example.outer,
        "nested": example.nested,
        "names": example.name_tags,
        "references": example.reference_tags,
        "cues": example.cue_tags,
    }
    losses = {
        name: functional.cross_entropy(getattr(tags, name), torch.from_numpy(wanted))
        for name, wanted in rows.items()
        if wanted is not None
    }
    if example.name_options is not None:
        logs = functional.log_softmax(tags.names, 1)
        unlawful = torch.from_numpy(~example.name_options)
        losses["names"] = -torch.logsumexp(logs.masked_fill(unlawful, -1e4), 1).mean()
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
    return losses


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
    network.encoder.freeze_lowest()
    groups: dict[str, list[nn.Parameter]] = {"encoder": [], "heads": []}
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            groups["encoder" if name.startswith("encoder.") else "heads"].append(parameter)
    return [{"params": groups[name], "name": name, "base": rate, "lr": rate} for name, rate in RATES.items()]


class Material(NamedTuple):
    """What is learnt from: our own reports, each round cut in another way, and public sentences, some anew in every round."""

    labelled: list[list[Example]]
    public: list[Example]


class Plan(NamedTuple):
    """How long to learn, which share of that at full rate before it falls, and where the weights go.

    `steps` counts instead of the clock where given: runs that are to be compared then learn alike on a busy machine.
    """

    minutes: float
    steady: float
    out: Path
    steps: int | None = None

    def share_done(self, seconds: float, steps: int) -> float:
        """How much of the run lies behind, 1 or more at its end."""
        return steps / self.steps if self.steps else seconds / (60 * self.minutes)


def train(network: ReaderNetwork, material: Material, plan: Plan, team: Team, resume: Path | None = None) -> None:
    """Learns for so many minutes; the leader writes the averaged weights and, beside them, what it takes to go on."""
    groups = parameter_groups(network)
    parameters = [parameter for group in groups for parameter in group["params"]]  # type: ignore[attr-defined]  # a list
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)  # type: ignore[arg-type]  # torch's groups are dicts of anything
    progress = Progress(network, plan.out)
    if resume:
        optimizer.load_state_dict(progress.resume(network, resume))
    swapper = NameSwapper(material.labelled[0])
    order, chance = random.Random(SEED + progress.step), random.Random(SEED + progress.step + 1 + team.rank)
    started, begun = time.monotonic(), progress.step
    team.begin_alike(network)
    torch.manual_seed(SEED + team.rank)
    network.train()
    network.encoder.freeze_lowest()
    for steps, batch in enumerate(iter_steps(material.labelled, material.public, order)):
        done = team.agree(1.0 if team.is_left_alone else plan.share_done(time.monotonic() - started, steps))
        if done >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * rate_at(str(group["name"]), begun + steps, done, plan.steady)
        mine = [
            blank_pieces(swapper.swap(example, chance), chance)
            for example in team.share(batch, lambda example: len(example.ids))
        ]
        loss, parts = batch_loss(network, mine, chance)
        loss.backward()  # type: ignore[no-untyped-call]  # torch has no type for it
        team.average_gradients(parameters)
        nn.utils.clip_grad_norm_(parameters, 1.0)
        optimizer.step()
        if steps % STEPS_BETWEEN_CHECKS == 1:
            team.check_alike(parameters)
        optimizer.zero_grad(set_to_none=True)
        if team.leads:
            progress.note(network, parts, optimizer)
    if team.leads:
        progress.save(network, optimizer)


def rate_at(group: str, step: int, done: float, steady: float) -> float:
    """The share of the full rate: rising at first, the encoder's after a while of none, then full, then falling in a line to a fiftieth."""
    fall = (1 - done) / (1 - steady) if done > steady else 1.0
    begun = step + 1 - (HEADS_ALONE_STEPS if group == "encoder" else 0)
    return min(1.0, max(0, begun) / WARM_UP_STEPS[group]) * max(0.02, fall)


class Progress:
    """The averaged weights, the running losses, and what is written every few minutes."""

    def __init__(self, network: ReaderNetwork, out: Path) -> None:
        self.step = 0
        self._out = out
        self._average = {name: value.detach().clone() for name, value in network.state_dict().items()}
        self._running: dict[str, float] = {}
        self._started = self._saved = time.monotonic()

    def resume(self, network: ReaderNetwork, path: Path) -> dict[str, object]:
        """Goes on from a written state; gives the optimizer's part of it."""
        state = torch.load(path)
        network.load_state_dict(state["weights"])
        self.step, self._average = state["step"], state["average"]
        found: dict[str, object] = state["optimizer"]
        return found

    def note(self, network: ReaderNetwork, parts: dict[str, float], optimizer: torch.optim.Optimizer) -> None:
        """One step is done: average, print now and then, save now and then."""
        keep = min(AVERAGE, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            for name, value in network.named_parameters():
                if value.requires_grad:
                    self._average[name].mul_(keep).add_(value, alpha=1 - keep)
        for name, part in parts.items():
            self._running[name] = 0.99 * self._running.get(name, part) + 0.01 * part
        if self.step % 50 == 0:
            shown = " ".join(f"{name} {value:.3f}" for name, value in self._running.items())
            print(f"{time.monotonic() - self._started:6.0f} s  step {self.step}  {shown}", flush=True)
        self.step += 1
        if time.monotonic() - self._saved > SAVE_SECONDS:
            self._saved = time.monotonic()
            self.save(network, optimizer)

    def save(self, network: ReaderNetwork, optimizer: torch.optim.Optimizer) -> None:
        """Writes the averaged weights, and beside them the state to go on from, each whole or not at all."""
        state = {
            "step": self.step,
            "weights": network.state_dict(),
            "average": self._average,
            "optimizer": optimizer.state_dict(),
        }
        for path, content in ((self._out, self._average), (self._out.with_suffix(".state"), state)):
            part = path.with_suffix(path.suffix + ".part")
            torch.save(content, part)
            part.replace(path)


def blank_pieces(example: Example, chance: random.Random) -> Example:
    """The window with some of its pieces blanked, so that no report is known by its words alone."""
    if chance.random() >= BLANKED_WINDOWS:
        return example
    blank = np.random.default_rng(chance.getrandbits(32)).random(len(example.ids)) < BLANKED_PIECES
    return replace(example, ids=np.where(blank, UNKNOWN, example.ids))


def leave_out_events(examples: Iterable[Example], reports: Set[str]) -> Iterator[Example]:
    """The examples, those of the given reports with neither type nor parties of their events."""
    for example in examples:
        if example.report in reports and example.claims:
            yield replace(example, claims=replace(example.claims, events=None, roles=None))
        else:
            yield example


def iter_steps(cuts: list[list[Example]], public: list[Example], chance: random.Random) -> Iterator[list[Example]]:
    """Steps of equally many windows; the few left over in a round wait for the next: one alone would leave a process without any."""
    for examples in cycle(cuts):
        order = examples + chance.sample(public, min(len(public), round(PUBLIC_SHARE * len(examples))))
        chance.shuffle(order)
        for at in range(0, len(order) - len(order) % WINDOWS_A_STEP or len(order), WINDOWS_A_STEP):
            yield order[at : at + WINDOWS_A_STEP]


def main() -> None:
    """Trains and writes weights, tokenizer and the kept pieces."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="where the weights go (.pt)")
    parser.add_argument("--minutes", type=float, default=150.0)
    parser.add_argument("--steps", type=int, help="so many steps instead of minutes, for runs that are to be compared")
    parser.add_argument("--steady", type=float, default=0.5, help="share of the time at full rate, before it falls")
    parser.add_argument(
        "--parts",
        default="tune,further,wire,wire,wire_2,wire_2,chains,chains",
        help="parts of training/labelled to learn from; one named twice counts twice",
    )
    parser.add_argument(
        "--without-events",
        default="wire_2",
        help="parts whose events were labelled by another habit: their types and parties are not learnt",
    )
    parser.add_argument("--public", type=Path, help="folder with public name and source data (training/public.py)")
    parser.add_argument("--share", type=float, default=1.0, help="share of the reports to learn from (learning curve)")
    parser.add_argument("--workers", type=int, default=2, help="processes, one a core")
    begin = parser.add_mutually_exclusive_group()
    begin.add_argument("--resume", type=Path, help="go on from this state (.state) with the same pieces")
    begin.add_argument("--start", type=Path, help="begin with these weights (.pt) and their pieces")
    options = parser.parse_args()
    run_team(options.workers, partial(_work, options))


def choose_reports(parts: Sequence[str], share: float) -> list[LabelledReport]:
    """The reports to learn from in an order of chance: a share of the different ones, each as often as its part is named."""
    different = sorted({report.id for part in parts for report in iter_reports(part)})
    random.Random(SEED).shuffle(different)
    kept = set(different[: round(len(different) * share)])
    reports = [report for part in parts for report in iter_reports(part) if report.id in kept]
    random.Random(SEED).shuffle(reports)
    return reports


def _work(options: argparse.Namespace, team: Team) -> None:
    torch.manual_seed(SEED)
    public = read_public_encoder()
    earlier = options.resume or options.start
    if earlier:
        tokenizer = Tokenizer.from_file(str(earlier.with_suffix(".tokenizer.json")))
        kept = list(range(tokenizer.get_vocab_size()))
    else:
        kept = choose_pieces(public, iter_vocabulary_texts(), VOCABULARY)
        tokenizer = build_tokenizer([public.pieces[i] for i in kept])
    reports = choose_reports(options.parts.split(","), options.share)
    eventless = {report.id for part in options.without_events.split(",") if part for report in iter_reports(part)}
    cutter = random.Random(SEED)
    cuts = [list(leave_out_events(iter_examples(reports, tokenizer), eventless))]
    for _ in range(CUTS - 1):
        varied = [vary(report, cutter) for report in reports]
        examples = iter_examples(varied, tokenizer, lambda: cutter.randint(SHORTEST_WINDOW, WINDOW_PIECES))
        cuts.append(list(leave_out_events(examples, eventless)))
    options.out.parent.mkdir(parents=True, exist_ok=True)
    if team.leads:
        pieces = sum(len(e.ids) for e in cuts[0])
        print(f"{len(reports)} reports, {len(cuts[0])} windows, {pieces} pieces", flush=True)
        tokenizer.save(str(options.out.with_suffix(".tokenizer.json")), pretty=False)
    network = ReaderNetwork(build_encoder(public, kept, MARKS), public.sizes.hidden)
    if options.start:
        network.load_state_dict(torch.load(options.start))
    further = list(iter_public_examples(options.public, tokenizer)) if options.public else []
    plan = Plan(options.minutes, options.steady, options.out, options.steps)
    train(network, Material(cuts, further), plan, team, options.resume)


if __name__ == "__main__":
    main()
