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


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("“Ships” left.".encode() + b" \xff Nobody saw it.", "“Ships” left. \ufffd Nobody saw it."),
        ("“Ships” left, said".encode() + b" \xe2\x80", "“Ships” left, said \ufffd"),
    ],
)
def test_a_few_broken_bytes_do_not_spoil_a_text(content: bytes, text: str) -> None:
    (document,) = get_intake("text").unpack(RawItem(name="a.txt", content=content))
    assert isinstance(document, Document)
    assert document.text == text
    assert "1 broken" in document.warnings[0]


@pytest.mark.parametrize(
    "content", [b"%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj", b"\x1f\x8b\x08abc", b"ab\x01\x02\x03cd"]
)
def test_refuses_files_of_other_kinds_without_a_zero_byte(content: bytes) -> None:
    (answer,) = get_intake("text").unpack(RawItem(name="file", content=content))
    assert isinstance(answer, InputError)
    assert answer.code == "S102"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b'{"text": "a", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "S103"),
        (b'{"text": "a"', "S103"),
        (b"[1]", "S103"),
        (b'{"text": 5}', "S103"),
        (b'{"text": " "}', "S101"),
    ],
)
def test_a_bad_line_is_an_error_and_the_rest_goes_on(line: bytes, code: str) -> None:
    content = line + b'\n{"text": "Ships left."}'
    refused, read = get_intake("jsonl").unpack(RawItem(name="a.jsonl", content=content))
    assert isinstance(refused, InputError)
    assert (refused.code, refused.line) == (code, 1)
    assert isinstance(read, Document)


def test_lines_with_a_byte_order_mark_or_in_another_encoding_are_read() -> None:
    item = RawItem(name="reports", content=b'\xef\xbb\xbf{"text": "Ships left."}\n{"text": "The caf\xe9 closed."}')
    first, second = find_intake(item).unpack(item)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.text, first.warnings) == ("Ships left.", ())
    assert second.text == "The café closed."
    assert "UTF-8" in second.warnings[0]


def read_page(
    head: str, body: str = "<p>The ship left the harbour on Monday, the harbour master said.</p>"
) -> Document:
    page = f"<html><head>{head}</head><body><article>{body}</article></body></html>"
    (document,) = get_intake("html").unpack(RawItem(name="page.html", content=page.encode()))
    assert isinstance(document, Document)
    return document


LINKED = '<title>T</title><script type="application/ld+json">%s</script>'


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (
            (
                '{"@type": ["NewsArticle", "Article"], "headline": "Ship leaves", "publisher": {"name": "Halden Post"},'
                ' "author": [{"name": "Ann Lee"}, "Bo Dahl"], "datePublished": "2025-02-10"}'
            ),
            ("Ship leaves", "Halden Post", "2025-02-10", "Ann Lee, Bo Dahl"),
        ),
        (
            (
                '{"@graph": [{"@type": "Organization", "@id": "#post", "name": "Halden Post"}, {"@type": "WebPage",'
                ' "headline": "Page"}, {"@type": "NewsArticle", "headline": "Ship leaves", "publisher": {"@id": "#post"}}]}'
            ),
            ("Ship leaves", "Halden Post", None, None),
        ),
        ('[{"@type": "NewsArticle", "headline": ["Ship leaves"]}, 5, null]', ("Ship leaves", None, None, None)),
        ('{"@graph": 5}', ("T", None, None, None)),
        ('{"@graph": {"@type": {"a": 1}, "headline": "Ship leaves"}}', ("T", None, None, None)),
        ('{"@type": "NewsArticle", "headline": {"a": 1}, "author": 7, "publisher": [[]]}', ("T", None, None, None)),
        ("{broken", ("T", None, None, None)),
    ],
)
def test_page_says_of_itself_in_linked_data(data: str, expected: tuple[str | None, ...]) -> None:
    found = read_page(LINKED % data)
    assert (found.title, found.publisher, found.published_at, found.byline) == expected


def test_a_usable_date_of_a_page_comes_before_another() -> None:
    head = (
        '<meta property="article:published_time" content="Monday"><meta itemprop="datePublished" content="2025-02-10">'
    )
    assert read_page(head).published_at == "2025-02-10"
    assert (
        read_page("", '<time datetime="2025-02-11">x</time><p>The ship left on Monday.</p>').published_at
        == "2025-02-11"
    )


@pytest.mark.parametrize(
    ("page", "word", "told"),
    [
        (b"<html><body><p>The ship left on Monday, they said.</p></body></html>", "ship", False),
        ("<html><body><p>Судно вышло в понедельник.</p></body></html>".encode(), "Судно", False),
        ('<html><meta charset="windows-1251"><body><p>Судно вышло.</p></body></html>'.encode("cp1251"), "Судно", True),
    ],
)
def test_page_is_decoded_as_it_is_written(page: bytes, word: str, told: bool) -> None:
    (document,) = get_intake("html").unpack(RawItem(name="page.html", content=page))
    assert isinstance(document, Document)
    assert word in document.text
    assert bool(document.warnings) is told
