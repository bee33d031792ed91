"""Whether two links name one source, may name one, or surely name two."""

from __future__ import annotations

import pytest

from sumber.analysis.profiles import LinkProfile
from sumber.analysis.sources import is_same_source, may_be_same_source
from tests.analysis.making import link

VERHUN = "sumber:person:ostap-verhun"
KNOWN = LinkProfile(role="speaker", name="오스타프 베르훈", entity=VERHUN, keys=link("Ostap Verhun").keys | {VERHUN})
CASES = [
    ("one entity", KNOWN, link("Mr Verhun", entity=VERHUN), True, True),
    ("two entities", link("Halden Post", entity="Q1"), link("Vardal Post", entity="Q2"), False, False),
    ("one name under two ids", link("Halden Post", entity="Q1"), link("Halden Post", entity="label:p"), True, True),
    ("a known one, printed in another script", KNOWN, link("Verhun"), True, True),
    ("a known one and a relative", KNOWN, link("Larysa Kovalenko-Verhun"), False, True),
    ("one name", link("Halden Post"), link("The Halden Post"), True, True),
    ("a word in common", link("Halden Post"), link("Vardal Post"), False, True),
    ("nothing in common", link("Halden Post"), link("Echo"), False, False),
    ("names too short to be told by", link("Oslo"), link("Ulu"), False, False),
]


@pytest.mark.parametrize(("case", "one", "other", "is_same", "may_be"), CASES, ids=[case[0] for case in CASES])
def test_sources(case: str, one: LinkProfile, other: LinkProfile, is_same: bool, may_be: bool) -> None:
    assert (is_same_source(one, other), may_be_same_source(one, other)) == (is_same, may_be), case
    assert (is_same_source(other, one), may_be_same_source(other, one)) == (is_same, may_be), case
