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
from sumber.analysis.counting import largest_apart
from sumber.analysis.profiles import ClaimProfile, DocumentProfile, LinkProfile
from sumber.analysis.sources import is_same_source, may_be_same_source
from sumber.model import Ground, Independence, Origin, OriginPair, Span

_SHARED_WORDING: Final = 0.6
_LEAST_WORDS: Final = 4
_MAY_BE_ONE: Final = "may_be_one"
"""The ground of two origins with access of which nothing shows that they are different bodies."""


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
        OriginPair(a=a, b=b, independence=independence, ground=ground)
        if independence == "one" or groups[a] != groups[b]
        else OriginPair(a=a, b=b, independence="one", ground=_through_others(voices[a], voices[b]))
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
    if one.has_access and other.has_access:
        detail = "the texts state how each knows, but nothing shows that they are different bodies"
        return "unknown", Ground(name=_MAY_BE_ONE, detail=detail, spans=_spans(one, other))
    missing = [voice.link.name for voice in (one, other) if not voice.has_access]
    detail = f"no text states how {missing[0]} knows" + (f", nor how {missing[1]} does" if len(missing) > 1 else "")
    return "unknown", Ground(name="access_not_stated", detail=detail, spans=_spans(one, other))


def _through_others(one: _Voice, other: _Voice) -> Ground:
    detail = f"{one.link.name} and {other.link.name} each count as one with another origin of the list"
    return Ground(name="through_others", detail=detail)


def _find_oneness(one: _Voice, other: _Voice, copies: Collection[tuple[str, str]]) -> Ground | None:
    """Why two origins are one, None where nothing says so."""
    names = f"{one.link.name} and {other.link.name}"
    if "unnamed" not in (one.link.role, other.link.role) and is_same_source(one.link, other.link):
        return Ground(name="same_source", detail=f"{names} are the same source")
    if keeper := _find_keeper(one, other):
        return Ground(name="same_outlet", detail=f"both are unnamed sources of {keeper}", spans=_spans(one, other))
    state = government_of(one.link.entity)
    if state and state == government_of(other.link.entity):
        return Ground(name="same_government", detail=f"{names} are parts of one government")
    for saying in (*one.sayings, *other.sayings):
        if _is_in_chain(one, saying) and _is_in_chain(other, saying):
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


def _find_keeper(one: _Voice, other: _Voice) -> str | None:
    """The outlet whose unnamed source both are, None where they are not both the same one's."""
    if not one.link.role == other.link.role == "unnamed":
        return None
    for mine in one.sayings:
        for theirs in other.sayings:
            if is_same_source(mine.claim.chain[1], theirs.claim.chain[1]):
                return mine.claim.chain[1].name
    return None


def _is_in_chain(voice: _Voice, saying: Saying) -> bool:
    """Whether a claim's chain holds a voice; an unnamed source only its own, as another report's may be somebody else."""
    if voice.link.role == "unnamed":
        return saying in voice.sayings
    return any(is_same_source(voice.link, link) for link in saying.claim.chain if link.role != "unnamed")


def _share_wording(one: Saying, other: Saying) -> bool:
    if one.document.id == other.document.id or one.document.language != other.document.language:
        return False
    ones, others = one.claim.words, other.claim.words
    shared = len(ones & others)
    return shared >= _LEAST_WORDS and shared >= _SHARED_WORDING * len(ones | others)


def _are_different_bodies(one: LinkProfile, other: LinkProfile) -> bool:
    """Whether two sources are surely two: not two unnamed ones, and no name in common where one is not known."""
    return not one.role == other.role == "unnamed" and not may_be_same_source(one, other)


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
    """How many groups are each independent of all others counted; one where there is any origin at all.

    Groups of which one's voice may be one of the other's are not, whatever their further voices are: so nothing that
    only repeats a voice makes it independent of more than it was.
    """
    apart, unclear = set(), set()
    for pair in pairs:
        ends = frozenset((groups[pair.a], groups[pair.b]))
        if pair.independence == "independent":
            apart.add(ends)
        elif pair.ground.name == _MAY_BE_ONE:
            unclear.add(ends)
    return largest_apart(set(groups), {ends for ends in apart - unclear if len(ends) > 1})
