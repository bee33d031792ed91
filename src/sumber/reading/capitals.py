"""Names that no list holds: runs of capitalised words, told apart by what stands in and beside them."""

from __future__ import annotations

from sumber.gazetteer import read_entries
from sumber.model import MentionKind
from sumber.reading.cues import read_cues
from sumber.reading.name_rules import HEAD_KINDS
from sumber.reading.scan import Found, Scan

_JOINERS = frozenset("-'’&.")
MAX_NAME_TOKENS = 12


def is_name_word(word: str) -> bool:
    """Whether a word looks like a part of a name: a capital letter first, or a figure with letters behind it."""
    return word[:1].isupper() or (word[:1].isdigit() and not word.isdigit())


def find_unknown(scan: Scan, known: list[Found]) -> list[Found]:
    """The known names, with the names no list has found among and around them."""
    by_first = {name.first: name for name in known}
    result: list[Found] = []
    position, count = 0, len(scan.tokens.words)
    while position < count:
        name = by_first.get(position)
        if name and not is_name_word(scan.tokens.words[position]):
            result.append(name)
            position = name.last
        elif position in scan.shouted or position in scan.blocked or not is_name_word(scan.tokens.words[position]):
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
            if not is_name_word(tokens.words[position]):
                break
            position = last = title.last
        elif is_name_word(tokens.words[position]) or _is_number_of_name(scan, first, position):
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
    if position + 1 >= len(tokens.words) or not is_name_word(tokens.words[position + 1]):
        return (
            tokens.lowers[position] in scan.rules.connectors
            and position + 2 < len(tokens.words)
            and (tokens.lowers[position + 1] in scan.rules.connectors and is_name_word(tokens.words[position + 2]))
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
    return lone and entry is not None and entry.subkind == "city" and is_name_word(scan.tokens.words[name.last])


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
