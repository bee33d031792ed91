"""Reports drawn at random that have to do with one another now and then."""

from __future__ import annotations

from hypothesis import strategies as st

from sumber.analysis.profiles import DocumentProfile
from tests.analysis.making import claim, link, name, number, report, state, vector

HALDEN, ECHO = link("Halden Post", "publisher"), link("Echo", "publisher")
ANA = link("Ana Kolbert")
RUSSIA, KOREA, KOLB = state("Russia", "Q159"), state("North Korea", "Q423"), name("Ana Kolbert")
SENTENCES = (
    "The convoy of forty trucks crossed the northern bridge before dawn on Friday",
    "Two cranes lowered the last of the grey crates into a barge without lights",
    "The harbour pilot told the inquiry that nobody had asked for his log",
)


@st.composite
def documents(draw: st.DrawFn) -> DocumentProfile:
    """Reports of a few claims, some of which others hold too."""
    publisher = draw(st.sampled_from([HALDEN, ECHO]))
    claims = [
        claim(
            draw(st.sampled_from([*SENTENCES, "Fifty lorries passed", ""])),
            *draw(
                st.sampled_from([(), (ANA,), (link("Halden Post", "relay"),), (link("unnamed officials", "unnamed"),)])
            ),
            publisher,
            names=draw(st.sampled_from([(), (RUSSIA,), (KOLB, KOREA)])),
            numbers=draw(st.sampled_from([(), (number(40),), (number(7, float("inf")),)])),
            day=draw(st.sampled_from([None, "2025-02", "2025-02-07"])),
            is_lead=draw(st.booleans()),
            mode=draw(st.sampled_from(["direct", "indirect", "unattributed"])),
            vector=draw(st.sampled_from([b"", vector(100), vector(90, 40), vector(10, 90), vector(-20, 5, 3)])),
        )
        for _ in range(draw(st.integers(0, 4)))
    ]
    key = draw(st.sampled_from(["k", "l", "m", "n"]))
    day = draw(st.sampled_from([None, "2025-02-08", "2025-02-09", "2025-06-01"]))
    return report(key, publisher, *claims, day=day, language=draw(st.sampled_from(["en", "id", None])))
