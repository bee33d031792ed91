"""The network: the encoder with heads for tags, and a second look at claims and mentions together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from sumber.reading.trained.labels import EVENTS, MENTIONS, MODES, NAMES, RELAY_PLACES, ROLES, STANCES
from sumber.reading.trained.model import BEGIN, END
from training.encoder import Encoder, Layer, Sizes
from training.heads import ITEM, NORM_EPSILON, PAIR, PairHead, Reach
from training.second import PARTIES, Links, SecondLook, decide, find_same

CONTEXT_BEFORE, CONTEXT_AFTER = 6, 10
LOOK = Sizes(hidden=ITEM, layers=4, heads=4, inner=2 * ITEM, vocabulary=0, positions=0, epsilon=NORM_EPSILON)
"""The second look: claims and mentions of a window attend to one another."""


class TokenScores(NamedTuple):
    """Scores of each piece: claims of two layers, names, references, cues."""

    outer: Tensor
    nested: Tensor
    names: Tensor
    references: Tensor
    cues: Tensor


class ClaimScores(NamedTuple):
    """Scores of each claim, of each pair of claim and mention, and of each mention for who it means.

    Column 0 of origins, roles and antecedents is "none".
    """

    modes: Tensor
    stances: Tensor
    hedged: Tensor
    negated: Tensor
    events: Tensor
    origins: Tensor
    relays: Tensor
    roles: Tensor
    antecedents: Tensor


class TokenHeads(nn.Module):
    """Tags over the encoder's states."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.outer = nn.Linear(hidden, 3)
        self.nested = nn.Linear(hidden, 3)
        self.names = nn.Linear(hidden, 2 * len(NAMES) + 1)
        self.references = nn.Linear(hidden, 3)
        self.cues = nn.Linear(hidden, 3)

    def forward(self, states: Tensor) -> TokenScores:
        """Scores of each piece."""
        return TokenScores(
            self.outer(states), self.nested(states), self.names(states), self.references(states), self.cues(states)
        )


class LinkHeads(nn.Module):
    """Claims and mentions look at each other, then every claim is judged and linked."""

    def __init__(self, hidden: int, dropout: float = 0.2) -> None:
        super().__init__()
        self.claim_in = nn.Sequential(nn.Linear(3 * hidden, ITEM), nn.GELU(), nn.Dropout(dropout))
        self.mention_in = nn.Sequential(nn.Linear(3 * hidden, ITEM), nn.GELU(), nn.Dropout(dropout))
        self.kind = nn.Embedding(len(MENTIONS) + 1, ITEM)
        self.reach = Reach(hidden, dropout)
        self.reach_again = Reach(hidden, dropout)
        self.look = nn.Sequential(*(Layer(LOOK, dropout) for _ in range(LOOK.layers)))
        sizes = {"modes": len(MODES), "stances": len(STANCES), "hedged": 2, "negated": 2, "events": len(EVENTS)}
        self.judge = nn.ModuleDict({name: nn.Linear(ITEM, size) for name, size in sizes.items()})
        self.sources = PairHead(1 + RELAY_PLACES, dropout)
        self.parties = PairHead(len(ROLES), dropout)
        self.none = nn.Linear(ITEM, 1 + len(ROLES))
        self.later = nn.Linear(ITEM, PAIR)
        self.earlier = nn.Linear(ITEM, PAIR)
        self.new = nn.Linear(ITEM, 1)
        self.second = SecondLook(dropout)

    def forward(
        self, states: Tensor, claims: Tensor, mentions: Tensor, kinds: Tensor, features: Tensor
    ) -> tuple[ClaimScores, Links]:
        """Scores, and the first look's links, for claims `[n, 2]` and mentions `[m, 2]` given as spans of pieces, and their pair features `[n, m, f]`."""
        sums = torch.cat([torch.zeros_like(states[:1]), states.cumsum(0)])
        claim = self.claim_in(self._claim_vectors(states, sums, claims))
        mention = self.mention_in(self._mention_vectors(states, sums, mentions))
        claim = self.reach(claim + self.kind.weight[-1], states, claims)
        mention = mention + self.kind(kinds)
        both = self.look(torch.cat([claim, mention]))
        claim, mention = both[: claims.shape[0]], both[claims.shape[0] :]
        acting = self.reach_again(claim, states, claims)
        sources, parties = self.sources(claim, mention, features), self.parties(acting, mention, features)
        none = torch.cat([self.none(claim)[:, :1], self.none(acting)[:, 1:]], 1)
        same = self.later(mention) @ self.earlier(mention).T / PAIR**0.5
        same = same + torch.triu(torch.full_like(same, -1e4))
        antecedents = torch.cat([self.new(mention), same], 1)
        first = Links(
            torch.cat([none[:, :1], sources[..., 0]], 1),
            sources[..., 1:],
            torch.cat([none[:, None, 1:], parties], 1).permute(0, 2, 1),
        )
        links = self.second((claim, acting), mention, features, decide(first, find_same(antecedents)))
        judged = {name: head(claim) for name, head in self.judge.items()}
        return ClaimScores(
            judged["modes"],
            judged["stances"],
            judged["hedged"],
            judged["negated"],
            judged["events"],
            links.origins,
            links.relays,
            torch.cat([links.roles, first.roles[:, PARTIES:]], 1),
            antecedents,
        ), first

    def _claim_vectors(self, states: Tensor, sums: Tensor, spans: Tensor) -> Tensor:
        first, last = spans[:, 0], spans[:, 1]
        low = (first - CONTEXT_BEFORE).clamp(min=0)
        high = (last + CONTEXT_AFTER).clamp(max=states.shape[0])
        inside = sums[last] - sums[first]
        around = sums[high] - sums[low] - inside
        beside = ((high - low) - (last - first)).clamp(min=1)
        return torch.cat([inside / (last - first)[:, None], states[first], around / beside[:, None]], 1)

    def _mention_vectors(self, states: Tensor, sums: Tensor, spans: Tensor) -> Tensor:
        first, last = spans[:, 0], spans[:, 1]
        inside = (sums[last] - sums[first]) / (last - first)[:, None]
        before = states[(first - 1).clamp(min=0)]
        after = states[last.clamp(max=states.shape[0] - 1)]
        return torch.cat([inside, before, after], 1)


class ReaderNetwork(nn.Module):
    """Encoder and heads."""

    def __init__(self, encoder: Encoder, hidden: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.tags = TokenHeads(hidden)
        self.links = LinkHeads(hidden)

    def read_states(self, ids: Sequence[Tensor], marks: Sequence[Tensor]) -> list[Tensor]:
        """States of each window's pieces; the two end marks are put on and taken off again."""
        lengths = [len(window) + 2 for window in ids]
        whole = torch.cat(
            [functional.pad(functional.pad(window, (1, 0), value=BEGIN), (0, 1), value=END) for window in ids]
        )
        marked = torch.cat([functional.pad(window, (1, 1)) for window in marks])
        places = torch.cat([torch.arange(length) for length in lengths])
        states = self.encoder.read_windows(whole, marked, places, lengths).float()
        return [part[1:-1] for part in states.split(lengths)]
