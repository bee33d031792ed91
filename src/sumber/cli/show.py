"""`sumber show`: a claim in its sentence, or a document with its versions and claims."""

from __future__ import annotations

import sys
from argparse import Namespace

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from sumber.cli.claims_table import iter_judgements_in_words, print_claims
from sumber.cli.console import INDENT, clean, open_console
from sumber.cli.exits import EXIT_OK
from sumber.cli.listing import print_json
from sumber.cli.opening import open_chosen
from sumber.cli.spelling import spell_event, spell_link, spell_manner
from sumber.errors import LedgerError
from sumber.ledger import Connection
from sumber.ledger.corrected import corrected_fields
from sumber.ledger.views import (
    KeptClaim,
    KeptDocument,
    KeptVersion,
    find_claim_numbers,
    find_claims_of,
    find_documents_by_id,
    get_claims,
    get_text,
    get_versions,
)
from sumber.shaping.claims import quote_around, shape_in_context, shape_kept_claim


def run_show(options: Namespace) -> int:
    """Print what an id stands for; LedgerError where it stands for nothing, or for several things."""
    with open_chosen(options) as ledger, ledger.reading() as connection:
        project = ledger.find_project(connection)
        if project is None:
            raise LedgerError("S511", f"nothing is kept in project {ledger.project!r} yet")
        found = find_documents_by_id(connection, project, options.id)
        numbers = [] if found else find_claim_numbers(connection, project, options.id)
        if not found and not numbers:
            raise LedgerError(
                "S511",
                f"no claim or document {options.id!r} in project {ledger.project!r}; sumber claims and sumber documents list them",
            )
        if len(found) > 1:
            told = ", ".join(f"{each.id} ({each.publisher})" for each in found[:5])
            raise LedgerError("S511", f"{options.id!r} stands for several documents: {told}; give more of the id")
        if found:
            return _show_document(options, connection, project, found[0])
        return _show_claims(options, connection, get_claims(connection, project, numbers))


def _show_document(options: Namespace, connection: Connection, project: int, document: KeptDocument) -> int:
    versions = get_versions(connection, project, document.id)
    if options.text or options.number is not None:
        chosen = [each for each in versions if each.number == (options.number or document.version)]
        if not chosen:
            raise LedgerError(
                "S511", f"document {document.id} has versions 1 to {len(versions)}, none {options.number}"
            )
        sys.stdout.write(get_text(connection, chosen[0].text_sha256) + "\n")
        return EXIT_OK
    claims = get_claims(connection, project, find_claims_of(connection, document.id, project))
    if options.format == "json":
        print_json({"document": document, "versions": versions, "claims": [shape_kept_claim(each) for each in claims]})
        return EXIT_OK
    console = open_console(sys.stdout)
    print_document(console, document)
    _print_versions(console, versions)
    console.print()
    print_claims(console, claims)
    return EXIT_OK


def print_document(console: Console, document: KeptDocument) -> None:
    """A document's title and fields."""
    mark = Text.assemble(("[SYNTHETIC]", "black on yellow"), " ") if document.synthetic else Text()
    console.print(Text.assemble(mark, (clean(document.title or document.caller_id), "bold")))
    reader = f"{document.reader.name} {document.reader.version}" if document.reader else "not read"
    fields = (
        ("id", document.id),
        ("caller's id", document.caller_id),
        ("publisher", document.publisher or "not given"),
        ("published", document.published_at or "undated"),
        ("by-line", document.byline),
        ("address", document.url),
        ("language", document.language or "unknown"),
        ("kept", document.kept_at),
        ("read by", reader),
    )
    for name, value in fields:
        if value:
            console.print(Text.assemble((f"{name:<12}", "dim"), clean(value)))


def _print_versions(console: Console, versions: list[KeptVersion]) -> None:
    for version in versions:
        console.print(
            Text.assemble(
                (f"version {version.number:<4}", "dim"),
                f"kept {version.kept_at}, {version.characters:,} characters, text {version.text_sha256[:16]}…",
            )
        )
        if version.difference is None:
            continue
        before, after = version.number - 1, version.number
        for passage in version.difference.only_before:
            console.print(
                Padding(Text(f"- present in {before}, absent in {after}: {clean(passage.text)}", style="red"), INDENT)
            )
        for passage in version.difference.only_after:
            console.print(
                Padding(Text(f"+ present in {after}, absent in {before}: {clean(passage.text)}", style="green"), INDENT)
            )


def _show_claims(options: Namespace, connection: Connection, found: list[KeptClaim]) -> int:
    if options.format == "json":
        shaped = [shape_in_context(connection, kept) for kept in found]
        print_json(shaped[0] if len(shaped) == 1 else shaped)
        return EXIT_OK
    console = open_console(sys.stdout)
    for kept in found:
        _print_claim(console, kept, *quote_around(connection, kept))
    return EXIT_OK


def _print_claim(console: Console, kept: KeptClaim, before: str, after: str) -> None:
    claim, document = kept.claim, kept.document
    print_document(console, document)
    console.print()
    console.print(Text.assemble((clean(before) + " ", "dim"), (clean(claim.text), "bold"), (" " + clean(after), "dim")))
    console.print()
    console.print(
        Text.assemble(
            ("claim       ", "dim"), claim.id, ("  characters ", "dim"), f"{claim.span.start} to {claim.span.end}"
        )
    )
    console.print(Text.assemble(("how         ", "dim"), spell_manner(claim)))
    for place, link in enumerate(claim.chain):
        cue = f'  by "{clean(link.cue.text)}"' if link.cue else ""
        entity = f"  {link.entity.id}" if link.entity else ""
        console.print(
            Text.assemble(
                ("chain       " if not place else " " * 12, "dim"),
                (clean(spell_link(link)), "cyan"),
                (f"  {link.role}{entity}{cue}", "dim"),
            )
        )
    if claim.event:
        console.print(Text.assemble(("event       ", "dim"), clean(spell_event(claim.event)), f"  {claim.event.tense}"))
        if claim.event.object:
            console.print(Text.assemble(("object      ", "dim"), clean(claim.event.object)))
        if claim.event.place:
            console.print(Text.assemble(("where       ", "dim"), clean(claim.event.place.name)))
        if claim.event.time:
            days = f"  ({kept.earliest} to {kept.latest})" if kept.earliest else ""
            console.print(Text.assemble(("when        ", "dim"), claim.event.time.value, (days, "dim")))
    console.print(Text.assemble(("confidence  ", "dim"), f"{claim.confidence:.2f}"))
    corrected = ", ".join(f"{name} = {value}" for name, value in corrected_fields(kept.judgements).items())
    if corrected:
        console.print(Text.assemble(("corrected   ", "dim"), (clean(corrected), "yellow")))
    for judgement, words in zip(
        [each for each in kept.judgements if not each.undone], iter_judgements_in_words(kept.judgements), strict=True
    ):
        console.print(
            Text.assemble(
                ("judgement   ", "dim"), (words, "yellow"), (f"  {judgement.id}  {judgement.decided_at}", "dim")
            )
        )
    console.print()
