"""Counts of one report: what was labelled, what was found, what of it was right."""

from __future__ import annotations

from collections import Counter

from evaluation.labels import LabelledClaim, LabelledReport
from evaluation.matching import MIN_SPAN_OVERLAP, SourceNames, fold, is_same_time, overlap
from sumber.model import Claim, Event, Link, Mention, Reading

MIN_DATE_OVERLAP = 0.25

Counts = Counter[str]


def count_report(report: LabelledReport, reading: Reading) -> Counts:
    """All counts of one report; counts of reports add up."""
    names = SourceNames(report)
    counts: Counts = Counter(reports=1)
    pairs = match_claims(report, reading)
    counts["grounded_all"] = len(reading.claims)
    counts["grounded"] = sum(claim.span.of(report.text) == claim.text for claim in reading.claims)
    counts["claim_found"] = len(pairs)
    counts["claim_labelled"] = len(report.claims)
    counts["claim_predicted"] = len(reading.claims)
    for index, labelled in enumerate(report.claims):
        found = reading.claims[pairs[index]] if index in pairs else None
        counts.update(_count_chain(labelled, found, names, report.outlet))
        if found is not None:
            counts.update(_count_manner(labelled, found))
            counts.update(_count_event(labelled, found.event, names))
    matched = set(pairs.values())
    for position, claim in enumerate(reading.claims):
        if position not in matched:
            speakers = _without_publisher(claim.chain)
            counts["origin_predicted"] += bool(speakers)
            counts["relay_predicted"] += max(0, len(speakers) - 1)
    counts.update(_count_names(report, reading.mentions))
    counts.update(_count_dates(report, reading))
    return counts


def match_claims(report: LabelledReport, reading: Reading) -> dict[int, int]:
    """Found claims by labelled claim, one to one, best overlap first, at least half."""
    candidates = sorted(
        (
            (overlap(labelled.span, (found.span.start, found.span.end)), i, j)
            for i, labelled in enumerate(report.claims)
            for j, found in enumerate(reading.claims)
        ),
        key=lambda candidate: -candidate[0],
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for shared, i, j in candidates:
        if shared < MIN_SPAN_OVERLAP:
            break
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _without_publisher(chain: tuple[Link, ...]) -> tuple[Link, ...]:
    return tuple(link for link in chain if link.role != "publisher")


def _count_chain(labelled: LabelledClaim, found: Claim | None, names: SourceNames, outlet: str) -> Counts:
    counts: Counts = Counter()
    long_ones = all(len(chain) > 2 for chain in labelled.chains)
    attributed = all(len(chain) > 1 for chain in labelled.chains)
    counts["origin_labelled"] = attributed
    counts["long_labelled"] = long_ones
    if found is None:
        counts["relay_labelled"] = max(0, min(map(len, labelled.chains)) - 2)
        return counts
    speakers = _without_publisher(found.chain)
    right = bool(speakers) and any(len(c) > 1 and names.is_same(c[0], speakers[0]) for c in labelled.chains)
    counts["origin_right"] = right and attributed
    counts["origin_predicted"] = bool(speakers) and (attributed or not right)
    whole = any(is_whole_chain(chain, found.chain, names, outlet) for chain in labelled.chains)
    counts["chain_all"] = 1
    counts["chain_right"] = whole
    counts["long_right"] = whole and long_ones
    relays = speakers[1:]
    best = max(labelled.chains, key=lambda chain: names.count_same(chain[1:-1], relays) - 0.1 * len(chain))
    counts["relay_right"] = names.count_same(best[1:-1], relays)
    counts["relay_labelled"] = max(0, len(best) - 2)
    counts["relay_predicted"] = max(0, len(speakers) - 1)
    return counts


def is_whole_chain(chain: tuple[str, ...], found: tuple[Link, ...], names: SourceNames, outlet: str) -> bool:
    """Whether a found chain is the labelled one, link by link."""
    links = found if found and found[-1].role == "publisher" else (*found, Link(role="publisher", name=outlet))
    if len(links) != len(chain):
        return False
    return all(names.is_same(name, link) for name, link in zip(chain[:-1], links[:-1], strict=True))


def _count_manner(labelled: LabelledClaim, found: Claim) -> Counts:
    alt = labelled.alt
    counts: Counts = Counter()
    counts["mode_right"] = found.mode in {labelled.mode, alt.mode if alt and alt.mode else labelled.mode}
    counts["stance_right"] = found.stance in {labelled.stance, alt.stance if alt and alt.stance else labelled.stance}
    for field in ("negated", "hedged"):
        want, got = getattr(labelled, field), getattr(found, field)
        counts[f"{field}_right"] = want and got
        counts[f"{field}_labelled"] = want
        counts[f"{field}_predicted"] = got
    return counts


def _count_event(labelled: LabelledClaim, found: Event | None, names: SourceNames) -> Counts:
    counts: Counts = Counter()
    event, alt = labelled.event, labelled.alt
    if event:
        counts["event_all"] = 1
        types = {event.type, alt.event_type if alt and alt.event_type else event.type}
        counts["event_right"] = found is not None and found.type in types
    for role in ("actor", "recipient"):
        listed = (getattr(event, role) if event else None) or ""
        wanted = [name.strip() for name in listed.split(",") if name.strip()]
        got = getattr(found, f"{role}s") if found else ()
        counts[f"{role}_labelled"] = len(wanted)
        counts[f"{role}_predicted"] = len(got)
        counts[f"{role}_right"] = sum(any(names.is_same(name, party) for party in got) for name in wanted)
    return counts


def _count_names(report: LabelledReport, mentions: tuple[Mention, ...]) -> Counts:
    """Names found; a predicted one is wrong where it touches no labelled one and is no labelled form."""
    counts: Counts = Counter()
    forms = {fold(e.text) for e in report.entities} | {fold(e.canonical) for e in report.entities}
    once = {(m.span.start, m.span.end): m for m in reversed(mentions)}
    counts["name_wrong"] = len(mentions) - len(once)
    for span, mention in once.items():
        touches = any(overlap(span, entity.span) > 0 for entity in report.entities)
        counts["name_wrong"] += not touches and fold(mention.text) not in forms
    for entity in report.entities:
        hits = [m for span, m in once.items() if overlap(span, entity.span) >= MIN_SPAN_OVERLAP]
        counts["name_labelled"] += 1
        counts["name_found"] += bool(hits)
        if entity.qid:
            counts["resolved_labelled"] += 1
            counts["resolved_right"] += any(m.entity is not None and m.entity.id == entity.qid for m in hits)
    return counts


def _count_dates(report: LabelledReport, reading: Reading) -> Counts:
    counts: Counts = Counter()
    once = {(d.span.start, d.span.end): d for d in reversed(reading.dates)}
    counts["date_wrong"] = len(reading.dates) - len(once)
    counts["date_wrong"] += sum(all(overlap(span, date.span) == 0 for date in report.dates) for span in once)
    for labelled in report.dates:
        over = [found for span, found in once.items() if overlap(span, labelled.span) > MIN_DATE_OVERLAP]
        right = any(is_same_time(labelled.value, found.value) for found in over)
        counts["date_labelled"] += 1
        counts["date_right"] += right
        counts["date_wrong"] += bool(over) and not right
    return counts
