"""The reference page of the interface for programs, written from its OpenAPI document."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from sumber.ledger import open_ledger
from sumber.settings import Settings
from sumber.workbench.app import build_app
from sumber.workbench.desk import Desk
from sumber.workbench.problems import CODES
from sumber.workbench.views.interface import Example, Operation, list_operations

_ABOUT = (
    "`sumber serve` answers programs below `/api/v1`, on this machine alone; the page `/api` shows the same as this one, "
    "and `/api/v1/openapi.json` is the OpenAPI 3.1 document that both are made from (`python3 dev.py docs --renew`)."
)
PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "api.md"


def write_page() -> str:
    """The page as it is to be."""
    with tempfile.TemporaryDirectory() as folder, open_ledger(f"{folder}/ledger.db", may_write=True) as ledger:
        document = build_app(Desk(ledger, Settings())).openapi()
    lines = [
        "# The interface for programs",
        "",
        _ABOUT,
        "",
        document["info"]["description"].rstrip(),
        "- A parameter, or a part of a form, that an address does not take is refused.",
        "",
        "A program that writes sends no `Origin` of another site; a browser's page of another site is refused.",
        "",
    ]
    for group, operations in list_operations(document):
        lines += [f"## {group[0].upper()}{group[1:]}", ""]
        for operation in operations:
            lines += _iter_lines(operation)
    lines += ["## Problems", "", "| code | status | means |", "|---|---|---|"]
    lines += [f"| {code} | {status} | {title} |" for code, (status, title) in CODES.items()]
    lines += ["", "Other codes are those of the [command line](errors.md)."]
    return "\n".join(lines) + "\n"


def _iter_lines(operation: Operation) -> Iterator[str]:
    yield from (
        f"### {operation.method} {operation.path}",
        "",
        f"{operation.summary} {operation.description}".strip(),
        "",
    )
    if operation.parameters:
        yield from ("| parameter | in | takes | means |", "|---|---|---|---|")
        for each in operation.parameters:
            needed = " (required)" if each.is_required and each.place != "path" else ""
            yield f"| `{each.name}` | {each.place} | {_cell(each.takes)}{needed} | {_cell(each.description)} |"
        yield ""
    for body in operation.bodies:
        yield from (f"Body, `{body.media_type}`:", "", *_fenced(body), "")
    for answer in operation.answers:
        told = f"Answer {answer.status}, `{answer.media_type}`:" if answer.media_type else f"Answer {answer.status}: "
        yield from (told, "", *_fenced(answer), "") if answer.text else (f"{told}{answer.description}.", "")
    yield from (
        "Problems: " + ", ".join(f"{each.status} ({each.description})" for each in operation.problems) + ".",
        "",
    )


def _cell(words: str) -> str:
    return words.replace("|", "\\|")


def _fenced(example: Example) -> tuple[str, ...]:
    return (
        f"```{'json' if example.text.startswith('{') and example.media_type.endswith('json') else 'text'}",
        example.text.rstrip("\n"),
        "```",
    )


if __name__ == "__main__":
    PAGE.write_text(write_page(), encoding="utf-8")
