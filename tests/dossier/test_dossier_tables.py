"""Register, network and reliance: each cell leads to claims, and what is uncertain stands in brackets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sumber.dossier.matters import Named, gather_matters
from sumber.dossier.network import draw_network
from sumber.dossier.register import make_register
from sumber.dossier.reliance import relied_upon, relying
from tests.dossier.tellings import Telling, make_claim

SHIPS = Telling(proposition="p", numbers=(12, 12), days=("2025-01-03", "2025-01-03"), object="patrol ships")
CELLS = [
    ([SHIPS], ("Norway", "Fiji", "12", "patrol ships", "2025"), True, ()),
    ([replace(SHIPS, numbers=(10, 14))], ("Norway", "Fiji", "(10-14)", "patrol ships", "2025"), True, ()),
    ([SHIPS, replace(SHIPS, numbers=(9, 9))], ("Norway", "Fiji", "(12)", "patrol ships", "2025"), True, ()),
    (
        [replace(SHIPS, days=("2024-12-01", "2025-01-31"))],
        ("Norway", "Fiji", "12", "patrol ships", "(2024-2025)"),
        True,
        (),
    ),
    ([replace(SHIPS, tense="future")], ("Norway", "Fiji", "12", "patrol ships", "(2025)"), False, ("foretold",)),
    ([replace(SHIPS, stance="promises")], ("Norway", "Fiji", "12", "patrol ships", "(2025)"), False, ("foretold",)),
    ([replace(SHIPS, hedged=True)], ("(Norway)", "(Fiji)", "12", "(patrol ships)", "2025"), True, ("hedged",)),
    (
        [SHIPS, replace(SHIPS, stance="denies")],
        ("(Norway)", "(Fiji)", "12", "(patrol ships)", "2025"),
        True,
        ("denied",),
    ),
    ([replace(SHIPS, object="12", days=None)], ("Norway", "Fiji", "12", "", ""), True, ()),
    (
        [replace(SHIPS, chain=(("unnamed", "an official"), ("publisher", "Halden Post")))],
        ("Norway", "Fiji", "12", "patrol ships", "2025"),
        True,
        ("unnamed",),
    ),
]


@pytest.mark.parametrize(("tellings", "cells", "delivered", "remarks"), CELLS)
def test_a_row_of_the_register(
    tellings: list[Telling], cells: tuple[str, ...], delivered: bool, remarks: tuple[str, ...]
) -> None:
    (row,) = make_register(gather_matters(map(make_claim, tellings), {}))
    assert (str(row.supplier), str(row.recipient), str(row.number), str(row.designation), str(row.year)) == cells
    assert (row.is_delivered, row.remarks) == (delivered, remarks)


def test_every_cell_has_the_claims_that_say_so() -> None:
    claims = [make_claim(SHIPS), make_claim(replace(SHIPS, numbers=None))]
    (row,) = make_register(gather_matters(claims, {}))
    assert row.number.claims == (claims[0].claim.id,)
    assert set(row.supplier.claims) == {each.claim.id for each in claims}


def test_the_register_holds_transfers_with_a_known_side_alone() -> None:
    tellings = [Telling(type="assault"), Telling(actors=(), recipients=()), Telling(actors=()), Telling(type="aid")]
    assert len(make_register(gather_matters(map(make_claim, tellings), {}))) == 2


def test_edges_list_their_matters_and_nobody_acts_upon_himself() -> None:
    tellings = [
        Telling(),
        Telling(type="aid"),
        Telling(actors=("Fiji",), recipients=("Norway",)),
        Telling(actors=("Norway", "Fiji"), recipients=("Fiji",)),
        Telling(recipients=()),
    ]
    edges = draw_network(gather_matters(map(make_claim, tellings), {}))
    told = [(edge.actor.name, edge.recipient.name, len(edge.matters)) for edge in edges]
    assert told == [("Norway", "Fiji", 3), ("Fiji", "Norway", 1)]
    assert edges[0].types == {"transfer": 2, "aid": 1}


def test_whom_an_outlet_relies_on_and_who_relies_on_it() -> None:
    chains = [
        (("speaker", "Ivo Merrin"), ("relay", "Radio Vardal"), ("publisher", "Halden Post")),
        (("speaker", "Ivo Merrin"), ("publisher", "Halden Post")),
        (("unnamed", "an official"), ("publisher", "Halden Post")),
        (("unnamed", "a diplomat"), ("publisher", "Halden Post")),
        (("relay", "Halden Post"), ("publisher", "Echo")),
        (("speaker", "Ivo Merrin"), ("relay", "Halden Post"), ("publisher", "Echo")),
        (("publisher", "Echo"),),
    ]
    claims = [make_claim(Telling(chain=chain, document=f"d{place}")) for place, chain in enumerate(chains)]
    mine = frozenset({"halden post"})
    assert [(each.source, each.way, each.documents) for each in relied_upon(claims, mine)] == [
        (Named(""), "origin", 2),
        (Named("Ivo Merrin"), "origin", 2),
        (Named("Radio Vardal"), "relay", 1),
    ]
    assert {(each.source.name, each.way, each.claims) for each in relying(claims, mine)} == {
        ("Echo", "origin", 1),
        ("Echo", "relay", 1),
    }
