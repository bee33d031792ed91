"""Names in a text: gazetteer names, organs of states, and names no list has."""

from __future__ import annotations

from collections.abc import Iterable

from sumber.gazetteer import AliasMatch, Entry, organ_by_role, read_names, read_naming
from sumber.languages import Language
from sumber.languages.tokens import Tokens
from sumber.model import DraftMention, Span
from sumber.reading.capitals import find_unknown, is_name_word
from sumber.reading.mention_links import keep_apart, link_mentions
from sumber.reading.name_rules import HEAD_KINDS, read_name_rules
from sumber.reading.run_on_links import link_run_on
from sumber.reading.run_on_names import (
    ends_bounded,
    extend_name,
    find_unlisted,
    skips,
    stands_bounded,
    starts_bounded,
)
from sumber.reading.scan import Found, Scan

ADJECTIVE = "adjective"
MAX_QUOTED = 8
SHIP_WORDS = 6
"""Tokens beside a ship's name among which a word for a ship makes it one."""
_QUOTES = {"«": "»", "“": "”", "„": "“", '"': '"'}


def find_mentions(
    text: str,
    tokens: Tokens,
    language: Language,
    sentences: Iterable[Span],
    blocked: Iterable[Span],
    shouted: Iterable[Span],
) -> tuple[DraftMention, ...]:
    """Every name in the text, in order, none overlapping another.

    `sentences` tell where a capital letter proves nothing; `blocked` are spans that hold no name (dates); `shouted`
    are headlines in capitals or title case, where only names known otherwise count.
    """
    starts = frozenset(_first_word(tokens, sentence) for sentence in sentences)
    scan = Scan(
        text,
        tokens,
        starts,
        _token_set(tokens, blocked),
        _token_set(tokens, shouted),
        language,
        read_name_rules(language),
    )
    if language.cut == "characters":
        return keep_apart(link_run_on(scan, sorted(find_unlisted(scan, _find_bounded(scan)))))
    known = _find_known(scan)
    found = find_unknown(scan, known)
    return link_mentions(scan, sorted(found))


def _first_word(tokens: Tokens, sentence: Span) -> int:
    """The first token of a sentence, past the marks that open it."""
    first, last = tokens.range_of(sentence)
    return next((p for p in range(first, min(first + 4, last)) if tokens.words[p][0].isalnum()), first)


def _token_set(tokens: Tokens, spans: Iterable[Span]) -> frozenset[int]:
    held: set[int] = set()
    for span in spans:
        first, last = tokens.range_of(span)
        held.update(range(first, last))
    return frozenset(held)


def _find_known(scan: Scan) -> list[Found]:
    """Gazetteer names and organs of states, left to right, longest first."""
    names = read_names(scan.language)
    tokens = scan.tokens
    found: list[Found] = []
    position, count = 0, len(tokens.words)
    while position < count:
        opened = position > 1 and tokens.words[position - 1] in _QUOTES
        if position in scan.blocked or not (opened or names.may_start(tokens.lowers[position])):
            position += 1
            continue
        named = names.find_at(tokens, position)
        if named and _counts(scan, named):
            named = names.find_at(tokens, position, named.last)
        match = _without_adjectives(named)
        best = _organ_before(scan, position) or _organ_after(scan, position, named) or _quoted(scan, position)
        if best is None or (match and match.last >= best.last):
            best = _untitled(scan, match) if match and _stands_alone(scan, match) else best
        if best:
            found.append(best)
            position = best.last
        else:
            position += 1
    return found


def _counts(scan: Scan, match: AliasMatch) -> bool:
    """Whether the figure that ends a name begins a date or counts something: "Россия 24 февраля", "У Росії 1,2 тис. танків".

    A bent name with a figure stands in quotation marks or behind a word that says what it is ("эфир «России 24»").
    """
    tokens, last = scan.tokens, match.last
    if last - match.first < 2 or not tokens.words[last - 1].isdecimal():
        return False
    if last - 1 in scan.blocked:
        return True
    if all(alias.entry.kind != "outlet" for alias in match.aliases) or last >= len(tokens.words):
        return False
    after = tokens.words[last]
    if after in {".", ","} and last + 1 < len(tokens.words) and tokens.words[last + 1].isdecimal():
        return tokens.starts[last + 1] == tokens.ends[last - 1] + 1
    bent = all(tuple(map(str.lower, alias.words)) != tokens.lowers[match.first : last] for alias in match.aliases)
    before = tokens.words[match.first - 1] if match.first else ""
    marked = before in _QUOTES or scan.rules.find_ending_at(tokens, match.first, "outlet_head") is not None
    return bent and not marked and after.isalpha() and after.islower()


def _quoted(scan: Scan, position: int) -> Found | None:
    """A name in quotation marks behind a word that says what it is, of several words with small ones: "Партія «Народний фронт»"."""
    tokens, mark = scan.tokens, position - 1
    closing = _QUOTES.get(tokens.words[mark]) if mark > 0 else None
    if closing is None or not is_name_word(tokens.words[position]) or not scan.rules.quotes_names:
        return None
    last = next(
        (p for p in range(position, min(position + MAX_QUOTED, len(tokens.words))) if tokens.words[p] == closing), None
    )
    if (
        last is None
        or last - position < 2
        or not all(tokens.words[p].isalnum() or tokens.words[p] == "-" for p in range(position, last))
    ):
        return None
    for meaning, kind in HEAD_KINDS.items():
        if meaning != "person_title" and scan.rules.find_ending_at(tokens, mark, meaning):
            known = read_names(scan.language).find_at(tokens, position)
            return None if known and known.last == last else Found(position, last, kind, (), f"quoted:{kind}")
    return None


def _without_adjectives(match: AliasMatch | None) -> AliasMatch | None:
    """A match by its names alone: an adjective ("ruso") tells whose organ is named and is no name by itself."""
    if match is None:
        return None
    aliases = tuple(alias for alias in match.aliases if alias.use != ADJECTIVE)
    return match._replace(aliases=aliases) if aliases else None


def _find_bounded(scan: Scan) -> list[Found]:
    """Gazetteer names and organs of states where words run into one another, longest first."""
    names, tokens = read_names(scan.language), scan.tokens
    found: list[Found] = []
    position, count = 0, len(tokens.words)
    while position < count:
        if position in scan.blocked:
            position += 1
            continue
        before = found[-1] if found else None
        best = _bounded_at(scan, position, before) if names.may_start(tokens.lowers[position]) else None
        passed = skips(scan, position)
        if passed and (best is None or passed > best.last):
            position = passed
        elif best:
            best = extend_name(scan, best)
            found.append(best)
            position = best.last
        else:
            position += 1
    return found


def _bounded_at(scan: Scan, position: int, before: Found | None) -> Found | None:
    match = read_names(scan.language).find_at(scan.tokens, position)
    organ = _organ_before(scan, position) or _organ_after(scan, position, match)
    if organ and scan.language.spaced and match and match.last == position + 1:  # "한 군 소식통": a military source
        organ = None if scan.rules.find_at(scan.tokens, position, "beside_only") else organ
    longer = scan.rules.find_at(scan.tokens, position, "shorter")
    if match and longer and match.last < longer.last:
        match = read_names(scan.language).find_at(scan.tokens, position, match.last)
    if organ and (match is None or organ.last > match.last):
        bounded = starts_bounded(scan, position, before) and ends_bounded(scan, organ.last)
        return organ if bounded else _from_bounded(scan, match, before)
    return _from_bounded(scan, match, before)


def _from_bounded(scan: Scan, match: AliasMatch | None, before: Found | None) -> Found | None:
    return _from_alias(match) if match and stands_bounded(scan, match, before) else None


def _from_alias(match: AliasMatch) -> Found:
    naming = read_naming(match.aliases)
    return Found(match.first, match.last, *naming)


def _untitled(scan: Scan, match: AliasMatch) -> Found:
    """The name of an alias without the title it begins with; a longer name behind the title goes first.

    "Menhan Sjafrie" is kept as an alias because "Sjafrie" alone says little, yet the name is "Sjafrie", and in "Menhan
    Sjafrie Sjamsoeddin" the whole of it.
    """
    if all(alias.use == "ambiguous" for alias in match.aliases) and _lacks_ship(scan, match):
        return Found(match.first, match.last, "person", (), "capitals:person")
    found = _from_alias(match)
    title = scan.rules.find_at(scan.tokens, match.first, "person_title") if found.kind == "person" else None
    if title is None or title.last >= match.last:
        return found
    longer = read_names(scan.language).find_at(scan.tokens, title.last)
    whole = _from_alias(longer) if longer and longer.last > match.last else None
    return whole if whole and whole.kind == "person" else found._replace(first=title.last)


def _stands_alone(scan: Scan, match: AliasMatch) -> bool:
    """Whether an alias is a name here: not a lower-case word, not a part of a hyphened word, not a lone common word."""
    tokens = scan.tokens
    ambiguous = all(alias.use == "ambiguous" for alias in match.aliases)
    if ambiguous and _is_overtaken(scan, match):
        return False
    lone = match.last - match.first == 1 and ambiguous
    if lone and (match.first in scan.starts or _is_between_names(scan, match)):
        return False
    if match.last - match.first == 1 and tokens.lowers[match.first] in scan.rules.common and match.first in scan.starts:
        return False
    after = tokens.words[match.last] if match.last < len(tokens.words) else ""
    if after == "$" and tokens.starts[match.last] == tokens.ends[match.last - 1]:
        return False
    glued = after == "-" and tokens.starts[match.last] == tokens.ends[match.last - 1]
    return not (glued and tokens.words[match.last - 1].isdigit())


def _is_overtaken(scan: Scan, match: AliasMatch) -> bool:
    """Whether a longer name begins inside this one: "the South" names no state in "the South China Sea"."""
    names = read_names(scan.language)
    inside = (names.find_at(scan.tokens, position) for position in range(match.first + 1, match.last))
    return any(other is not None and other.last > match.last for other in inside)


def _lacks_ship(scan: Scan, match: AliasMatch) -> bool:
    """Whether nothing near a ship's name of several words says that it is no person: "George Washington was a general"."""
    rules, tokens = scan.rules, scan.tokens
    if match.last - match.first < 2 or any(alias.entry.subkind != "ship" for alias in match.aliases):
        return False
    quoted = match.first > 0 and tokens.words[match.first - 1] in _QUOTES
    if quoted or rules.find_ending_at(tokens, match.first, "vessel_article"):
        return False
    near = range(max(0, match.first - SHIP_WORDS), min(len(tokens.words), match.last + SHIP_WORDS))
    return not any(rules.find_at(tokens, p, "vessel_head") for p in near)


def _is_between_names(scan: Scan, match: AliasMatch) -> bool:
    """Whether a word stands inside a longer capitalised name: "Khin Maung Tun" names no vehicle called Maung."""
    beside = [p for p in (match.first - 1, match.last) if 0 <= p < len(scan.tokens.words) and p not in scan.starts]
    return any(
        is_name_word(scan.tokens.words[p]) and not scan.rules.find_at(scan.tokens, p, "person_title") for p in beside
    )


def _state_at(scan: Scan, position: int) -> tuple[int, Entry, str] | None:
    """A state named at `position`: where its name ends, the entry, and the use of the alias."""
    if position >= len(scan.tokens.words) or position in scan.blocked:
        return None
    return _state_of(read_names(scan.language).find_at(scan.tokens, position))


def _state_of(match: AliasMatch | None) -> tuple[int, Entry, str] | None:
    if match:
        for alias in match.aliases:
            if alias.entry.kind == "state" or alias.entry.stands_for:
                return match.last, alias.entry, alias.use
    return None


def _organ_before(scan: Scan, position: int) -> Found | None:
    """An organ whose words stand before the state: "Kementerian Pertahanan Rusia", "ministère russe de la Défense"."""
    patterns = read_names(scan.language).find_patterns_before(scan.tokens, position)
    state = _state_at(scan, patterns[0][0]) if patterns else None
    if state is None:
        return None
    for _, pattern in patterns:
        last = state[0] + len(pattern.after)
        if scan.tokens.lowers[state[0] : last] == pattern.after:
            return _organ(scan, (position, last), pattern.role, state[1], by_adjective=state[2] == ADJECTIVE)
    return None


def _organ_after(scan: Scan, position: int, named: AliasMatch | None) -> Found | None:
    """An organ whose words stand after the state `named` here: "Russian Defence Ministry", "Russia's Defence Ministry"."""
    state = _state_of(named)
    if state is None:
        return None
    pattern = read_names(scan.language).find_pattern_after(scan.tokens, state[0])
    if pattern is None or pattern[1].before:
        return None
    return _organ(scan, (position, pattern[0]), pattern[1].role, state[1])


def _organ(scan: Scan, place: tuple[int, int], role: str, state: Entry, *, by_adjective: bool = False) -> Found | None:
    """The organ of a state, named in one line; its government is the state itself.

    A government named by the state's adjective ("Gobierno español") names the state in all these words.
    """
    first, last = place
    if role == "government" and by_adjective:
        return Found(first, last, "place", (state.stands_for or state.id,), "organ")
    if role == "government" or scan.tokens.lines[first] != scan.tokens.lines[last - 1]:
        return None
    owner = state.stands_for or state.id
    entry = organ_by_role().get((role, owner))
    return Found(first, last, "organisation", (entry.id if entry else f"sumber:organ:{role}:{owner}",), "organ")
