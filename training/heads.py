"""How a claim is scored with each mention, and how it looks at the words around it."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from sumber.reading.trained.pairs import FEATURE_SIZES

ITEM = 256
PAIR = 128
REACH_HEADS = 8
STEPS = 8
PLACES = 1 + 2 * STEPS
NORM_EPSILON = 1e-6


class PairHead(nn.Module):
    """Scores of each claim with each mention, from both and from how they stand to each other."""

    def __init__(self, outputs: int, dropout: float) -> None:
        super().__init__()
        self.claim = nn.Linear(ITEM, PAIR)
        self.mention = nn.Linear(ITEM, PAIR)
        self.features = nn.ModuleList(nn.Embedding(size, PAIR) for size in FEATURE_SIZES)
        self.mix = nn.Sequential(nn.Linear(3 * PAIR, PAIR), nn.GELU(), nn.Dropout(dropout), nn.Linear(PAIR, outputs))

    def forward(self, claims: Tensor, mentions: Tensor, features: Tensor, signs: Tensor | None = None) -> Tensor:
        """Scores `[claims, mentions, outputs]`; `signs` `[claims, mentions, PAIR]` are more that is known of each pair."""
        left, right = self.claim(claims)[:, None, :], self.mention(mentions)[None, :, :]
        where = sum(table(features[..., i]) for i, table in enumerate(self.features))
        if signs is not None:
            where = where + signs
        both = left * right
        scores: Tensor = self.mix(torch.cat([both, left + right + where, where.expand_as(both)], -1))
        return scores


class Reach(nn.Module):
    """Claims look at every piece of their window: what stands where, seen from each claim, is mixed into its vector.

    A mention alone does not say that "he" in the claim is its actor, nor that the sentence before goes on in it.
    """

    def __init__(self, hidden: int, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value = nn.Linear(ITEM, ITEM), nn.Linear(hidden, ITEM), nn.Linear(hidden, ITEM)
        self.places = nn.Embedding(PLACES, REACH_HEADS)
        self.out = nn.Linear(ITEM, ITEM)
        self.norm = nn.LayerNorm(ITEM, NORM_EPSILON)
        self.dropout = nn.Dropout(dropout)
        nn.init.zeros_(self.places.weight)

    def forward(self, claims: Tensor, states: Tensor, spans: Tensor) -> Tensor:
        """Claims `[n, ITEM]` with what they see among the states `[pieces, hidden]`; `spans` are their pieces."""
        size = ITEM // REACH_HEADS
        query = self.query(claims).view(-1, REACH_HEADS, size).transpose(0, 1)
        key = self.key(states).view(-1, REACH_HEADS, size).transpose(0, 1)
        value = self.value(states).view(-1, REACH_HEADS, size).transpose(0, 1)
        bias = self.places(_places(spans, states)).permute(2, 0, 1)
        weights = self.dropout(torch.softmax(query @ key.transpose(1, 2) * size**-0.5 + bias, -1))
        seen = (weights @ value).transpose(0, 1).reshape(claims.shape)
        mixed: Tensor = self.norm(claims + self.dropout(self.out(seen)))
        return mixed


def _places(spans: Tensor, states: Tensor) -> Tensor:
    """Where each piece lies as seen from each claim `[n, pieces]`: inside, or how far before or after, in doubling steps."""
    piece = torch.arange(states.shape[0])[None, :]
    before = (spans[:, :1] - piece).clamp(min=0)
    after = (piece - spans[:, 1:] + 1).clamp(min=0)
    steps = lambda gap: torch.log2(gap.float() + 0.5).ceil().long().clamp(min=0, max=STEPS - 1)  # noqa: E731  # twice the same
    return torch.where(before > 0, 1 + steps(before), torch.where(after > 0, 1 + STEPS + steps(after), 0))
