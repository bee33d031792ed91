"""What a name can mean as tables on a terminal: who bears it, what it means alone, and what is near it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TextIO

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from sumber.cli.console import INDENT, Cell, clean, open_console
from sumber.model import EntityRef
from sumber.resolution.who import Bearer, Held, Meaning, NameUse
from sumber.resolution.who_alone import DecidingClue, Verdict

STACKED_BELOW = 80
SHOWN = 8
"""Rows of towns and of longer names that are printed; JSON has them all."""
LONGER = "Longer names that hold it; a report that gives one in full may go on with the short name"
NAMES_SHOWN = 3
CHECKED = {"yes": "id checked", "own": "own id", "no": "id not checked"}


def print_meaning(out: TextIO, meaning: Meaning) -> None:
    """Everything known of a name, in the order of what a reader would take it for."""
    console = open_console(out)
    console.print(Text.assemble((clean(meaning.name), "bold"), "  ", (_count(meaning), "dim")))
    console.print()
    _print_part(
        console,
        "Who bears it",
        ("entry", "what it is", "called so in"),
        [_spell_bearer(b, meaning) for b in meaning.bearers],
    )
    _print_part(console, "What it means alone", ("language", "means", "because"), _spell_verdicts(meaning))
    towns = [
        (
            town.entity.name,
            _country(town.country),
            f"{town.population:,} people{f' (as {town.form})' if town.form else ''}",
        )
        for town in meaning.towns
    ]
    _print_part(console, "Towns of that name in GeoNames", ("town", "country", "size"), towns)
    longer = [
        (_spell_names(row.names), f"{row.entity.name} ({row.kind})", _languages(row.languages, meaning))
        for row in meaning.longer
    ]
    _print_part(console, LONGER, ("name", "entry", "in"), longer)
    near = [_spell_bearer(bearer, meaning) for bearer in meaning.near]
    _print_part(console, "One letter away", ("entry", "what it is", ""), near)


def _count(meaning: Meaning) -> str:
    counts = ((len(meaning.bearers), "entry", "entries"), (len(meaning.towns), "town", "towns"))
    words = " and ".join(f"{number} {one if number == 1 else many}" for number, one, many in counts if number)
    bear = "bears" if sum(count[0] for count in counts) == 1 else "bear"
    day = f" · on {meaning.published}" if meaning.published else ""
    return f"{words or 'nothing'} {bear if words else 'bears'} this name{day}"


def _print_part(
    console: Console, title: str, headings: tuple[str, str, str], rows: Sequence[tuple[str, str, str]]
) -> None:
    """One part of the answer with its rows, nothing where it has none; without columns where there is no room."""
    if not rows:
        return
    shown = rows if "means" in headings or "called so in" in headings else rows[:SHOWN]
    console.print(Text(title, style="bold"))
    if console.width < STACKED_BELOW:
        for row in shown:
            _print_stacked(console, row)
    else:
        console.print(_table(headings, shown))
    if len(rows) > len(shown):
        console.print(Text(f"   and {len(rows) - len(shown)} more", style="dim"))
    console.print()


def _table(headings: tuple[str, str, str], rows: Iterable[tuple[str, str, str]]) -> Table:
    table = Table(
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=(0, 2, 0, 0),
        header_style="bold",
        border_style="dim",
    )
    for heading in headings:
        table.add_column(heading)
    for first, *others in rows:
        table.add_row(Cell(Text(clean(first), style="cyan")), *(Cell(_lines(words)) for words in others))
    return table


def _lines(words: str) -> Text:
    """Words of several lines, each made safe."""
    return Text("\n").join(Text(clean(line)) for line in words.split("\n"))


def _print_stacked(console: Console, row: tuple[str, str, str]) -> None:
    first, *others = row
    console.print(Cell(Text(clean(first), style="cyan")))
    for words in filter(None, others):
        console.print(Padding(_lines(words), INDENT, expand=False))


def _spell_bearer(bearer: Bearer, meaning: Meaning) -> tuple[str, str, str]:
    kind = f"{bearer.kind}, {bearer.subkind.replace('_', ' ')}" if bearer.subkind else bearer.kind
    country = f", {bearer.country.name}" if bearer.country and bearer.country.id != bearer.entity.id else ""
    lines = [f"{kind}{country}", *map(_spell_office, bearer.offices)]
    name = f"{bearer.entity.name} {bearer.entity.id} ({CHECKED[bearer.checked]})"
    return name, "\n".join(lines), "\n".join(_spell_uses(bearer.uses, meaning))


def _spell_names(names: Sequence[str]) -> str:
    more = ", …" if len(names) > NAMES_SHOWN else ""
    return f"{', '.join(names[:NAMES_SHOWN])}{more}"


def _spell_office(held: Held) -> str:
    when = f", {held.start or '?'} to {held.until or 'now'}" if held.start or held.until else ""
    return f"{held.office} of {held.of}{when}"


def _spell_uses(uses: Sequence[NameUse], meaning: Meaning) -> list[str]:
    """The uses, one a line, each with the languages that have it."""
    codes: dict[tuple[str, str, str], list[str]] = {}
    for use in uses:
        codes.setdefault((use.use, use.form, use.alias), []).append(use.language)
    lines = (
        f"{_languages(found, meaning)}: {use}{_spell_form(form, alias, meaning.name)}"
        for (use, form, alias), found in codes.items()
    )
    return list(dict.fromkeys(lines))


def _spell_form(form: str, alias: str, name: str) -> str:
    """How the name as asked for comes from the listed one, where it is not the same."""
    if form == "other form":
        return f", a form of {alias}"
    return f", listed as {alias}" if alias != name else ""


def _spell_verdicts(meaning: Meaning) -> list[tuple[str, str, str]]:
    """The verdicts, languages of one verdict together."""
    codes: dict[tuple[str, str], list[str]] = {}
    for verdict in meaning.alone:
        means = f"{verdict.entity.name} {verdict.entity.id}" if verdict.entity else "stays open"
        codes.setdefault((means, _spell_reasons(verdict)), []).append(verdict.language)
    return [(_languages(found, meaning), means, why) for (means, why), found in codes.items()]


def _spell_reasons(verdict: Verdict) -> str:
    return "\n".join([*verdict.reasons, *map(_spell_deciding, verdict.deciding)])


def _spell_deciding(clue: DecidingClue) -> str:
    return f"{' and '.join(map(repr, clue.words))} beside it: {clue.entity.name} {clue.entity.id}"


def _languages(codes: Sequence[str], meaning: Meaning) -> str:
    return "all" if len(codes) == len(meaning.languages) > 1 else " ".join(codes)


def _country(country: EntityRef | None) -> str:
    return country.name if country else "–"
