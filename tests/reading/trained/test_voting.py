"""Who decides where rules and model differ."""

from __future__ import annotations

import pytest

from sumber.model import DraftClaim, DraftLink, Mode, Span
from sumber.reading.trained.voting import vote

PUBLISHER = DraftLink(role="publisher", name="Gazette")
CUE = Span(40, 44)
WORDS = Span(0, 30)


def _claim(names: tuple[str, ...], *, cue: bool = True, carried: bool = False, span: Span = WORDS) -> DraftClaim:
    links = tuple(
        DraftLink(role="relay" if i else "speaker", name=name, cue=CUE if cue and not i else None, carried=carried)
        for i, name in enumerate(names)
    )
    mode: Mode = "indirect" if links else "unattributed"
    return DraftClaim(span=span, text="x" * span.length, mode=mode, stance="asserts", chain=(*links, PUBLISHER))


@pytest.mark.parametrize(
    ("modelled", "ruled", "wanted", "rule"),
    [
        (_claim(("Beta",)), _claim(("Ann", "Radio")), ["Beta"], None),
        (_claim(()), _claim(("Ann", "Radio")), ["Ann", "Radio"], "vote:cue"),
        (_claim(("Ann",)), _claim(("ANN",)), ["ANN"], "vote:agreed"),
        (_claim(("Beta",)), _claim(("Ann",), carried=True), ["Beta"], None),
        (_claim(("Beta",)), _claim(("Ann",), cue=False), ["Beta"], None),
        (_claim(("Beta",)), _claim(()), ["Beta"], None),
        (_claim(("Beta",)), _claim(("Ann",), span=Span(25, 60)), ["Beta"], None),
    ],
    ids=[
        "the model names somebody",
        "cue against nobody",
        "agreed",
        "carried",
        "no report word",
        "rules silent",
        "another claim",
    ],
)
def test_vote(modelled: DraftClaim, ruled: DraftClaim, wanted: list[str], rule: str | None) -> None:
    (claim,) = vote((modelled,), (ruled,))
    assert [link.name for link in claim.chain[:-1]] == wanted
    assert claim.span == modelled.span
    assert (rule is None) == (claim.reasons == ())
    if rule:
        assert claim.reasons[-1].rule == rule
    if wanted:
        assert claim.mode == "indirect"


@pytest.mark.parametrize(
    ("ruled", "wanted"),
    [
        (_claim(("Ann",)), ["Beta"]),
        (_claim(("Ann", "Radio")), ["Beta"]),
        (_claim(("Beta", "Radio")), ["Beta"]),
    ],
    ids=["another speaker", "another speaker and a relay", "a relay more"],
)
def test_where_the_rules_do_not_vote(ruled: DraftClaim, wanted: list[str]) -> None:
    (claim,) = vote((_claim(("Beta",)),), (ruled,), rules_vote=False)
    assert [link.name for link in claim.chain[:-1]] == wanted
    (silent,) = vote((_claim(()),), (ruled,), rules_vote=False)
    assert len(silent.chain) == 1
