"""Which language a report, or a paragraph of it, is written in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from sumber.languages import find_language, language_codes, read_default_settings
from sumber.reading.blocks import Block

UNDETERMINED = "und"
SAMPLE_LENGTH = 6000
MIN_SCORE = 0.12
MIN_SHARE = 0.5
MIN_KANA = 0.08
MIN_PARAGRAPH_WORDS = 12
MIN_PARAGRAPH_LETTERS = 25
MIN_PARAGRAPH_CERTAINTY = 0.58
LONGEST_ENDING = 6
SHORTEST_ENDING = 2
STRONG_WEIGHT = 2.0

_WORD = re.compile(r"[^\W\d_]+")
# Scripts by their Unicode blocks, named as in ISO 15924; kana make a text Japanese, whatever Han stands beside them.
_SCRIPTS = {
    "Latn": re.compile(r"[A-Za-z\u00aa-\u024f\u1e00-\u1eff]"),
    "Cyrl": re.compile(r"[\u0400-\u052f]"),
    "Hang": re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]"),
    "Kana": re.compile(r"[\u3041-\u30fa\u30fd-\u30ff\uff66-\uff9f]"),
    "Hani": re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f]"),
}
# A character of these scripts says as much as several letters of an alphabet.
_WEIGHT = {"Hang": 2.0, "Kana": 2.0, "Hani": 3.0}
_LETTER = re.compile(r"[^\W\d_]")

Tell = tuple[tuple[str, float], ...]
Tables = dict[str, dict[str, list[tuple[str, float]]]]


class Profiles(NamedTuple):
    """What tells languages apart: words, pairs of words, endings and letters, each with the languages it speaks for and how much.

    `scripts` gives the languages of a folder by script; `strangers` are the languages without one.
    """

    words: dict[str, Tell]
    pairs: dict[tuple[str, ...], Tell]
    endings: dict[str, Tell]
    letters: dict[str, Tell]
    scripts: dict[str, tuple[str, ...]]
    strangers: frozenset[str]


def identify_language(text: str) -> tuple[str, float]:
    """The code of the language of a text and how certain that is, 0.0 to 1.0; "und" where it is none that has a folder.

    The script decides first; languages of one script are told apart by their commonest words, endings and letters,
    against those of languages without a folder too; pairs of words tell near ones ("tahun lepas", "tahun lalu"). Of a long text a few thousand characters are looked at.
    """
    sample = _sample(text)
    script, share = _find_script(sample)
    profiles = _profiles()
    candidates = profiles.scripts.get(script, ())
    if len(candidates) < 2:
        return (candidates[0], share) if candidates else (UNDETERMINED, share)
    scores = _score(sample, profiles)
    # Of two that the words speak for alike, a language that is read is the likelier.
    ranked = sorted(scores, key=lambda code: (-scores[code], code in profiles.strangers, code))
    known = next((code for code in ranked if code in candidates), None)
    if known is None or scores[known] < MIN_SCORE or ranked[0] in profiles.strangers:
        return UNDETERMINED, min(1.0, scores[ranked[0]]) if ranked else 0.0
    rival = max((scores[code] for code in ranked if code != known), default=0.0)
    return known, scores[known] / (scores[known] + rival)


def identify_paragraphs(text: str, blocks: Sequence[Block], language: str) -> tuple[str, ...]:
    """The language of each block of a report in `language`.

    A block that is short, or that does not speak clearly for another language, has the report's.
    """
    return tuple(_identify_block(block.span.of(text), language) for block in blocks)


def _identify_block(words: str, language: str) -> str:
    if len(words) < MIN_PARAGRAPH_LETTERS:
        return language
    code, certainty = identify_language(words)
    if code in {language, UNDETERMINED} or certainty < MIN_PARAGRAPH_CERTAINTY:
        return language
    spoken = _WORD.findall(words[:SAMPLE_LENGTH])
    spaced = len(_profiles().scripts.get(_find_script(words[:SAMPLE_LENGTH])[0], ())) > 1
    return code if not spaced or len(spoken) >= MIN_PARAGRAPH_WORDS else language


def _sample(text: str) -> str:
    if len(text) <= SAMPLE_LENGTH:
        return text
    half, middle = SAMPLE_LENGTH // 2, len(text) // 2
    return f"{text[:half]}\n{text[middle : middle + half]}"


def _find_script(sample: str) -> tuple[str, float]:
    """The script most of a text is in and its share of the letters; "Jpan" for kana with or without Han, "" for none."""
    if sample.isascii():
        return "Latn", 1.0
    counts = {script: len(pattern.findall(sample)) * _WEIGHT.get(script, 1.0) for script, pattern in _SCRIPTS.items()}
    other = max(0, len(_LETTER.findall(sample)) - sum(len(p.findall(sample)) for p in _SCRIPTS.values()))
    total = sum(counts.values()) + other
    if not total:
        return "", 0.0
    east = counts["Kana"] + counts["Hani"]
    if counts["Kana"] and counts["Kana"] >= MIN_KANA * east:
        counts["Jpan"], counts["Hani"] = east, 0.0
    counts.pop("Kana")
    script = max(counts, key=lambda name: counts[name])
    share = counts[script] / total
    return (script, share) if share >= MIN_SHARE else ("", share)


def _score(sample: str, profiles: Profiles) -> dict[str, float]:
    """How much each language is spoken for, per word of the text."""
    lower = sample.lower()
    words = _WORD.findall(lower)
    sums: dict[str, float] = {}
    for word in words:
        tell = profiles.words.get(word) or _find_ending(word, profiles.endings)
        for code, weight in tell:
            sums[code] = sums.get(code, 0.0) + weight
    for pair in pairwise(words):
        for code, weight in profiles.pairs.get(pair, ()):
            sums[code] = sums.get(code, 0.0) + weight
    if not lower.isascii():
        for letter, tell in profiles.letters.items():
            count = lower.count(letter)
            if count:
                for code, weight in tell:
                    sums[code] = sums.get(code, 0.0) + weight * count
    return {code: total / max(1, len(words)) for code, total in sums.items()}


def _find_ending(word: str, endings: dict[str, Tell]) -> Tell:
    for length in range(min(LONGEST_ENDING, len(word) - 2), SHORTEST_ENDING - 1, -1):
        tell = endings.get(word[-length:])
        if tell:
            return tell
    return ()


@cache
def _profiles() -> Profiles:
    tables: Tables = {"word": {}, "pair": {}, "ending": {}, "letter": {}}
    scripts: dict[str, list[str]] = {}
    for code in language_codes():
        language = find_language(code)
        if language:
            for script in language.scripts:
                scripts.setdefault(script, []).append(code)
            for row in language.read_table("identify"):
                _tell(tables[row["kind"]], row["form"], code, float(row["weight"]))
    strangers = {code: tells for code, tells in read_default_settings("identify").items() if not find_language(code)}
    for code, tells in strangers.items():
        for word in tells["strong"]:
            _tell(tables["word"], word, code, STRONG_WEIGHT)
        for word in tells["words"]:
            _tell(tables["word"], word, code, 1.0)
        for kind in ("ending", "letter"):
            for form, weight in tells[f"{kind}s"].items():
                _tell(tables[kind], form, code, weight)
    told = {kind: {form: tuple(tell) for form, tell in table.items()} for kind, table in tables.items()}
    return Profiles(
        words=told["word"],
        pairs={tuple(form.split()): tell for form, tell in told["pair"].items()},
        endings=told["ending"],
        letters=told["letter"],
        scripts={script: tuple(codes) for script, codes in scripts.items()},
        strangers=frozenset(strangers),
    )


def _tell(table: dict[str, list[tuple[str, float]]], form: str, code: str, weight: float) -> None:
    table.setdefault(form, []).append((code, weight))
