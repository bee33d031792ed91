"""The values that stages hand to one another."""

from sumber.model.claims import (
    Claim,
    DraftClaim,
    DraftEvent,
    DraftLink,
    DraftParty,
    Event,
    EventTime,
    EventType,
    Link,
    Mode,
    Party,
    Quantity,
    Role,
    Stance,
    Tense,
)
from sumber.model.dates import DateExpression, DateValue, DraftDate
from sumber.model.documents import Document
from sumber.model.entities import DraftMention, EntityRef, Mention, MentionKind
from sumber.model.readings import READER_NAMES, Draft, Reader, ReaderName, ReaderVersion, Reading
from sumber.model.values import Quote, Reason, Span, Value

__all__ = [
    "READER_NAMES",
    "Claim",
    "DateExpression",
    "DateValue",
    "Document",
    "Draft",
    "DraftClaim",
    "DraftDate",
    "DraftEvent",
    "DraftLink",
    "DraftMention",
    "DraftParty",
    "EntityRef",
    "Event",
    "EventTime",
    "EventType",
    "Link",
    "Mention",
    "MentionKind",
    "Mode",
    "Party",
    "Quantity",
    "Quote",
    "Reader",
    "ReaderName",
    "ReaderVersion",
    "Reading",
    "Reason",
    "Role",
    "Span",
    "Stance",
    "Tense",
    "Value",
]
