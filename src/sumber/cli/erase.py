"""`sumber erase`: a document erased where the law asks for it."""

from __future__ import annotations

from argparse import Namespace

from sumber.cli.console import clean
from sumber.cli.exits import EXIT_OK
from sumber.cli.opening import get_signature, open_chosen
from sumber.cli.spelling import count_of
from sumber.ledger.erasing import erase_document


def run_erase(options: Namespace) -> int:
    """Erase it, and say what went and which backups and dumps still hold it."""
    signature = get_signature(options)
    with open_chosen(options, may_write=True) as ledger:
        erased = erase_document(ledger, options.document, reason=options.reason, decided_by=signature)
    print(
        f"{erased.document}: erased, with {count_of(erased.versions, 'version')}, {count_of(erased.readings, 'reading')}, "
        f"{count_of(erased.claims, 'claim')} and {count_of(erased.judgements, 'judgement')}; "
        f"{erased.leaves} log leaves keep their hash alone"
    )
    for place in erased.backups:
        print(f"still in {clean(place)}")
    return EXIT_OK
