"""`sumber who`: what a name can mean, and why."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence

import msgspec

from sumber.cli.console import clean
from sumber.cli.exits import EXIT_OK, EXIT_REFUSED
from sumber.cli.who_table import print_meaning
from sumber.errors import UsageError
from sumber.languages import Language, find_language, language_codes
from sumber.resolution.who import Meaning, explain_name, other_spellings

STANDARD_INPUT = "-"


def run_who(options: Namespace) -> int:
    """Print what each name can mean; 1 where nothing is known of one."""
    languages = _find_languages(options.language)
    published = options.published[:10] if options.published else None
    unknown = 0
    meanings: list[Meaning] = []
    for name in _iter_names(options.name):
        meaning = explain_name(name, languages, published)
        if not meaning.known:
            unknown += 1
            print(f"sumber: {_say_unknown(meaning, languages)}", file=sys.stderr)
        if options.format == "json":
            meanings.append(meaning)
        elif meaning.known:
            print_meaning(sys.stdout, meaning)
            sys.stdout.flush()
    if options.format == "json":
        json.dump(
            [{**msgspec.to_builtins(each), "known": each.known} for each in meanings],
            sys.stdout,
            ensure_ascii=False,
            indent=1,
        )
        sys.stdout.write("\n")
    return EXIT_REFUSED if unknown else EXIT_OK


def _find_languages(code: str | None) -> tuple[Language, ...]:
    """The language of this code, else all; UsageError where the names of that language are not known."""
    known = tuple(language for language in map(find_language, language_codes()) if language is not None)
    if code is None:
        return known
    asked = tuple(language for language in known if language.code == code)
    if not asked:
        codes = ", ".join(language.code for language in known)
        raise UsageError("S306", f"--language {code}: no names are known in it; expected one of {codes}")
    return asked


def _iter_names(name: str) -> Iterator[str]:
    """The name asked for, or one a line of standard input; UsageError where there is none."""
    if name != STANDARD_INPUT:
        if not name.strip():
            raise UsageError("S307", "the name is empty; expected one such as 'Korut'")
        yield name
        return
    if sys.stdin.isatty():
        print("sumber: reading names from standard input, one a line; Ctrl-D ends it", file=sys.stderr)
    found = False
    for line in sys.stdin.buffer:
        words = line.decode("utf-8-sig", "replace").strip()
        if words:
            found = True
            yield words
    if not found:
        raise UsageError("S307", "standard input holds no name; expected one a line")


def _say_unknown(meaning: Meaning, languages: Sequence[Language]) -> str:
    """That nothing is known of a name, and how to write it so that something is."""
    where = f" in {languages[0].name}" if len(languages) == 1 else ""
    others = other_spellings(meaning.name, languages)
    hint = f"; letter case counts, and {' and '.join(map(repr, others))} is known" if others else ""
    return f"nothing is known of {clean(meaning.name)!r}{where}{hint}"
