"""Who does what to whom in a claim: actors and recipients by their place around the event's word."""

from __future__ import annotations

from itertools import zip_longest
from typing import Literal, NamedTuple

from sumber.model import EventType
from sumber.reading.run_on_parties import find_run_on_parties, is_run_on_place
from sumber.reading.scene import Name, Scene

Voice = Literal["active", "passive", "noun", "receiving"]
PARTY_KINDS = frozenset({"person", "organisation", "place", "outlet", "government"})
GIVING = frozenset({"transfer", "aid", "deploy", "train"})
OWN_FORCES = frozenset({"mobilize"})
"""Events in which a body moves what is its own: the subject of their passive is no other's ("tentara Korea Utara dikerahkan")."""
BARE_RULES = frozenset({"capitals", "repeated"})
MAX_DIRECT_DISTANCE = 3
MAX_QUALIFIED_DISTANCE = 4
MAX_AGENT_WORDS = 3


class Predicate(NamedTuple):
    """The word that names the event: tokens `[first, last)`, the event type and its voice.

    `receiving` is an active verb whose subject gets what is given ("receive", "buy", "menerima"). `nominal`: a noun of an
    event stands before it ("the attack on Kharkiv by Russian forces killed three").
    """

    first: int
    last: int
    type: EventType
    voice: Voice
    nominal: bool = False


class Parties(NamedTuple):
    """Names that act and names that are acted upon."""

    actors: list[Name]
    recipients: list[Name]


def find_parties(scene: Scene, span: tuple[int, int], predicate: Predicate | None) -> Parties:
    """Actors and recipients of the claim of tokens `span`.

    The subject stands before the event's word, whom it befalls after it: straight behind the verb, or behind a word
    that points there ("to", "kepada"); a name behind "from" or "dari" gave. A passive and a receiving verb turn them round.
    """
    found = [n for n in scene.names_in(*span) if n.mention.kind in PARTY_KINDS and not is_located(scene, n)]
    heads = [n for n, after in zip_longest(found, found[1:]) if after is None or not _qualifies(scene, n, after)]
    named = [n for n in heads if is_party(n)]
    if scene.run_on is not None:
        return Parties(*find_run_on_parties(scene, scene.run_on, named, span, predicate))
    at = predicate.first if predicate else span[1]
    ahead = [n for n in named if n.last <= at and _word_before(scene, n) not in _pointing(scene)]
    doers = [n for n in ahead if predicate and predicate.nominal and _is_agent(scene, None, n)]
    before = [n for n in ahead if n not in doers]
    after = [n for n in named if n.first >= at]
    agents = [n for n in after if _is_agent(scene, predicate, n)]
    givers = [n for n in named if _word_before(scene, n) in scene.grammar.origins]
    targets = [n for n in named if _word_before(scene, n) in scene.grammar.towards]
    if predicate is None:
        return Parties(joint_names(scene, before), [])
    if predicate.voice == "receiving":
        made = [n for n in after if n not in targets and n.mention.kind != "person"]
        return Parties(givers[:1] or made[:1], joint_names(scene, before))
    if predicate.voice == "passive" and predicate.type not in GIVING | OWN_FORCES:
        return Parties(agents[:1], joint_names(scene, before))
    if predicate.voice == "passive":
        return Parties(agents[:1] or givers[:1] or joint_names(scene, before), targets[:1])
    if predicate.voice == "noun" and agents:
        befallen = [n for n in named if n not in agents and n not in givers and n.first >= at]
        return Parties(joint_names(scene, agents), joint_names(scene, targets[:1] or befallen))
    if predicate.voice == "noun" and not before:
        return Parties(givers[:1] or [n for n in after if n not in targets][:1], targets[:1])
    if doers:
        return Parties(joint_names(scene, doers), joint_names(scene, targets[:1] or before))
    direct = [n for n in after if n.mention.kind != "outlet" and _is_direct(scene, predicate, n)]
    return Parties(joint_names(scene, before) or givers[:1], joint_names(scene, targets[:1] or direct))


def is_party(name: Name) -> bool:
    """Whether a name may act: of a fitting kind, and more than capital letters that no list or pattern knows."""
    mention = name.mention
    return mention.kind in PARTY_KINDS and (bool(mention.candidates) or mention.rule not in BARE_RULES)


def is_located(scene: Scene, name: Name) -> bool:
    """Whether a name tells where something happens, not who does it."""
    if scene.run_on is not None:
        return name.mention.kind == "place" and is_run_on_place(scene, scene.run_on, name)
    pointing = scene.grammar.origins | scene.grammar.towards
    word = _word_before(scene, name)
    return name.mention.kind == "place" and word in scene.rules.prepositions and word not in pointing


def joint_names(scene: Scene, names: list[Name]) -> list[Name]:
    """The first name and those joined to it by "and" or a comma."""
    joined = names[:1]
    for name in names[1:]:
        articles = [p for p in range(joined[-1].last, name.first) if scene.words.length_at(scene.tokens, p, "definite")]
        between = [scene.lower(p) for p in range(joined[-1].last, name.first) if p not in articles]
        if between and all(word in scene.grammar.coordinators or word == "," for word in between):
            joined.append(name)
        else:
            break
    return joined


def _word_before(scene: Scene, name: Name) -> str:
    """The word before a name, over an article: "to the navy" gives "to"."""
    position = name.first - 1
    while position > 0 and scene.words.length_at(scene.tokens, position, "definite"):
        position -= 1
    return scene.lower(position)


def _is_agent(scene: Scene, predicate: Predicate | None, name: Name) -> bool:
    """Whether a name tells who does what is done: behind "by", plain nouns between them allowed ("oleh pasukan Rusia").

    In a language of bare agents also straight behind a passive verb ("dikirim Rusia ke Belarus").
    """
    if predicate and predicate.voice == "passive" and scene.grammar.bare_agents and name.first == predicate.last:
        return True
    stops = scene.rules.prepositions | scene.grammar.coordinators | _pointing(scene) | scene.grammar.relatives
    for position in range(name.first - 1, max(-1, name.first - 2 - MAX_AGENT_WORDS), -1):
        word = scene.lower(position)
        if word in scene.grammar.agents:
            return True
        if not word.isalpha() or word in stops or position in scene.in_name or position in scene.in_date:
            return False
    return False


def _pointing(scene: Scene) -> frozenset[str]:
    return scene.grammar.origins | scene.grammar.towards


def _qualifies(scene: Scene, name: Name, following: Name) -> bool:
    """Whether a people's name only describes the name after it: "German arms maker Rheinmetall"."""
    if name.mention.rule != "alias:demonym" or following.first - name.last > MAX_QUALIFIED_DISTANCE:
        return False
    between = [scene.lower(p) for p in range(name.last, following.first)]
    stops = scene.rules.prepositions | scene.grammar.coordinators | _pointing(scene)
    return all(word.isalpha() and word not in stops for word in between)


def _is_direct(scene: Scene, predicate: Predicate, name: Name) -> bool:
    """Whether a name is the verb's own object: close behind it, and no word between points elsewhere."""
    if not predicate.last <= name.first <= predicate.last + MAX_DIRECT_DISTANCE:
        return False
    between = {scene.lower(p) for p in range(predicate.last, name.first)}
    return not between & (scene.rules.prepositions | scene.grammar.origins)
