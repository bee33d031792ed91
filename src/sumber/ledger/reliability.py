"""How reliable persons hold sources to be: Admiralty letters, each for a topic and a period or for all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, get_args

from sqlalchemy import Connection

from sumber.errors import LedgerError
from sumber.ledger.judgements import Judgement, find_subject_judgements
from sumber.model import EventType

LETTERS: Final = ("A", "B", "C", "D", "E", "F")
"""From reliable (A) to unreliable (E); F says that nobody can judge it, and is no letter below E."""
FIELDS: Final = ("grade", "topic", "from", "to")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


def check_reliability(value: Mapping[str, Any]) -> None:
    """Whether a judgement of reliability says what it must; LedgerError names what it does not.

    `grade` is a letter; `topic` an event type, `from` and `to` the first and last day that it holds for, each where told.
    """
    known = {"grade": LETTERS, "topic": get_args(EventType)}
    for name, told in value.items():
        if name in known and told not in known[name]:
            raise LedgerError("S517", f"{name} {told!r}: expected one of {', '.join(known[name])}")
        if name not in FIELDS or (name in ("from", "to") and not _DAY.fullmatch(str(told))):
            raise LedgerError("S517", f"{name} {told!r}: expected {', '.join(FIELDS)}, days as 2024-08-01")
    if "grade" not in value:
        raise LedgerError("S517", f"no grade is told; expected one of {', '.join(LETTERS)}")
    if value.get("from") and value.get("to") and value["from"] > value["to"]:
        raise LedgerError("S517", f"from {value['from']} to {value['to']} is no period: it ends before it begins")


def find_reliabilities(connection: Connection, project: int, sources: Iterable[str]) -> dict[str, list[Judgement]]:
    """What stands of how reliable these sources are, by their keys; of a topic and period the last word alone."""
    found: dict[str, dict[tuple[Any, ...], Judgement]] = {}
    for each in find_subject_judgements(connection, project, "reliability", sources):
        if not each.undone:
            value = each.value or {}
            found.setdefault(each.subject, {})[tuple(value.get(name) for name in FIELDS[1:])] = each
    return {source: list(told.values()) for source, told in found.items()}
