"""Keeping reports and their readings: each is new, the same, or a new version of what is kept; nothing is replaced."""

from __future__ import annotations

from collections.abc import Sequence

from sumber.errors import InputError
from sumber.ledger.arrivals import Arrival, Kept, Recall
from sumber.ledger.batch import Batch
from sumber.ledger.identity import find_document, find_erasure, find_news, find_version, merge
from sumber.ledger.opening import Ledger
from sumber.model import Document, Reading


def recall(ledger: Ledger, document: Document, *, again: bool = False) -> Recall | InputError:
    """What is known of a report before it is read.

    InputError where its id stands for another publisher's already, or where it was erased and is not to come back (`again`).
    """
    with ledger.reading() as connection:
        project = ledger.find_project(connection)
        if project is None:
            return Recall(document, is_to_be_read=True)
        found = find_document(connection, project, document)
        if found is None:
            erased = None if again else find_erasure(connection, ledger.project, document)
            return erased or Recall(document, is_to_be_read=True)
        if isinstance(found, InputError):
            return found
        merged = merge(document, found)
        version = find_version(connection, found.no, document.sha256)
        is_read = version is not None and found.reading_no is not None and not find_news(merged, found)
        return Recall(merged, is_to_be_read=not is_read)


def keep(ledger: Ledger, arrivals: Sequence[Arrival]) -> list[Kept | InputError]:
    """Keep reports, all in one transaction: when this gives its answer they are on the disk, with their log leaves."""
    with ledger.writing() as connection:
        batch = Batch(ledger, connection)
        batch.look_up([arrival.document for arrival in arrivals])
        answers = [batch.add(arrival) for arrival in arrivals]
        batch.write()
    return answers


def keep_rereadings(ledger: Ledger, rereadings: Sequence[tuple[int, Reading]]) -> list[bool]:
    """Keep further readings of the newest versions of documents, by their numbers; gives for each whether it is news."""
    with ledger.writing() as connection:
        batch = Batch(ledger, connection)
        answers = [batch.add_rereading(no, reading) for no, reading in rereadings]
        batch.write()
    return answers
