"""The trained reader: speed, memory, and how near its encoder comes to what the machine's matrix product can do.

The peer is ONNX Runtime's own matrix product: every product of the encoder with a matrix, taken out of the shipped file with
its precision and run by itself on two threads for one long window, in turn with whole passes over a window as long. The share
is the time of the bare products over the time of the pass, each the best of some rounds: 1 would mean that a pass costs nothing
but its products. What attention multiplies, pieces with pieces, is no matrix of the network and counts as cost; the second
share, for comparison, counts it among the products, as 32-bit products of the same shapes.
"""

from __future__ import annotations

import subprocess
import sys
from itertools import groupby

import numpy as np

from bench.measures import Measure, seconds
from evaluation.labels import iter_reports
from sumber.model import Document
from sumber.pipeline import open_reader, read_document
from sumber.reading.trained.model import MODEL_FILE, Model, find_folder, find_model
from sumber.reading.trained.pieces import cut_into_pieces
from sumber.reading.trained.windows import WINDOW_PIECES

ROUNDS = 16


def all_documents() -> list[Document]:
    """The labelled reports that rules are chosen on, in all languages, two at a time as one text of some 600 pieces."""
    found: list[Document] = []
    for _, group in groupby(iter_reports("tune"), key=lambda report: report.language):
        for first, second in zip(group, group, strict=False):
            text = f"{first.text}\n\n{second.text}"
            language, outlet, published = first.language, first.outlet, first.published
            found.append(Document(id=first.id, text=text, publisher=outlet, published_at=published, language=language))
    return found


def measure_trained() -> list[Measure]:
    """All measures of the trained reader; none where the package holds no model."""
    model = find_model()
    if model is None:
        return []
    documents = all_documents()
    reader = open_reader("trained")
    for document in {document.language: document for document in documents}.values():
        read_document(document, reader)
    spent = seconds(lambda: [read_document(d, reader) for d in documents])
    pieces = sum(len(cut_into_pieces(d.text, model.tokenizer).ids) for d in documents)
    size = f"/s ({pieces / len(documents):.0f} pieces each)"
    share, whole = measure_shares(model)
    return [
        Measure("trained: reports per second", len(documents) / spent, size, 4, at_least=True),
        Measure("trained: pieces per second", pieces / spent, "/s", 0, at_least=True),
        Measure("trained: share of matrix product's peak", share, "", 0.5, at_least=True),
        Measure("trained: the same, attention's products too", whole, "", 0, at_least=True),
        measure_memory(),
    ]


def measure_shares(model: Model) -> tuple[float, float]:
    """The time of the encoder's bare products over the time of its pass, without and with what attention multiplies."""
    from bench.products import attention_products, bare_run, matrix_products

    text = " ".join(report.text for report in iter_reports("tune", ("en",)))
    ids = cut_into_pieces(text[:8000], model.tokenizer).ids[:WINDOW_PIECES]
    marks = np.zeros_like(ids)
    length, file = len(ids) + 2, find_folder() / MODEL_FILE
    jobs = (
        lambda: model.score_pieces(ids, marks),
        bare_run(matrix_products(file, length)),
        bare_run(attention_products(file, length)),
    )
    rounds = [[seconds(job) for job in jobs] for _ in range(ROUNDS)]
    passing, matrices, attention = (min(times) for times in zip(*rounds, strict=True))
    return matrices / passing, (matrices + attention) / passing


def measure_memory() -> Measure:
    """Peak memory of a process that reads every report with the model and nothing else."""
    code = (
        "import resource\nfrom bench.trained import *\nreader = open_reader('trained')\n"
        "for d in all_documents(): read_document(d, reader)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603  # our own code
    return Measure("trained: peak memory", float(done.stdout), "MB", 1200, at_least=False)
