"""When a found source, claim or date is the labelled one."""

from __future__ import annotations

import calendar
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from evaluation.labels import LabelledReport
from sumber.model import EntityRef, Link, Party, Span

MIN_SPAN_OVERLAP = 0.5
_EDGE = re.compile(r"^(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_ARTICLE = re.compile(r"^(the|a|an) ")

Day = tuple[int, int, int]


def fold(name: str | None) -> str:
    """A name without case, accents, marks and a leading English article.

    >>> fold("The Économist!")
    'economist'
    """
    letters = unicodedata.normalize("NFKD", name or "")
    letters = "".join(c for c in letters if not unicodedata.combining(c)).casefold()
    return _ARTICLE.sub("", re.sub(r"[^\w]+", " ", letters).strip()).strip()


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Intersection over union of two spans."""
    return Span(*one).jaccard(Span(*other))


def read_days(value: str | None) -> tuple[Day, Day] | None:
    """First and last day of an EDTF value, None where it names no day, month, year or interval of them."""
    parts = str(value).split("/") if value else []
    edges = (_edge(parts[0], last=False), _edge(parts[-1], last=True)) if parts else (None, None)
    return (edges[0], edges[1]) if edges[0] and edges[1] else None


def _edge(text: str, *, last: bool) -> Day | None:
    match = _EDGE.match(text.strip("~?% "))
    if match is None:
        return None
    year = int(match[1])
    month = int(match[2]) if match[2] else (12 if last else 1)
    if not 1 <= month <= 12:
        return None
    day = int(match[3]) if match[3] else (calendar.monthrange(year, month)[1] if last else 1)
    return year, month, day


def is_same_time(labelled: str, found: str | None) -> bool:
    """Whether two values mean the same days; of a labelled interval it is enough to overlap and begin or end inside."""
    want, got = read_days(labelled), read_days(found)
    if want is None or got is None:
        return False
    if "/" not in labelled:
        return want == got
    touching = not (got[1] < want[0] or want[1] < got[0])
    return touching and (want[0] <= got[0] <= want[1] or want[0] <= got[1] <= want[1])


class SourceNames:
    """How one report's labels name each source: identifier, spans and surface forms by canonical name."""

    def __init__(self, report: LabelledReport) -> None:
        self._qids: dict[str, str] = {}
        self._spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._forms: dict[str, set[str]] = defaultdict(set)
        for entity in report.entities:
            if entity.qid:
                self._qids[entity.canonical] = entity.qid
            self._note(entity.canonical, entity.span, entity.text)
        for claim in report.claims:
            if claim.source:
                self._note(claim.source.canonical, claim.source.span, claim.source.text)

    def _note(self, canonical: str, span: tuple[int, int], text: str) -> None:
        self._spans[canonical].append(span)
        self._forms[canonical] |= {fold(text), fold(canonical)}

    def is_same(self, canonical: str, found: Link | Party) -> bool:
        """Whether a link or party is the source of this canonical name: by identifier where both have one, else by name or place."""
        entity: EntityRef | None = found.entity
        if entity and canonical in self._qids:
            return entity.id == self._qids[canonical]
        names = {fold(entity.name)} if entity else set()
        if (names | {fold(found.name)}) & (self._forms[canonical] | {fold(canonical)}):
            return True
        if found.span and self._is_at(canonical, found):
            return True
        words = set(fold(canonical).split())
        return len(words) > 1 and words == set(fold(entity.name if entity else found.name).split())

    def _is_at(self, canonical: str, found: Link | Party) -> bool:
        span = (found.span.start, found.span.end) if found.span else (0, 0)
        loose = canonical.startswith("unnamed") and isinstance(found, Link) and found.role == "unnamed"
        needed = 0.0 if loose else MIN_SPAN_OVERLAP
        best = max((overlap(span, known) for known in self._spans[canonical]), default=0.0)
        return best > needed if needed == 0.0 else best >= needed

    def count_same(self, chain: Iterable[str], links: tuple[Link, ...]) -> int:
        """How many of the canonical names some link names."""
        return sum(any(self.is_same(name, link) for link in links) for name in chain)
