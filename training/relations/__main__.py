"""Learns by what claims and reports are compared, and writes it into the package.

    python3 -m training.relations [--minutes N] [--check] [--keep-vectors]

Vectors of claims are learnt from families of statements, the weights for pairs of reports from labelled reports, the trees
and sums for pairs of claims from both. Seeds are fixed. What was learnt of vectors is kept in `work/relations` and used
again as long as nothing that it depends on has changed.
"""

from __future__ import annotations

import argparse
import hashlib
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import torch

import sumber.analysis
from evaluation.labels import read_digest
from sumber.analysis.sums import SUMS_FILE
from sumber.analysis.trees import VERDICTS_FILE
from sumber.analysis.weighing import WEIGHTS_FILE
from sumber.pipeline import open_reader
from sumber.reading.trained.meaning import VECTORS_FILE, find_meaning
from sumber.reading.trained.model import MODEL_FILE, find_folder
from training.relations.documents import QUESTIONS, Learnt, Question, encode_weights, iter_document_rows, learn_weights
from training.relations.families import Family, part_in_halves, read_families
from training.relations.measures import judge_left_out, print_retrieval, print_verdicts
from training.relations.pairs import ClaimRow, StoryOdds, iter_family_rows, iter_report_rows
from training.relations.reports import WAYS, Corpus, read_corpus
from training.relations.shipping import ship_vectors
from training.relations.states import States, open_states, read_upper_layers
from training.relations.sums import learn_sums
from training.relations.trees import grow_trees
from training.relations.vectors import Plan, TwoVectors, build_network, embed, learn_vectors

SEED = 7
ROUNDS = 8
SAMPLES = 20
"""Texts by which the written vectors are checked."""


class Networks(NamedTuple):
    """The network that ships, and for each half of the families one that learnt from the other half alone.

    `whole` is None where the vectors in the package are kept.
    """

    whole: TwoVectors | None
    halves: tuple[tuple[Sequence[Family], TwoVectors], ...]


def learn_networks(
    families: Sequence[Family], states: States, plan: Plan, kept: Path, *, keeps_vectors: bool = False
) -> Networks:
    """The networks, learnt or, where the same was learnt before, read from the folder `kept`."""
    kept.mkdir(parents=True, exist_ok=True)
    one, other = part_in_halves(families, plan.seed)
    # The whole has twice as many families to learn from as a half, and gets twice as much of the time.
    share = lambda part: plan._replace(minutes=plan.minutes * part if plan.minutes else None)  # noqa: E731  # three uses
    return Networks(
        whole=None if keeps_vectors else _learn(families, states, share(0.5), kept / "whole.pt"),
        halves=(
            (one, _learn(other, states, share(0.25), kept / "without-one.pt")),
            (other, _learn(one, states, share(0.25), kept / "without-other.pt")),
        ),
    )


def _learn(families: Sequence[Family], states: States, plan: Plan, path: Path) -> TwoVectors:
    network = build_network(read_upper_layers(), plan.seed)
    stamp = f"{_read_stamp()} {plan} {len(families)}"
    if path.is_file() and (known := torch.load(path))["stamp"] == stamp:
        network.load_state_dict(known["weights"])
        return network.eval()
    learn_vectors(network, families, states, plan)
    part = path.with_suffix(".part")
    torch.save({"stamp": stamp, "weights": network.state_dict()}, part)
    part.replace(path)
    return network


def _read_stamp() -> str:
    """What the vectors depend on: the reader and the families."""
    return hashlib.sha256((find_folder() / MODEL_FILE).read_bytes()).hexdigest() + read_digest("families")


class Rows(NamedTuple):
    """What the weights of reports came to, and the pairs of claims to learn from."""

    weights: dict[Question, Learnt]
    reports: list[ClaimRow]
    families: list[ClaimRow]


def gather_rows(networks: Networks, corpus: Corpus, states: States) -> Rows:
    """Learns the weights for pairs of reports, and with them gathers the pairs of claims that the program will look at."""
    vectors = embed(networks.whole, corpus.texts(), states) if networks.whole else _read_vectors(corpus)
    profiles = {way: corpus.profiles(way, vectors.__getitem__) for way in WAYS}
    print_retrieval(corpus, profiles["labels"], "retrieved")
    documents = [row for way in WAYS for row in iter_document_rows(profiles[way], way, corpus.labels)]
    weights = {question: learn_weights(documents, question) for question in QUESTIONS}
    for question, learnt in weights.items():
        shown = ", ".join(f"{score:.3f} by {way}" for way, score in learnt.scores.items())
        print(f"{question}: F1 {shown}, groups left out, from {learnt.weighing.threshold} on", flush=True)
    reports = [row for way in WAYS for row in iter_report_rows(corpus, way, profiles[way], StoryOdds(weights))]
    return Rows(weights, reports, list(_gather_family_rows(networks, states)))


def _read_vectors(corpus: Corpus) -> Mapping[str, bytes]:
    """The vectors of all claims by those in the package."""
    meaning = find_meaning()
    if meaning is None:
        raise SystemExit(f"--keep-vectors needs the file {VECTORS_FILE} in the package")
    texts = sorted(set(corpus.texts()))
    return dict(zip(texts, meaning.vectors(texts), strict=True))


def _gather_family_rows(networks: Networks, states: States) -> list[ClaimRow]:
    chance = random.Random(SEED)
    rows: list[ClaimRow] = []
    for half, network in networks.halves:
        vectors = embed(network, (statement.text for family in half for statement in family.statements), states)
        rows += (row for family in half for row in iter_family_rows(family, vectors.__getitem__, chance))
    return rows


def write_parts(networks: Networks, rows: Rows, states: States, out: Path | None) -> None:
    """Writes the files into the package, or all into the folder `out`."""
    beside = out or Path(sumber.analysis.__file__).parent
    beside.mkdir(parents=True, exist_ok=True)
    texts = [statement.text for half, _ in networks.halves for statement in half[0].statements][:SAMPLES]
    data = {
        beside / WEIGHTS_FILE: encode_weights(rows.weights),
        beside / VERDICTS_FILE: grow_trees(rows.reports, rows.families),
        beside / SUMS_FILE: learn_sums(rows.reports, rows.families),
    }
    if networks.whole:
        ship_vectors(networks.whole, [states.get(text) for text in texts], (out or find_folder()) / VECTORS_FILE)
    for path, content in data.items():
        part = path.with_suffix(".part")
        part.write_bytes(content)
        part.replace(path)
        print(f"{path}: {len(content) // 1024} KB")


def main() -> None:
    """Learns, then measures or writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--minutes", type=float, help=f"end the learning of vectors so soon; else {ROUNDS} rounds are made"
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; measure how well groups left out are judged"
    )
    parser.add_argument("--out", type=Path, help="write the files into this folder instead of the package")
    parser.add_argument(
        "--keep-vectors", action="store_true", help="leave the vectors in the package, and learn what stands on them"
    )
    parser.add_argument("--kept", type=Path, default=Path("work/relations"), help="where learnt vectors are kept")
    options = parser.parse_args()
    torch.set_num_threads(1)  # one thread adds up in one order
    states = open_states()
    plan = Plan(ROUNDS, options.minutes, SEED)
    networks = learn_networks(read_families(), states, plan, options.kept, keeps_vectors=options.keep_vectors)
    print("reading the labelled reports", flush=True)
    corpus = read_corpus(open_reader())
    rows = gather_rows(networks, corpus, states)
    for name, some in (("reports", rows.reports), ("families", rows.families)):
        counts = {label: sum(row.label == label for row in some) for label in ("same", "conflict", "neither")}
        print(f"pairs of claims of {name}: {counts}", flush=True)
    if options.check:
        print_verdicts(corpus, judge_left_out(rows.reports, rows.families))
    else:
        write_parts(networks, rows, states, options.out)


if __name__ == "__main__":
    main()
