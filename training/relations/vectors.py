"""Two vectors of a claim, learnt from families of statements: what it says, and what it is about.

Three layers above the reader's lowest learn to bring together the statements of one version among all statements of a
step (the first vector), and those of versions that contradict one another as well (the second).
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from sumber.analysis.pairing import VECTOR_NUMBERS
from sumber.reading.trained.meaning import pack_vectors
from training.encoder import Layer
from training.export import SIZES
from training.relations.families import Family, Statement
from training.relations.states import UPPER_LAYERS, States

FAMILIES_A_STEP = 7
MOST_STATEMENTS = 14
DROPOUT = 0.1
RATES = {"layers": 1e-4, "heads": 1e-3}
WARM_UP_STEPS = 40
LOG_SCALE = 2.7
TEXTS_AT_ONCE = 64
_FAR = -1e4


class Plan(NamedTuple):
    """How many rounds over the families, and the minutes after which to end sooner; the seed of their order."""

    rounds: int
    minutes: float | None
    seed: int

    def share_done(self, step: int, steps: int, seconds: float) -> float:
        """How much of the run lies behind, 1 or more at its end."""
        return max(step / steps, seconds / (60 * self.minutes) if self.minutes else 0.0)


class TwoVectors(nn.Module):
    """The layers and the two heads."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer(SIZES, DROPOUT) for _ in range(UPPER_LAYERS))
        self.strict = nn.Linear(SIZES.hidden, VECTOR_NUMBERS, bias=False)
        self.matter = nn.Linear(SIZES.hidden, VECTOR_NUMBERS, bias=False)
        self.scale = nn.Parameter(torch.full((2,), LOG_SCALE))

    def forward(self, states: Sequence[Tensor]) -> tuple[Tensor, Tensor]:
        """Both vectors of each text, of length 1, one row a text."""
        lengths = [len(each) for each in states]
        x = torch.cat(list(states))
        for layer in self.layers:
            x = layer(x, lengths)
        mean = torch.stack([part[1:-1].mean(0) for part in x.split(lengths)])
        return functional.normalize(self.strict(mean), dim=-1), functional.normalize(self.matter(mean), dim=-1)


def build_network(upper: dict[str, Tensor], seed: int) -> TwoVectors:
    """The network before it learnt: the reader's own layers, heads by chance."""
    torch.manual_seed(seed)
    network = TwoVectors()
    network.layers.load_state_dict(upper)
    return network


def learn_vectors(network: TwoVectors, families: Sequence[Family], states: States, plan: Plan) -> None:
    """Learns in place, over so many rounds."""
    optimizer = torch.optim.AdamW(_groups(network), weight_decay=0.01)
    chance = random.Random(plan.seed)
    steps = plan.rounds * -(-len(families) // FAMILIES_A_STEP)
    started, running = time.monotonic(), 0.0
    network.train()
    for step, batch in enumerate(_iter_batches(families, plan.rounds, chance)):
        seconds = time.monotonic() - started
        done = plan.share_done(step, steps, seconds)
        if done >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = group["base"] * min(1.0, (step + 1) / WARM_UP_STEPS) * max(0.02, 1 - done)
        loss = step_loss(network, batch, states, chance)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch has no type for it
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        running = 0.95 * running + 0.05 * loss.item() if step else loss.item()
        if step % 25 == 0 or step == steps - 1:
            print(f"{seconds:6.0f} s  vectors: step {step} of {steps}  loss {running:.3f}", flush=True)
    network.eval()


def _groups(network: TwoVectors) -> list[dict[str, object]]:
    parts = {
        "layers": list(network.layers.parameters()),
        "heads": [*network.strict.parameters(), *network.matter.parameters(), network.scale],
    }
    return [{"params": parts[name], "lr": rate, "base": rate} for name, rate in RATES.items()]


def _iter_batches(families: Sequence[Family], rounds: int, chance: random.Random) -> Iterator[list[Family]]:
    for _ in range(rounds):
        order = list(families)
        chance.shuffle(order)
        yield from (order[at : at + FAMILIES_A_STEP] for at in range(0, len(order), FAMILIES_A_STEP))


def step_loss(network: TwoVectors, batch: Sequence[Family], states: States, chance: random.Random) -> Tensor:
    """How far the statements of these families are from standing next to those that they belong to."""
    chosen = [(family, statement) for family in batch for statement in _choose(family, chance)]
    strict, matter = network([states.get(statement.text) for _, statement in chosen])
    same, near = _wanted(chosen)
    scale = network.scale.exp()
    return contrast(strict @ strict.T * scale[0], same) + contrast(matter @ matter.T * scale[1], near)


def _choose(family: Family, chance: random.Random) -> Sequence[Statement]:
    few = len(family.statements) <= MOST_STATEMENTS
    return family.statements if few else chance.sample(family.statements, MOST_STATEMENTS)


def _wanted(chosen: Sequence[tuple[Family, Statement]]) -> tuple[Tensor, Tensor]:
    """Which statements belong together: those that say the same, and those that speak of the same matter."""
    same = torch.zeros(len(chosen), len(chosen), dtype=torch.bool)
    near = same.clone()
    for i, (family, one) in enumerate(chosen):
        for j, (owner, other) in enumerate(chosen):
            if i != j and family is owner:
                label = family.compare(one, other)
                same[i, j] = label == "same"
                near[i, j] = label != "neither"
    return same, near


def contrast(likeness: Tensor, wanted: Tensor) -> Tensor:
    """InfoNCE: of all others, those that are wanted should be the likeliest; rows that want none do not count."""
    itself = torch.eye(len(likeness), dtype=torch.bool)
    scores = functional.log_softmax(likeness.masked_fill(itself, _FAR), 1)
    counts = wanted.sum(1)
    each = -scores.masked_fill(~wanted, 0.0).sum(1) / counts.clamp(min=1)
    return each[counts > 0].mean() if (counts > 0).any() else likeness.sum() * 0


@torch.no_grad()
def embed(network: TwoVectors, texts: Iterable[str], states: States) -> dict[str, bytes]:
    """Both vectors of each text, packed as the program keeps them."""
    order = states.order_by_length(texts)
    found: dict[str, bytes] = {}
    for at in range(0, len(order), TEXTS_AT_ONCE):
        some = order[at : at + TEXTS_AT_ONCE]
        strict, matter = (part.numpy() for part in network([states.get(text) for text in some]))
        found |= {text: pack_vectors(np.stack(both)) for text, *both in zip(some, strict, matter, strict=True)}
    return found
