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
    before whom it comes from; `converbs` are endings of report words that share the subject of their sentence ("adding"); `ongoing` say that what a claim tells goes on now ("sedang", "currently"). `drops_subject` tells
    that a report word without a subject which opens a statement means who spoke last ("Añadió que …"); `charges` lead from
    whom is accused to what ("acusó al Gobierno de mentir"), where a verb with one of the `infinitive_endings` follows; `inverts` that the
    subject may follow a report word behind a comma wherever the sentence goes on ("…, заявив міністр у середу"). `points_back`
    are words for what was told before, which with a report word only name its source ("Про це повідомляє …"). Without
    `articles` a bare word for one person or body ("видання", "чоловік") means one named before; `least_words` make a statement. `topics` behind a report word open what it tells of ("говорить про обмін"); where an
    attribution parts a subject of up to `split_subject` tokens from its statement, the statement stands without it. A report word on one of the `faceless_endings` may have a place for its speaker ("в Києві
    заявили"). `conditions` open what may or may not come ("if", "jika"). `bare_agents`: who does it stands straight behind a
    passive verb ("dikirim Rusia"). `run_on` is there in a language whose words run into one another; the classes that
    turn on word order may then be left out.
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
    converbs: tuple[str, ...] = ()
    drops_subject: bool = False
    inverts: bool = False
    points_back: tuple[str, ...] = ()
    articles: bool = True
    least_words: int = 3
    topics: frozenset[str] = frozenset()
    split_subject: int = 0
    faceless_endings: tuple[str, ...] = ()
    conditions: frozenset[str] = frozenset()
    bare_agents: bool = False
    charges: frozenset[str] = frozenset()
    infinitive_endings: tuple[str, ...] = ()


@cache
def read_grammar(language: Language) -> Grammar:
    """The grammar words of `language`, read once."""
    return msgspec.convert(language.get_settings("grammar"), Grammar)
