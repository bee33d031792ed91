"""`sumber dossier`: all that is kept about an actor, two actors, a weapon or an outlet, in order."""

from __future__ import annotations

import sys
from argparse import Namespace
from typing import Any, Final

import msgspec
from rich.console import Console
from rich.text import Text

from sumber.cli.claims_table import SHORT_ID
from sumber.cli.console import clean, open_console
from sumber.cli.exits import EXIT_OK
from sumber.cli.listing import print_json, print_table
from sumber.cli.relating import open_related
from sumber.cli.spelling import count_of, spell_link
from sumber.dossier.gathering import MOST_CLAIMS, Asking, Dossier
from sumber.dossier.matters import Matter
from sumber.dossier.network import Edge, draw_network
from sumber.dossier.register import Row, make_register
from sumber.dossier.reliance import Reliance, relied_upon, relying
from sumber.dossier.sections import divide, in_order
from sumber.dossier.stages import Stage, find_stages
from sumber.dossier.timeline import draw_timeline, spell_bar
from sumber.errors import UsageError
from sumber.relating.tools import Tools

_MOST_SUBJECTS: Final = 2
_BAR_WIDTH: Final = 24
_MOST_EDGES: Final = 20
_MOST_ORIGINS: Final = 3
_MOST_SOURCES: Final = 20


def run_dossier(options: Namespace, tools: Tools | None = None) -> int:
    """Print the dossier; LedgerError where nothing is told of a subject, or its name means several."""
    if len(options.subjects) > _MOST_SUBJECTS:
        raise UsageError("S322", f"{len(options.subjects)} names given: a dossier is about one or two")
    with open_related(options, tools) as (ledger, project), ledger.reading() as connection:
        asking = Asking(connection, ledger.store, project)
        dossier = asking.make([asking.find_subject(words) for words in options.subjects])
    if options.format == "json":
        print_json(shape_dossier(dossier))
    else:
        _Print(open_console(sys.stdout), dossier).print_all()
    return EXIT_OK


def shape_dossier(dossier: Dossier) -> dict[str, Any]:
    """A dossier as JSON: its sections, register, network, stages and reliance, each with the ids of its claims."""
    ids = _ids(dossier)
    timeline = draw_timeline(dossier.matters)
    return {
        "kind": dossier.kind,
        "subjects": dossier.subjects,
        "is_partial": dossier.is_partial,
        "rejected": dossier.rejected,
        "synthetic": any(kept.document.synthetic for kept in dossier.claims),
        "sections": [
            {"name": each.name, "matters": [shape_matter(matter) for matter in each.matters]}
            for each in divide(dossier.matters)
        ],
        "scale": {"first": timeline.first, "last": timeline.last} if timeline else None,
        "register": make_register(dossier.matters),
        "network": [
            {"actor": edge.actor, "recipient": edge.recipient, "matters": [matter.id for matter in edge.matters]}
            for edge in draw_network(dossier.matters)
        ],
        "stages": [
            {
                "name": stage.name,
                "matters": [matter.id for matter in stage.matters],
                "first": stage.first.claim.id if stage.first else None,
                "doubts": stage.doubts,
                "refusals": stage.refusals,
            }
            for stage in (find_stages(dossier.matters) if dossier.kind == "weapon" else ())
        ],
        "relies_on": relied_upon(dossier.claims, ids) if dossier.kind == "outlet" else [],
        "relied_on_by": relying(dossier.claims, ids) if dossier.kind == "outlet" else [],
    }


def shape_matter(matter: Matter) -> dict[str, Any]:
    """A matter as JSON, its claims by the ids of their documents and their own."""
    shaped: dict[str, Any] = msgspec.to_builtins(matter)
    shaped["claims"] = [{"document": kept.document.id, "claim": kept.claim.id} for kept in matter.claims]
    shaped["denials"] = [kept.claim.id for kept in matter.denials]
    return shaped


def _ids(dossier: Dossier) -> frozenset[str]:
    return frozenset(one for subject in dossier.subjects for one in (*subject.ids, subject.name.casefold()))


class _Print:
    """A dossier on a terminal, part by part; parts with nothing in them are left out."""

    def __init__(self, console: Console, dossier: Dossier) -> None:
        self._console = console
        self._dossier = dossier

    def print_all(self) -> None:
        """Print all parts."""
        dossier = self._dossier
        self._line(" – ".join(clean(subject.name) for subject in dossier.subjects), "bold")
        self._line(self._spell_extent(), "dim")
        if dossier.kind == "weapon":
            self._print_stages(find_stages(dossier.matters))
        if dossier.kind == "outlet":
            self._print_reliance("whom it has claims from", relied_upon(dossier.claims, _ids(dossier)))
            self._print_reliance("who has claims from it", relying(dossier.claims, _ids(dossier)))
        else:
            self._print_timeline(dossier.matters)
            self._print_register(make_register(dossier.matters))
            self._print_network(draw_network(dossier.matters))
        self._line("sumber show ID and sumber why ID lead from a claim's id to its words", "dim")

    def _spell_extent(self) -> str:
        dossier = self._dossier
        documents = len({kept.document.id for kept in dossier.claims})
        invented = any(kept.document.synthetic for kept in dossier.claims)
        parts = [
            count_of(len(dossier.matters), "matter"),
            count_of(len(dossier.claims), "claim"),
            count_of(documents, "report"),
            f"{count_of(dossier.rejected, 'rejected claim')} left out" if dossier.rejected else "",
            f"there are more: of each question the newest {MOST_CLAIMS:,} claims" if dossier.is_partial else "",
            "[SYNTHETIC] reports among them are invented" if invented else "",
        ]
        return " · ".join(filter(None, parts))

    def _line(self, words: str, style: str = "") -> None:
        self._console.print(Text(words, style=style))

    def _head(self, words: str) -> None:
        self._console.print()
        self._line(words, "bold")

    def _print_timeline(self, matters: tuple[Matter, ...]) -> None:
        """Section by section, all bars on one scale."""
        timeline = draw_timeline(in_order(matters))
        bars = {bar.matter.id: spell_bar(bar, _BAR_WIDTH) for bar in timeline.bars} if timeline else {}
        if timeline is not None:
            told = f"{timeline.first} to {timeline.last}; a bar is as wide as its date is uncertain"
            self._console.print()
            self._line(told, "dim")
        for section in divide(matters):
            self._head(section.name)
            rows = [_timeline_row(matter, bars.get(matter.id, "")) for matter in section.matters]
            heads = ("when", "", "what is told", "who says it", "rests on", "claim")
            print_table(heads, rows, wide=("what is told", "who says it"))

    def _print_register(self, rows: tuple[Row, ...]) -> None:
        if not rows:
            return
        self._head("assistance and arms; what is uncertain stands in brackets")
        told = [
            (
                str(row.supplier),
                str(row.recipient),
                str(row.number),
                str(row.designation),
                str(row.year),
                ", ".join(("" if row.is_delivered else "not delivered yet", *row.remarks)).strip(", "),
                row.supplier.claims[0][:SHORT_ID],
            )
            for row in rows
        ]
        heads = ("supplier", "recipient", "number", "designation", "year", "remarks", "claim")
        print_table(heads, told, wide=("designation", "remarks"))

    def _print_network(self, edges: tuple[Edge, ...]) -> None:
        if not edges:
            return
        self._head("who upon whom")
        rows = [
            (
                edge.actor.name,
                edge.recipient.name,
                ", ".join(f"{kind} {number}" for kind, number in edge.types.items()),
                edge.matters[0].claims[0].claim.id[:SHORT_ID],
            )
            for edge in edges[:_MOST_EDGES]
        ]
        print_table(("actor", "recipient", "what, how many matters", "claim"), rows, wide=("what, how many matters",))
        self._tell_rest(len(edges), _MOST_EDGES, "edge")

    def _print_stages(self, stages: tuple[Stage, ...]) -> None:
        self._head("stages")
        rows = [
            (
                stage.name,
                count_of(len(stage.matters), "matter") if stage.matters else "nothing is told",
                _when(stage.matters[0]) if stage.matters else "",
                f"{stage.first.document.published_at or 'undated'}, {stage.first.claim.chain[0].name}"
                if stage.first
                else "",
                f"{stage.doubts} hedged or doubted, {stage.refusals} against" if stage.matters else "",
                stage.first.claim.id[:SHORT_ID] if stage.first else "",
            )
            for stage in stages
        ]
        print_table(("stage", "told", "first", "told first by", "doubts", "claim"), rows, wide=("told first by",))

    def _print_reliance(self, heading: str, found: tuple[Reliance, ...]) -> None:
        if not found:
            return
        self._head(heading)
        rows = [
            (each.source.name or "unnamed sources", each.way, str(each.documents), str(each.claims))
            for each in found[:_MOST_SOURCES]
        ]
        print_table(("source", "as", "reports", "claims"), rows, wide=("source",))
        self._tell_rest(len(found), _MOST_SOURCES, "source")

    def _tell_rest(self, number: int, shown: int, what: str) -> None:
        if number > shown:
            self._line(f"and {count_of(number - shown, what)} more; all with --format json", "dim")


def _timeline_row(matter: Matter, bar: str) -> tuple[str, str, str, str, str, str]:
    marks = (
        f"{len(matter.denials)} against" if matter.denials else "",
        "hedged" if matter.is_hedged else "",
        "to come" if matter.tense in {"future", "hypothetical"} else "",
    )
    told = " · ".join(filter(None, (matter.words, *marks)))
    rests = matter.rests
    base = f"{rests.independent_origins} (+{rests.unknown_origins}) grade {rests.grade}" if rests else ""
    return _when(matter), bar, told, _spell_origins(matter), base, matter.claims[0].claim.id[:SHORT_ID]


def _spell_origins(matter: Matter) -> str:
    names = list(dict.fromkeys(spell_link(kept.claim.chain[0]) for kept in matter.claims if kept.claim.chain))
    further = f" and {len(names) - _MOST_ORIGINS} more" if len(names) > _MOST_ORIGINS else ""
    return ", ".join(names[:_MOST_ORIGINS]) + further


def _when(matter: Matter) -> str:
    return matter.period.value if matter.period else "undated"
