"""Names in a text: gazetteer names, organs of states, and names no list has."""

from __future__ import annotations

from collections.abc import Iterable

from sumber.gazetteer import AliasMatch, Entry, organ_by_role, read_entries, read_names, read_naming
from sumber.languages import Language
from sumber.languages.tokens import Tokens
from sumber.model import DraftMention, MentionKind, Span
from sumber.reading.cues import read_cues
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
_JOINERS = frozenset("-'’&.")
MAX_NAME_TOKENS = 12
MAX_QUOTED = 8
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
    found = _find_unknown(scan, known)
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
        match = _without_adjectives(names.find_at(tokens, position))
        best = _organ_before(scan, position) or _organ_after(scan, position) or _quoted(scan, position)
        if best is None or (match and match.last >= best.last):
            best = _untitled(scan, match) if match and _stands_alone(scan, match) else best
        if best:
            found.append(best)
            position = best.last
        else:
            position += 1
    return found


def _quoted(scan: Scan, position: int) -> Found | None:
    """A name in quotation marks behind a word that says what it is, of several words with small ones: "Партія «Народний фронт»"."""
    tokens, mark = scan.tokens, position - 1
    closing = _QUOTES.get(tokens.words[mark]) if mark > 0 else None
    if closing is None or not _is_name_word(tokens.words[position]) or not scan.rules.quotes_names:
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
        if passed and (best is None or passed >= best.last):
            position = passed
        elif best:
            best = extend_name(scan, best)
            found.append(best)
            position = best.last
        else:
            position += 1
    return found


def _bounded_at(scan: Scan, position: int, before: Found | None) -> Found | None:
    organ = _organ_before(scan, position) or _organ_after(scan, position)
    match = read_names(scan.language).find_at(scan.tokens, position)
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
    lone = match.last - match.first == 1 and all(alias.use == "ambiguous" for alias in match.aliases)
    if lone and (match.first in scan.starts or _is_between_names(scan, match)):
        return False
    if match.last - match.first == 1 and tokens.lowers[match.first] in scan.rules.common and match.first in scan.starts:
        return False
    after = tokens.words[match.last] if match.last < len(tokens.words) else ""
    if after == "$" and tokens.starts[match.last] == tokens.ends[match.last - 1]:
        return False
    glued = after == "-" and tokens.starts[match.last] == tokens.ends[match.last - 1]
    return not (glued and tokens.words[match.last - 1].isdigit())


def _is_between_names(scan: Scan, match: AliasMatch) -> bool:
    """Whether a word stands inside a longer capitalised name: "Khin Maung Tun" names no vehicle called Maung."""
    beside = [p for p in (match.first - 1, match.last) if 0 <= p < len(scan.tokens.words) and p not in scan.starts]
    return any(
        _is_name_word(scan.tokens.words[p]) and not scan.rules.find_at(scan.tokens, p, "person_title") for p in beside
    )


def _state_at(scan: Scan, position: int) -> tuple[int, Entry, str] | None:
    """A state named at `position`: where its name ends, the entry, and the use of the alias."""
    if position >= len(scan.tokens.words) or position in scan.blocked:
        return None
    match = read_names(scan.language).find_at(scan.tokens, position)
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


def _organ_after(scan: Scan, position: int) -> Found | None:
    """An organ whose words stand after the state: "Russian Defence Ministry", "Russia's Defence Ministry"."""
    state = _state_at(scan, position)
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


def _is_name_word(word: str) -> bool:
    return word[:1].isupper() or (word[:1].isdigit() and not word.isdigit())


def _find_unknown(scan: Scan, known: list[Found]) -> list[Found]:
    """The known names, with the names no list has found among and around them."""
    by_first = {name.first: name for name in known}
    result: list[Found] = []
    position, count = 0, len(scan.tokens.words)
    while position < count:
        name = by_first.get(position)
        if name and not _is_name_word(scan.tokens.words[position]):
            result.append(name)
            position = name.last
        elif position in scan.shouted or position in scan.blocked or not _is_name_word(scan.tokens.words[position]):
            if name:
                result.append(name)
                position = name.last
            else:
                position += 1
        else:
            last = _run_end(scan, position, by_first)
            result.extend(_split_run(scan, position, last, by_first))
            position = max(last, position + 1)
    return result


def _run_end(scan: Scan, first: int, known: dict[int, Found]) -> int:
    """Past the last token of the run of capitalised words that begins at `first`."""
    tokens, last, position = scan.tokens, first, first
    while position < len(tokens.words):
        if position in known:
            position = last = known[position].last
        elif position in scan.blocked or position in scan.shouted:
            break
        elif title := scan.rules.find_at(tokens, position, "person_title"):
            if not _is_name_word(tokens.words[position]):
                break
            position = last = title.last
        elif _is_name_word(tokens.words[position]) or _is_number_of_name(scan, first, position):
            position = last = position + 1
        elif not _bridges(scan, position):
            break
        else:
            position += 1
        if position < len(tokens.words) and not _adjoins(scan, position):
            break
    return last


def _is_number_of_name(scan: Scan, first: int, position: int) -> bool:
    """Whether a bare number belongs to the name before it ("Mistral 3"); behind the first word of a sentence it may not."""
    lone = position == first + 1 and first in scan.starts
    return position > first and not lone and scan.tokens.words[position].isdigit()


def _adjoins(scan: Scan, position: int) -> bool:
    gap = scan.text[scan.tokens.ends[position - 1] : scan.tokens.starts[position]]
    return "\n" not in gap and len(gap) <= 1


def _bridges(scan: Scan, position: int) -> bool:
    """Whether a token may stand inside a name: a connector ("de", "bin"), a hyphen, an apostrophe, an initial's point."""
    tokens = scan.tokens
    if position + 1 >= len(tokens.words) or not _is_name_word(tokens.words[position + 1]):
        return (
            tokens.lowers[position] in scan.rules.connectors
            and position + 2 < len(tokens.words)
            and (tokens.lowers[position + 1] in scan.rules.connectors and _is_name_word(tokens.words[position + 2]))
        )
    word = tokens.words[position]
    if word in _JOINERS:
        tight = (
            tokens.starts[position] == tokens.ends[position - 1]
            and tokens.starts[position + 1] == tokens.ends[position]
        )
        initial = word == "." and len(tokens.words[position - 1]) <= 2
        return word == "&" or tight or initial
    return tokens.lowers[position] in scan.rules.connectors


def _split_run(scan: Scan, first: int, last: int, known: dict[int, Found]) -> list[Found]:
    """The names in a run of capitalised words, cut at titles and at known names."""
    result: list[Found] = []
    pending: MentionKind | None = None
    position = first
    while position < last:
        name = known.get(position)
        title = scan.rules.find_at(scan.tokens, position, "person_title")
        if name and pending == "person" and _is_given_name(scan, name, last, known):
            name = None
        if name and not (title and title.last > name.last):
            longer = _extended(scan, name, last, known)
            result.append(longer or name)
            position, pending = (longer or name).last, None
        elif title and title.last <= last and (title.last < last or scan.tokens.lowers[position] in scan.rules.common):
            position, pending = title.last, "person"
        elif scan.tokens.words[position] in _JOINERS:
            position += 1
        else:
            end = _piece_end(scan, position, last, known)
            piece = _classify(scan, position, end, pending, followed=end < last)
            if piece:
                result.append(piece)
            position, pending = end, None
    return result


def _is_given_name(scan: Scan, name: Found, last: int, known: dict[int, Found]) -> bool:
    """Whether a place's name behind a title is a given name: "Menteri Sari Adiwangsa"."""
    lone = name.kind == "place" and name.last - name.first == 1 and name.last < last and name.last not in known
    entry = read_entries().get(name.candidates[0]) if name.candidates else None
    return lone and entry is not None and entry.subkind == "city" and _is_name_word(scan.tokens.words[name.last])


def _piece_end(scan: Scan, first: int, last: int, known: dict[int, Found]) -> int:
    for position in range(first + 1, last):
        name = known.get(position)
        if name and _is_body_of(scan, first, name):
            return name.last
        opened = position == first + 1 and first in scan.starts and scan.tokens.lowers[first] in scan.rules.common
        if name and (opened or not scan.rules.kind_by_tail(scan.tokens, position, last)):
            return position
        title = scan.rules.find_at(scan.tokens, position, "person_title")
        # "Fiscalía General del Estado": a word inside the name, not the title of a person behind it.
        inside = title is not None and scan.tokens.lowers[min(title.last, last - 1)] in scan.rules.connectors
        if title and title.last < last and not inside and scan.tokens.words[position][:1].isupper():
            return position
    return last


def _is_body_of(scan: Scan, first: int, name: Found) -> bool:
    """Whether a known place ends the name of a body: "Fiscalía de Jalisco", "Universidad del Rosario"."""
    head = scan.rules.find_at(scan.tokens, first, "organisation_head")
    between = scan.tokens.lowers[head.last : name.first] if head and head.last <= name.first else ()
    linked = all(word in scan.rules.connectors for word in between)
    if head is None or head.last > name.first or not linked or name.kind != "place":
        return False
    entry = read_entries().get(name.candidates[0]) if name.candidates else None
    return bool(between) or entry is None or entry.kind != "state"


def _extended(scan: Scan, name: Found, last: int, known: dict[int, Found]) -> Found | None:
    """A longer unknown name that a known one begins: "Jakarta Informer Post", "China Coast Guard"."""
    if name.last >= last or name.kind == "person" or any(p in known for p in range(name.last, last)):
        return None
    if scan.rules.find_at(scan.tokens, name.last, "person_title"):
        return None
    kind = scan.rules.kind_by_tail(scan.tokens, name.last, last)
    if kind is None or kind == "place":
        return None
    return Found(name.first, last, kind, (), f"capitals:{kind}")


def _classify(scan: Scan, first: int, last: int, pending: MentionKind | None, *, followed: bool) -> Found | None:
    """What an unknown run of capitalised words is, None where it is no name."""
    tokens, rules = scan.tokens, scan.rules
    while first < last and first in scan.starts and tokens.lowers[first] in rules.common:
        first += 1
        while first < last and tokens.words[first] in _JOINERS:
            first += 1
    first, last = _without_connectors(scan, first, last)
    if first >= last or last - first > MAX_NAME_TOKENS or _is_amount(scan, first, last):
        return None
    if pending is None and _is_adjective(scan, first, last):
        return None
    if pending == "person" and last - first > 1 and rules.find_at(tokens, first, "organisation_head"):
        # "Ketua Jawatankuasa Hal Ehwal Tahanan": the title goes on with the body it is held in.
        return Found(first, last, "organisation", (), "capitals:organisation")
    if pending == "person":
        return (
            None if followed and not _looks_personal(scan, first, last) else Found(first, last, "person", (), "title")
        )
    if last - first == 1 and first in scan.starts:
        return Found(first, last, "other", (), "initial")
    if _ends_title(scan, first, last):
        return None
    kind = _kind_by_neighbours(scan, first, last)
    if kind:
        return Found(first, last, kind, (), f"capitals:{kind}")
    words = last - first
    if words == 1 and tokens.lowers[first] in rules.common:
        return None
    if words > 1:
        return Found(first, last, "person", (), "capitals:person")
    return Found(first, last, "organisation" if tokens.words[first].isupper() else "other", (), "capitals")


def _without_connectors(scan: Scan, first: int, last: int) -> tuple[int, int]:
    """A run of words without those that only join others, at its edges."""
    tokens, connectors = scan.tokens, scan.rules.connectors
    while last > first and tokens.lowers[last - 1] in connectors | _JOINERS:
        last -= 1
    while first < last and tokens.words[first] in connectors:
        first += 1
    return first, last


def _is_adjective(scan: Scan, first: int, last: int) -> bool:
    """Whether a lone capitalised word is an adjective before its noun: behind a preposition, or opening the sentence."""
    words = scan.tokens.words
    if last - first > 1 or last >= len(words) or not scan.rules.is_adjective(scan.tokens.lowers[first]):
        return False
    leads = first in scan.starts or (first > 0 and scan.tokens.lowers[first - 1] in scan.rules.prepositions)
    return leads and words[last].islower() and scan.tokens.lowers[last] not in scan.rules.prepositions


def _ends_title(scan: Scan, first: int, last: int) -> bool:
    """Whether capitalised words only end a title that begins in small letters ("la ministra de Juventud"), or are one."""
    title = scan.rules.find_ending_at(scan.tokens, last, "person_title")
    return title is not None and (title.first < first or (title.first == first and last - first > 1))


def _is_amount(scan: Scan, first: int, last: int) -> bool:
    """Whether a capitalised run is a number with its unit or currency: "47th", "155mm", "Rp14", "Rs 340"."""
    if scan.text[scan.tokens.ends[last - 1] :].startswith("$"):
        return True
    currencies = scan.rules.currencies
    letters = [word.lower().rstrip("0123456789.,") for word in scan.tokens.words[first:last]]
    return all(not mark or mark[:1].isdigit() or mark in currencies for mark in letters)


def _looks_personal(scan: Scan, first: int, last: int) -> bool:
    return last - first > 1 and scan.rules.kind_by_tail(scan.tokens, first, last) is None


def _kind_by_neighbours(scan: Scan, first: int, last: int) -> MentionKind | None:
    """The kind that the name's own words, or the words around it, give it."""
    tokens, rules = scan.tokens, scan.rules
    own = rules.kind_by_tail(tokens, first, last) or rules.kind_by_head(tokens, first, last)
    if own and last - first > 1:
        return own
    for meaning, kind in HEAD_KINDS.items():
        if rules.find_ending_at(tokens, first, meaning):
            return kind
    if last < len(tokens.words) and rules.find_at(tokens, last, "weapon_tail"):
        return "weapon"
    if tokens.words[first][:1].isalpha() and any(c.isdigit() for word in tokens.words[first:last] for c in word):
        return "weapon"
    if read_cues(scan.language).ends_at(tokens, first, "relay"):
        return "outlet"
    if first and tokens.lowers[first - 1] in rules.prepositions:
        return "place"
    return None
