"""A small run of all that is learnt, in seconds (needs the requirements of training; skipped without them)."""

from __future__ import annotations

import random
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from evaluation.labels import iter_reports
from sumber.analysis.pairing import VECTOR_NUMBERS, Comparison
from sumber.analysis.sums import Sums
from sumber.analysis.trees import Trees
from sumber.pipeline import open_reader

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")
pytest.importorskip("sklearn")

documents = pytest.importorskip("training.relations.documents")
families = pytest.importorskip("training.relations.families")
pairs = pytest.importorskip("training.relations.pairs")
shipping = pytest.importorskip("training.relations.shipping")
states = pytest.importorskip("training.relations.states")
measures = pytest.importorskip("training.relations.measures")
reports = pytest.importorskip("training.relations.reports")
sums = pytest.importorskip("training.relations.sums")
trees = pytest.importorskip("training.relations.trees")
vectors = pytest.importorskip("training.relations.vectors")

SOME = islice(families.read_families(), 4)
SMALL = trees.Shape(trees=3, depth=2, smallest_leaf=2)


@pytest.fixture(scope="module")
def some() -> list[object]:
    """A few families."""
    return list(SOME)


@pytest.fixture(scope="module")
def lower() -> object:
    """The reader's lower states."""
    return states.open_states()


@pytest.fixture(scope="module")
def network(some: list[object], lower: object) -> object:
    """Vectors that learnt a little."""
    made = vectors.build_network(states.read_upper_layers(), seed=1)
    vectors.learn_vectors(made, some, lower, vectors.Plan(rounds=2, minutes=None, seed=1))
    return made


@pytest.fixture(scope="module")
def rows(some: list[object], lower: object, network: object) -> list[object]:
    """The pairs of the families' statements."""
    chance = random.Random(1)  # noqa: S311  # seeds make runs repeatable
    texts = [statement.text for family in some for statement in family.statements]  # type: ignore[attr-defined]  # families
    packed = vectors.embed(network, texts, lower)
    return [row for family in some for row in pairs.iter_family_rows(family, packed.__getitem__, chance)]


def test_the_same_seed_learns_the_same(some: list[object], lower: object, network: object) -> None:
    again = vectors.build_network(states.read_upper_layers(), seed=1)
    vectors.learn_vectors(again, some, lower, vectors.Plan(rounds=2, minutes=None, seed=1))
    text = some[0].statements[0].text  # type: ignore[attr-defined]  # a family
    assert vectors.embed(again, [text], lower) == vectors.embed(network, [text], lower)


def test_learning_brings_the_loss_down(some: list[object], lower: object) -> None:
    made = vectors.build_network(states.read_upper_layers(), seed=2)
    before = vectors.step_loss(made.eval(), some, lower, random.Random(0)).item()  # noqa: S311  # seeds make runs repeatable
    vectors.learn_vectors(made, some, lower, vectors.Plan(rounds=6, minutes=None, seed=2))
    assert vectors.step_loss(made, some, lower, random.Random(0)).item() < before  # noqa: S311  # seeds make runs repeatable


def test_minutes_end_the_learning_sooner() -> None:
    plan = vectors.Plan(rounds=8, minutes=2, seed=1)
    assert plan.share_done(10, 100, 60) == 0.5
    assert plan.share_done(60, 100, 60) == 0.6
    assert plan._replace(minutes=None).share_done(0, 100, 1e6) == 0.0


@pytest.mark.parametrize(
    ("likeness", "wanted", "loss"),
    [
        ([[9, 0, 0], [0, 9, 0], [0, 0, 9]], [[0, 1, 0], [1, 0, 0], [0, 0, 0]], np.log(2)),
        ([[0, 9, -9], [9, 0, -9], [0, 0, 0]], [[0, 1, 0], [1, 0, 0], [0, 0, 0]], 0.0),
        ([[0, 1], [1, 0]], [[0, 0], [0, 0]], 0.0),
    ],
)
def test_only_others_count_for_and_against(likeness: list[list[int]], wanted: list[list[int]], loss: float) -> None:
    found = vectors.contrast(torch.tensor(likeness, dtype=torch.float), torch.tensor(wanted, dtype=torch.bool))
    assert found.item() == pytest.approx(loss, abs=1e-4)


def test_the_layers_begin_as_the_shipped_reader_has_them() -> None:
    upper = states.read_upper_layers()
    assert len(upper) == 3 * 16
    assert upper["0.widen.weight"].shape == (1536, 384)
    assert abs(upper["2.norm.weight"].mean().item()) > 0.1


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the exporter of torch scripts, which knows our operators
def test_written_vectors_are_the_learnt_ones(tmp_path: Path, some: list[object], lower: object) -> None:
    made = vectors.build_network(states.read_upper_layers(), seed=3).eval()
    texts = [statement.text for statement in some[0].statements[:3]]  # type: ignore[attr-defined]  # a family
    out = tmp_path / "vectors.onnx"
    shipping.ship_vectors(made, [lower.get(text) for text in texts], out)  # type: ignore[attr-defined]  # states
    assert [file.name for file in tmp_path.iterdir()] == [out.name]


def test_vectors_are_packed_as_the_program_keeps_them(lower: object, network: object) -> None:
    (packed,) = vectors.embed(network, ["Kyiv confirmed it"], lower).values()
    assert len(packed) == 2 * VECTOR_NUMBERS


def test_grown_trees_can_be_read(rows: list[object]) -> None:
    data = trees.grow_trees([], rows, SMALL)
    assert data == trees.grow_trees([], rows, SMALL)
    asked = np.array([rows[0].pair.comparison], np.float32)  # type: ignore[attr-defined]  # a row
    assert np.isfinite(Trees(data).odds(asked)).all()


def test_learnt_sums_tell_pairs_apart(rows: list[object]) -> None:
    data = sums.learn_sums(rows[: len(rows) // 2], rows[len(rows) // 2 :])
    told = Sums(data).odds([row.pair for row in rows])  # type: ignore[attr-defined]  # rows
    for column, label in enumerate(("same", "conflict")):
        wanted = np.array([row.label == label for row in rows])  # type: ignore[attr-defined]  # rows
        assert told[wanted, column].mean() > told[~wanted, column].mean()


def test_statements_of_a_family_meet_in_every_round(rows: list[object], some: list[object]) -> None:
    met = [row for row in rows if row.group == some[0].id]  # type: ignore[attr-defined]  # a row, a family
    count = len(some[0].statements)  # type: ignore[attr-defined]  # a family
    assert len(met) == pairs.FAMILY_ROUNDS * count * (count - 1) // 2
    within = Comparison._fields.index("within")
    assert {row.pair.comparison[within] for row in met} == {0.0, 1.0}  # type: ignore[attr-defined]  # a row


def test_thresholds_asked_of_small_floats_get_the_same_answers() -> None:
    wanted = np.array([0.1, 0.3, 1 / 3, -0.7])
    rounded = trees.round_down(wanted)
    assert (rounded <= wanted).all()
    assert (np.nextafter(rounded, np.float32(np.inf)) > wanted).all()


@pytest.fixture(scope="module")
def corpus() -> object:
    """The reports of three groups."""
    groups = reports.read_labels(map(reports.read_relations, reports.PARTS)).groups
    chosen = sorted({group for report, group in groups.items() if report.startswith("gb_")})[:3]
    some = [report for report in iter_reports("groups_tune") if groups[report.id] in chosen]
    return reports.read_corpus(open_reader("lexical"), some)


def test_pairs_of_reports_and_of_claims_are_learnt_from_and_measured(
    corpus: object, lower: object, network: object, rows: list[object], capsys: pytest.CaptureFixture[str]
) -> None:
    packed = vectors.embed(network, corpus.texts(), lower)  # type: ignore[attr-defined]  # a corpus
    found, told = [], []
    for way in reports.WAYS:
        profiles = corpus.profiles(way, packed.__getitem__)  # type: ignore[attr-defined]  # as above
        told += documents.iter_document_rows(profiles, way, corpus.labels)  # type: ignore[attr-defined]  # as above
        if way == "labels":
            measures.print_retrieval(corpus, profiles, "retrieved")
    weights = {question: documents.learn_weights(told, question) for question in documents.QUESTIONS}
    for way in reports.WAYS:
        profiles = corpus.profiles(way, packed.__getitem__)  # type: ignore[attr-defined]  # as above
        found += pairs.iter_report_rows(corpus, way, profiles, pairs.StoryOdds(weights))
    assert {row.label for row in found} == set(trees.LABELS)
    judged = measures.judge_left_out(found, rows, SMALL)
    assert len(judged) == len(found)
    measures.print_verdicts(corpus, judged)
    shown = capsys.readouterr().out
    assert "top-1" in shown
    assert sum(line.startswith(reports.WAYS) for line in shown.splitlines()) == 2 * len(measures.SHIFTS)


def test_weights_are_written_as_the_program_reads_them() -> None:
    weighing = documents.Weighing(weights={"names": 1.0}, bias=-1.0, threshold=0.5)
    written = documents.encode_weights({"story": documents.Learnt(weighing, {}, {})})
    assert documents.msgspec.json.decode(written) == {
        "story": {"weights": {"names": 1.0}, "bias": -1.0, "threshold": 0.5}
    }
