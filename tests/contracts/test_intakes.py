"""Every intake keeps the same promises."""

from __future__ import annotations

import pytest

from sumber.errors import InputError
from sumber.intake import RawItem, find_intake, get_intake, intake_names
from sumber.model import Document

PAGE = b"""<!doctype html><html><head><title>Ship leaves - Halden Post</title><meta property="og:site_name" content="Halden Post">
<meta property="article:published_time" content="2025-02-10T08:00:00+01:00"><link rel="canonical" href="https://halden.example/ship">
<script>alert(1)</script></head><body><nav>Menu</nav><article><h1>Ship leaves</h1><p>The ship left the harbour on Monday, the harbour
master said. Nobody was on the quay when it sailed, and the crew did not answer calls from the shore.</p></article></body></html>"""

# One report of more than five characters in each format; plain text where nothing stands here.
REPORTS = {"jsonl": b'{"text": "long text here"}', "html": PAGE}


@pytest.mark.parametrize("name", intake_names())
@pytest.mark.parametrize(("content", "code"), [(b"", "S101"), (b" \n ", "S101"), (b"\x00\x01\x02binary\x00", "S102")])
def test_refuses_what_is_no_text(name: str, content: bytes, code: str) -> None:
    (answer,) = get_intake(name).unpack(RawItem(name="file", content=content))
    assert isinstance(answer, InputError)
    assert answer.code == code
    assert "file" in answer.message


@pytest.mark.parametrize("name", intake_names())
def test_refuses_what_is_too_long(name: str) -> None:
    content = REPORTS.get(name, b"long text here")
    (answer,) = get_intake(name).unpack(RawItem(name="file", content=content, max_characters=5))
    assert isinstance(answer, InputError)
    assert answer.code == "S104"


def test_page_gives_its_own_title_publisher_date_and_address() -> None:
    item = RawItem(name="page.html", content=PAGE)
    (document,) = find_intake(item).unpack(item)
    assert isinstance(document, Document)
    assert (document.publisher, document.published_at) == ("Halden Post", "2025-02-10T08:00:00+01:00")
    assert document.url == "https://halden.example/ship"
    assert "harbour" in document.text
    assert "alert" not in document.text


def test_text_keeps_every_character() -> None:
    item = RawItem(name="a.txt", content="e\u0301\r\n“x”".encode())
    (document,) = find_intake(item).unpack(item)
    assert isinstance(document, Document)
    assert document.text == "e\u0301\r\n“x”"


def test_invalid_utf8_is_read_and_told() -> None:
    (document,) = get_intake("text").unpack(RawItem(name="a.txt", content=b"caf\xe9 said no"))
    assert isinstance(document, Document)
    assert document.text == "café said no"
    assert "UTF-8" in document.warnings[0]
