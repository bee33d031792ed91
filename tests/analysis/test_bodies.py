"""To which government a source belongs."""

from __future__ import annotations

import pytest

from sumber.analysis.bodies import government_of
from sumber.gazetteer import read_entries, read_offices

INDONESIA, RUSSIA = "Q252", "Q159"


@pytest.mark.parametrize(
    ("entity", "government"),
    [
        (None, None),
        ("label:nobody-knows", None),
        (INDONESIA, INDONESIA),
        (f"sumber:organ:navy:{INDONESIA}", INDONESIA),
        (f"sumber:organ:ministry_of_defence:{INDONESIA}", INDONESIA),
        ("Q133274", RUSSIA),  # the Kremlin, which stands for a state
        ("Q130879", None),  # Reuters, an outlet
        ("Q102673", None),  # Gazprom, a company
        ("Q7184", None),  # NATO, an alliance
    ],
)
def test_government(entity: str | None, government: str | None) -> None:
    assert government_of(entity) == government


def test_office_holder_speaks_with_the_voice_of_the_office() -> None:
    """Whoever holds offices of one state alone is its voice, and so is one with its ministry."""
    held = {
        person: {government_of(office.of) for office in offices}
        for person, offices in read_offices().items()
        if offices
    }
    plain = {person: states for person, states in held.items() if len(states) == 1}
    assert len(plain) > 100
    assert all(government_of(person) in states for person, states in plain.items())
    assert all(government_of(person) is None for person, states in held.items() if len(states) > 1)


def test_organs_belong_to_their_country_and_companies_to_none() -> None:
    organisations = [entry for entry in read_entries().values() if entry.kind == "organisation"]
    for entry in organisations:
        if entry.subkind in ("ministry", "military", "police") and entry.country:
            assert government_of(entry.id) == entry.country, entry
        if entry.subkind in ("company", "party", "ngo", "alliance", "armed_group"):
            assert government_of(entry.id) is None, entry
