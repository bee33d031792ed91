"""The options of the commands by which persons decide about claims, entities and names."""

from __future__ import annotations

from sumber.cli.argument_values import score
from sumber.cli.ledger_options import AddCommand, add_signature, add_signing


def add_judging(add: AddCommand) -> None:
    """The commands accept, reject, correct, note, merge, split, public and undo."""
    for kind, what, example in (
        ("accept", "say that a claim was read right", "sumber accept 3f2a91c07be4 --as Ana"),
        (
            "reject",
            "say that a claim was read wrong",
            'sumber reject 3f2a91c07be4 --reason "the denial was overlooked" --as Ana',
        ),
    ):
        parser = add(kind, what, f"{what.capitalize()}; the claim stays, with the judgement beside it.", example)
        parser.add_argument("subject", metavar="CLAIM", help="the claim's id, or how it begins")
        add_signing(parser)
    correct = add(
        "correct",
        "say what a claim should have been read as",
        "Keeps a correction beside the claim; the reading itself is never changed.",
        'sumber correct 3f2a91c07be4 stance=denies "actor=North Korea" --reason "bukan" --as Ana',
    )
    correct.add_argument("subject", metavar="CLAIM", help="the claim's id, or how it begins")
    correct.add_argument(
        "fields",
        nargs="+",
        metavar="FIELD=VALUE",
        help="stance, mode, hedged, negated, event, tense, actor, recipient, origin, object, quantity, place or time",
    )
    add_signing(correct)
    note = add(
        "note",
        "write a note beside a claim",
        "Keeps a note beside a claim.",
        'sumber note 3f2a91c07be4 "see the ministry\'s own release" --as Ana',
    )
    note.add_argument("subject", metavar="CLAIM", help="the claim's id, or how it begins")
    note.add_argument("reason", metavar="NOTE", help="what to write")
    add_signature(note)
    for kind, what, example in (
        (
            "merge",
            "say that two entities are one",
            'sumber merge Q423 sumber:organisation:dprk --reason "same state" --as Ana',
        ),
        (
            "split",
            "say that two entities are not one",
            'sumber split Q230 Q1428 --reason "country and US state" --as Ana',
        ),
    ):
        parser = add(
            kind,
            what,
            f"{what.capitalize()}. Nothing is rewritten: sumber undo takes it back and leaves all as it was.",
            example,
        )
        parser.add_argument("subject", metavar="ENTITY", help="an entity's id (sumber entities lists them)")
        parser.add_argument("other", metavar="OTHER", help="the other entity's id")
        parser.add_argument("--score", type=score, metavar="0..1", help="how sure, where it is not certain")
        add_signing(parser)
    public = add(
        "public",
        "record that a person acts in a public role",
        "A person whom no public list holds is a name in its claim alone. Once a public role and the reason are recorded, "
        "the filters of sumber claims take the name, and sumber entities lists it.",
        'sumber public "Ivo Merrin" --role "spokesman of the coast guard" --reason "speaks for it" --as Ana',
    )
    public.add_argument("subject", metavar="NAME", help="the name as reports print it")
    public.add_argument("--role", required=True, metavar="ROLE", help="the public role")
    public.add_argument("--reason", required=True, metavar="WORDS", help="why this is known, and why it is public")
    add_signature(public)
    undo = add(
        "undo",
        "take a judgement back",
        "Takes a judgement back; it stays in the log, with who took it back and why.",
        'sumber undo 77e0a4d1c2b3f5968a10 --reason "wrong claim" --as Ana',
    )
    undo.add_argument("subject", metavar="JUDGEMENT", help="the judgement's id (sumber show and sumber log tell it)")
    add_signing(undo)
