"""Who says a proposition in the first place, and which of them count as one.

The rules are those of the definition of independence: two origins are `one` where they are the same entity, parts of one
body or government, one cites the other anywhere in a chain, their reports copy one another or share wording without
saying so; `independent` where they are different bodies and the texts state each one's own access; else `unknown`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import combinations
from typing import Final, NamedTuple

from sumber.analysis.bodies import government_of
from sumber.analysis.profiles import ClaimProfile, DocumentProfile, LinkProfile
from sumber.model import Ground, Independence, Origin, OriginPair, Span

_SHARED_WORDING: Final = 0.6
_LEAST_WORDS: Final = 4


class Saying(NamedTuple):
    """A claim of a proposition with the report it stands in."""

    document: DocumentProfile
    claim: ClaimProfile


class Origins(NamedTuple):
    """The origins of a proposition, what each two of them are, and how many it rests on."""

    origins: tuple[Origin, ...]
    pairs: tuple[OriginPair, ...]
    independent: int
    unknown: int


class _Voice(NamedTuple):
    """An origin before it is weighed: its link and the claims that lead to it."""

    link: LinkProfile
    sayings: tuple[Saying, ...]

    @property
    def has_access(self) -> bool:
        return any(saying.claim.has_access for saying in self.sayings)


Decisions = Mapping[tuple[str, str], Independence]
"""What persons decided of two origins, by their names' keys in order."""


def weigh_origins(
    sayings: Iterable[Saying], copies: Collection[tuple[str, str]], decisions: Decisions | None = None
) -> Origins:
    """The origins of a proposition's claims; `copies` are the pairs of its documents of which one repeats the other."""
    voices = _gather(sorted(sayings, key=lambda saying: (saying.document.id, saying.claim.span)))
    judged = [
        (a, b, *_judge(voices[a], voices[b], copies, decisions or {})) for a, b in combinations(range(len(voices)), 2)
    ]
    groups = _join(len(voices), [(a, b) for a, b, independence, _ in judged if independence == "one"])
    pairs = tuple(
        OriginPair(a=a, b=b, independence="one" if groups[a] == groups[b] else independence, ground=ground)
        for a, b, independence, ground in judged
    )
    independent = _count_independent(groups, pairs)
    return Origins(
        origins=tuple(
            Origin(
                name=voice.link.name,
                entity=voice.link.entity,
                claims=tuple(saying.claim.id for saying in voice.sayings),
                has_access=voice.has_access,
                group=groups[at],
            )
            for at, voice in enumerate(voices)
        ),
        pairs=pairs,
        independent=independent,
        unknown=len(set(groups)) - independent,
    )


def decision_key(link: LinkProfile) -> str:
    """By what a person's decision on an origin is kept: its entity, else its name."""
    return link.entity or link.name.casefold()


def _gather(sayings: list[Saying]) -> list[_Voice]:
    """One voice an entity or name; an unnamed source is its report's own, however another may call it."""
    voices: dict[str, list[Saying]] = {}
    for saying in sayings:
        link = saying.claim.origin
        own = f"{saying.document.id}:" if link.role == "unnamed" else ""
        voices.setdefault(own + decision_key(link), []).append(saying)
    return [_Voice(said[0].claim.origin, tuple(said)) for said in voices.values()]


def _judge(
    one: _Voice, other: _Voice, copies: Collection[tuple[str, str]], decisions: Decisions
) -> tuple[Independence, Ground]:
    """What two origins are to each other, and why."""
    key = tuple(sorted((decision_key(one.link), decision_key(other.link))))
    decided = decisions.get((key[0], key[1]))
    if decided:
        return decided, Ground(name="decided", detail="a person decided it")
    if ground := _find_oneness(one, other, copies):
        return "one", ground
    if one.has_access and other.has_access and _are_different_bodies(one.link, other.link):
        detail = f"{one.link.name} and {other.link.name} are different bodies, and the texts state how each knows"
        return "independent", Ground(name="own_access", detail=detail, spans=_spans(one, other))
    missing = " and ".join(voice.link.name for voice in (one, other) if not voice.has_access)
    detail = f"no text states how {missing} knows" if missing else "nothing shows that they are different bodies"
    return "unknown", Ground(name="access_not_stated", detail=detail, spans=_spans(one, other))


def _find_oneness(one: _Voice, other: _Voice, copies: Collection[tuple[str, str]]) -> Ground | None:
    """Why two origins are one, None where nothing says so."""
    names = f"{one.link.name} and {other.link.name}"
    if one.link.keys & other.link.keys and "unnamed" not in (one.link.role, other.link.role):
        return Ground(name="same_source", detail=f"{names} are the same source")
    state = government_of(one.link.entity)
    if state and state == government_of(other.link.entity):
        return Ground(name="same_government", detail=f"{names} are parts of one government")
    for saying in (*one.sayings, *other.sayings):
        keys = frozenset().union(*(link.keys for link in saying.claim.chain))
        if keys & _marks(one, saying) and keys & _marks(other, saying):
            detail = f"{saying.document.publisher.name} has both in one chain"
            return Ground(name="cites", detail=detail, spans=((saying.document.id, saying.claim.span),))
    if _are_quoted_together(one, other):
        return None
    for mine in one.sayings:
        for theirs in other.sayings:
            ids = sorted((mine.document.id, theirs.document.id))
            if (ids[0], ids[1]) in copies:
                spans = ((mine.document.id, mine.claim.span), (theirs.document.id, theirs.claim.span))
                return Ground(name="copy", detail="their reports repeat one another, or one text", spans=spans)
            if _share_wording(mine, theirs):
                spans = ((mine.document.id, mine.claim.span), (theirs.document.id, theirs.claim.span))
                return Ground(name="shared_wording", detail="they say it in the same words", spans=spans)
    return None


def _are_quoted_together(one: _Voice, other: _Voice) -> bool:
    """Whether one report quotes both for it as two speakers: then copies of that report do not make one of them."""
    shared = {saying.document.id for saying in one.sayings} & {saying.document.id for saying in other.sayings}
    return bool(shared) and one.link.role == other.link.role == "speaker"


def _marks(voice: _Voice, saying: Saying) -> frozenset[str]:
    """By what a voice is known in a chain: an unnamed source only in its own report, by its outlet there."""
    if voice.link.role == "unnamed":
        return saying.document.publisher.keys if saying in voice.sayings else frozenset()
    return voice.link.keys


def _share_wording(one: Saying, other: Saying) -> bool:
    if one.document.id == other.document.id or one.document.language != other.document.language:
        return False
    ones, others = one.claim.words, other.claim.words
    shared = len(ones & others)
    return shared >= _LEAST_WORDS and shared >= _SHARED_WORDING * len(ones | others)


def _are_different_bodies(one: LinkProfile, other: LinkProfile) -> bool:
    """Whether two sources are surely two: not two unnamed ones, and no name in common."""
    return not one.role == other.role == "unnamed" and not one.keys & other.keys


def _spans(*voices: _Voice) -> tuple[tuple[str, Span], ...]:
    return tuple((saying.document.id, saying.claim.span) for voice in voices for saying in voice.sayings[:1])


def _join(count: int, ones: list[tuple[int, int]]) -> list[int]:
    """The group of each of `count` origins, numbered in order, where these pairs are one."""
    heads = list(range(count))

    def head(at: int) -> int:
        while heads[at] != at:
            at = heads[at]
        return at

    for a, b in ones:
        low, high = sorted((head(a), head(b)))
        heads[high] = low
    numbers: dict[int, int] = {}
    return [numbers.setdefault(head(at), len(numbers)) for at in range(count)]


def _count_independent(groups: list[int], pairs: tuple[OriginPair, ...]) -> int:
    """How many groups are each independent of all others counted; one where there is any origin at all."""
    apart = {
        frozenset((groups[pair.a], groups[pair.b]))
        for pair in pairs
        if pair.independence == "independent" and groups[pair.a] != groups[pair.b]
    }
    counted: list[int] = []
    for group in dict.fromkeys(groups):
        if all(frozenset((group, other)) in apart for other in counted):
            counted.append(group)
    return _largest(sorted(set(groups)), apart, len(counted))


_FEW: Final = 12


def _largest(groups: list[int], apart: set[frozenset[int]], least: int) -> int:
    """The size of the largest set of groups that are pairwise apart: tried whole for few groups, else the first found."""
    if len(groups) > _FEW:
        return least
    for size in range(len(groups), least, -1):
        for chosen in combinations(groups, size):
            if all(frozenset(pair) in apart for pair in combinations(chosen, 2)):
                return size
    return least
