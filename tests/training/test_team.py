"""Two processes that learn together (needs the requirements of training; skipped without them)."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")
team = pytest.importorskip("training.team")


def _learn(folder: Path, own: Any) -> None:
    """Begins with weights of one's own, and takes one step on gradients of one's own."""
    torch.manual_seed(own.rank)
    network = torch.nn.Linear(3, 2)
    own.begin_alike(network)
    begun = {name: value.clone() for name, value in network.state_dict().items()}
    (network(torch.ones(1, 3)).sum() * (own.rank + 1)).backward()
    own.average_gradients(list(network.parameters()))
    torch.save((begun, network.weight.grad), folder / f"{own.rank}.pt")


def _drift(folder: Path, own: Any) -> None:
    """Weights that differ in a process are told there, and only there."""
    weights = [torch.full((2,), float(own.rank))]
    try:
        own.check_alike(weights)
    except RuntimeError:
        (folder / f"drifted-{own.rank}").touch()
    own.check_alike([torch.ones(2)])


def test_a_process_that_drifted_away_is_told(tmp_path: Path) -> None:
    team.run_team(2, partial(_drift, tmp_path))
    assert [file.name for file in tmp_path.iterdir()] == ["drifted-1"]


def test_all_begin_with_the_leaders_weights_and_step_alike(tmp_path: Path) -> None:
    team.run_team(2, partial(_learn, tmp_path))
    (first, gradient), (second, other) = (torch.load(tmp_path / f"{rank}.pt") for rank in (0, 1))
    torch.manual_seed(0)
    wanted = torch.nn.Linear(3, 2).state_dict()
    for name, value in wanted.items():
        assert torch.equal(first[name], value)
        assert torch.equal(second[name], value)
    assert torch.equal(gradient, other)
    assert torch.allclose(gradient, torch.full((2, 3), 1.5))
