"""How long a dump takes to verify as it grows, and whether memory stays flat."""

from __future__ import annotations

import math
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.measures import Measure, processor_seconds
from sumber.evidence.checkpoints import Checkpoint
from sumber.evidence.dump import DumpFolder
from sumber.evidence.dump_writing import write_dump
from sumber.evidence.leaves import Content, DocumentContent, Leaf, ReadingContent, hash_bytes, hash_text, make_leaf
from sumber.evidence.records import encode_record
from sumber.evidence.source import Record, Text
from sumber.evidence.tree import root_of
from sumber.evidence.verifying import Trust, verify
from tests.evidence.in_memory import KEY, LOG_NAME, MemoryEvidence

DOCUMENTS = (1_000, 2_000, 4_000, 8_000, 16_000)
CLAIMS = 10
SENTENCE = "Colonel Ivo Merrin said on Tuesday that the port of Halden was closed. "
TIME = "2026-01-02T03:04:05Z"


def build_log(documents: int) -> MemoryEvidence:
    """A log of invented reports, each with a reading of ten claims."""
    leaves: list[Leaf] = []
    texts: list[Text] = []
    readings: list[Record] = []
    originals: dict[str, bytes] = {}
    for number in range(documents):
        words = f"Report {number}. {SENTENCE * CLAIMS}"
        sha256, name, sequence = hash_text(words), str(number), len(leaves)
        originals[sha256] = words.encode()
        starts = [len(words) - len(SENTENCE) * (CLAIMS - claim) for claim in range(CLAIMS)]
        body = encode_record(
            {"claims": [{"span": [start, start + 18], "text": words[start : start + 18]} for start in starts]}
        )
        texts.append(Text(sequence=sequence, text=words, place=""))
        readings.append(Record(sequence=sequence + 1, body=body, place=""))
        contents: tuple[Content, ...] = (
            DocumentContent(subject=name, logged_at=TIME, text_sha256=sha256, bytes_sha256=sha256),
            ReadingContent(
                subject=name, logged_at=TIME, document=name, text_sha256=sha256, content_sha256=hash_bytes(body)
            ),
        )
        leaves += [make_leaf(sequence + place, content) for place, content in enumerate(contents)]
    head = Checkpoint(log_name=LOG_NAME, size=len(leaves), root=root_of(leaf.leaf_hash for leaf in leaves))
    return MemoryEvidence(
        leaves=tuple(leaves),
        texts=tuple(texts),
        readings=tuple(readings),
        originals=originals,
        notes=(KEY.sign_checkpoint(head),),
    )


def _verify(folder: Path) -> None:
    if not verify(DumpFolder(folder), Trust(keys=(KEY.public,)), lambda _: None).holds:
        raise RuntimeError("a dump that nobody altered does not hold")


def _peak_memory(folder: Path) -> float:
    """The most memory, in MB, of a process that verifies this dump and nothing else."""
    # The kernel counts what the parent held into a child's `ru_maxrss`; VmHWM is the child's own (Linux).
    code = (
        "import sys, re, pathlib\nfrom sumber.cli import main\ncode = main(sys.argv[1:])\n"
        "print('PEAK', re.search(r'VmHWM:\\s+(\\d+)', pathlib.Path('/proc/self/status').read_text())[1])\nsys.exit(code)"
    )
    command = [sys.executable, "-c", code, "verify", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  # our own code
    return float(done.stdout.rpartition("PEAK")[2]) / 1024


def measure_evidence() -> list[Measure]:
    """Time a claim, its growth, and the memory of the largest dump beside that of the smallest."""
    with tempfile.TemporaryDirectory() as place:
        folders = {documents: Path(place, str(documents)) for documents in DOCUMENTS}
        for documents, folder in folders.items():
            write_dump(build_log(documents), folder)
        _verify(folders[DOCUMENTS[0]])
        times = {each: processor_seconds(lambda f=folder: _verify(f)) for each, folder in folders.items()}
        points = [(math.log(each), math.log(taken)) for each, taken in times.items()]
        slope = statistics.linear_regression([x for x, _ in points], [y for _, y in points]).slope
        small, large = _peak_memory(folders[DOCUMENTS[0]]), _peak_memory(folders[DOCUMENTS[-1]])
    claims = DOCUMENTS[-1] * CLAIMS
    return [
        Measure("verify: claims per second", claims / times[DOCUMENTS[-1]], "/s", 0, at_least=True),
        Measure("verify: growth with the log (1 = linear)", slope, "log-log slope", 1.15, at_least=False),
        Measure("verify: peak memory, 16,000 documents", large, "MB", 200, at_least=False),
        Measure("verify: memory above 1,000 documents'", large - small, "MB", 8, at_least=False),
    ]
