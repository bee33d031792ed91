"""Names of gazetteer entries in one language, ready to be found in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from sumber.gazetteer.entries import FILES, Entry, EntryKind, read_entries
from sumber.languages import Language
from sumber.languages.inflection import find_inflection
from sumber.languages.phrases import PhraseTable, iter_spellings
from sumber.languages.tokens import Tokens
from sumber.model import MentionKind

FREELY_SPACED = 5
"""Characters of a name beyond which a space more or less proves nothing."""
PLACEHOLDERS = ("{state}", "{demonym}")
USE_ORDER = {"name": 0, "short": 1, "demonym": 2, "adjective": 3, "compound": 4, "ambiguous": 5}
MENTION_KINDS: dict[EntryKind, MentionKind] = {
    "state": "place",
    "place": "place",
    "person": "person",
    "organisation": "organisation",
    "outlet": "outlet",
    "weapon": "weapon",
}
LEAST_BENT_NAME = 2
"""Least letters of a word in a name that is bent: "Ына" is "Ын"."""


class Alias(NamedTuple):
    """One name of one entry and how freely it may be used.

    `use` is "name", "short", "demonym", "adjective", "compound" or "ambiguous" (see the gazetteer reference); `words`
    keep the letter case as printed, `text` is the name as listed.
    """

    entry: Entry
    use: str
    words: tuple[str, ...]
    breaks: frozenset[int] | None = None
    """Where words run on but spaces part them: the words before which its own spelling has a space."""
    text: str = ""

    def fits_spaces(self, tokens: Tokens, position: int) -> bool:
        """Whether a short name is not made of two words of the text: "미 국무부" holds no "미국"."""
        if self.breaks is None or len(self.words) > FREELY_SPACED:
            return True
        starts, ends = tokens.starts, tokens.ends
        inside = range(position + 1, position + len(self.words))
        return all(starts[p] == ends[p - 1] or p - position in self.breaks for p in inside)

    def fits(self, words: tuple[str, ...]) -> bool:
        """Whether the words as printed are this name: same case, all capitals, or first letters raised.

        A name in capitals ("AS", "RI") matches in capitals only, so that "as" and "ri" stay ordinary words; endings that
        a sentence gives it may be small ("МИДа"). Another apostrophe may cut it into more words ("Кот-д’Ивуар"): that is
        another spelling, listed beside it.
        """
        if len(words) != len(self.words):
            return False
        for own, printed in zip(self.words, words, strict=True):
            if own == printed:
                continue
            if own.isupper() and len(own) < 5 and not printed[: len(own)].isupper():
                return False
            if own[:1].isupper() and not printed[:1].isupper():
                return False
        return True


class AliasMatch(NamedTuple):
    """Aliases of one length that fit at one place: tokens `[first, last)`."""

    first: int
    last: int
    aliases: tuple[Alias, ...]


class Naming(NamedTuple):
    """What some aliases say together: the kind of the name, the entries it may mean, best first, and the rule to name."""

    kind: MentionKind
    candidates: tuple[str, ...]
    rule: str


def read_naming(aliases: Iterable[Alias]) -> Naming:
    """What a name means by the aliases that fit it: the freest use and verified entries first, and where it is the plain name of some, only these."""
    ordered = sorted(aliases, key=lambda alias: (USE_ORDER.get(alias.use, 6), not alias.entry.verified))
    first = ordered[0]
    rule = "alias" if first.use in {"name", ""} else f"alias:{first.use}"
    plain = [alias for alias in ordered if alias.use == "name"] or ordered
    return Naming(MENTION_KINDS[first.entry.kind], tuple(dict.fromkeys(alias.entry.id for alias in plain)), rule)


class OrganisationPattern(NamedTuple):
    """A way a language names the organ of a state: words before or after the state's name, and the organ's role."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    placeholder: str
    role: str


class Names:
    """All names by which one language calls the entries of the gazetteer."""

    def __init__(self, language: Language) -> None:
        groups: dict[tuple[str, ...], list[Alias]] = {}
        for alias in _iter_aliases(language):
            key = tuple(word.lower() for word in alias.words)
            groups.setdefault(key, []).append(alias)
        self._groups = {key: tuple(group) for key, group in groups.items()}
        cut = self._cut = language.cut_text
        inflection = find_inflection(language, "noun")
        # As listed, not in small letters: those of "İzmir" would be cut into other words.
        phrases = ((group[0].text, group) for group in self._groups.values())
        self._table = PhraseTable(phrases, cut, inflection, LEAST_BENT_NAME)
        self.patterns = _read_patterns(language)
        self._before = PhraseTable(((" ".join(p.before), p) for p in self.patterns if p.before), cut, inflection)
        self._after = PhraseTable(((" ".join(p.after), p) for p in self.patterns if p.after), cut, inflection)

    def find_whole(self, text: str) -> tuple[Alias, ...]:
        """The aliases that are the whole of `text`, None longer or shorter; empty where it names nothing known."""
        tokens = self._cut(text)
        match = self.find_at(tokens, 0) if tokens.words else None
        return match.aliases if match is not None and match.last == len(tokens.words) else ()

    def find_every(self, text: str) -> tuple[Alias, ...]:
        """All aliases that are the whole of `text` in any form; a reader takes those of `find_whole`, the nearest form."""
        tokens = self._cut(text)
        whole = (m for m in self._table.iter_at(tokens, 0) if m.last == len(tokens.words)) if tokens.words else ()
        return tuple(alias for match in whole for alias in match.payload if alias.fits(tokens.words))

    def iter_groups(self) -> Iterator[tuple[tuple[str, ...], tuple[Alias, ...]]]:
        """The aliases by their words in small letters."""
        yield from self._groups.items()

    def may_start(self, word: str) -> bool:
        """Whether a name or an organ's words can begin with this word in lower case."""
        return self._table.starts_with(word) or self._before.starts_with(word)

    def find_at(self, tokens: Tokens, position: int, before: int | None = None) -> AliasMatch | None:
        """The longest name that starts at token `position` (and ends before `before`), with every entry that bears it."""
        for match in self._table.iter_at(tokens, position):
            if before is not None and match.last >= before:
                continue
            words = tokens.words[position : match.last]
            fits = [alias for alias in match.payload if alias.fits(words) and alias.fits_spaces(tokens, position)]
            fitting = tuple(fits)
            if fitting:
                return AliasMatch(position, match.last, fitting)
        return None

    def find_patterns_before(self, tokens: Tokens, position: int) -> tuple[tuple[int, OrganisationPattern], ...]:
        """The longest words of an organ before a state's name ("Kementerian Pertahanan …"): where they end, and what.

        Several where more words follow the name ("ministère russe de la Défense", "… des Affaires étrangères").
        """
        if position >= len(tokens.words):
            return ()
        longest = self._before.find_at(tokens, position)
        if longest is None:
            return ()
        return tuple((m.last, m.payload) for m in self._before.iter_at(tokens, position) if m.last == longest.last)

    def find_pattern_after(self, tokens: Tokens, position: int) -> tuple[int, OrganisationPattern] | None:
        """An organ's words that stand after the state's name ("… Defence Ministry"): where they end, and what."""
        if position >= len(tokens.words):
            return None
        match = self._after.find_at(tokens, position)
        return (match.last, match.payload) if match else None


@cache
def read_names(language: Language) -> Names:
    """The names of `language`, read once."""
    return Names(language)


@cache
def organ_by_role() -> dict[tuple[str, str], Entry]:
    """Organisations of states by (role, id of the state)."""
    return {(e.role, e.country): e for e in reversed(read_entries().values()) if e.kind == "organisation" and e.role}


def _iter_aliases(language: Language) -> list[Alias]:
    entries = read_entries()
    own: dict[tuple[str, str], str] = {}
    for file in FILES:
        for row in language.read_table(f"aliases/{file}"):
            own[row["id"], row["alias"]] = row.get("use", "") or "name"
    bends = find_inflection(language, "noun") is not None
    aliases = [
        _alias(entries[entry_id], use, spelling, language)
        for (entry_id, text), use in own.items()
        if entry_id in entries and use != "none"
        for spelling in (iter_spellings(text) if bends else (text,))
    ]
    # Names in Latin letters stand in texts of every script: "Reuters", "F-16".
    for entry in entries.values():
        for name in (entry.name, *entry.names):
            if (entry.id, name) not in own:
                aliases.append(_alias(entry, "name", name, language))
    aliases.extend(_plurals(aliases, language.plural_suffix) if language.plural_suffix else ())
    return [alias for alias in aliases if alias.words]


def _alias(entry: Entry, use: str, text: str, language: Language) -> Alias:
    tokens = language.cut_text(text)
    if not (language.spaced and language.cut == "characters"):
        return Alias(entry, use, tokens.words, text=text)
    breaks = frozenset(p for p in range(1, len(tokens.words)) if tokens.starts[p] > tokens.ends[p - 1])
    return Alias(entry, use, tokens.words, breaks, text)


def _plurals(aliases: list[Alias], suffix: str) -> list[Alias]:
    """Weapons in the plural, used as freely as in the singular: "T-72s"."""
    known = {alias.words for alias in aliases}
    made = [
        alias._replace(words=(*alias.words[:-1], alias.words[-1] + suffix), text=alias.text + suffix)
        for alias in aliases
        if alias.words and alias.entry.kind == "weapon" and not alias.words[-1].endswith(suffix)
    ]
    return [alias for alias in made if alias.words not in known]


def _read_patterns(language: Language) -> tuple[OrganisationPattern, ...]:
    patterns: list[OrganisationPattern] = []
    for row in language.read_table("org_patterns"):
        text = row["pattern"]
        placeholder = next((p for p in PLACEHOLDERS if p in text), None)
        if placeholder is None:
            continue
        before, after = text.split(placeholder, 1)
        patterns.append(
            OrganisationPattern(
                language.cut_text(before).lowers, language.cut_text(after).lowers, placeholder[1:-1], row["role"]
            )
        )
    return tuple(patterns)
