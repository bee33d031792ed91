"""Names where words run into one another: what bounds a listed name, and the unlisted ones that a title or tail shows."""

from __future__ import annotations

import re

from sumber.gazetteer import AliasMatch, read_names
from sumber.languages.tokens import is_hangul
from sumber.reading.cues import read_cues
from sumber.reading.name_rules import HEAD_KINDS, TAIL_KINDS
from sumber.reading.run_on_persons import find_titled_persons
from sumber.reading.run_on_surnames import find_repeated, find_surnamed
from sumber.reading.scan import Found, Scan

_KATAKANA = re.compile(r"[\u30a1-\u30fa\u30fc\uff66-\uff9f]")
_HAN = re.compile(r"[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_DOTS = frozenset("・·•‧＝=.")
_OPENERS = {"「": "」", "『": "』", "“": "”", "‘": "’", "《": "》", "〈": "〉", '"': '"', "'": "'"}
MAX_RUN = 16
MAX_HAN_NAME = 4
MAX_QUOTED_NAME = 14
MIN_FREE_END = 3
MAX_GIVEN_NAME = 2
MIN_SOUNDS = 3
MAX_NATIVE_NAME = 3
KANA_SCRIPTS = frozenset({"Jpan"})
"""Where kana stand between words, a run of Han or katakana is one name."""
REASONED = frozenset({"compound", "ambiguous"})


def stands_bounded(scan: Scan, match: AliasMatch, before: Found | None) -> bool:
    """Whether a listed name is one here and no part of a longer word; `before` is the name just before it, if any.

    Katakana and spaced Hangul bound a name by what stands beside it; an alias with the use `compound` ("米", "북")
    counts only beside another shorthand or before a word that makes a state of it; an `ambiguous` one only beside a title,
    or, for a state, before a `lone_tail`. One that is `beside_only` needs another shorthand.
    """
    first, last = match.first, match.last
    joined = before is not None and before.last == first
    compound = before is not None and before.rule == "alias:compound" and (joined or _joins(scan, before.last, first))
    if _rests_on_reason(match) and not _has_reason(scan, match, joined=compound):
        return False
    if not joined and (_runs_on(scan, first) or _is_in_dotted(scan, first, last)):
        return False
    return _ends_freely(scan, first, last)


def _is_in_dotted(scan: Scan, first: int, last: int) -> bool:
    """Whether a listed name is a part of a foreign name with dots, written in characters for sounds: 德拉 in 德拉甘·…."""
    if not scan.rules.find_at(scan.tokens, first, "sound"):
        return False
    return _meets_dot(scan, first - 1, -1) or _meets_dot(scan, last, 1)


def _meets_dot(scan: Scan, position: int, step: int) -> bool:
    tokens = scan.tokens
    for _ in range(MAX_RUN):
        if not 0 <= position < len(tokens.words):
            return False
        if tokens.words[position] in _DOTS:
            return True
        if not scan.rules.find_at(tokens, position, "sound"):
            return False
        position += step
    return False


def starts_bounded(scan: Scan, first: int, before: Found | None) -> bool:
    """Whether a name may begin at token `first`: no word of its script runs on into it."""
    return (before is not None and before.last == first) or not _runs_on(scan, first)


def ends_bounded(scan: Scan, last: int) -> bool:
    """Whether an organ's name may end before token `last`: where words are spaced, only a particle or title is written onto it."""
    if not scan.language.spaced or not _is_glued(scan, last) or not is_hangul(scan.tokens.words[last]):
        return True
    return any(_has_word(scan, last, meaning) for meaning in ("particle", "person_title_after"))


def skips(scan: Scan, position: int) -> int:
    """Where a word ends that only reads like a name ("日本海"), 0 where none begins here."""
    word = scan.rules.find_at(scan.tokens, position, "no_name")
    parted = (
        word is not None and scan.language.spaced and not _is_glued(scan, position + 1) and word.last > position + 1
    )
    return word.last if word and not parted else 0


def _rests_on_reason(match: AliasMatch) -> bool:
    return all(alias.use in REASONED for alias in match.aliases)


def _has_reason(scan: Scan, match: AliasMatch, *, joined: bool) -> bool:
    tokens, rules, last = scan.tokens, scan.rules, match.last
    if all(alias.use == "ambiguous" for alias in match.aliases):
        if not any(alias.entry.kind == "person" for alias in match.aliases):
            begins = not _is_glued(scan, match.first) or not _HAN.match(tokens.words[match.first - 1])
            return begins and _has_word(scan, last, "lone_tail")
        titled = _has_word(scan, last, "person_title_after")
        return titled or rules.find_ending_at(tokens, match.first, "person_title") is not None
    if joined or (_has_word(scan, last, "compound_tail") and not _has_word(scan, match.first, "beside_only")):
        return True
    following_at = last + 1 if _joins(scan, last, last + 1) else last
    following = read_names(scan.language).find_at(tokens, following_at) if following_at < len(tokens.words) else None
    glued = following is not None and _is_glued(scan, last) and _is_glued(scan, following_at)
    return glued and following is not None and any(alias.use == "compound" for alias in following.aliases)


def _joins(scan: Scan, dot: int, following: int) -> bool:
    """Whether only a dot parts two shorthands: "북·중·러"."""
    return following == dot + 1 and _is_glued(scan, dot) and scan.tokens.words[dot] in _DOTS


def _has_word(scan: Scan, position: int, meaning: str) -> bool:
    return position < len(scan.tokens.words) and scan.rules.find_at(scan.tokens, position, meaning) is not None


def _is_glued(scan: Scan, position: int) -> bool:
    """Whether nothing parts token `position` from the one before it."""
    tokens = scan.tokens
    return 0 < position < len(tokens.words) and tokens.starts[position] == tokens.ends[position - 1]


def _runs_on(scan: Scan, first: int) -> bool:
    if not _is_glued(scan, first):
        return False
    before, here = scan.tokens.words[first - 1], scan.tokens.words[first]
    if _KATAKANA.match(here):
        dotted = before in _DOTS and first > 1 and bool(_KATAKANA.match(scan.tokens.words[first - 2]))
        return bool(_KATAKANA.match(before)) or dotted
    return scan.language.spaced and is_hangul(here) and is_hangul(before)


def _is_inside_word(scan: Scan, position: int) -> bool:
    """Whether a token goes on a word of Hangul, in which no unlisted name begins."""
    words = scan.tokens.words
    return is_hangul(words[position]) and position > 0 and is_hangul(words[position - 1]) and _is_glued(scan, position)


def _ends_freely(scan: Scan, first: int, last: int) -> bool:
    """Whether what is written onto the end of a name leaves it whole: nothing, a particle, a tail, another script."""
    if not _is_glued(scan, last):
        return True
    here, after = scan.tokens.words[last - 1], scan.tokens.words[last]
    if _KATAKANA.match(here) and _KATAKANA.match(after):
        return read_names(scan.language).find_at(scan.tokens, last) is not None
    if not (scan.language.spaced and is_hangul(here) and is_hangul(after)):
        return True
    if last - first >= MIN_FREE_END:
        return True
    words = ("particle", "compound_tail", "person_title_after", *TAIL_KINDS)
    if any(_has_word(scan, last, meaning) for meaning in words):
        return True
    return read_names(scan.language).find_at(scan.tokens, last) is not None


def extend_name(scan: Scan, name: Found) -> Found:
    """A longer unlisted name that a listed one begins, where its script bounds it: ロシア|大統領府, 沖縄|防衛局."""
    if not KANA_SCRIPTS & set(scan.language.scripts) or name.kind not in {"place", "organisation"}:
        return name
    tokens, last = scan.tokens, name.last
    while last < len(tokens.words) and last - name.last < MAX_RUN and _is_glued(scan, last):
        if not (_KATAKANA.match(tokens.words[last]) or _HAN.match(tokens.words[last])) or last in scan.blocked:
            break
        last += 1
    if last == name.last or _has_word(scan, last, "person_title_after"):
        return name
    tail = scan.rules.find_ending_at(tokens, last, "organisation_tail")
    if tail is None or tail.first < name.last:
        return name
    return Found(name.first, last, "organisation", (), "capitals:organisation")


def find_unlisted(scan: Scan, known: list[Found]) -> list[Found]:
    """The known names with those that no list has: beside a title, with a telling tail, in marks behind a telling word."""
    taken = {position for name in known for position in range(name.first, name.last)}
    titled = find_titled_persons(scan, taken) if scan.language.spaced else find_surnamed(scan, taken)
    taken.update(position for name in titled for position in range(name.first, name.last))
    found = [*known, *titled]
    position, count = 0, len(scan.tokens.words)
    while position < count:
        name = None if position in taken or position in scan.blocked else _find_new(scan, position, taken)
        if name is None:
            position += 1
            continue
        found.append(name)
        taken.update(range(name.first, name.last))
        position = max(position + 1, name.last)
    return [*found, *(find_repeated(scan, found, taken) if scan.rules.has_meaning("surname") else ())]


def _find_new(scan: Scan, position: int, taken: set[int]) -> Found | None:
    if scan.language.spaced and _is_inside_word(scan, position):
        return None
    marked = _find_quoted(scan, position) or _find_dotted(scan, position, taken)
    if marked is not None:
        return marked
    if scan.language.spaced:
        return _find_word_name(scan, position, taken) or _find_latin(scan, position)
    behind = scan.rules.find_ending_at(scan.tokens, position, "person_title") if position else None
    if behind is not None and not scan.rules.find_at(scan.tokens, position, "person_title"):
        return _find_behind_title(scan, position, taken)
    return _find_run_name(scan, position, taken) or _find_latin(scan, position)


def _find_quoted(scan: Scan, position: int) -> Found | None:
    """A name in marks behind a word that says what it names: 駆逐艦「まや」, 智库“…”."""
    tokens = scan.tokens
    closer = _OPENERS.get(tokens.words[position])
    if closer is None:
        return None
    kind = next((k for m, k in HEAD_KINDS.items() if scan.rules.find_ending_at(tokens, position, m)), None)
    if kind is None or kind == "person":
        return None
    stop = min(len(tokens.words), position + MAX_QUOTED_NAME + 2)
    last = next((p for p in range(position + 1, stop) if tokens.words[p] == closer), None)
    if last is None or last == position + 1:
        return None
    kind = "weapon" if scan.rules.find_ending_at(tokens, position, "vessel_head") else kind
    return Found(position + 1, last, kind, (), f"capitals:{kind}")


def _find_dotted(scan: Scan, position: int, taken: set[int]) -> Found | None:
    """A foreign person's name of parts with dots between: a run of katakana, or of characters that write sounds."""
    tokens = scan.tokens

    def sounds(at: int) -> bool:
        fits = _KATAKANA.match(tokens.words[at]) or scan.rules.find_at(tokens, at, "sound")
        return bool(fits) and at not in taken and at not in scan.blocked

    if not sounds(position) or (_is_glued(scan, position) and position - 1 not in taken and sounds(position - 1)):
        return None
    if _is_glued(scan, position) and tokens.words[position - 1] in _DOTS:
        return None
    last, dots = position, 0
    while last < len(tokens.words) and last - position < 2 * MAX_RUN and (last == position or _is_glued(scan, last)):
        dot = tokens.words[last] in _DOTS and last + 1 < len(tokens.words) and sounds(last + 1)
        if not dot and not sounds(last):
            break
        dots += dot
        last += 1
    if not dots or scan.rules.kind_by_tail(tokens, position, last):
        return None
    titled = _has_word(scan, last, "person_title_after") or scan.rules.find_ending_at(tokens, position, "person_title")
    return Found(position, last, "person", (), "title" if titled else "capitals:person")


def _find_behind_title(scan: Scan, position: int, taken: set[int]) -> Found | None:
    """A person's name behind a title, up to a report word, a common word, a date or a mark: 发言人 X 表示."""
    tokens, cues = scan.tokens, read_cues(scan.language)
    last, dotted = position, False
    while last < len(tokens.words) and last - position < MAX_RUN and last not in taken and last not in scan.blocked:
        word = tokens.words[last]
        dotted = dotted or word in _DOTS
        inside = _HAN.match(word) or is_hangul(word) or _KATAKANA.match(word) or word in _DOTS
        ends = last > position and (cues.starts_at(tokens, last) or _has_word(scan, last, "common"))
        if not inside or ends or (last > position and not _is_glued(scan, last)):
            break
        last += 1
    length = last - position
    if length < 2 or _has_word(scan, position, "common"):
        return None
    if not dotted and scan.rules.has_meaning("surname"):
        last = _end_of_name(scan, position, last)
        return Found(position, last, "person", (), "title") if last > position else None
    if length > MAX_HAN_NAME and not dotted:
        return None
    return Found(position, last, "person", (), "title")


def _end_of_name(scan: Scan, first: int, last: int) -> int:
    """Where a person's name at the head of tokens `[first, last)` ends; `first` where none begins.

    A name of a listed surname fills the stretch; one in characters for sounds ends where they do.
    """
    sounds = first
    while sounds < last and scan.rules.find_at(scan.tokens, sounds, "sound"):
        sounds += 1
    surname = scan.rules.find_at(scan.tokens, first, "surname")
    if surname is not None and 0 < last - surname.last <= MAX_GIVEN_NAME:
        return last
    return sounds if sounds - first >= MIN_SOUNDS else first


def _find_latin(scan: Scan, position: int) -> Found | None:
    """A designation or an abbreviation in Latin letters."""
    word = scan.tokens.words[position]
    if (
        not word.isascii()
        or not word[:1].isupper()
        or len(word) < 3
        or scan.tokens.lowers[position] in scan.rules.common
    ):
        return None
    if any(c.isdigit() for c in word):
        return Found(position, position + 1, "weapon", (), "capitals:weapon")
    return Found(position, position + 1, "organisation", (), "capitals") if word.isupper() else None


def _find_run_name(scan: Scan, position: int, taken: set[int]) -> Found | None:
    """A name bounded by its script: katakana or Han before a title that follows, or with a tail that tells its kind."""
    tokens = scan.tokens
    word = tokens.words[position]
    before = tokens.words[position - 1] if _is_glued(scan, position) else ""
    if not (_KATAKANA.match(word) or _HAN.match(word)) or (position - 1 not in taken and _continues(before, word)):
        return None
    last = position
    while last < len(tokens.words) and last - position < MAX_RUN and last not in taken and last not in scan.blocked:
        here = tokens.words[last]
        if not (_KATAKANA.match(here) or _HAN.match(here) or (here in _DOTS and last > position)):
            break
        if last > position and (not _is_glued(scan, last) or _has_word(scan, last, "person_title_after")):
            break
        last += 1
    if _has_word(scan, position, "person_title_after") and not _KATAKANA.match(word):
        return None
    if _is_glued(scan, last) and _has_word(scan, last, "person_title_after"):
        return None if position - 1 in taken and _is_glued(scan, position) else _person(scan, position, last)
    return _by_tail(scan, position, last)


def _continues(before: str, word: str) -> bool:
    """Whether a word of Han or katakana goes on from the token before it."""
    return bool(_KATAKANA.match(before) or _HAN.match(before) or before in _DOTS) and bool(word)


def _person(scan: Scan, first: int, last: int) -> Found | None:
    words = scan.tokens.words[first:last]
    katakana = all(_KATAKANA.match(word) or word in _DOTS for word in words)
    if not katakana and not (1 < last - first <= MAX_HAN_NAME and all(_HAN.match(word) for word in words)):
        return None
    phrase = "".join(words)
    if any(_has_word(scan, p, "no_person") for p in range(first, last)) or _has_word(scan, first, "common"):
        return None
    if last - first < 2 or phrase in scan.rules.common or scan.rules.kind_by_tail(scan.tokens, first, last):
        return None
    return Found(first, last, "person", (), "title")


def _by_tail(scan: Scan, first: int, last: int) -> Found | None:
    tail = scan.rules.find_tail(scan.tokens, first, last)
    if tail is None or tail[1].first - first < 2:
        return None
    kind = tail[0]
    if "".join(scan.tokens.words[first:last]) in scan.rules.common:
        return None
    return Found(first, last, kind, (), f"capitals:{kind}")


def _find_word_name(scan: Scan, position: int, taken: set[int]) -> Found | None:
    """A name that begins at a space: a person before a title, or a word whose tail tells its kind."""
    tokens = scan.tokens
    if not is_hangul(tokens.words[position]):
        return None
    last = _word_end(scan, position, taken)
    title = _title_in(scan, position, last)
    if title is not None:
        return _named_alone(scan, position, title)
    second = _word_end(scan, last, taken) if last not in taken and last < len(tokens.words) else last
    if _has_word(scan, last, "person_title_after") and tokens.lines[last] == tokens.lines[position]:
        return _named_alone(scan, position, last)
    both = second > last and _has_word(scan, second, "person_title_after") and second - last <= MAX_RUN
    family = last < len(tokens.words) and _has_word(scan, last, "surname") and second - last <= MAX_HAN_NAME
    if both and family:
        return None
    if both and tokens.lines[min(second, len(tokens.lines) - 1)] == tokens.lines[position]:
        first_word = _named_word(scan, position, last)
        ends_in_particle = scan.rules.find_ending_at(tokens, last, "particle") is not None
        if first_word and not ends_in_particle and _named_word(scan, last, second):
            return Found(position, second, "person", (), "title")
    return _by_tail(scan, position, _without_particle(scan, position, last))


def _word_end(scan: Scan, position: int, taken: set[int]) -> int:
    words, starts, ends = scan.tokens.words, scan.tokens.starts, scan.tokens.ends
    last = position
    while last < len(words) and last not in taken and is_hangul(words[last]):
        if last > position and starts[last] != ends[last - 1]:
            break
        last += 1
    return last


def _title_in(scan: Scan, first: int, last: int) -> int | None:
    """Where a title that ends its word, but for a particle, is written onto a name: "왕이외교부장은"."""
    for position in range(first + 2, last):
        title = scan.rules.find_at(scan.tokens, position, "person_title_after")
        if title is not None and title.last - position > 1:
            particle = scan.rules.find_at(scan.tokens, title.last, "particle") if title.last < last else None
            if title.last == last or (particle is not None and particle.last == last):
                return position
    return None


def _named_word(scan: Scan, first: int, last: int) -> Found | None:
    phrase = "".join(scan.tokens.words[first:last])
    if not 2 <= last - first <= 6 or phrase in scan.rules.common:
        return None
    if scan.rules.kind_by_tail(scan.tokens, first, last) or _has_word(scan, first, "common"):
        return None
    if scan.rules.find_ending_at(scan.tokens, last, "no_name_end") is not None:
        return None
    return Found(first, last, "person", (), "title")


def _named_alone(scan: Scan, first: int, last: int) -> Found | None:
    """A person's name of one word: behind a surname, or, longer, where no particle ends it."""
    native = last - first <= MAX_NATIVE_NAME and _has_word(scan, first, "surname")
    foreign = last - first >= MIN_FREE_END and scan.rules.find_ending_at(scan.tokens, last, "particle") is None
    return _named_word(scan, first, last) if native or foreign else None


def _without_particle(scan: Scan, first: int, last: int) -> int:
    particle = scan.rules.find_ending_at(scan.tokens, last, "particle")
    return particle.first if particle and particle.first > first + 1 else last
