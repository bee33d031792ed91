"""`sumber why`: what a claim rests on, with the words that show it."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import Any

import msgspec
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from sumber.cli.claims_table import SHORT_ID, iter_judgements_in_words
from sumber.cli.console import INDENT, clean, open_console
from sumber.cli.exits import EXIT_OK
from sumber.cli.listing import print_json
from sumber.cli.relating import open_related
from sumber.cli.spelling import count_of, spell_base
from sumber.model import Ground, OriginPair
from sumber.relating.tools import Tools
from sumber.relating.why import Absent, Clash, Voice, Why, explain_claim

_FURTHER = (0, 0, 0, 6)
_MOST_SHOWN = 30
_ARROWS = {"forth": ">", "back": "<"}


def run_why(options: Namespace, tools: Tools | None = None) -> int:
    """Print why a claim rests on what it does."""
    with open_related(options, tools) as (ledger, project), ledger.reading() as connection:
        found = explain_claim(connection, project, options.claim)
    if options.format == "json":
        shaped = [_shape(each) for each in found]
        print_json(shaped[0] if len(shaped) == 1 else shaped)
        return EXIT_OK
    for each in found:
        _Page(open_console(sys.stdout), each).print_all()
    return EXIT_OK


def _shape(why: Why) -> dict[str, Any]:
    return {**msgspec.to_builtins(why), "documents": why.documents}


class _Page:
    """One claim's explanation, part by part."""

    def __init__(self, console: Console, why: Why) -> None:
        self._console = console
        self._why = why
        self._marks = {(each.document, each.claim): each.kind for each in why.proposition.withdrawn}

    def print_all(self) -> None:
        """Print all parts that have something to tell."""
        why = self._why
        self._line(clean(why.claim.text), "bold")
        self._line(f"claim {why.claim.claim}, {self._name(why.claim.document)}", "dim")
        self._line(clean(why.proposition.gloss))
        outlets, languages = count_of(len(why.proposition.outlets), "outlet"), " ".join(why.proposition.languages)
        base = spell_base(why.proposition.independent_origins, why.proposition.unknown_origins)
        self._line(f"{base} · {outlets} · {languages}")
        self._part("who says it", [self._spell_voice(voice) for voice in why.voices])
        self._print_origins()
        self._print_pairs()
        self._print_copies()
        self._part("circles", [" > ".join((*loop, loop[0])) for loop in why.proposition.loops])
        self._print_clashes()
        self._part("in an earlier version only", list(map(self._spell_absent, why.absent)))
        self._print_grade()
        self._part(
            "decisions", [f"{told}  {each.id}" for each in why.decisions for told in iter_judgements_in_words([each])]
        )
        self._console.print()

    def _line(self, words: str, style: str = "") -> None:
        self._console.print(Text(words, style=style))

    def _part(self, heading: str, lines: list[str]) -> None:
        if lines:
            self._console.print()
            self._line(heading, "bold")
        for line in lines:
            self._indented(line)

    def _tell_rest(self, number: int, what: str) -> None:
        """Say how many were left out, if any."""
        if number > _MOST_SHOWN:
            self._indented(f"and {number - _MOST_SHOWN:,} more {what}; all with --format json", "dim")

    def _indented(self, line: str, style: str = "") -> None:
        self._console.print(Padding(Text(clean(line), style=style), INDENT))

    def _quoted(self, ground: Ground) -> None:
        """The words that a ground points to, each with its document."""
        for document, span in dict.fromkeys(ground.spans):
            words = self._why.quote(document, span)
            if words:
                self._console.print(Padding(Text(f'"{clean(words)}" {self._name(document)}', style="dim"), _FURTHER))

    def _name(self, document: str) -> str:
        kept = self._why.documents.get(document)
        if kept is None:
            return document
        mark = " [SYNTHETIC]" if kept.synthetic else ""
        return clean(f"{kept.publisher or 'publisher not given'}: {kept.title or kept.caller_id}{mark}")

    def _spell_voice(self, voice: Voice) -> str:
        mark = self._marks.get((voice.document, voice.claim), "")
        told = f'{" > ".join(voice.chain)}: "{voice.text}" ({voice.claim[:SHORT_ID]}, {self._name(voice.document)})'
        return f"[{mark.upper()}] {told}" if mark else told

    def _spell_absent(self, absent: Absent) -> str:
        return (
            f'"{absent.text}" ({self._name(absent.document)}): present in version {absent.present_in}, '
            f"absent in version {absent.absent_in}"
        )

    def _print_origins(self) -> None:
        groups: dict[int, list[str]] = {}
        for origin in self._why.proposition.origins:
            access = ", tells how it knows" if origin.has_access else ""
            entity = f" {origin.entity}" if origin.entity else ""
            groups.setdefault(origin.group, []).append(f"{origin.name}{entity}{access}")
        self._part("origins, those that count as one on one line", ["; ".join(names) for names in groups.values()])

    def _print_pairs(self) -> None:
        pairs = self._why.proposition.pairs
        if pairs:
            self._console.print()
            self._line("two by two", "bold")
        for pair in pairs[:_MOST_SHOWN]:
            self._indented(self._spell_pair(pair))
            self._quoted(pair.ground)
        self._tell_rest(len(pairs), "pairs")

    def _spell_pair(self, pair: OriginPair) -> str:
        origins = self._why.proposition.origins
        return f"{origins[pair.a].name} – {origins[pair.b].name}: {pair.independence}, because {pair.ground.detail}"

    def _print_copies(self) -> None:
        if self._why.copies:
            self._console.print()
            self._line("copies", "bold")
        for copy in self._why.copies[:_MOST_SHOWN]:
            arrow = _ARROWS.get(copy.direction or "", "–")
            self._indented(f"{self._name(copy.a.document)} {arrow} {self._name(copy.b.document)}: {copy.kind}")
            for ground in copy.grounds:
                self._console.print(Padding(Text(clean(ground.detail), style="dim"), _FURTHER))
        self._tell_rest(len(self._why.copies), "copies")

    def _print_clashes(self) -> None:
        if self._why.clashes:
            self._console.print()
            self._line("conflicts", "bold")
        for clash in self._why.clashes[:_MOST_SHOWN]:
            self._print_clash(clash)
        self._tell_rest(len(self._why.clashes), "conflicts")

    def _print_clash(self, clash: Clash) -> None:
        self._indented(f"{clash.kind}  {clash.score:.2f}", "yellow")
        for mark, voice in (("+", clash.one), ("-", clash.other)):
            self._console.print(Padding(Text(clean(f"{mark} {self._spell_voice(voice)}")), _FURTHER))

    def _print_grade(self) -> None:
        grade = self._why.proposition.grade
        self._part("proposed grade", [f"{grade.credibility}: {ground.detail}" for ground in grade.grounds])
        for ground in grade.grounds:
            self._quoted(ground)
        steps = self._why.history
        if len(steps) > 1:
            self._part(
                "grades over time",
                [self._spell_step(step.proposed_at, step.credibility, step.grounds) for step in steps],
            )

    def _spell_step(self, when: str, credibility: str, grounds: tuple[Ground, ...]) -> str:
        reasons = "; ".join(ground.detail for ground in grounds) or "the reasons went with an erased document"
        return f"{when}  {credibility}: {reasons}"
