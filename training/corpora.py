"""Texts whose words decide which pieces the reader keeps."""

from __future__ import annotations

from collections.abc import Iterator

from evaluation.labels import iter_reports
from sumber.gazetteer import read_entries
from sumber.languages import find_language, language_codes


def iter_vocabulary_texts() -> Iterator[str]:
    """Our own labelled reports (not those kept for reporting), the gazetteer's names and every language's word tables."""
    for part in ("tune", "further", "wire"):
        for report in iter_reports(part):
            yield report.text
    for entry in read_entries().values():
        yield " ".join((entry.name, *entry.names))
    for code in language_codes():
        language = find_language(code)
        for file in language.iter_files("") if language else ():
            if file.name.endswith((".tsv", ".toml")):
                yield file.read_text("utf-8")
