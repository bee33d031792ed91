"""A decision as a form asks for it: what was asked, what is wrong with it, and the decision that it makes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple, get_args
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from fastapi import Request

from sumber.ledger import Connection
from sumber.ledger.corrected import bounds_of, corrected_fields
from sumber.ledger.correction_fields import CLOSED, FREE, LISTS, TRUTH, fields_of
from sumber.ledger.judgements import Judgement, JudgementKind, find_judgement
from sumber.ledger.judging import Decision
from sumber.ledger.reliability import LETTERS
from sumber.ledger.views import KeptClaim
from sumber.workbench.desk import Desk

NAME_COOKIE: Final = "sumber-name"
KINDS: Final[tuple[JudgementKind, ...]] = get_args(JudgementKind)
WITHOUT_REASON: Final[frozenset[JudgementKind]] = frozenset({"accept", "undo", "unsure"})
"""Kinds that may go without a reason: one step that says itself what it says."""
ON_TWO: Final[frozenset[JudgementKind]] = frozenset(
    {"one", "independent", "same", "different", "no-conflict", "merge", "split", "unsure"}
)
CORRECTED: Final = ("stance", "mode", "hedged", "negated", "origin", "event", "actor", "recipient")
CORRECTED_LAST: Final = ("object", "quantity", "place", "time", "tense")
_FIELD: Final = "field."
_LONGEST: Final = 4_000


class Asked(NamedTuple):
    """What a form or a link holds; `fields` are those of a correction, or the role of a person who is to be public."""

    kind: str
    subject: str
    other: str
    reason: str
    name: str
    back: str
    fields: Mapping[str, str]


class Problem(NamedTuple):
    """What is wrong with a field of the form: an entry of the interface's words, and what it is filled with."""

    field: str
    entry: str
    values: Mapping[str, str] = {}


def read_asked(pairs: Mapping[str, object]) -> Asked:
    """What was asked for; what is missing is empty, and what is longer than anybody types is cut."""
    told = {name: str(value)[:_LONGEST].replace("\r\n", "\n") for name, value in pairs.items()}
    fields = {
        name.removeprefix(_FIELD): value.strip() for name, value in sorted(told.items()) if name.startswith(_FIELD)
    }
    plain = {name: told.get(name, "").strip() for name in ("kind", "subject", "other", "reason", "name", "back")}
    return Asked(**plain, fields=fields)


def find_decided(request: Request, connection: Connection, project: int | None) -> Judgement | None:
    """The decision that a page was come back to with, to be told and to be taken back."""
    asked = request.query_params.get("decided")
    return find_judgement(connection, project, asked) if asked and project is not None else None


def find_signer(request: Request, desk: Desk) -> str:
    """Who signs: the name that the workbench was opened with, else the one last given in this browser."""
    return desk.name or unquote(request.cookies.get(NAME_COOKIE, ""))


def cookie_of(name: str) -> str:
    """A name as a cookie may hold it.

    >>> unquote(cookie_of("Ana Костенко"))
    'Ana Костенко'
    """
    return quote(name, safe="")


def lead_back(back: str, decided: str = "") -> str:
    """Where to go back to, with what was decided; a place that is not ours is the first page.

    >>> lead_back("/claims/ab?whole=1#conflicts", "77"), lead_back("//evil.example", "77")
    ('/claims/ab?whole=1&decided=77#conflicts', '/?decided=77')
    """
    is_ours = back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable()
    _, _, path, query, anchor = urlsplit(back if is_ours else "/")
    pairs = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] != "decided"]
    if decided:
        pairs.append(("decided", decided))
    return urlunsplit(("", "", quote(unquote(path), safe="/:"), urlencode(pairs), anchor))


def find_problems(asked: Asked, signer: str, claim: KeptClaim | None) -> list[Problem]:
    """What is to be mended before a decision can be kept, in the order of the form."""
    found = []
    if asked.kind not in KINDS:
        return [Problem("kind", "decide.problem.kind", {"kind": asked.kind[:40]})]
    if not asked.subject:
        found.append(Problem("subject", "decide.problem.subject"))
    if asked.kind in ON_TWO and not asked.other:
        found.append(Problem("other", "decide.problem.other"))
    if asked.kind == "correct":
        found += _find_wrong_fields(asked, claim)
    if asked.kind == "reliability":
        found += _find_wrong_reliability(asked)
    if asked.kind == "public" and not asked.fields.get("role"):
        found.append(Problem("field.role", "decide.problem.role"))
    if asked.kind not in WITHOUT_REASON and not asked.reason:
        found.append(Problem("reason", "decide.problem.note" if asked.kind == "note" else "decide.problem.reason"))
    if not signer:
        found.append(Problem("name", "decide.problem.name"))
    return found


def _find_wrong_reliability(asked: Asked) -> list[Problem]:
    found = []
    for name, known in (("grade", LETTERS), ("topic", ("", *CLOSED["event"]))):
        if asked.fields.get(name, "") not in known:
            values = {"value": asked.fields.get(name, "")[:40] or "–", "known": ", ".join(filter(None, known))}
            found.append(Problem(f"field.{name}", "decide.problem.value", values))
    for name in ("from", "to"):
        time = asked.fields.get(name, "")
        if time and bounds_of(time) == (None, None):
            found.append(Problem(f"field.{name}", "decide.problem.time", {"value": time[:40]}))
    return found


def _reliability_of(asked: Asked) -> dict[str, Any]:
    """What is kept of a letter: of a month or year given as a bound its first or last day."""
    told = {name: asked.fields[name] for name in ("grade", "topic") if asked.fields.get(name)}
    for place, name in enumerate(("from", "to")):
        if day := bounds_of(asked.fields.get(name))[place]:
            told[name] = day
    return told


def _find_wrong_fields(asked: Asked, claim: KeptClaim | None) -> list[Problem]:
    found = []
    for name, value in asked.fields.items():
        if name not in (*CLOSED, *LISTS, *FREE):
            found.append(Problem(f"field.{name}", "decide.problem.field", {"field": name[:40]}))
        elif name in CLOSED and value and value not in CLOSED[name]:
            known = ", ".join(CLOSED[name])
            found.append(Problem(f"field.{name}", "decide.problem.value", {"value": value[:40], "known": known}))
    changed = corrections(asked, claim)
    time = changed.get("time")
    if time and bounds_of(time) == (None, None):
        found.append(Problem("field.time", "decide.problem.time", {"value": time[:40]}))
    if not changed and not found:
        found.append(Problem("fields", "decide.problem.unchanged"))
    return found


def present_fields(claim: KeptClaim) -> dict[str, Any]:
    """What a claim holds in the fields that may be corrected, with the corrections that stand."""
    return fields_of(claim.claim) | corrected_fields(claim.judgements)


def spell_fields(claim: KeptClaim) -> dict[str, str]:
    """What the form of a correction holds at first: names one a line, truth as a word."""
    return {name: _spell(value) for name, value in present_fields(claim).items()}


def _spell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "\n".join(value) if isinstance(value, list) else str(value or "")


def corrections(asked: Asked, claim: KeptClaim | None) -> dict[str, Any]:
    """The fields that were given otherwise than the claim holds them, as a correction keeps them.

    A field emptied says that the report tells nothing of it. One that must hold a word is left as it is instead.
    """
    present = spell_fields(claim) if claim else {}
    told = {name: _value_of(name, value) for name, value in asked.fields.items()}
    return {
        name: value
        for name, value in told.items()
        if not (name in CLOSED and value is None) and value != _value_of(name, present.get(name, ""))
    }


def _value_of(name: str, value: str) -> Any:
    if name in LISTS:
        return [line for each in value.split("\n") if (line := " ".join(each.split()))]
    return TRUTH.get(value) if name in ("hedged", "negated") else value or None


def make_decision(asked: Asked, signer: str, claim: KeptClaim | None) -> Decision:
    """The decision that was asked for, nothing being wrong with it."""
    value: dict[str, Any] | None = None
    if asked.kind == "correct":
        value = corrections(asked, claim)
    elif asked.kind == "public":
        value = {"role": asked.fields["role"]}
    elif asked.kind == "reliability":
        value = _reliability_of(asked)
    return Decision(
        kind=asked.kind,  # type: ignore[arg-type]  # one of KINDS: find_problems looked
        subject=asked.subject,
        other=asked.other or None if asked.kind in ON_TWO else None,
        reason=asked.reason or None,
        value=value,
        decided_by=signer,
    )
