"""Relates a labelled part's reports in memory, as a ledger that holds them would."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from evaluation.documents import labelled_document
from evaluation.ideal import ideal_reading
from evaluation.labels import LabelledReport
from sumber.analysis.conflicts import Conflict, find_conflicts
from sumber.analysis.keys import find_candidates
from sumber.analysis.learnt import get_judge
from sumber.analysis.origins import Saying, weigh_origins
from sumber.analysis.profiles import DocumentProfile
from sumber.analysis.profiling import profile_of
from sumber.analysis.propositions import ClaimKey, PairKey, gather, pair_key
from sumber.analysis.relate import DocumentRelation, relate, relate_within
from sumber.model import ConflictKind, Reader, Reading
from sumber.pipeline import read_document
from sumber.reading.trained.meaning import find_meaning


class Related(NamedTuple):
    """What was found of some reports: pairs of reports, propositions with how many origins, conflicts."""

    profiles: dict[str, DocumentProfile]
    relations: tuple[DocumentRelation, ...]
    propositions: tuple[tuple[tuple[ClaimKey, ...], int], ...]
    conflicts: tuple[Conflict, ...]


def iter_profiles(reports: Iterable[LabelledReport], reader: Reader | None) -> Iterator[DocumentProfile]:
    """The profiles of labelled reports: as the reader reads them, or without one as their labels spell."""
    meaning = find_meaning()
    if meaning is None:
        raise SystemExit("the package holds no model: its vectors are what claims are compared by")
    for reading in iter_readings(reports, reader):
        vectors = meaning.vectors([claim.text for claim in reading.claims])
        yield profile_of(reading, reading.document.id, vectors)


def iter_readings(reports: Iterable[LabelledReport], reader: Reader | None) -> Iterator[Reading]:
    """The readings of labelled reports: as the reader reads their bare texts, or without one as their labels spell."""
    for report in reports:
        if reader is None:
            yield ideal_reading(report)
        else:
            yield read_document(labelled_document(report, tells_language=False), reader)


def relate_all(profiles: Iterable[DocumentProfile]) -> Related:
    """Everything that is found of these reports together."""
    known = {profile.id: profile for profile in profiles}
    judge = get_judge()
    relations = [
        relation for a, b in find_candidates(known.values()) if (relation := relate(known[a], known[b], judge)).is_kept
    ]
    same: dict[PairKey, float] = {}
    odds: dict[PairKey, tuple[float, ConflictKind]] = {}
    pairs = [(relation.a, relation.b, relation.claims) for relation in relations]
    pairs += [(name, name, relate_within(profile, judge)) for name, profile in known.items()]
    for a, b, claims in pairs:
        for claim in claims:
            key = pair_key((a, claim.a), (b, claim.b))
            same[key] = claim.same
            odds[key] = (claim.conflict, claim.kind)
    claims_known = [(name, at) for name, profile in known.items() for at in range(len(profile.claims))]
    clusters = gather(claims_known, same)
    copies = {(relation.a, relation.b) for relation in relations if relation.copy_kind}
    counted = tuple((cluster, _origins(cluster, known, copies)) for cluster in clusters)
    return Related(known, tuple(relations), counted, tuple(_iter_conflicts(clusters, odds)))


def _origins(cluster: tuple[ClaimKey, ...], profiles: dict[str, DocumentProfile], copies: set[tuple[str, str]]) -> int:
    sayings = [Saying(profiles[name], profiles[name].claims[at]) for name, at in cluster]
    return weigh_origins(sayings, copies).independent


def _iter_conflicts(
    clusters: list[tuple[ClaimKey, ...]], odds: dict[PairKey, tuple[float, ConflictKind]]
) -> Iterator[Conflict]:
    home = {claim: number for number, cluster in enumerate(clusters) for claim in cluster}
    touching = sorted({tuple(sorted((home[a], home[b]))) for a, b in odds})
    for one, other in touching:
        yield from find_conflicts(clusters[one], clusters[other], odds)
