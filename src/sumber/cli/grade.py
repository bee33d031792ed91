"""`sumber grade`: how reliable a person holds a source to be, signed and kept."""

from __future__ import annotations

from argparse import Namespace

from sumber.asking.sources import find_origin
from sumber.cli.claims_table import iter_judgements_in_words
from sumber.cli.exits import EXIT_OK
from sumber.cli.opening import get_signature, open_chosen
from sumber.ledger.deciding import decide
from sumber.ledger.judging import Decision


def run_grade(options: Namespace) -> int:
    """Keep the letter and print the judgement's id, by which it can be taken back."""
    decided_by = get_signature(options)
    told = {"grade": options.grade, "topic": options.topic, "from": options.first, "to": options.last}
    value = {name: each for name, each in told.items() if each}
    with open_chosen(options, may_write=True) as ledger:
        with ledger.reading() as connection:
            source = find_origin(connection, ledger.find_project(connection), options.source)
        judgement = decide(
            ledger,
            Decision(kind="reliability", subject=source, value=value, reason=options.reason, decided_by=decided_by),
        )
    print(f"{judgement.id}  {judgement.subject}: {iter_judgements_in_words([judgement])[0]}")
    return EXIT_OK
