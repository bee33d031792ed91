"""What must hold when any bytes at all are read: the promises that the fuzzer and the tests hold the reader to."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator

from sumber.cli.read import iter_readings
from sumber.cli.table import TableExporter
from sumber.errors import InputError
from sumber.exports import Exporter, export_names, get_exporter
from sumber.intake import RawItem, get_intake, intake_names
from sumber.model import Reading, Span
from sumber.pipeline import open_reader

LANGUAGES = (None, "en", "id", "ja")
PUBLISHED = (None, "2025-02-10", "2025-02-10T23:30:00+07:00", "0001-01-01")
SECONDS_AT_LEAST, SECONDS_A_BYTE = 3.0, 0.0003  # many times what it takes, so that a slow machine passes
REPEATED, REPEATED_BYTES = 6, 20_000


def read_any(data: bytes) -> list[Reading | InputError]:
    """Read bytes, the first of which chooses format, language and date; AssertionError where a promise is broken.

    What cannot be read must come as an InputError with a code, never be raised. Some choices repeat the bytes as one long
    text, so that what takes more than linear time shows.
    """
    choice, content = (data[0], data[1:]) if data else (0, b"")
    names, place = intake_names(), choice % 8
    repeated = place >= REPEATED and bool(content)
    if repeated:
        content = (content * (REPEATED_BYTES // len(content) + 1))[:REPEATED_BYTES]
    item = RawItem(
        name="fuzz",
        content=content,
        publisher="The Halden Post" if choice & 128 else None,
        published_at=PUBLISHED[choice // 32 % 4],
        language=LANGUAGES[choice // 8 % 4],
    )
    start = time.perf_counter()
    found = list(
        iter_readings(
            get_intake("text" if repeated else names[place % len(names)]).unpack(item), open_reader("lexical")
        )
    )
    took = time.perf_counter() - start
    limit = SECONDS_AT_LEAST + SECONDS_A_BYTE * len(content)
    assert took < limit, f"{len(content)} bytes took {took:.1f} s, more than {limit:.1f} s"
    for reading in found:
        check_reading(reading)
    for exporter in exporters():
        write_all(found, exporter)
    return found


def exporters() -> Iterator[Exporter]:
    """A fresh exporter of every format."""
    yield TableExporter()
    yield from map(get_exporter, export_names())


def check_reading(reading: Reading | InputError) -> None:
    """Every span lies in the text and equals its words; every chain ends with its publisher; an error has its code."""
    if isinstance(reading, InputError):
        assert reading.code.startswith("S1"), reading.code
        return
    text = reading.document.text
    for span, words in iter_marked(reading):
        assert 0 <= span.start < span.end <= len(text), (span, words)
        assert words is None or span.of(text) == words, (span, words)
    for claim in reading.claims:
        assert 0 <= claim.confidence <= 1, claim.confidence
        assert [link.role for link in claim.chain].index("publisher") == len(claim.chain) - 1, claim.chain
    assert len({claim.id for claim in reading.claims}) == len(reading.claims), "two claims have one id"


def iter_marked(reading: Reading) -> Iterator[tuple[Span, str | None]]:
    """Every span of a reading with the words it is said to cover, None where the words may differ."""
    reasons = [reason for mention in reading.mentions for reason in mention.reasons]
    yield from ((mention.span, mention.text) for mention in reading.mentions)
    yield from ((date.span, date.text) for date in reading.dates)
    for claim in reading.claims:
        yield claim.span, claim.text
        reasons += claim.reasons
        if claim.event and claim.event.quantity:
            yield claim.event.quantity.span, claim.event.quantity.text
        for link in claim.chain:
            reasons += link.reasons
            if link.span:
                yield link.span, None
            if link.cue:
                yield link.cue.span, link.cue.text
    yield from ((reason.span, None) for reason in reasons if reason.span)


def write_all(found: list[Reading | InputError], exporter: Exporter) -> None:
    """Write readings the way the command line does, with their reasons, as UTF-8."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    exporter.start(out)
    for reading in found:
        exporter.write(out, reading, explain=True)
    exporter.finish(out)
    out.flush()
