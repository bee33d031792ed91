"""Particles that the model takes for the end of a name, cut off: 하그리브스는 is 하그리브스 and a topic.

Each particle stands in `names.tsv` by the sound it follows, behind a vowel or behind a consonant; so 을 ends no 마을.
Those of subject, possessor and place end names too (말라가), and are cut off only where the text or a list has the rest.
"""

from __future__ import annotations

import re

import msgspec

from sumber.gazetteer import read_names
from sumber.languages import Language
from sumber.model import DraftMention, Span
from sumber.reading.name_rules import read_name_rules

LEAST_NAME = 2
FIRST_SYLLABLE, LAST_SYLLABLE, SYLLABLES_OF_A_VOWEL = 0xAC00, 0xD7A3, 28
SURE, BEHIND_VOWEL, BEHIND_CONSONANT = "particle_sure", "particle_behind_vowel", "particle_behind_consonant"
LONGEST_PARTICLE = 2


def cut_particles(
    text: str, mentions: tuple[DraftMention, ...], rule: str, language: Language
) -> tuple[DraftMention, ...]:
    """The mentions, those of this rule without the particle that ends them."""
    return tuple(_cut(text, mention, language) if mention.rule == rule else mention for mention in mentions)


def _cut(text: str, mention: DraftMention, language: Language) -> DraftMention:
    names, rules = read_names(language), read_name_rules(language)
    if _is_syllable(text[mention.span.end : mention.span.end + 1]) or names.find_whole(mention.text):
        return mention
    for length in range(LONGEST_PARTICLE, 0, -1):
        name, particle = mention.text[:-length], mention.text[-length:]
        if len(name) < LEAST_NAME or not _is_syllable(name[-1]):
            continue
        behind = BEHIND_CONSONANT if _is_closed(name[-1]) else BEHIND_VOWEL
        if not rules.means(particle, behind):
            continue
        if rules.means(particle, SURE) or names.find_whole(name) or _stands_elsewhere(text, name, particle):
            return msgspec.structs.replace(mention, span=Span(mention.span.start, mention.span.end - length), text=name)
    return mention


def _stands_elsewhere(text: str, name: str, particle: str) -> bool:
    """Whether the text has the name at the beginning of a word with something else behind it."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!{re.escape(particle)})", text) is not None


def _is_syllable(sign: str) -> bool:
    return len(sign) == 1 and FIRST_SYLLABLE <= ord(sign) <= LAST_SYLLABLE


def _is_closed(syllable: str) -> bool:
    """Whether a syllable ends in a consonant.

    >>> _is_closed("함"), _is_closed("부")
    (True, False)
    """
    return (ord(syllable) - FIRST_SYLLABLE) % SYLLABLES_OF_A_VOWEL != 0
