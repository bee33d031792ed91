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
    before whom it comes from; `ongoing` say that what a claim tells goes on now ("sedang", "currently"). `drops_subject` tells
    that a report word without a subject which opens a statement means who spoke last ("Añadió que …"). `charges` lead from
    whom is accused to what ("acusó al Gobierno de mentir"), where a verb with one of the `infinitive_endings` follows.
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
    drops_subject: bool = False
    charges: frozenset[str] = frozenset()
    infinitive_endings: tuple[str, ...] = ()


@cache
def read_grammar(language: Language) -> Grammar:
    """The grammar words of `language`, read once."""
    return msgspec.convert(language.get_settings("grammar"), Grammar)
