"""The second look at who says and who acts, with the first look's decisions as input.

A relay named once governs a run of statements, and who acted in one claim is who acts in the next: neither stands beside the
claim it belongs to. So what was decided of a claim's neighbours, and of every other mention of the same name, is told to each pair.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

from sumber.reading.trained.labels import RELAY_PLACES
from training.encoder import Layer, Sizes
from training.heads import ITEM, PAIR, PairHead

LOOK = Sizes(hidden=ITEM, layers=2, heads=4, inner=2 * ITEM, vocabulary=0, positions=0, epsilon=1e-6)
PARTIES = 2
PARTY_SIGNS, SOURCE_SIGNS = 14, 24
SQUARINGS = 3
_FAINTEST = 1e-3


class Links(NamedTuple):
    """Scores of each claim with each mention: origins `[claims, 1 + mentions]`, relays `[claims, mentions, places]`,
    roles `[claims, roles, 1 + mentions]`; column 0 of origins and roles is "none".
    """

    origins: Tensor
    relays: Tensor
    roles: Tensor


class Decided(NamedTuple):
    """The first look's chances, by mention and by name: a name's chance is the sum over the mentions that likely mean it."""

    actor: Tensor
    recipient: Tensor
    origin: Tensor
    relay: Tensor
    actor_name: Tensor
    recipient_name: Tensor
    origin_name: Tensor
    relay_name: Tensor
    nobody: Tensor


def find_same(antecedents: Tensor) -> Tensor:
    """How likely each two mentions mean the same `[mentions, mentions]`, from the scores of each for an earlier one.

    Chains of up to sixteen mentions are followed, by powers of the matrix that leads from each to the one before.
    """
    chances = torch.softmax(antecedents, 1)
    back = chances[:, 1:]
    one = torch.eye(back.shape[0])
    reached, power = one + back, back @ back
    for _ in range(SQUARINGS):
        reached, power = reached @ (one + power), power @ power
    first = reached * chances[None, :, 0]
    return first @ first.T


def decide(first: Links, same: Tensor) -> Decided:
    """The chances that follow from the first look's scores."""
    actor, recipient = (torch.softmax(first.roles[:, role], 1) for role in range(PARTIES))
    origin = torch.softmax(first.origins, 1)
    relay = 1 - torch.softmax(first.relays, 2)[..., 0]
    nobody = torch.stack([actor[:, 0], recipient[:, 0], origin[:, 0]], 1)
    each = (actor[:, 1:], recipient[:, 1:], origin[:, 1:], relay)
    return Decided(*each, *((chance @ same).clamp(max=1) for chance in each), nobody)


class SecondLook(nn.Module):
    """Claims and mentions once more, each claim knowing whom the first look gave it and its neighbours."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.decided = nn.Linear(9 * ITEM + PARTIES + 2, ITEM)
        self.given = nn.Linear(2 * ITEM, ITEM)
        self.claim_norm = nn.LayerNorm(ITEM, LOOK.epsilon)
        self.mention_norm = nn.LayerNorm(ITEM, LOOK.epsilon)
        self.look = nn.Sequential(*(Layer(LOOK, dropout) for _ in range(LOOK.layers)))
        self.parties = PairHead(PARTIES, dropout)
        self.sources = PairHead(1 + RELAY_PLACES, dropout)
        self.party_signs = nn.Linear(PARTY_SIGNS, PAIR)
        self.source_signs = nn.Linear(SOURCE_SIGNS, PAIR)
        self.none = nn.Linear(ITEM, PARTIES + 1)
        self.dropout = nn.Dropout(dropout)

    def forward(self, claims: tuple[Tensor, Tensor], mentions: Tensor, features: Tensor, known: Decided) -> Links:
        """Better scores for claims (as seen among the mentions, and as seen among the words) and mentions; roles are actor and recipient."""
        seen, acting = claims
        told = self.decided(_tell(seen, mentions, known))
        given = self.given(torch.cat([_receive(known.actor, seen), _receive(known.recipient, seen)], 1))
        claim = self.claim_norm(acting + self.dropout(told))
        mention = self.mention_norm(mentions + self.dropout(given))
        both = self.look(torch.cat([claim, mention]))
        claim, mention = both[: claim.shape[0]], both[claim.shape[0] :]
        none = self.none(claim)
        signs = _party_signs(known)
        parties = self.parties(claim, mention, features, self.party_signs(signs))
        sources = self.sources(
            claim, mention, features, self.source_signs(torch.cat([signs, _source_signs(known)], -1))
        )
        return Links(
            torch.cat([none[:, PARTIES:], sources[..., 0]], 1),
            sources[..., 1:],
            torch.cat([none[:, None, :PARTIES], parties], 1).permute(0, 2, 1),
        )


def _tell(claims: Tensor, mentions: Tensor, known: Decided) -> Tensor:
    """What each claim hears: itself, who was given to it and to the claims before it, and where nobody was."""
    actor, recipient, origin = (chance @ mentions for chance in (known.actor, known.recipient, known.origin))
    before = [_before(who, 1) for who in (actor, recipient, origin)]
    earlier = [_before(actor, 2), _before(actor, 3)]
    nobody = [known.nobody, _before(known.nobody[:, :1], 1)]
    return torch.cat([actor, recipient, origin, *before, *earlier, claims, *nobody], 1)


def _receive(chances: Tensor, claims: Tensor) -> Tensor:
    """What each mention hears: the mean of the claims that it was given to."""
    shares = chances / (chances.sum(0, keepdim=True) + 0.1)
    return shares.T @ claims


def _party_signs(known: Decided) -> Tensor:
    actor, recipient = known.actor_name, known.recipient_name
    columns = [
        _log(known.actor),
        _log(known.recipient),
        actor,
        recipient,
        known.origin_name,
        known.relay,
        *(_before(chance, back) for back in (1, 2) for chance in (actor, recipient)),
        _after(actor),
        _after(recipient),
        _mean(actor),
        _mean(recipient),
    ]
    return torch.stack(columns, -1)


def _source_signs(known: Decided) -> Tensor:
    origin, relay = known.origin_name, known.relay_name
    columns = [
        _log(known.origin),
        _before(origin, 1),
        _before(origin, 2),
        _after(origin),
        relay,
        _before(relay, 1),
        _before(relay, 2),
        _after(relay),
        _mean(origin),
        _mean(relay),
    ]
    return torch.stack(columns, -1)


def _before(rows: Tensor, back: int) -> Tensor:
    """Each claim's row of the claim so many before it, nothing for the first."""
    return functional.pad(rows, (0, 0, back, 0))[: rows.shape[0]]


def _after(rows: Tensor) -> Tensor:
    return functional.pad(rows, (0, 0, 0, 1))[1:]


def _mean(rows: Tensor) -> Tensor:
    return rows.mean(0, keepdim=True).expand_as(rows)


def _log(chances: Tensor) -> Tensor:
    """The logarithm of a chance, 1 where it is sure and -1.3 where there is none."""
    return torch.log(chances.clamp(min=_FAINTEST)) / 3 + 1
