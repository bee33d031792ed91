"""`sumber treat`: what a person decides on two origins or two claims, or on what was taken back, signed and kept."""

from __future__ import annotations

from argparse import Namespace

from sumber.asking.sources import find_two_origins
from sumber.cli.claims_table import iter_judgements_in_words
from sumber.cli.exits import EXIT_OK
from sumber.cli.opening import get_signature, open_chosen
from sumber.cli.relating_parser import ON_ORIGINS, ON_WITHDRAWN
from sumber.errors import LedgerError, UsageError
from sumber.ledger import Ledger
from sumber.ledger.deciding import decide
from sumber.ledger.judging import Decision
from sumber.ledger.views import find_documents_by_id


def run_treat(options: Namespace) -> int:
    """Keep the decision and print its id, by which it can be taken back."""
    decided_by = get_signature(options)
    subject, other = options.subject, options.other
    if (other is None) != (options.kind in ON_WITHDRAWN):
        wanted = "one report or claim, and no other" if other else "two of them: give the other one too"
        raise UsageError("S312", f"treat {options.kind}: expected {wanted}")
    with open_chosen(options, may_write=True) as ledger:
        if options.kind in ON_WITHDRAWN:
            subject = _find_whole_id(ledger, subject)
        if options.kind in ON_ORIGINS:
            with ledger.reading() as connection:
                subject, other = find_two_origins(connection, ledger.find_project(connection), subject, other)
        judgement = decide(
            ledger,
            Decision(kind=options.kind, subject=subject, other=other, reason=options.reason, decided_by=decided_by),
        )
    told = iter_judgements_in_words([judgement])[0]
    about = " and ".join(filter(None, (judgement.subject, judgement.other)))
    print(f"{judgement.id}  {about}: {told}")
    return EXIT_OK


def _find_whole_id(ledger: Ledger, words: str) -> str:
    """The id of the document that some words name, else the words, which then name a claim."""
    with ledger.reading() as connection:
        project = ledger.find_project(connection)
        found = find_documents_by_id(connection, project, words) if project else []
    if len(found) > 1:
        told = ", ".join(f"{each.id} ({each.publisher})" for each in found[:5])
        raise LedgerError("S511", f"{words!r} stands for several documents: {told}; give more of the id")
    return found[0].id if found else words
