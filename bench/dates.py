"""Prints how many date phrases of Microsoft's Recognizers-Text specs are given their value, language by language.

    python -m bench.dates FOLDER [--missed LANGUAGE]

The folder is Specs/DateTime of https://github.com/microsoft/Recognizers-Text. What is asked is the `DateTimeModel` of each
language: days (`date`) and stretches of days (`daterange`) with a value. A phrase is right where its first and last day are
among the values listed (the specs list the nearest past and future one where both are possible); the last day, month or year
that a phrase names is in it ("2014-2018"), where the specs end before it. "Counted otherwise" are phrases whose listed days
lie within ours because we count whole months and years ("two months ago" is a month) or from the day itself ("the next 40
days"). All other kinds are left out and counted by name: a news report's claims are dated by days. So are English names of
months and weekdays in small letters, and numeric dates with the month first, which the British order of the reader reads
otherwise.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from sumber.languages import find_language
from sumber.model.dates import Interval, RelativePeriod, Stretch
from sumber.reading.dates import find_dates
from sumber.resolution.dates import resolve_dates

LANGUAGES = {"English": "en", "Chinese": "zh", "Japanese": "ja", "Korean": "ko", "Spanish": "es", "Portuguese": "pt"}
KINDS = ("date", "daterange")
SMALL = re.compile(
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|march|april?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|christmas|easter)\b"
)
MONTH_FIRST = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})\b")
Bounds = tuple[str, str]


class Phrase(NamedTuple):
    """A phrase that has a value: its text, the day it is read on, its place, kind, and the bounds it may have."""

    text: str
    day: str
    start: int
    end: int
    kind: str
    bounds: frozenset[Bounds]


def iter_phrases(cases: list[dict[str, Any]], left_out: Counter[str], *, english: bool) -> Iterator[Phrase]:
    """The phrases asked for; the others are counted by what they are."""
    for case in cases:
        if "python" in str(case.get("NotSupported", "")).lower() and not case.get("Results"):
            continue
        day = case.get("Context", {}).get("ReferenceDateTime", "")[:10]
        for result in case.get("Results", ()):
            kind = result.get("TypeName", "").removeprefix("datetimeV2.")
            words = case["Input"][result["Start"] : result["End"] + 1]
            why = _why_left_out(kind, result, day) or (_why_not_ours(words) if english else "")
            if why:
                left_out[why] += 1
                continue
            bounds = frozenset(filter(None, map(_bounds, result["Resolution"]["values"])))
            yield Phrase(case["Input"], day, result["Start"], result["End"] + 1, kind, bounds)


def _why_left_out(kind: str, result: dict[str, Any], day: str) -> str:
    values = (result.get("Resolution") or {}).get("values", ())
    if kind not in KINDS:
        return kind or "no kind"
    if not day:
        return f"{kind} without a reference day"
    if any(value.get("Mod") for value in values):
        return f"{kind} open or in part (before, since, early)"
    return "" if any(map(_bounds, values)) else f"{kind} without a value"


def _why_not_ours(words: str) -> str:
    """Why an English phrase is none that the reader takes: the press writes names of months with a capital."""
    if SMALL.search(words):
        return "English names in small letters"
    return "English month-first numerals" if MONTH_FIRST.search(words) else ""


def _bounds(value: dict[str, str]) -> Bounds | None:
    """First and last day of a listed value, whose own end is the day behind."""
    if value.get("type") == "date" and len(value.get("value", "")) == 10:
        return value["value"], value["value"]
    if value.get("type") != "daterange" or "start" not in value or "end" not in value:
        return None
    try:
        last = date.fromisoformat(value["end"]) - timedelta(days=1)
    except ValueError:
        return None
    return value["start"], last.isoformat()


def judge(phrase: Phrase, code: str) -> tuple[str, Bounds | None]:
    """How the reader does with a phrase, and the first and last day it gives it, None where it finds none."""
    language = find_language(code)
    drafts = {draft.span: draft for draft in find_dates(phrase.text, language)} if language else {}
    values = resolve_dates(tuple(drafts.values()), phrase.day)
    here = [v for v in values if v.span.start < phrase.end and phrase.start < v.span.end and v.earliest and v.latest]
    if not here:
        return "not found", None
    expression = drafts[here[0].span].expression
    ours = (here[0].earliest or "", here[0].latest or "")
    meant = set(phrase.bounds)
    if isinstance(expression, Interval):
        meant |= {(first, end) for first, last in phrase.bounds for end in _ends_with_named(last)}
    if ours in meant:
        return "right", ours
    counted = isinstance(expression, (Stretch, RelativePeriod))
    within = counted and any(ours[0] <= first and last <= ours[1] for first, last in phrase.bounds)
    return ("otherwise" if within else "other"), ours


def _ends_with_named(last: str) -> Iterator[str]:
    """The last days of the day, month and year that begin the day after `last`."""
    named = date.fromisoformat(last) + timedelta(days=1)
    yield named.isoformat()
    if named.day == 1:
        yield (date(named.year + named.month // 12, named.month % 12 + 1, 1) - timedelta(days=1)).isoformat()
    if (named.month, named.day) == (1, 1):
        yield date(named.year, 12, 31).isoformat()


OUTCOMES = ("right", "otherwise", "other", "not found")


def _spell(counts: Counter[tuple[str, str]], kind: str) -> str:
    """The counts of a kind, or of all where it is empty, and the share of right ones among those not counted otherwise."""
    right, otherwise, other, missed = (
        sum(n for (of, outcome), n in counts.items() if outcome == wanted and kind in {of, ""}) for wanted in OUTCOMES
    )
    total = right + other + missed
    share = f"{right / total:.1%}" if total else "–"
    return (
        f"{right:>4} of {total:<5}{share:>7}  another value {other}, not found {missed}; counted otherwise {otherwise}"
    )


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--missed", metavar="LANGUAGE", choices=sorted(LANGUAGES.values()), help="print what is not right"
    )
    options = parser.parse_args()
    if not (options.folder / "English" / "DateTimeModel.json").is_file():
        print(f"skipped: {options.folder} holds no Recognizers-Text specs", file=sys.stderr)
        return 0
    left_out: Counter[str] = Counter()
    for name, code in LANGUAGES.items():
        cases = json.loads((options.folder / name / "DateTimeModel.json").read_text("utf-8-sig"))
        counts: Counter[tuple[str, str]] = Counter()
        for phrase in iter_phrases(cases, left_out, english=code == "en"):
            outcome, bounds = judge(phrase, code)
            counts[phrase.kind, outcome] += 1
            if options.missed == code and outcome != "right":
                words = phrase.text[phrase.start : phrase.end]
                print(
                    f"{outcome:<10}{words!r} on {phrase.day}: {bounds}, not {sorted(phrase.bounds)}; {phrase.text[:80]}"
                )
        for kind in (*KINDS, ""):
            print(f"{name:<12}{kind or 'all':<11}{_spell(counts, kind)}")
    print("\nleft out:", ", ".join(f"{why} {count}" for why, count in left_out.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
