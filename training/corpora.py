"""Texts whose words decide which pieces the reader keeps."""

from __future__ import annotations

from collections.abc import Iterator

from evaluation.labels import LEARNT, iter_reports
from sumber.gazetteer import read_entries
from sumber.languages import find_language, language_codes


def iter_vocabulary_texts() -> Iterator[str]:
    """Our own labelled reports (not those kept for reporting), the gazetteer's names and the word tables of their languages.

    The tables of a language without labelled reports, which the model cannot learn, change no piece.
    """
    labelled: set[str] = set()
    for part in LEARNT:
        for report in iter_reports(part):
            labelled.add(report.language)
            yield report.text
    for entry in read_entries().values():
        yield " ".join((entry.name, *entry.names))
    for code in sorted(labelled & set(language_codes())):
        language = find_language(code)
        for file in language.iter_files("") if language else ():
            if file.name.endswith((".tsv", ".toml")):
                yield file.read_text("utf-8")
