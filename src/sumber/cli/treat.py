"""`sumber treat`: what a person decides on two origins or two claims, signed and kept."""

from __future__ import annotations

from argparse import Namespace

from sumber.asking.sources import find_two_origins
from sumber.cli.claims_table import iter_judgements_in_words
from sumber.cli.exits import EXIT_OK
from sumber.cli.opening import get_signature, open_chosen
from sumber.cli.relating_parser import ON_ORIGINS
from sumber.ledger.deciding import decide
from sumber.ledger.judging import Decision


def run_treat(options: Namespace) -> int:
    """Keep the decision and print its id, by which it can be taken back."""
    decided_by = get_signature(options)
    subject, other = options.subject, options.other
    with open_chosen(options, may_write=True) as ledger:
        if options.kind in ON_ORIGINS:
            with ledger.reading() as connection:
                subject, other = find_two_origins(connection, ledger.find_project(connection), subject, other)
        judgement = decide(
            ledger,
            Decision(kind=options.kind, subject=subject, other=other, reason=options.reason, decided_by=decided_by),
        )
    told = iter_judgements_in_words([judgement])[0]
    print(f"{judgement.id}  {judgement.subject} and {judgement.other}: {told}")
    return EXIT_OK
