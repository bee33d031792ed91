"""The options of the commands that tell what rests on what."""

from __future__ import annotations

from sumber.cli.argument_values import amount
from sumber.cli.ledger_options import AddCommand, add_format, add_signature

ON_ORIGINS = ("one", "independent")
ON_CLAIMS = ("same", "different", "no-conflict")
ON_WITHDRAWN = ("retracted", "corrected")


def add_relating(add: AddCommand) -> None:
    """The commands relate, relations, propositions, why, impact and treat."""
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
