"""Original bytes of a report made fit to be looked at: nothing in them is run, nothing fetched, no link followed."""

from __future__ import annotations

import base64
import hashlib
from html import escape
from typing import Final, Literal

import nh3

from sumber.intake import decode, is_binary
from sumber.intake.html import INTAKE, decode_page

OriginalKind = Literal["page", "text", "other"]
MOST_SHOWN_BYTES: Final = 1_000_000
"""Longer originals are only handed out as files: a browser may freeze over a line of ten million signs."""

_TAG_NAMES: Final = """
a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup dd del dfn div dl dt em figcaption
figure footer h1 h2 h3 h4 h5 h6 header hr i ins kbd li main mark nav ol p pre q rp rt ruby s samp section small span strong
sub sup table tbody td tfoot th thead time tr u ul var wbr
"""
_NAMES_WITH_CONTENT: Final = """
applet audio base button canvas datalist embed frame frameset head iframe math meter noembed noframes noscript object option
picture plaintext progress script select style svg template textarea title video xmp
"""
_TAGS: Final = frozenset(_TAG_NAMES.split())
_WITH_CONTENT: Final = frozenset(_NAMES_WITH_CONTENT.split())
_ATTRIBUTES: Final = {
    "*": frozenset({"dir", "lang"}),
    "a": frozenset({"href"}),
    "td": frozenset({"colspan", "rowspan"}),
    "th": frozenset({"colspan", "rowspan", "scope"}),
    "ol": frozenset({"start"}),
    "time": frozenset({"datetime"}),
}
_STYLE: Final = (
    "html{color-scheme:light dark}body{font:1rem/1.6 system-ui,sans-serif;max-width:44rem;margin:1rem auto;padding:0 1rem;"
    "overflow-wrap:anywhere}a{color:inherit}a[href]::after{content:' <' attr(href) '>';font-size:.8em;opacity:.8}"
    ".told{border:1px solid;border-radius:6px;padding:.4rem .8rem;font-size:.85rem}"
)
_STYLE_HASH: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        f"style-src 'sha256-{_STYLE_HASH}'",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
        "sandbox",
    )
)
"""What a shown original may do: nothing but carry our own style, and be framed by our own page."""


def find_kind(content: bytes) -> OriginalKind:
    """What original bytes are, by how they begin: a page, text, or something that is only handed out as a file."""
    if INTAKE.fits(content) and not is_binary(content):
        return "page"
    return "other" if is_binary(content) else "text"


def show_text(content: bytes) -> str:
    """Original bytes as text."""
    text, _ = decode(content)
    return text


def show_page(content: bytes, title: str, notice: str | None = None) -> str:
    """A saved page with nothing left but its words and how they are set; `notice` stands above it.

    A link shows its address and opens nothing: it asks for a new window, which the page's sandbox refuses.
    """
    cleaned = clean_page(decode_page(content))
    head = (
        f"<!doctype html><html><head><meta charset=utf-8><title>{escape(title)}</title><style>{_STYLE}</style></head>"
    )
    above = f"<p class=told>{escape(notice)}</p>" if notice else ""
    return f"{head}<body>{above}{cleaned}</body></html>"


def clean_page(source: str) -> str:
    """The source of a page without anything that runs, loads, sends, or dresses.

    >>> clean_page("<p onclick=x()>Hi<script>x()</script> <img src=//a.example/b></p>")
    '<p>Hi </p>'
    """
    return nh3.clean(
        source,
        tags=set(_TAGS),
        clean_content_tags=set(_WITH_CONTENT),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes={"http", "https"},
        url_relative="deny",
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )
