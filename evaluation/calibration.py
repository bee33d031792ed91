"""Whether stated confidence means what it says."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def expected_calibration_error(confidences: NDArray[np.float64], right: NDArray[np.bool_], bins: int = 10) -> float:
    """How far stated confidence lies from the share that is right, averaged over bins by their size."""
    edges = np.minimum((confidences * bins).astype(int), bins - 1)
    parts = [
        abs(float(confidences[edges == b].mean()) - float(right[edges == b].mean())) * int((edges == b).sum())
        for b in range(bins)
        if (edges == b).any()
    ]
    return sum(parts) / max(1, len(confidences))
