"""`sumber claims`: kept claims found by words and filters."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import Any

import msgspec
from rich.text import Text

from sumber.asking.naming import Names
from sumber.asking.questions import LISTED, NAMED, Question, claim_filters
from sumber.cli.claims_table import print_claims
from sumber.cli.console import open_console
from sumber.cli.exits import EXIT_OK
from sumber.cli.listing import print_csv, print_json, print_json_lines
from sumber.cli.opening import open_chosen, warn_of_old_index
from sumber.ledger import Count, Ledger
from sumber.ledger.finding import build_query, count_claims, explain_search, find_claims
from sumber.ledger.views import KeptClaim, get_claims
from sumber.shaping.claims import KeptClaimShape, shape_kept_claim


def run_claims(options: Namespace) -> int:
    """Print a page of claims, how many there are, and how to get the next page."""
    with open_chosen(options) as ledger, ledger.reading() as connection:
        warn_of_old_index(ledger, connection)
        project = ledger.find_project(connection)
        if project is None:
            return _tell_empty(options, ledger)
        filters = claim_filters(read_question(options), Names(connection, project))
        query = build_query(project, filters, is_only_project=ledger.is_only_project(connection))
        if options.plan:
            print("\n".join(explain_search(connection, ledger.store, query, filters)))
            return EXIT_OK
        page = find_claims(connection, ledger.store, query, filters, (options.limit, options.after))
        found = get_claims(connection, project, page.numbers)
        count = count_claims(connection, ledger.store, query, filters)
    _print(options, found, count, page.after)
    return EXIT_OK


def read_question(options: Namespace) -> Question:
    """What the options ask for; those that a command does not have ask for nothing."""
    return Question(
        words=options.words,
        earliest=getattr(options, "earliest", None),
        latest=getattr(options, "latest", None),
        **{name: tuple(getattr(options, name, None) or ()) for name in (*NAMED, *LISTED)},
    )


def _tell_empty(options: Namespace, ledger: Ledger) -> int:
    print(f"sumber: nothing is kept in project {ledger.project!r} yet", file=sys.stderr)
    _print(options, [], Count(0, is_estimate=False), None)
    return EXIT_OK


def _print(options: Namespace, found: list[KeptClaim], count: Count, after: int | None) -> None:
    shaped = [shape_kept_claim(each) for each in found] if options.format != "table" else []
    if options.format == "json":
        head = {"count": count.number, "estimated": count.is_estimate, "after": str(after) if after else None}
        print_json({**head, "claims": shaped})
    elif options.format == "jsonl":
        print_json_lines(shaped)
    elif options.format == "csv":
        print_csv([flatten(each) for each in shaped])
    else:
        console = open_console(sys.stdout)
        print_claims(console, found)
        console.print(Text(spell_count(count, len(found), "claim"), style="dim"))
    if after is not None and options.format != "json":
        print(f"sumber: more with --after {after}", file=sys.stderr)


def spell_count(count: Count, shown: int, what: str) -> str:
    """How many were found and shown, in words; an estimate says that it is one."""
    number = (
        f"about {count.number:,} {what}s (estimated)"
        if count.is_estimate
        else f"{count.number:,} {what}{'' if count.number == 1 else 's'}"
    )
    return number if shown == count.number else f"{number}, {shown} shown"


def flatten(claim: KeptClaimShape) -> dict[str, Any]:
    """A claim as one row of a table."""
    shaped: dict[str, Any] = {**claim}
    document, event = shaped["document"], shaped["event"] or {}
    rests = msgspec.to_builtins(shaped["rests_on"]) or {}
    return {
        "claim": shaped["id"],
        "document": document["id"],
        "caller_id": document["caller_id"],
        "publisher": document["publisher"],
        "title": document["title"],
        "published_at": document["published_at"],
        "language": document["language"],
        "synthetic": document["synthetic"],
        "text": shaped["text"],
        "chain": " > ".join(link["name"] for link in shaped["chain"]),
        "origin": shaped["chain"][0]["name"] if shaped["chain"] else "",
        "mode": shaped["mode"],
        "stance": shaped["stance"],
        "hedged": shaped["hedged"],
        "negated": shaped["negated"],
        "event": event.get("type"),
        "actors": "; ".join(party["name"] for party in event.get("actors", ())),
        "recipients": "; ".join(party["name"] for party in event.get("recipients", ())),
        "object": event.get("object"),
        "quantity": (event.get("quantity") or {}).get("text"),
        "place": (event.get("place") or {}).get("name"),
        "time": (event.get("time") or {}).get("value"),
        "earliest": shaped["earliest"],
        "latest": shaped["latest"],
        "tense": event.get("tense"),
        "corrected": "; ".join(f"{name} = {value}" for name, value in shaped["corrected"].items()),
        "judgements": "; ".join(f"{each.kind} ({each.decided_by})" for each in shaped["judgements"]),
        "proposition": rests.get("proposition"),
        "independent_origins": rests.get("independent_origins"),
        "unknown_origins": rests.get("unknown_origins"),
        "grade": rests.get("grade"),
    }
