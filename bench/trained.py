"""The trained reader: speed, memory, and how near its encoder comes to what the machine's matrix product can do.

The peer is ONNX Runtime's own matrix product in the same precision on the same shapes, in the same run.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from bench.measures import Measure, seconds
from evaluation.labels import iter_reports
from sumber.model import Document
from sumber.pipeline import open_reader, read_document
from sumber.reading.trained.model import THREADS, Model, find_model
from sumber.reading.trained.pieces import cut_into_pieces
from sumber.reading.trained.windows import WINDOW_PIECES

ROUNDS = 12
HIDDEN, INNER, LAYERS = 384, 1536, 12


def all_documents() -> list[Document]:
    """The labelled reports that rules are chosen on, in all languages."""
    return [
        Document(id=r.id, text=r.text, publisher=r.outlet, published_at=r.published, language=r.language)
        for r in iter_reports("tune")
    ]


def measure_trained() -> list[Measure]:
    """All measures of the trained reader; none where the package holds no model."""
    model = find_model()
    if model is None:
        return []
    documents = all_documents()
    reader = open_reader("trained")
    read_document(documents[0], reader)
    spent = seconds(lambda: [read_document(d, reader) for d in documents])
    pieces = sum(len(cut_into_pieces(d.text, model.tokenizer).ids) for d in documents)
    return [
        Measure("trained: reports per second", len(documents) / spent, "/s", 4, at_least=True),
        Measure("trained: pieces per second", pieces / spent, "/s", 0, at_least=True),
        Measure("trained: share of matrix product's peak", measure_share(model), "", 0.5, at_least=True),
        measure_memory(),
    ]


def measure_share(model: Model) -> float:
    """The encoder's operations a second over those of bare matrix products of its shapes, one long window at a time."""
    text = " ".join(report.text for report in iter_reports("tune", ("en",)))
    ids = cut_into_pieces(text[:8000], model.tokenizer).ids[:WINDOW_PIECES]
    marks = np.zeros_like(ids)
    length = len(ids)
    products = LAYERS * 2 * length * (4 * HIDDEN * HIDDEN + 2 * HIDDEN * INNER)
    model.score_pieces(ids, marks)
    spent = min(seconds(lambda: model.score_pieces(ids, marks)) for _ in range(ROUNDS))
    return (products / spent) / peak_operations(length)


def peak_operations(length: int) -> float:
    """Operations a second of ONNX Runtime's own dynamic int8 product over the encoder's three shapes."""
    import onnx
    from onnxruntime import InferenceSession, SessionOptions
    from onnxruntime.quantization import QuantType, quantize_dynamic

    shapes = [(HIDDEN, HIDDEN)] * 4 + [(HIDDEN, INNER), (INNER, HIDDEN)]
    with tempfile.TemporaryDirectory() as folder:
        plain, small = Path(folder) / "plain.onnx", Path(folder) / "small.onnx"
        onnx.save(_products(onnx, shapes), str(plain))
        quantize_dynamic(str(plain), str(small), per_channel=True, weight_type=QuantType.QInt8)
        options = SessionOptions()
        options.intra_op_num_threads = THREADS
        session = InferenceSession(str(small), options, providers=["CPUExecutionProvider"])
    rng = np.random.default_rng(0)
    given = {f"x{i}": rng.standard_normal((length, a), np.float32) for i, (a, _) in enumerate(shapes)}
    session.run(None, given)
    spent = min(seconds(lambda: session.run(None, given)) for _ in range(ROUNDS))
    return sum(2 * length * a * b for a, b in shapes) / spent


def _products(onnx, shapes: list[tuple[int, int]]):  # type: ignore[no-untyped-def]  # onnx is only in the bench's environment
    helper, kind = onnx.helper, onnx.TensorProto.FLOAT
    rng = np.random.default_rng(0)
    nodes, inputs, outputs, weights = [], [], [], []
    for i, (a, b) in enumerate(shapes):
        inputs.append(helper.make_tensor_value_info(f"x{i}", kind, ["n", a]))
        outputs.append(helper.make_tensor_value_info(f"y{i}", kind, ["n", b]))
        weights.append(onnx.numpy_helper.from_array(rng.standard_normal((a, b), np.float32), f"w{i}"))
        nodes.append(helper.make_node("MatMul", [f"x{i}", f"w{i}"], [f"y{i}"]))
    graph = helper.make_graph(nodes, "products", inputs, outputs, weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


def measure_memory() -> Measure:
    """Peak memory of a process that reads every report with the model and nothing else."""
    code = (
        "import resource\nfrom bench.trained import *\nreader = open_reader('trained')\n"
        "for d in all_documents(): read_document(d, reader)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603  # our own code
    return Measure("trained: peak memory", float(done.stdout), "MB", 1200, at_least=False)
