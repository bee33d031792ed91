"""Examples of what the interface answers, all of an invented report."""

from __future__ import annotations

from typing import Any, Final

DOCUMENT_ID: Final = "b8d1f2a3c4e5f6a7b8c9"
CLAIM_ID: Final = "3f2a91c07be4d1a2b3c4"
PROPOSITION_ID: Final = "p04c1d2e3f4a5b6c"
JUDGEMENT_ID: Final = "77e0a4d1c2b3f5968a10"
INGEST_ID: Final = "9c4f0a7be2d15386"
_SHA256: Final = "6f1ed002ab5595859014ebf0951522d9e0d7c9b5d1a2f3c4b5a697887766554a"
_WHEN: Final = "2025-02-11T08:04:12.120Z"
_NORWAY: Final = {"id": "Q20", "name": "Norway"}
_FIJI: Final = {"id": "Q712", "name": "Fiji"}

HEAD: Final[dict[str, Any]] = {
    "id": DOCUMENT_ID,
    "caller_id": "halden-17",
    "publisher": "The Halden Post",
    "title": "Patrol ships for Fiji",
    "url": None,
    "language": "en",
    "published_at": "2025-02-10",
    "synthetic": True,
}
DOCUMENT: Final[dict[str, Any]] = {
    **HEAD,
    "byline": None,
    "kept_at": _WHEN,
    "version": 1,
    "text_sha256": _SHA256,
    "reader": {"name": "trained", "version": "2"},
    "claims": 2,
}
VERSION: Final[dict[str, Any]] = {
    "number": 1,
    "text_sha256": _SHA256,
    "characters": 1284,
    "kept_at": _WHEN,
    "originals": [_SHA256],
    "difference": None,
}
JUDGEMENT: Final[dict[str, Any]] = {
    "id": JUDGEMENT_ID,
    "kind": "accept",
    "subject": CLAIM_ID,
    "decided_by": "Ana",
    "decided_at": "2025-02-11T09:12:45.003Z",
    "reason": "the ministry's own release says so",
    "other": None,
    "value": None,
    "score": None,
    "undone": False,
}
CLAIM: Final[dict[str, Any]] = {
    "id": CLAIM_ID,
    "span": [61, 109],
    "text": "Norway will hand over two patrol ships to Fiji",
    "mode": "indirect",
    "stance": "promises",
    "hedged": False,
    "negated": False,
    "chain": [
        {
            "role": "speaker",
            "name": "Ivo Merrin",
            "span": [115, 125],
            "carried": False,
            "cue": {"span": [110, 114], "text": "said"},
            "entity": None,
        },
        {"role": "publisher", "name": "The Halden Post", "span": None, "carried": False, "cue": None, "entity": None},
    ],
    "event": {
        "type": "transfer",
        "actors": [{"name": "Norway", "span": [61, 67], "entity": _NORWAY}],
        "recipients": [{"name": "Fiji", "span": [105, 109], "entity": _FIJI}],
        "object": "patrol ships",
        "quantity": {"text": "two patrol ships", "low": 2.0, "best": 2.0, "high": 2.0, "unit": "patrol ships"},
        "place": None,
        "time": {"value": "2025-06"},
        "tense": "future",
    },
    "confidence": 0.82,
    "document": HEAD,
    "earliest": "2025-06-01",
    "latest": "2025-06-30",
    "corrected": {},
    "judgements": [JUDGEMENT],
    "rests_on": {
        "proposition": PROPOSITION_ID,
        "independent_origins": 1,
        "unknown_origins": 1,
        "outlets": 2,
        "languages": 1,
        "grade": "3",
    },
}
CLAIM_IN_CONTEXT: Final[dict[str, Any]] = {
    **CLAIM,
    "before": "SUVA - ",
    "after": " said Ivo Merrin.",
    "all_judgements": [JUDGEMENT],
}
ENTITY: Final[dict[str, Any]] = {**_NORWAY, "kind": "state", "documents": 12, "mentions": 40, "merged": []}
REASON: Final[dict[str, Any]] = {
    "name": "not_independent",
    "detail": "nothing shows whether its origins are independent",
}
PROPOSITION: Final[dict[str, Any]] = {
    "id": PROPOSITION_ID,
    "gloss": "Norway will hand over patrol ships to Fiji",
    "claims": [{"document": "halden-17", "claim": CLAIM_ID, "span": [61, 109]}],
    "independent_origins": 1,
    "unknown_origins": 1,
    "grade": "3",
    "reasons": [REASON],
    "outlets": ["The Halden Post", "Radio Vardal"],
    "languages": ["en"],
    "withdrawn": [],
}
RELATION: Final[dict[str, Any]] = {
    "relation": "same_story",
    "a": {"document": "halden-17", "claim": None, "span": None},
    "b": {"document": "vardal-3", "claim": None, "span": None},
    "score": 0.94,
    "reasons": [{"name": "names", "detail": "both name Norway and Fiji"}],
}
IMPACT: Final[dict[str, Any]] = {
    "alone": True,
    "proposition": PROPOSITION,
    "claims_without": 0,
    "independent_origins_without": 0,
    "unknown_origins_without": 0,
    "grade_without": None,
    "reasons_without": [],
}
LEAF: Final[dict[str, Any]] = {
    "seq": 41,
    "logged_at": _WHEN,
    "kind": "document",
    "subject": DOCUMENT_ID,
    "leaf_hash": _SHA256,
    "salt": _SHA256,
    "content": '{"project":"main"}',
}
STATS: Final[dict[str, Any]] = {
    "ledger": "sumber.db",
    "project": "main",
    "documents": 160,
    "versions": 161,
    "readings": 161,
    "claims": 1402,
    "judgements": 3,
    "log_leaves": 325,
    "languages": {"en": 90, "id": 70},
    "bytes": 402117,
    "bytes_packed": 190233,
    "bytes_estimated": False,
    "projects": ["main"],
}
INGEST: Final[dict[str, Any]] = {
    "id": INGEST_ID,
    "state": "running",
    "created_at": _WHEN,
    "reports": 12,
    "kept": {"new": 5, "same": 1},
    "refused": 1,
    "events": f"/api/v1/ingests/{INGEST_ID}/events",
}
EVENT: Final = {
    "id": "1",
    "event": "kept",
    "data": f'{{"status":"new","document":"{DOCUMENT_ID}","caller_id":"halden-17","version":1,"claims":2,'
    '"title":"Patrol ships for Fiji","publisher":"The Halden Post","synthetic":true}',
}
CHECKPOINT: Final = (
    "sumber.example/9f2c\n325\nqk3vJv5v0Q0m1c8s0pZ2n8l4yq2a6a8s3c5d7e9f1g0=\n\n— sumber.example/9f2c AbCdEf01…\n"
)
_VOICE: Final[dict[str, Any]] = {
    "document": DOCUMENT_ID,
    "claim": CLAIM_ID,
    "span": [61, 109],
    "text": "Norway will hand over two patrol ships to Fiji",
    "chain": ["Ivo Merrin", "The Halden Post"],
    "links": [
        {"role": "speaker", "name": "Ivo Merrin", "entity": None, "source": "ivo merrin"},
        {"role": "publisher", "name": "The Halden Post", "entity": None, "source": "the halden post"},
    ],
    "mode": "indirect",
    "stance": "promises",
    "hedged": False,
    "negated": False,
}
WHY: Final[dict[str, Any]] = {
    "claim": _VOICE,
    "proposition": {
        "id": PROPOSITION_ID,
        "gloss": "Norway will hand over patrol ships to Fiji",
        "claims": [{"document": DOCUMENT_ID, "claim": CLAIM_ID, "span": [61, 109]}],
        "origins": [{"name": "Ivo Merrin", "entity": None, "claims": [CLAIM_ID], "has_access": False, "group": 0}],
        "pairs": [],
        "independent_origins": 1,
        "unknown_origins": 0,
        "outlets": ["The Halden Post"],
        "languages": ["en"],
        "withdrawn": [],
        "grade": {"credibility": "3", "grounds": [{**REASON, "spans": []}]},
        "conflicts": [],
        "loops": [],
    },
    "voices": [_VOICE],
    "copies": [],
    "clashes": [],
    "absent": [],
    "history": [{"credibility": "3", "grounds": [{**REASON, "spans": []}], "proposed_at": _WHEN}],
    "decisions": [],
    "documents": {DOCUMENT_ID: DOCUMENT},
    "quotes": {},
}


def page_of(item: dict[str, Any], after: str | None = None, **further: Any) -> dict[str, Any]:
    """A page with one item."""
    return {"items": [item], "next": after, **further}
