"""Organs of states that have no row of their own: ministries, forces and services by role and state."""

from __future__ import annotations

from sumber.gazetteer.entries import read_entries

ROLE_NAMES = {
    "ministry_of_defence": "Ministry of Defence",
    "ministry_of_foreign_affairs": "Ministry of Foreign Affairs",
    "armed_forces": "Armed Forces",
    "army": "Army",
    "navy": "Navy",
    "air_force": "Air Force",
    "coast_guard": "Coast Guard",
    "general_staff": "General Staff",
    "intelligence": "Intelligence",
    "police": "Police",
    "parliament": "Parliament",
    "government": "Government",
    "embassy": "Embassy",
    "prosecution": "Prosecution Service",
    "ministry_of_interior": "Ministry of the Interior",
    "ministry_of_finance": "Ministry of Finance",
    "ministry_of_justice": "Ministry of Justice",
    "ministry_of_health": "Ministry of Health",
    "presidency": "Presidency",
    "prime_ministers_office": "Prime Minister's Office",
    "central_bank": "Central Bank",
    "supreme_court": "Supreme Court",
}


def organ_name(organ_id: str) -> str:
    """The English name of an organ id `sumber:organ:<role>:<state>`.

    >>> organ_name("sumber:organ:navy:Q0")
    'Navy (Q0)'
    """
    _, _, role, owner = organ_id.split(":", 3)
    state = read_entries().get(owner)
    return f"{ROLE_NAMES.get(role, role.replace('_', ' ').title())} ({state.name if state else owner})"
