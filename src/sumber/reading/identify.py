"""Which language a report is written in, among those Sumber knows."""

from __future__ import annotations

import re
from functools import cache

from sumber.languages import find_language, language_codes

_WORD = re.compile(r"[^\W\d_]+")
SAMPLE_LENGTH = 6000
MIN_SHARE = 0.22
UNDETERMINED = "und"


def identify_language(text: str) -> tuple[str, float]:
    """The code of the language of a text and the share of its words that speak for it; "und" where none fits.

    Scripts that one language uses decide at once; the others by their commonest words and letters (`identify.tsv`).
    Only the first 6,000 characters are looked at.
    """
    sample = text[:SAMPLE_LENGTH]
    by_script = _by_script(sample)
    if by_script:
        return by_script
    words = [word.lower() for word in _WORD.findall(sample)]
    if not words:
        return UNDETERMINED, 0.0
    scores = {code: sum(weights.get(word, 0.0) for word in words) / len(words) for code, weights in _weights().items()}
    best = max(scores, key=lambda code: scores[code])
    return (best, scores[best]) if scores[best] >= MIN_SHARE else (UNDETERMINED, scores[best])


def _by_script(sample: str) -> tuple[str, float] | None:
    """The language that a script gives away: Hangul, kana, Han, and the letters that part Ukrainian from Russian."""
    letters = [c for c in sample if c.isalpha()]
    if not letters:
        return None
    hangul = sum("\uac00" <= c <= "\ud7a3" for c in letters)
    kana = sum("\u3040" <= c <= "\u30ff" for c in letters)
    han = sum("\u4e00" <= c <= "\u9fff" for c in letters)
    cyrillic = sum("\u0400" <= c <= "\u04ff" for c in letters)
    total = len(letters)
    if hangul > 0.3 * total:
        return "ko", hangul / total
    if kana + han > 0.4 * total:
        return ("ja", (kana + han) / total) if kana > 0.1 * (kana + han) else ("zh", han / total)
    if cyrillic > 0.5 * total:
        lower = sample.lower()
        ukrainian, russian = sum(map(lower.count, "іїєґ")), sum(map(lower.count, "ыэъё"))
        if lower.count("ў") > 3:
            return UNDETERMINED, 0.0
        return (
            ("uk", cyrillic / total)
            if ukrainian > russian
            else ("ru", cyrillic / total)
            if russian
            else (UNDETERMINED, 0.0)
        )
    return None


@cache
def _weights() -> dict[str, dict[str, float]]:
    """Telling words by language, with their weight."""
    found: dict[str, dict[str, float]] = {}
    for code in language_codes():
        language = find_language(code)
        rows = language.read_table("identify") if language else ()
        if rows:
            found[code] = {row["word"]: float(row["weight"]) for row in rows}
    return found
