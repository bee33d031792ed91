"""Small grammar words of a language that attribution and clause splitting turn on (`grammar.toml`)."""

from __future__ import annotations

from functools import cache

import msgspec

from sumber.languages import Language


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
    passive verb ("dikirim Rusia").
    """

    complementizers: frozenset[str]
    coordinators: frozenset[str]
    splitters: tuple[str, ...]
    relatives: frozenset[str]
    speaking_prepositions: frozenset[str]
    not_verbs_after: frozenset[str]
    passive_auxiliaries: frozenset[str]
    listeners: frozenset[str]
    contrasts: frozenset[str]
    agents: frozenset[str]
    towards: frozenset[str]
    origins: frozenset[str]
    ongoing: frozenset[str]
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
