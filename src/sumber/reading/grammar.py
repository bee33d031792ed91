"""Small grammar words of a language that attribution and clause splitting turn on (`grammar.toml`)."""

from __future__ import annotations

from functools import cache
from typing import Literal

import msgspec

from sumber.languages import Language


class RunOn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a language whose words run into one another attributes (`[run_on]` of `grammar.toml`).

    `order` says whether what is said stands before the report word (Japanese, Korean) or behind it (Chinese). Phrases may
    hold bars, "before|phrase|after": only the middle counts, and only there.
    `overruling` are the roles of an origin with which the rules' chain is taken instead of the trained model's,
    "wider" an unnamed origin around the model's own (防衛省|幹部), which then heads the model's chain;
    `commas` part clauses; `quotatives` stand between what is said and the report word ("と", "다|고"),
    `noun_quotatives` those of them behind which a noun sums it up ("との", "다는"); `topics` behind
    who speaks, wherever that is ("は"); `subjects` behind who speaks, next to a quotation or a report word ("が");
    `no_topics` hold a topic particle and mark none ("では"); `objects` behind what is made known ("を"); `leads` stand at
    the head of a statement and `tails` at its end without belonging to it; `splitters` end a statement before another;
    `marks` part a headline from who says it, behind ("＝政府筋") or before it; `scenes` end
    what tells where or to whom somebody spoke, before a quotation ("に対し", "에서"); `occasions` do so
    before any words said ("会見で", "기자회견에서"); `listeners` stand
    behind an outlet that was told something and passes it on ("AFP통신에").
    `actors`, `recipients`, `agents`, `makers` and `places` are particles behind a name (content first) or words before it
    (source first): who does it, whom it befalls, who does it in a passive, from whom it comes, where it happens.
    """

    order: Literal["content_first", "source_first"]
    commas: tuple[str, ...]
    overruling: tuple[Literal["speaker", "unnamed", "wider"], ...] = ("speaker", "unnamed")
    quotatives: tuple[str, ...] = ()
    noun_quotatives: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    no_topics: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    splitters: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    scenes: tuple[str, ...] = ()
    listeners: tuple[str, ...] = ()
    occasions: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    makers: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


class Grammar(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Closed word classes of one language, in lower case.

    `complementizers` open a reported clause ("that", "bahwa"); `coordinators` join a second statement of the same
    source; `splitters` part two claims in one sentence; `relatives` open a clause about the noun before them;
    `speaking_prepositions` begin where or when somebody spoke; `not_verbs_after` and
    `passive_auxiliaries` make a cue behind them no attribution; `listeners` open what only rounds off an attribution ("told
    reporters", "without saying"); `contrasts` among the splitters begin a statement that the source before does not cover; `agents`
    stand before who does it in a passive ("by", "oleh"); `towards` before whom something is given, done or said to; `origins`
    before whom it comes from; `ongoing` say that what a claim tells goes on now ("sedang", "currently"). `run_on` is there
    in a language whose words run into one another; the classes that turn on word order may then be left out.
    """

    complementizers: frozenset[str] = frozenset()
    coordinators: frozenset[str] = frozenset()
    splitters: tuple[str, ...] = ()
    relatives: frozenset[str] = frozenset()
    speaking_prepositions: frozenset[str] = frozenset()
    not_verbs_after: frozenset[str] = frozenset()
    passive_auxiliaries: frozenset[str] = frozenset()
    listeners: frozenset[str] = frozenset()
    contrasts: frozenset[str] = frozenset()
    agents: frozenset[str] = frozenset()
    towards: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()
    ongoing: frozenset[str] = frozenset()
    run_on: RunOn | None = None


@cache
def read_grammar(language: Language) -> Grammar:
    """The grammar words of `language`, read once."""
    return msgspec.convert(language.get_settings("grammar"), Grammar)
