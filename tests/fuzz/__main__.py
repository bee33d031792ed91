"""Feeds mutated bytes to the reader until the time is up or a promise is broken (coverage-guided, atheris).

    python3 dev.py fuzz --seconds 600

The first corpus is the bundled samples and the cases of every language, as text, page and JSON Lines; the words of the
language tables are the dictionary. What breaks a promise is written to the folder given with --keep; a corpus folder
given with --corpus is gone on from and added to.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import atheris
import msgspec

with atheris.instrument_imports(include=["sumber"]):
    from sumber.exports import export_names, get_exporter
    from sumber.intake import get_intake, intake_names
    from tests.fuzz.read_any import REPEATED, read_any

    FORMATS = [*map(get_intake, intake_names()), *map(get_exporter, export_names())]  # imported here, to be watched

LONGEST = 3000
LONGEST_ENTRY = 40
CHOICES = (0, 8, 16, 24, 32 + 8, 64 + 16, 96 + 8, 128 + 32 + 16)
PAGE = "<!doctype html><html><head><title>{head}</title></head><body><article><p>{text}</p></article></body></html>"


def iter_seeds() -> Iterator[bytes]:
    """Samples and cases in every format, each with a first byte that chooses how it is read."""
    files = [resources.files("sumber.samples") / "samples.jsonl"]
    languages = resources.files("sumber.languages")
    for name in ("claims.jsonl", "dates.jsonl"):
        files += [place / "cases" / name for place in languages.iterdir()]
    lines = [line for file in files if file.is_file() for line in file.read_text("utf-8").splitlines() if line.strip()]
    for number, line in enumerate(lines):
        text = str(msgspec.json.decode(line).get("text", ""))[:LONGEST]
        shapes = {
            "text": text,
            "jsonl": msgspec.json.encode({"text": text, "title": text[:40]}).decode(),
            "html": PAGE.format(head=text[:40], text=text),
        }
        for place, name in enumerate(intake_names()):
            if name in shapes:
                yield bytes([place + CHOICES[number % len(CHOICES)]]) + shapes[name].encode()
        if number % 10 == 0:
            yield bytes([REPEATED + CHOICES[number % len(CHOICES)]]) + text[:200].encode()


def iter_words() -> Iterator[str]:
    """Dictionary entries: the first column of the language tables, escaped."""
    for place in resources.files("sumber.languages").iterdir():
        for name in ("cues.tsv", "sources.tsv", "names.tsv", "stance.tsv"):
            if (place / name).is_file():
                for row in (place / name).read_text("utf-8").splitlines()[1:]:
                    yield row.split("\t")[0]
    yield from (
        "“",
        "”",
        '"',
        ' (14/8)"',
        "\n\n",
        ", ",
        "\u202e",
        "\u00a0",
        "e\u0301",
        "\\ud800",
        "9" * 20,
        "31/02/2025",
    )


def main() -> None:
    """Prepare corpus and dictionary and hand over to the fuzzer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--corpus", default="", help="folder of inputs to go on from")
    parser.add_argument("--keep", default="", help="folder for inputs that break a promise")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        corpus, words = Path(options.corpus or Path(folder, "corpus")), Path(folder, "words")
        corpus.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(iter_seeds()):
            (corpus / f"{number:05}").write_bytes(seed)
        escaped = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in sorted(set(iter_words())) if word)
        words.write_text("".join(f'"{entry}"\n' for entry in escaped if len(entry) <= 4 * LONGEST_ENTRY))
        settings = [
            f"-max_total_time={options.seconds}",
            f"-max_len={LONGEST}",
            "-len_control=0",
            f"-dict={words}",
            "-timeout=30",
            "-rss_limit_mb=2000",
            "-print_final_stats=1",
        ]
        if options.keep:
            Path(options.keep).mkdir(parents=True, exist_ok=True)
            settings.append(f"-artifact_prefix={options.keep}/")
        atheris.Setup([sys.argv[0], *settings, str(corpus)], read_any)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
