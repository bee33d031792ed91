"""Prints how often the language of a single sentence is identified rightly.

    python -m bench.identification FOLDER [--odd] [--confusions]

The folder is that of NTREX-128 (https://github.com/MicrosoftTranslator/NTREX), one file a language with a sentence a line.
Only the even lines are counted: the odd ones (`--odd`) are what words and endings may be chosen on. The sentences are
measured with and never copied.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from sumber.reading.identify import identify_language

FILES = {
    "ind": "id",
    "eng": "en",
    "ukr": "uk",
    "rus": "ru",
    "kor": "ko",
    "jpn": "ja",
    "zho-CN": "zh",
    "zho-TW": "zh",
    "msa": "ms",
    "por": "pt",
    "por-BR": "pt",
    "spa": "es",
    "spa-MX": "es",
    "fra": "fr",
}
STRANGERS = ("bel", "deu", "pol", "tur", "vie", "tha", "hin", "fas")
"""Languages that are not read: none of their sentences may be taken for one that is."""
PAIRS = (("id", "ms"), ("uk", "ru"), ("pt", "es"))
FLOOR = 0.98


def read_lines(file: Path, *, odd: bool) -> list[str]:
    """Every second sentence of a file, counted from 1."""
    lines = file.read_text("utf-8").split("\n")
    return [line.strip() for number, line in enumerate(lines, 1) if number % 2 == odd and line.strip()]


def count_found(folder: Path, name: str, *, odd: bool) -> Counter[str]:
    """The languages that the sentences of a file are taken for."""
    return Counter(identify_language(line)[0] for line in read_lines(folder / f"{name}.txt", odd=odd))


def main() -> int:
    """Print the tables; 1 where a language is below the floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--odd", action="store_true", help="the lines that may be chosen on")
    options = parser.parse_args()
    if not (options.folder / "eng.txt").is_file():
        print(f"skipped: {options.folder} holds no NTREX-128 (eng.txt and others)", file=sys.stderr)
        return 0
    by_language: dict[str, Counter[str]] = {}
    for name, code in FILES.items():
        found = count_found(options.folder, name, odd=options.odd)
        by_language[code] = by_language.get(code, Counter()) + found
        others = ", ".join(f"{other} {count}" for other, count in found.most_common() if other != code)
        print(f"{name:<8}{code:<4}{found[code]:>5} of {found.total():<5}{found[code] / found.total():>7.2%}  {others}")
    print()
    for one, other in PAIRS:
        for said, taken in ((one, other), (other, one)):
            print(f"{said} taken for {taken}: {by_language[said][taken]} of {by_language[said].total()}")
    print()
    for name in STRANGERS:
        if (options.folder / f"{name}.txt").is_file():
            found = count_found(options.folder, name, odd=options.odd)
            others = ", ".join(f"{other} {count}" for other, count in found.most_common() if other != "und")
            print(f"{name:<8}und {found['und']:>5} of {found.total():<5}{found['und'] / found.total():>7.2%}  {others}")
    shares = {code: found[code] / found.total() for code, found in by_language.items()}
    print(f"\nlowest of the ten: {min(shares.values()):.2%} (floor {FLOOR:.0%})")
    return 0 if min(shares.values()) >= FLOOR else 1


if __name__ == "__main__":
    sys.exit(main())
