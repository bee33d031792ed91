"""Fits how the reader's raw confidence maps to the share of claims that are right, on reports it has not learnt: the part `choosing`."""

from __future__ import annotations

import numpy as np
import torch

from evaluation.calibration import collect_confidences, expected_calibration_error
from evaluation.labels import iter_reports
from sumber.reading.trained.model import Model
from sumber.reading.trained.reader import TrainedReader

STEPS = 400


def fit(confidences: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """Scale and shift of the confidence's logit that make it likeliest (Platt)."""
    logits = torch.logit(torch.tensor(confidences).clamp(1e-4, 1 - 1e-4))
    wanted = torch.tensor(right, dtype=torch.float64)
    weights = torch.tensor([1.0, 0.0], dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.Adam([weights], lr=0.05)
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(weights[0] * logits + weights[1], wanted)
        loss.backward()  # type: ignore[no-untyped-call]  # torch has no type for it
        optimizer.step()
    return float(weights[0]), float(weights[1])


def calibrate(model: Model) -> tuple[float, float]:
    """Scale and shift for a model whose card still maps nothing (1, 0); prints the expected calibration error before and after."""
    confidences, right = collect_confidences(iter_reports("choosing"), TrainedReader(model))
    scale, shift = fit(confidences, right)
    mapped = 1 / (1 + np.exp(-(scale * np.log(confidences / (1 - confidences)) + shift)))
    before, after = (expected_calibration_error(c, right) for c in (confidences, mapped))
    print(f"{len(right)} claims; {scale:.3f},{shift:.3f}; error {before:.3f} before, {after:.3f} after")
    return scale, shift
