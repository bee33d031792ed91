"""Whether stated confidence means what it says."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from evaluation.labels import LabelledReport
from evaluation.matching import SourceNames
from evaluation.scoring import is_whole_chain, match_claims
from sumber.model import Document, Reader
from sumber.pipeline import read_document


def expected_calibration_error(confidences: NDArray[np.float64], right: NDArray[np.bool_], bins: int = 10) -> float:
    """How far stated confidence lies from the share that is right, averaged over bins by their size."""
    edges = np.minimum((confidences * bins).astype(int), bins - 1)
    parts = [
        abs(float(confidences[edges == b].mean()) - float(right[edges == b].mean())) * int((edges == b).sum())
        for b in range(bins)
        if (edges == b).any()
    ]
    return sum(parts) / max(1, len(confidences))


def collect_confidences(
    reports: Iterable[LabelledReport], reader: Reader
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """The confidence of every claim a reader finds, and whether claim and whole chain are right."""
    stated: list[float] = []
    right: list[bool] = []
    for report in reports:
        document = Document(
            id=report.id, text=report.text, publisher=report.outlet, published_at=report.published, synthetic=True
        )
        reading = read_document(document, reader)
        matched = {found: labelled for labelled, found in match_claims(report, reading).items()}
        names = SourceNames(report)
        for place, claim in enumerate(reading.claims):
            labelled = report.claims[matched[place]] if place in matched else None
            stated.append(min(max(claim.confidence, 0.001), 0.999))
            right.append(
                labelled is not None
                and any(is_whole_chain(chain, claim.chain, names, report.outlet) for chain in labelled.chains)
            )
    return np.asarray(stated), np.asarray(right)
