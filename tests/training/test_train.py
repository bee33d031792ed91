"""How the reader is trained: what it learns from, in which steps, at which rate (needs the requirements of training)."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")
training = pytest.importorskip("training.train")

PARTS = ("tune", "wire", "wire")
STEADY = 0.5


@dataclass(frozen=True)
class _Claims:
    events: object = "types"
    roles: object = "parties"
    modes: object = "modes"


@dataclass(frozen=True)
class _Window:
    report: str
    claims: _Claims | None = _Claims()


def test_a_share_is_one_of_different_reports_each_as_often_as_its_part_is_named() -> None:
    whole = Counter(report.id for report in training.choose_reports(PARTS, 1.0))
    half = Counter(report.id for report in training.choose_reports(PARTS, 0.5))
    assert len(half) == round(len(whole) / 2)
    assert {name: whole[name] for name in half} == half
    assert {count for name, count in whole.items() if name.startswith("w")} == {2}
    quarter = {report.id for report in training.choose_reports(PARTS, 0.25)}
    assert quarter < set(half)


@pytest.mark.parametrize("windows", [6, 7, 13, 4])
def test_no_step_has_fewer_windows_than_another(windows: int) -> None:
    cut = [_Window(str(number)) for number in range(windows)]
    steps = list(islice(training.iter_steps([cut], [], random.Random(1)), 8))  # noqa: S311  # an order to learn in, no secret
    assert {len(step) for step in steps} == {min(windows, training.WINDOWS_A_STEP)}
    assert len({window.report for step in steps for window in step}) == windows


def test_the_encoder_waits_for_the_heads_and_all_rates_fall_to_a_fiftieth() -> None:
    rates = [training.rate_at("encoder", step, 0.0, STEADY) for step in range(400)]
    assert rates[training.HEADS_ALONE_STEPS - 1] == 0
    assert rates == sorted(rates)
    assert rates[-1] == 1
    assert training.rate_at("heads", 0, 0.0, STEADY) > 0
    assert training.rate_at("heads", 400, 0.75, STEADY) == pytest.approx(0.5)
    assert training.rate_at("encoder", 400, 1.0, STEADY) == pytest.approx(0.02)


def test_events_of_another_habit_are_not_learnt() -> None:
    kept, left, empty = training.leave_out_events([_Window("a"), _Window("b"), _Window("b", None)], {"b"})
    assert kept == _Window("a")
    assert left == replace(kept, report="b", claims=_Claims(None, None))
    assert empty.claims is None


def test_a_few_steps_are_learnt_kept_and_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "reader.pt"
    begin = ("train", "--parts", "tune", "--share", "0.01", "--workers", "1", "--steps", "1", "--out", str(out))
    _run(monkeypatch, *begin)
    first: dict[str, Any] = torch.load(out)
    _run(monkeypatch, *begin, "--resume", str(out.with_suffix(".state")))
    assert torch.load(out.with_suffix(".state"))["step"] == 2
    second = torch.load(out)
    assert not torch.equal(first["tags.outer.weight"], second["tags.outer.weight"])
    assert torch.equal(first["encoder.word.weight"], second["encoder.word.weight"])


def test_two_processes_stay_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "reader.pt"
    _run(
        monkeypatch, "train", "--parts", "tune", "--share", "0.02", "--workers", "2", "--steps", "3", "--out", str(out)
    )
    assert torch.load(out.with_suffix(".state"))["step"] == 3


def _run(monkeypatch: pytest.MonkeyPatch, *command: str) -> None:
    monkeypatch.setattr("sys.argv", list(command))
    training.main()
