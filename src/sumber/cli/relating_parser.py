"""The options of the commands that tell what rests on what."""

from __future__ import annotations

from typing import get_args

from sumber.cli.argument_values import amount, first_day, last_day
from sumber.cli.ledger_options import AddCommand, add_format, add_signature
from sumber.model import EventType

ON_ORIGINS = ("one", "independent")
ON_CLAIMS = ("same", "different", "no-conflict")
ON_WITHDRAWN = ("retracted", "corrected")


def add_relating(add: AddCommand) -> None:
    """The commands relate, relations, propositions, why, impact, treat and grade."""
    relate = add(
        "relate",
        "find what rests on what among the kept reports",
        "Relates all reports that were not related yet: stories, copies, propositions, origins, conflicts, proposed "
        "grades. The other commands do so by themselves; where many reports came, this one shows how far it is. It "
        "may be stopped at any time, and goes on from there.",
        "sumber relate",
        "sumber relate --rebuild",
    )
    relate.add_argument(
        "--rebuild",
        action="store_true",
        help="forget all that was worked out and begin anew; decisions and history stay",
    )
    relate.add_argument("--quiet", action="store_true", help="no progress")
    relations = add(
        "relations",
        "list how reports and claims relate",
        "Lists stories, copies, and claims that corroborate or contradict one another, each with its reasons.",
        "sumber relations --format jsonl > relations.jsonl",
        "sumber relations --only contradicts",
    )
    relations.add_argument(
        "--only",
        action="append",
        choices=("same_story", "copy", "corroborates", "contradicts"),
        metavar="RELATION",
        help="same_story, copy, corroborates or contradicts; may be given again",
    )
    add_format(relations, "table", "jsonl")
    propositions = add(
        "propositions",
        "list what is said, each with how many independent origins it rests on",
        "Lists propositions, claims that say the same in whatever language, those in the most reports first.",
        "sumber propositions",
        "sumber propositions --least 1 --format jsonl > propositions.jsonl",
    )
    propositions.add_argument(
        "--least", type=amount, metavar="N", help="of at least so many claims (table: 2, jsonl: 1)"
    )
    propositions.add_argument(
        "--limit", type=amount, metavar="N", help="how many at most (table: 20, jsonl: all there are)"
    )
    add_format(propositions, "table", "jsonl")
    why = add(
        "why",
        "why a claim rests on what it does",
        "Shows who says what a claim says, which origins count as one and why, copies, circles, conflicts, the proposed "
        "grade with its reasons and history, and decisions; with the words that show it.",
        "sumber why 3f2a91c07be4",
        "sumber why 3f2a91c07be4 --format json",
    )
    why.add_argument("claim", metavar="CLAIM", help="the claim's id, or how it begins")
    add_format(why, "table", "json")
    impact = add(
        "impact",
        "what would be left if a source fell",
        "Lists what rests on a source alone, and on it among others with the grade that would be left. Nothing is "
        "changed or deleted.",
        'sumber impact "The Halden Post"',
        "sumber impact Q3874799",
        "sumber impact 3f2a91c07be4d1a2b3c4 --format jsonl",
    )
    impact.add_argument("source", metavar="SOURCE", help="an entity's id, a name, an outlet, or a document's id")
    add_format(impact, "table", "jsonl")
    _add_dossier(add)
    _add_brief(add)
    treat = add(
        "treat",
        "decide on two origins or two claims, or mark what was taken back",
        "Keeps a decision that goes before the rules, and outlives every new analysis: two origins are one, or "
        "independent; two claims say the same, do not, or do not contradict each other; a report, or a source's "
        "statement, was retracted or corrected. What was taken back is marked, never deleted; grades are proposed "
        "anew without it. sumber undo takes a decision back.",
        'sumber treat one NHK "Radio Vardal" --reason "the second repeats the first" --as Ana',
        'sumber treat independent Q20 Q712 --reason "each had people there" --as Ana',
        'sumber treat different 3f2a91c07be4 77e0a4d1c2b3 --reason "two strikes" --as Ana',
        'sumber treat no-conflict 3f2a91c07be4 77e0a4d1c2b3 --reason "the second counts the wounded" --as Ana',
        'sumber treat retracted 3f2a91c07be4d1a2b3c4 --reason "the editors took the report back on 5 May" --as Ana',
        'sumber treat corrected 3f2a91c07be4 --reason "the ministry now says 30, not 40" --as Ana',
    )
    treat.add_argument(
        "kind",
        choices=(*ON_ORIGINS, *ON_CLAIMS, *ON_WITHDRAWN),
        metavar="HOW",
        help="one or independent (origins); same, different or no-conflict (claims); retracted or corrected",
    )
    treat.add_argument(
        "subject",
        metavar="ONE",
        help="an origin's name or entity id; a claim's id, or how it begins; of what was taken back also a document's id",
    )
    treat.add_argument("other", nargs="?", metavar="OTHER", help="the other one; none of what was taken back")
    treat.add_argument("--reason", required=True, metavar="WORDS", help="why")
    add_signature(treat)


def _add_dossier(add: AddCommand) -> None:
    dossier = add(
        "dossier",
        "all that is told of an actor, of two actors, of a weapon or of an outlet",
        "Puts together what the kept claims tell: of one actor what it does and what is done to it, of two what is "
        "between them, of a weapon its stages, each with its timeline, who upon whom, and a register of transfers in the "
        "shape of SIPRI's; of an outlet whom it has claims from and who has claims from it. Every line has the id of a "
        "claim that says so.",
        'sumber dossier "North Korea" Russia',
        "sumber dossier Q423 Q159 --format json > dossier.json",
        "sumber dossier Reuters",
    )
    dossier.add_argument(
        "subjects", nargs="+", metavar="NAME", type=str, help="a name in any language, or an entity's id; at most two"
    )
    add_format(dossier, "table", "json")


def _add_brief(add: AddCommand) -> None:
    brief = add(
        "brief",
        "a document about chosen claims, with footnotes that lead to kept words",
        "Writes the propositions of the claims given, each with what it rests on, its proposed grade and what stands against "
        "it; every footnote has the outlet, the day, the quoted words, who says so by whom, and the hash of the kept text. "
        "Persons without a public role are given by their initials. A drafted statement tells what the sources are.",
        "sumber brief 3f2a91c07be4 77e0a4d1c2b3 --title Containers > brief.md",
        "sumber brief 3f2a91c07be4 --out brief.docx --as Ana",
        "sumber brief 3f2a91c07be4 --out brief.pdf --language id",
    )
    brief.add_argument("claims", nargs="+", metavar="CLAIM", help="a claim's id, or how it begins")
    brief.add_argument("--title", metavar="WORDS", help="the title")
    brief.add_argument("--out", metavar="FILE", help="write there; its ending tells the format")
    brief.add_argument(
        "--format", dest="form", choices=("md", "html", "docx", "pdf"), help="md (default), html, docx or pdf"
    )
    brief.add_argument(
        "--language", choices=("en", "id"), default="en", help="of the brief's own words: en (default) or id"
    )
    brief.add_argument("--names-in-full", action="store_true", help="name also persons without a public role in full")
    brief.add_argument("--with-synthetic", action="store_true", help="take up invented reports too, and say so")
    add_signature(brief)
    grade = add(
        "grade",
        "say how reliable a source is",
        "Keeps a letter for a source: A reliable, B usually, C fairly, D not usually, E unreliable, F cannot be judged; "
        "for all it says, or for a topic (an event type) and a period. sumber undo takes it back.",
        'sumber grade "The Halden Post" B --reason "corrected itself twice in a year" --as Ana',
        'sumber grade NHK A --topic transfer --from 2024 --to 2025-06 --reason "own people there" --as Ana',
    )
    grade.add_argument("source", metavar="SOURCE", help="a source's name or entity id")
    grade.add_argument("grade", metavar="LETTER", choices=("A", "B", "C", "D", "E", "F"), help="A to F")
    grade.add_argument("--topic", metavar="EVENT", choices=get_args(EventType), help="for this type of event alone")
    grade.add_argument("--from", dest="first", type=first_day, metavar="DAY", help="from this day on")
    grade.add_argument("--to", dest="last", type=last_day, metavar="DAY", help="up to this day")
    grade.add_argument("--reason", required=True, metavar="WORDS", help="why")
    add_signature(grade)
