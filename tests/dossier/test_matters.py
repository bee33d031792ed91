"""Claims as matters: what most of them say stands, and what stands against it is kept beside it."""

from __future__ import annotations

from dataclasses import replace

from sumber.dossier.matters import Named, gather_matters
from tests.dossier.tellings import Telling, make_claim

SHIPS = Telling(proposition="p1", numbers=(12, 12), days=("2025-01-03", "2025-01-03"), object="patrol ships")


def test_claims_of_one_proposition_are_one_matter_and_others_are_their_own() -> None:
    claims = [make_claim(SHIPS), make_claim(SHIPS), make_claim(Telling()), make_claim(Telling())]
    matters = gather_matters(claims, {"p1": "transfer: Norway > Fiji"})
    assert sorted(len(each.claims) for each in matters) == [1, 1, 2]
    (ships,) = [each for each in matters if each.id == "p1"]
    assert ships.words == "transfer: Norway > Fiji"
    assert ships.actors == (Named("Norway", "Q20"),)


def test_a_claim_without_an_event_makes_no_matter() -> None:
    from msgspec.structs import replace as replaced

    claim = make_claim(Telling())
    assert gather_matters([replaced(claim, claim=replaced(claim.claim, event=None))], {}) == ()


def test_what_most_claims_say_stands() -> None:
    told = [SHIPS, SHIPS, replace(SHIPS, numbers=(9, 9), days=("2025-01-04", "2025-01-04"), recipients=("Tonga",))]
    (matter,) = gather_matters(map(make_claim, told), {})
    assert matter.quantity
    assert matter.quantity.best == 12
    assert matter.period
    assert matter.period.earliest == "2025-01-03"
    assert matter.recipients == (Named("Fiji", "Q712"),)


def test_denials_are_told_and_only_what_is_affirmed_can_be_hedged() -> None:
    told = [replace(SHIPS, hedged=True), replace(SHIPS, stance="denies"), replace(SHIPS, negated=True)]
    (matter,) = gather_matters(map(make_claim, told), {})
    assert len(matter.denials) == 2
    assert matter.is_hedged
    (surer,) = gather_matters(map(make_claim, [*told, SHIPS]), {})
    assert not surer.is_hedged


def test_a_party_without_an_entity_keeps_its_name_and_no_id() -> None:
    (matter,) = gather_matters([make_claim(Telling(actors=("Someone",)))], {})
    assert matter.actors == (Named("Someone", None),)


def test_the_first_report_is_the_first_by_its_publication() -> None:
    told = [replace(SHIPS, published=day) for day in ("2025-02-10", "2025-01-09T08:00:00Z", None)]
    (matter,) = gather_matters(map(make_claim, told), {})
    assert matter.first_reported == "2025-01-09"
    assert matter.claims[0].document.published_at == "2025-01-09T08:00:00Z"
