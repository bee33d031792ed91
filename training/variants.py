"""Reports written another way: other quotation marks and dashes, "U.S." for "US", a headline in capitals, other paragraph breaks.

Our reports are written in one hand, real ones in many; what is marked in a report moves with its text.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec

from evaluation.labels import LabelledReport

SHARE_OF_CHANGES = 0.4
SHARE_OF_HEADLINES = 0.3
SHARE_OF_BREAKS = 0.25


class Change(NamedTuple):
    """A stretch of a text and what is written in its stead."""

    start: int
    end: int
    words: str


class _Variant(NamedTuple):
    pattern: re.Pattern[str]
    other: str


def vary(report: LabelledReport, chance: random.Random) -> LabelledReport:
    """The report written in another way, everything marked in it in its new place."""
    changes: list[Change] = []
    variants = _read_variants()
    for variant in (*variants.get(report.language, ()), *variants[""]):
        if chance.random() < SHARE_OF_CHANGES:
            changes += [Change(*m.span(), variant.other) for m in variant.pattern.finditer(report.text)]
    if chance.random() < SHARE_OF_BREAKS:
        changes += [Change(*m.span(), "\n") for m in re.finditer(r"\n\n+", report.text)]
    if chance.random() < SHARE_OF_HEADLINES:
        changes += _shout(report.text, chance.choice((str.upper, str.title)))
    return rewrite(report, changes) if changes else report


def _shout(text: str, spell: Callable[[str], str]) -> list[Change]:
    """The headline with its words spelt in capitals; left as it is where that changes its length."""
    end = text.find("\n")
    head = text[:end] if end > 0 else ""
    spelt = spell(head)
    return [
        Change(i, i + 1, new)
        for i, (old, new) in enumerate(zip(head, spelt, strict=False))
        if old != new and len(spelt) == len(head)
    ]


def rewrite(report: LabelledReport, changes: list[Change]) -> LabelledReport:
    """The report with changes made to its text, and every span, surface and cue at its new place.

    Of changes that overlap the first stands. A span that begins or ends inside a change takes it in whole.
    """
    kept: list[Change] = []
    for change in sorted(changes):
        if not kept or change.start >= kept[-1].end:
            kept.append(change)
    text, at = "", 0
    places: list[int] = []
    for change in kept:
        places += range(len(text), len(text) + change.start - at)
        text += report.text[at : change.start]
        places += [len(text)] * (change.end - change.start)
        text += change.words
        at = change.end
    places += range(len(text), len(text) + len(report.text) - at + 1)
    text += report.text[at:]
    ends = {change.end: places[change.end] for change in kept}

    def move(span: tuple[int, int]) -> tuple[int, int]:
        end = ends.get(span[1], places[span[1] - 1] + 1 if span[1] else 0)
        inside = next((c for c in kept if c.start < span[1] < c.end), None)
        return places[span[0]], places[inside.end] if inside else end

    return _move_all(report, text, move)


def _move_all(report: LabelledReport, text: str, move: Callable[[tuple[int, int]], tuple[int, int]]) -> LabelledReport:
    def words(span: tuple[int, int]) -> str:
        return text[span[0] : span[1]]

    replace = msgspec.structs.replace
    entities = tuple(replace(e, span=(s := move(e.span)), text=words(s)) for e in report.entities)
    dates = tuple(replace(d, span=(s := move(d.span)), text=words(s)) for d in report.dates)
    claims = tuple(
        replace(
            claim,
            span=(s := move(claim.span)),
            text=words(s),
            source=replace(claim.source, span=(o := move(claim.source.span)), text=words(o)) if claim.source else None,
            cue=move(claim.cue) if claim.cue else None,
        )
        for claim in report.claims
    )
    return replace(report, text=text, entities=entities, dates=dates, claims=claims)


@cache
def _read_variants() -> dict[str, tuple[_Variant, ...]]:
    """Variants by language, those of all languages under ""."""
    rows = (Path(__file__).with_name("variants.tsv")).read_text("utf-8").splitlines()
    found: dict[str, list[_Variant]] = {}
    for row in csv.DictReader((r for r in rows if not r.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE):
        edge = (r"(?<![\w.])", r"(?![\w.])") if row["word"] == "yes" else ("", "")
        variant = _Variant(re.compile(edge[0] + re.escape(row["written"]) + edge[1]), row["other"])
        found.setdefault(row["language"].strip("*"), []).append(variant)
    return {language: tuple(variants) for language, variants in found.items()}
