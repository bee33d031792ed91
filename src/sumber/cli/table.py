"""Readings as a table on a terminal: who says it > who relays it > who prints it."""

from __future__ import annotations

import os
from typing import TextIO

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from sumber.errors import InputError
from sumber.model import Claim, Event, Link, Reading, Reason

PLAIN_WIDTH = 120
STACKED_BELOW = 80
LEGEND = "† carried from an earlier sentence · ? unresolved name · ‹…› unnamed source"


class TableExporter:
    """Writes each reading as a table fitted to the terminal; in a pipe plain, 120 wide or COLUMNS."""

    def start(self, out: TextIO) -> None:
        """Nothing stands before the first table."""

    def write(self, out: TextIO, reading: Reading | InputError, *, explain: bool) -> None:
        """The table of one reading; errors were told on standard error."""
        if isinstance(reading, InputError):
            return
        console = open_console(out)
        _print_head(console, reading)
        if console.width < STACKED_BELOW:
            for number, claim in enumerate(reading.claims, 1):
                _print_stacked(console, number, claim)
        elif reading.claims:
            console.print(_table(reading))
        if reading.claims:
            console.print(f"[dim]{LEGEND}[/dim]")
        if explain:
            _print_reasons(console, reading)
        console.print()

    def finish(self, out: TextIO) -> None:
        """Nothing stands behind the last table."""


def open_console(out: TextIO) -> Console:
    """A console on `out`: coloured on a terminal, plain elsewhere."""
    if out.isatty():
        return Console(file=out, highlight=False)
    width = int(os.environ.get("COLUMNS", "") or PLAIN_WIDTH)
    return Console(file=out, width=width, no_color=True, highlight=False, force_terminal=False)


def _print_head(console: Console, reading: Reading) -> None:
    document = reading.document
    badge = "[black on yellow] SYNTHETIC [/] " if document.synthetic else ""
    parts = [document.publisher or "publisher not given", document.published_at or "undated", reading.language or "und"]
    console.print(
        f"{badge}[bold]{escape(document.title or document.id)}[/bold]  [dim]{escape(' · '.join(parts))}[/dim]"
    )
    for warning in reading.warnings:
        console.print(f"[yellow]! {escape(warning)}[/yellow]")


def _table(reading: Reading) -> Table:
    table = Table(expand=True, pad_edge=False, header_style="bold")
    table.add_column("#", justify="right", no_wrap=True)
    table.add_column("claim", ratio=5)
    table.add_column("who says it > who prints it", ratio=3)
    table.add_column("how", ratio=2)
    table.add_column("when", ratio=1)
    table.add_column("where", ratio=1)
    table.add_column("event", ratio=3)
    for number, claim in enumerate(reading.claims, 1):
        event = claim.event
        table.add_row(
            str(number),
            escape(claim.text),
            escape(spell_chain(claim.chain)),
            spell_manner(claim),
            event.time.value if event and event.time else "",
            escape(event.place.name) if event and event.place else "",
            escape(spell_event(event)) if event else "",
        )
    return table


def spell_link(link: Link) -> str:
    """One link in words, with its marks."""
    name = f"‹{link.name}›" if link.role == "unnamed" else link.name or "(publisher not given)"
    unresolved = "?" if link.entity is None and link.role in {"speaker", "relay"} else ""
    return f"{name}{unresolved}{'†' if link.carried else ''}"


def spell_chain(chain: tuple[Link, ...]) -> str:
    """A chain in words, origin first."""
    return " > ".join(spell_link(link) for link in chain)


def spell_manner(claim: Claim) -> str:
    """Mode, stance, and whether hedged or negated."""
    marks = [name for name, on in (("hedged", claim.hedged), ("negated", claim.negated)) if on]
    return ", ".join([claim.mode, claim.stance, *marks])


def spell_event(event: Event) -> str:
    """An event in words: type, actors, recipients, quantity."""
    actors = ", ".join(party.name for party in event.actors)
    recipients = ", ".join(party.name for party in event.recipients)
    parties = f" {actors}" if actors else ""
    parties += f" → {recipients}" if recipients else ""
    quantity = f" ({event.quantity.text})" if event.quantity else ""
    return f"{event.type}{':' if parties else ''}{parties}{quantity}"


def _print_stacked(console: Console, number: int, claim: Claim) -> None:
    console.print(f"[bold]{number}.[/bold] {escape(claim.text)}")
    console.print(f"   [cyan]{escape(spell_chain(claim.chain))}[/cyan]")
    event = f" · {spell_event(claim.event)}" if claim.event else ""
    console.print(f"   [dim]{spell_manner(claim)}{escape(event)}[/dim]")


def _print_reasons(console: Console, reading: Reading) -> None:
    console.print("\n[bold]Why[/bold]")
    for number, claim in enumerate(reading.claims, 1):
        console.print(f"{number}. {escape(claim.text)}")
        for reason in claim.reasons:
            console.print(f"   claim: {_spell_reason(reason, reading)}")
        for link in claim.chain:
            for reason in link.reasons:
                console.print(f"   {escape(spell_link(link))}: {_spell_reason(reason, reading)}")
    console.print("\n[bold]Names[/bold]")
    for mention in reading.mentions:
        target = f"{mention.entity.name} ({mention.entity.id})" if mention.entity else "unresolved"
        why = "; ".join(_spell_reason(reason, reading) for reason in mention.reasons)
        console.print(f"   {escape(mention.text)} = {escape(target)}: {why}")


def _spell_reason(reason: Reason, reading: Reading) -> str:
    place = f" at {reason.span.start}: …{_around(reading.document.text, reason)}…" if reason.span else ""
    return escape(f"{reason.rule} — {reason.detail}{place}")


def _around(text: str, reason: Reason) -> str:
    """The words of a reason with a little of their sentence."""
    if reason.span is None:
        return ""
    start, end = max(0, reason.span.start - 20), min(len(text), reason.span.end + 20)
    return text[start:end].replace("\n", " ")
