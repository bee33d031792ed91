"""Why a reading says what it says: cue, rule and earlier sentence behind each finding."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from sumber.cli.console import INDENT, clean
from sumber.cli.spelling import spell_link
from sumber.model import Mention, Reading, Reason

AROUND = 20


def print_reasons(console: Console, reading: Reading) -> None:
    """The reasons of all claims, then those of all names."""
    text = reading.document.text
    console.print(Text("\nWhy", style="bold"))
    for number, claim in enumerate(reading.claims, 1):
        console.print(Text(f"{number}. {clean(claim.text)}"))
        for reason in claim.reasons:
            _print_line(console, "claim: ", reason, text)
        for link in claim.chain:
            for reason in link.reasons:
                _print_line(console, f"{clean(spell_link(link))}: ", reason, text)
    if reading.mentions:
        console.print(Text("\nNames", style="bold"))
    for mention in reading.mentions:
        console.print(Padding(Text(_spell_mention(mention, text)), INDENT, expand=False))


def _print_line(console: Console, about: str, reason: Reason, text: str) -> None:
    console.print(Padding(Text.assemble((about, "cyan"), _spell_reason(reason, text)), INDENT, expand=False))


def _spell_mention(mention: Mention, text: str) -> str:
    target = f"{mention.entity.name} ({mention.entity.id})" if mention.entity else "unresolved"
    why = "; ".join(_spell_reason(reason, text) for reason in mention.reasons)
    return f"{clean(mention.text)} = {clean(target)}: {why}"


def _spell_reason(reason: Reason, text: str) -> str:
    place = f" at {reason.span.start}: …{_around(text, reason)}…" if reason.span else ""
    return clean(f"{reason.rule} — {reason.detail}{place}")


def _around(text: str, reason: Reason) -> str:
    """The words of a reason with a little of their sentence."""
    if reason.span is None:
        return ""
    return text[max(0, reason.span.start - AROUND) : reason.span.end + AROUND]
