"""What a request asks for: the words, names, values and days of a search, and which page of it."""

from __future__ import annotations

from typing import Annotated, NamedTuple, TypeAlias

from fastapi import Depends

from sumber.asking.questions import Question
from sumber.model import EventType, Mode, Stance
from sumber.workbench.api._examples import DOCUMENT_ID
from sumber.workbench.api._parameters import (
    FirstDay,
    LastDay,
    Limit,
    Name,
    NumberMark,
    Words,
    listed,
    named,
    read_number,
)


class Paging(NamedTuple):
    """How many at most, and the number behind which the page begins (None: the first page)."""

    limit: int
    after: int | None


def read_paging(limit: Limit = 50, after: NumberMark = None) -> Paging:
    """Which page is asked for."""
    return Paging(limit, read_number(after))


def _read_names(
    actor: Annotated[list[Name] | None, named("who acts", "North Korea")] = None,
    recipient: Annotated[list[Name] | None, named("whom it is done to or for", "Rusia")] = None,
    origin: Annotated[list[Name] | None, named("who says it first", "Q3874799")] = None,
    place: Annotated[list[Name] | None, named("where it happens; a state holds its places", "Fiji")] = None,
) -> Question:
    """Who and where."""
    return Question(
        actor=tuple(actor or ()),
        recipient=tuple(recipient or ()),
        origin=tuple(origin or ()),
        place=tuple(place or ()),
    )


def _read_values(
    event: Annotated[list[EventType] | None, listed("what happens", "transfer")] = None,
    stance: Annotated[list[Stance] | None, listed("how the origin puts it", "denies")] = None,
    mode: Annotated[list[Mode] | None, listed("how it is told", "direct")] = None,
    document: Annotated[list[Name] | None, listed("the document it stands in, by its id", DOCUMENT_ID)] = None,
) -> Question:
    """What and how."""
    return Question(
        event=tuple(event or ()), stance=tuple(stance or ()), mode=tuple(mode or ()), document=tuple(document or ())
    )


def _read_days(earliest: FirstDay = None, latest: LastDay = None) -> Question:
    """When it happens."""
    return Question(earliest=earliest, latest=latest)


def read_document_question(
    q: Words = "",
    outlet: Annotated[list[Name] | None, named("who prints it, or relays it", "NHK")] = None,
    entity: Annotated[list[Name] | None, named("who or what is named", "Norway")] = None,
    language: Annotated[list[Name] | None, listed("the report's language, by its code", "id")] = None,
) -> Question:
    """What is asked of documents."""
    return Question(words=q, outlet=tuple(outlet or ()), entity=tuple(entity or ()), language=tuple(language or ()))


def read_claim_question(
    told: Annotated[Question, Depends(read_document_question)],
    names: Annotated[Question, Depends(_read_names)],
    values: Annotated[Question, Depends(_read_values)],
    days: Annotated[Question, Depends(_read_days)],
) -> Question:
    """What is asked of claims."""
    return Question(
        words=told.words,
        outlet=told.outlet,
        entity=told.entity,
        language=told.language,
        actor=names.actor,
        recipient=names.recipient,
        origin=names.origin,
        place=names.place,
        event=values.event,
        stance=values.stance,
        mode=values.mode,
        document=values.document,
        earliest=days.earliest,
        latest=days.latest,
    )


PageAsked: TypeAlias = Annotated[Paging, Depends(read_paging)]
DocumentQuestion: TypeAlias = Annotated[Question, Depends(read_document_question)]
ClaimQuestion: TypeAlias = Annotated[Question, Depends(read_claim_question)]
