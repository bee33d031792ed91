"""`sumber verify`: whether a ledger's or a dump's quotes, records, originals, log and checkpoints still fit together."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

from sumber.cli.dump import opened_dump
from sumber.cli.exits import EXIT_OK, EXIT_REFUSED
from sumber.cli.opening import open_chosen
from sumber.cli.progress import show_progress, wants_progress
from sumber.cli.verify_report import JsonReport, TableReport
from sumber.errors import EvidenceError, UsageError
from sumber.evidence.checkpoints import read_checkpoint, split_notes
from sumber.evidence.dump import DumpFolder
from sumber.evidence.notes import VerifierKey, read_verifier_key
from sumber.evidence.source import Evidence, NotedCheckpoint
from sumber.evidence.timestamps import Authorities
from sumber.evidence.verifying import Trust, verify
from sumber.ledger.evidence import LedgerEvidence

# Keys, checkpoints and certificates are short; a longer file is a mistake.
MAX_TRUST_FILE_BYTES = 64_000_000


def run_verify(options: Namespace) -> int:
    """Check a dump, or the ledger where none is given, and print what was found; 1 where something is broken."""
    trust = Trust(
        keys=tuple(_read_key(words) for words in options.key),
        earlier=tuple(noted for name in options.against for noted in _read_checkpoints(name)),
        authorities=Authorities(b"".join(map(_read_file, options.authority))) if options.authority else None,
    )
    if options.path:
        with opened_dump(Path(options.path)) as folder:
            return _verify(DumpFolder(folder), trust, options)
    with open_chosen(options) as ledger, ledger.reading() as connection:
        evidence = LedgerEvidence(connection)
        if not evidence.size:
            raise EvidenceError("S607", f"{ledger.address}: its log was never signed; sumber log --sign signs it")
        code = _verify(evidence, trust, options)
        if evidence.unsigned and options.format == "table":
            print(
                f"{evidence.unsigned:,} leaves came after the last checkpoint and were not looked at: sumber log --sign"
            )
        return code


def _verify(evidence: Evidence, trust: Trust, options: Namespace) -> int:
    report = JsonReport(sys.stdout) if options.format == "json" else TableReport(sys.stdout)
    with ExitStack() as stack:
        watched = wants_progress(sys.stdout, quiet=options.quiet)
        total = _count_leaves(evidence) if watched else None
        advance = stack.enter_context(show_progress(total, wanted=watched, doing="verifying", what="leaves"))
        report.start()
        summary = verify(evidence, trust, report.tell, advance)
    report.finish(summary)
    return EXIT_OK if summary.holds else EXIT_REFUSED


def _read_key(words: str) -> VerifierKey:
    """The key that is given as it is written, or as a file that holds it."""
    if "+" in words or not Path(words).exists():
        return read_verifier_key(words)
    return read_verifier_key(_read_file(words).decode("utf-8", "replace"))


def _read_checkpoints(name: str) -> Iterator[NotedCheckpoint]:
    """The checkpoints of a file; UsageError where it holds none, for nothing would be compared then."""
    found = [NotedCheckpoint(note=note, place=f"{name} line {line}") for line, note in split_notes(_read_file(name))]
    try:
        read_checkpoint(found[0].note)
    except EvidenceError as error:
        raise UsageError("S308", f"--against {name}: no checkpoint: {error.message}") from error
    return iter(found)


def _read_file(name: str) -> bytes:
    try:
        with Path(name).open("rb") as file:
            return file.read(MAX_TRUST_FILE_BYTES)
    except OSError as error:
        raise UsageError("S308", f"{name}: {error.strerror or error}; expected a file that can be read") from error


def _count_leaves(evidence: Evidence) -> int | None:
    """How many leaves the last checkpoint speaks of, for the bar alone."""
    last = None
    with suppress(EvidenceError):
        for noted in evidence.iter_checkpoints():
            last = read_checkpoint(noted.note).checkpoint.size
    return last
