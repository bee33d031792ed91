"""Labelled reports as the documents that a user would hand in."""

from __future__ import annotations

from evaluation.labels import LabelledReport
from sumber.model import Document


def labelled_document(report: LabelledReport, *, tells_language: bool = True) -> Document:
    """The document of a labelled report; where its language is not told, it is left to be identified."""
    return Document(
        id=report.id,
        text=report.text,
        url=report.url,
        publisher=report.outlet,
        language=report.language if tells_language else None,
        published_at=report.published,
        synthetic=True,
    )
