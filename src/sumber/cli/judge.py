"""`sumber accept`, `reject`, `correct`, `note`, `merge`, `split`, `undo`: what a person decides, signed and kept."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from sumber.cli.claims_table import iter_judgements_in_words
from sumber.cli.exits import EXIT_OK
from sumber.cli.opening import get_signature, open_chosen
from sumber.errors import UsageError
from sumber.ledger.correction_fields import CLOSED, FREE, LISTS, TRUTH
from sumber.ledger.deciding import decide
from sumber.ledger.judging import Decision


def run_judge(options: Namespace) -> int:
    """Keep the decision and print its id, by which it can be taken back."""
    decision = Decision(
        kind=options.command,
        subject=options.subject,
        other=getattr(options, "other", None),
        reason=options.reason,
        score=getattr(options, "score", None),
        value=_read_value(options),
        decided_by=get_signature(options),
    )
    with open_chosen(options, may_write=True) as ledger:
        judgement = decide(ledger, decision)
    about = " and ".join(filter(None, (judgement.subject, judgement.other)))
    print(f"{judgement.id}  {about}: {iter_judgements_in_words([judgement])[0]}")
    return EXIT_OK


def _read_value(options: Namespace) -> dict[str, Any] | None:
    if options.command == "correct":
        return read_correction(options.fields)
    return {"role": options.role} if options.command == "public" else None


def read_correction(fields: list[str]) -> dict[str, Any]:
    """The fields of a correction, FIELD=VALUE each; UsageError names one that is unknown or of the wrong kind.

    >>> read_correction(["stance=denies", "actor=Fiji", "actor=Tonga", "negated=yes"])
    {'stance': 'denies', 'actor': ['Fiji', 'Tonga'], 'negated': True}
    """
    told: dict[str, Any] = {}
    for field in fields:
        name, given, value = field.partition("=")
        if not given or name not in (*CLOSED, *LISTS, *FREE):
            raise UsageError(
                "S311", f"{field!r}: expected FIELD=VALUE with one of {', '.join((*CLOSED, *LISTS, *FREE))}"
            )
        if name in CLOSED and value not in CLOSED[name]:
            raise UsageError("S311", f"{name}={value}: expected one of {', '.join(CLOSED[name])}")
        if name in LISTS:
            told[name] = [*told.get(name, []), *([value] if value else [])]
        else:
            told[name] = TRUTH.get(value, value) if name in {"hedged", "negated"} else value or None
    return told
