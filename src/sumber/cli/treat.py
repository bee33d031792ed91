"""`sumber treat`: what a person decides on two origins or two claims, signed and kept."""

from __future__ import annotations

from argparse import Namespace

from sumber.cli.claims_table import iter_judgements_in_words
from sumber.cli.exits import EXIT_OK
from sumber.cli.impact import bare_keys
from sumber.cli.naming import Names
from sumber.cli.opening import get_signature, open_chosen
from sumber.cli.relating_parser import ON_ORIGINS
from sumber.errors import LedgerError
from sumber.ledger import Connection, Ledger
from sumber.ledger.judging import Decision, judge
from sumber.ledger.propositions import known_sources


def run_treat(options: Namespace) -> int:
    """Keep the decision and print its id, by which it can be taken back."""
    decided_by = get_signature(options)
    subject, other = options.subject, options.other
    with open_chosen(options, may_write=True) as ledger:
        if options.kind in ON_ORIGINS:
            subject, other = find_origin(ledger, subject), find_origin(ledger, other)
            if subject == other:
                raise LedgerError(
                    "S513", f"{options.subject!r} and {options.other!r} are one origin already; expected two"
                )
        judgement = judge(
            ledger,
            Decision(kind=options.kind, subject=subject, other=other, reason=options.reason, decided_by=decided_by),
        )
    told = iter_judgements_in_words([judgement])[0]
    print(f"{judgement.id}  {judgement.subject} and {judgement.other}: {told}")
    return EXIT_OK


def find_origin(ledger: Ledger, words: str) -> str:
    """By what an origin is kept that some words name; LedgerError where none is, or several are."""
    with ledger.reading() as connection:
        project = ledger.find_project(connection)
        keys = known_sources(connection, project, _find_keys(connection, project, words)) if project else []
    if not keys:
        raise LedgerError(
            "S511", f"no origin {words!r} among what is related in this project; sumber why lists a claim's origins"
        )
    if len(keys) > 1:
        raise LedgerError("S511", f"{words!r} names several origins: {', '.join(keys)}; give the one meant")
    return keys[0]


def _find_keys(connection: Connection, project: int, words: str) -> set[str]:
    """By what an origin may be kept: its id or, in any language, the ids of what is called so; and the bare name."""
    return {*Names(connection, project).find_ids(words), *bare_keys(words)}
