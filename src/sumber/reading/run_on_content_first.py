"""Attribution where what is said stands before the report word: "XはYとZした", "X는 Y라고 말했다"."""

from __future__ import annotations

from typing import NamedTuple

from sumber.reading.cues import Cue, cue_span
from sumber.reading.frames import Frame
from sumber.reading.run_on_contents import ELIDED, SAYING, has_run_on_content, past_leads, skip_ending
from sumber.reading.run_on_listeners import find_listener
from sumber.reading.run_on_sentence import RunOnSentence
from sumber.reading.run_on_sources import find_any_phrase, find_source_phrase
from sumber.reading.sources import Source

MAX_TO_VERB = 45
MAX_TO_QUOTE = 18
MIN_WHOLE_QUOTE = 8
MAX_NESTED = 6
MAX_OCCASION = 22
MAX_NOUN = 12
MAX_PREFIX = 25


class _Particle(NamedTuple):
    """A particle by its tokens `[first, last)`."""

    first: int
    last: int


class ContentFirst(RunOnSentence):
    """Reads a sentence whose report words stand behind what is said: "XはYとZした"."""

    def read(self) -> list[Frame]:
        """The attributions of the sentence, in the order of the text."""
        for cue in self._cues:
            if cue.first < self._start:
                continue
            if cue.kind in {"according", "learned_from", "relay"}:
                self._according(cue)
            elif cue.kind == "citing":
                self._citing(cue)
            elif cue.kind in SAYING:
                self._saying(cue)
            elif cue.kind in {"reported", "believed"} and not self._is_followed(cue):
                self._agentless(cue)
        self._finish()
        return self._frames

    def _is_followed(self, cue: Cue) -> bool:
        return any(other.kind in SAYING and other.first >= cue.last for other in self._cues)

    def _according(self, cue: Cue) -> None:
        scene, words = self._scene, self._words
        topic = self._topic(self._start, cue.first, wide=True)
        if self._cited and cue.first - self._start <= 1:
            source: Source | None = self._subject
        elif topic is not None:
            source = topic[0]
            heard = next((n for n in scene.names_in(topic[1], cue.first) if n.mention.kind == "outlet"), None)
            if heard is not None and not scene.is_publisher(heard):
                self._accords.append((Source(heard.first, heard.last, "named", heard), cue))
        else:
            source = find_any_phrase(scene, words, self._start, cue.first)
        if source is None:
            return
        self._accords.append((source, cue))
        self._start = past_leads(
            scene,
            words,
            cue.last if scene.language.spaced else skip_ending(scene, words, cue.last, self._last),
            self._last,
        )

    def _citing(self, cue: Cue) -> None:
        """A source cited inside the sentence of another: "ロイターは当局者の話として…と報じた"."""
        behind = self._cited_behind(cue)
        if behind is not None:
            self._cited.append(behind)
            return
        topic = self._topic(self._start, cue.first, wide=True)
        start = self._start
        if topic is not None:
            self._subject, start = topic
        source = find_any_phrase(self._scene, self._words, start, cue.first)
        if source is not None:
            self._cited.append(source)
            after = skip_ending(self._scene, self._words, cue.last, self._last)
            self._start = past_leads(self._scene, self._words, after, self._last)

    def _cited_behind(self, cue: Cue) -> Source | None:
        """Whom the reporter cites behind what is said, right before the report word: "…고 로이터통신이 관계자를 인용해 보도했다"."""
        scene, words = self._scene, self._words
        following = next((c for c in self._cues if c.first >= cue.last and c.kind in SAYING), None)
        if following is None or following.first - cue.last > 1:
            return None
        for stop in range(cue.first, self._start, -1):
            if stop - 1 in scene.in_quote:
                return None
            start = words.quotatives.start_to(scene.tokens, stop, self._start)
            if start is None or any(p in scene.named_or_dated for p in range(start, stop)):
                continue
            if self._source_before_verb(stop, cue.first) is not None:
                particles = self._particles(stop, cue.first)
                return find_any_phrase(scene, words, particles[-1].last, cue.first)
        return None

    def _topic(self, first: int, last: int, *, wide: bool) -> tuple[Source, int] | None:
        """The first phrase before a topic particle that names a source, and where what follows begins."""
        scene, words = self._scene, self._words
        start = first
        for match in self._particles(first, last):
            if any(
                scene.tokens.words[p] in words.commas and p not in scene.in_quote for p in range(start, match.first)
            ):
                start = self._after_comma(start, match.first)
            source = find_source_phrase(scene, words, start, match.first)
            if source is not None and (wide or self._is_open(match.first, match.last, last)):
                return source, past_leads(scene, words, self._past_date(match.last, last), last)
        return None

    def _past_date(self, first: int, last: int) -> int:
        """Past the day and occasion of speaking behind the particle: "は24日、", "は会見で"."""
        scene, words = self._scene, self._words
        position = first
        if position < last and scene.tokens.words[position] in words.commas:
            position += 1
        start = position
        while position < last and position in scene.in_date:
            position += 1
        if position > start and not self._ends_date(position, last):
            position = start
        for at in range(position + 1, min(last, position + MAX_OCCASION)):
            if at - 1 in scene.in_quote:
                break
            if words.occasions.start_to(scene.tokens, at, position) is not None:
                return at
        return position if position > start else first

    def _ends_date(self, position: int, last: int) -> bool:
        """Whether a date stands by itself: a comma, a quotation, an occasion or, where words are spaced, a space follows."""
        tokens = self._scene.tokens
        if position >= last or tokens.words[position] in self._words.commas or position in self._scene.in_quote:
            return True
        if self._scene.language.spaced:
            return tokens.starts[position] > tokens.ends[position - 1]
        near = range(position + 1, min(last, position + MAX_OCCASION))
        return any(self._words.occasions.start_to(tokens, at, position) is not None for at in near)

    def _particles(self, first: int, last: int) -> list[_Particle]:
        """Topic and subject particles outside quotations, names and dates, by their tokens."""
        scene, words = self._scene, self._words
        taken = scene.quoted_or_named
        found: list[_Particle] = []
        for table in (words.topics, words.subjects):
            for match in table.find_all(scene.tokens, first, last):
                free = not any(p in taken for p in range(match.first, match.last))
                if free and not self._is_no_topic(match.first, match.last) and self._bounds_word(match.last):
                    found.append(_Particle(match.first, match.last))
        return sorted(found)

    def _is_no_topic(self, first: int, last: int) -> bool:
        start = self._words.no_topics.start_to(self._scene.tokens, last, max(0, last - 6))
        return start is not None and start <= first

    def _bounds_word(self, last: int) -> bool:
        """Whether a particle ends its word, where spaces part words."""
        tokens = self._scene.tokens
        if not self._scene.language.spaced or last >= len(tokens.words):
            return True
        return tokens.starts[last] > tokens.ends[last - 1] or not tokens.words[last].isalnum()

    def _is_open(self, first: int, last: int, stop: int) -> bool:
        """Whether a subject particle, weaker than a topic's, still marks who speaks: a quotation or comma follows."""
        scene, words = self._scene, self._words
        if words.topics.end_from(scene.tokens, first) is not None:
            return True
        start = past_leads(scene, words, self._past_date(last, stop), stop)
        if start in scene.in_quote or scene.tokens.words[last] in words.commas:
            return True
        opened = next((p for p in range(start, min(stop, start + MAX_TO_QUOTE)) if p in scene.in_quote), None)
        if opened is None:
            return False
        end = opened - 1 if scene.tokens.words[opened - 1] in words.commas else opened
        return end > start and words.scenes.start_to(scene.tokens, end, start) is not None

    def _after_comma(self, first: int, last: int) -> int:
        scene = self._scene
        commas = [
            p for p in range(first, last) if scene.tokens.words[p] in self._words.commas and p not in scene.in_quote
        ]
        return commas[-1] + 1 if commas else first

    def _saying(self, cue: Cue) -> None:
        scene, words = self._scene, self._words
        quote = self._own_quotative(cue) or self._quotative(cue)
        speaker, content = self._split(cue, quote)
        if content is None or not has_run_on_content(scene, content, cue.kind):
            return
        if speaker is not None:
            self._subject = speaker
        content = self._without_scene(content)
        who = speaker or self._subject
        rule = f"{cue.kind}:{'before' if speaker else 'same' if who else ELIDED}"
        if who is None and self._accords:
            who, rule = self._accords.pop()[0], f"{cue.kind}:according"
        who = who or Source(cue.first, cue.last, "elided")
        heard = find_listener(scene, words, self._start, cue.first)
        outer, end = self._outer(cue)
        frame = self._frame(who, cue, content, rule)
        span = cue_span(scene.tokens, cue)
        more = tuple((source, span) for source in (heard, outer) if source is not None and source != who)
        self._frames.append(frame._replace(relays=(*more, *frame.relays)))
        self._cited = []
        self._start = past_leads(scene, words, skip_ending(scene, words, end, self._last), self._last)

    def _outer(self, cue: Cue) -> tuple[Source | None, int]:
        """Who passes a statement on behind its report word ("…고 말했다고 EFE통신이 전했다"), and where that ends."""
        following = next((c for c in self._cues if c.first >= cue.last and c.kind in SAYING), None)
        if following is None:
            return None, cue.last
        for stop in range(cue.last + 1, min(cue.last + MAX_NESTED, following.first)):
            if self._words.quotatives.start_to(self._scene.tokens, stop, cue.last) is not None:
                source = self._source_before_verb(stop, following.first)
                return source, following.last if source else cue.last
        return None, cue.last

    def _without_scene(self, content: tuple[int, int]) -> tuple[int, int]:
        """What is said without where and to whom, where all of it is quoted: "記者団に対し、「…」と"."""
        scene, words = self._scene, self._words
        first, last = content
        opened = next((p for p in range(first, last) if p in scene.in_quote), last)
        closed = next((p for p in range(opened, last) if p not in scene.in_quote), last)
        if opened == first or closed - opened < MIN_WHOLE_QUOTE or last - closed > 3:
            return content
        stop = opened - 1 if scene.tokens.words[opened - 1] in words.commas else opened
        if stop < opened and opened - first <= MAX_PREFIX:
            return opened, last
        return (opened, last) if words.scenes.start_to(scene.tokens, stop, first) is not None else content

    def _own_quotative(self, cue: Cue) -> tuple[int, int] | None:
        """The quotative that a report word begins with: "として、", "라며"."""
        end = self._words.quotatives.end_from(self._scene.tokens, cue.first)
        return (cue.first, cue.first) if end is not None and end <= cue.last else None

    def _quotative(self, cue: Cue) -> tuple[int, int] | None:
        """The last word before the report word that closes what is said: its tokens."""
        scene, words = self._scene, self._words
        first = max(self._start, cue.first - MAX_TO_VERB)
        for stop in range(cue.first, first, -1):
            if stop - 1 in scene.in_quote:
                return None
            start = words.quotatives.start_to(scene.tokens, stop, self._start)
            if start is not None and not any(p in scene.named_or_dated for p in range(start, stop)):
                near = cue.first - stop <= 1 or self._leads_to_verb(stop, cue.first) or self._names_it(start, stop, cue)
                if near:
                    return start, stop
        return None

    def _names_it(self, first: int, last: int, cue: Cue) -> bool:
        """Whether a noun that sums up what is said stands between it and the verb: "との見方を伝えた"."""
        scene, words = self._scene, self._words
        plain = not any(scene.tokens.words[p] in words.commas for p in range(last, cue.first))
        summed = words.noun_quotatives.start_to(scene.tokens, last, self._start) == first
        return summed and plain and cue.first - last <= MAX_NOUN

    def _leads_to_verb(self, first: int, last: int) -> bool:
        """Whether between quotative and verb stands only a comma, a date, an aside, or who says it."""
        scene, words = self._scene, self._words
        begins = (
            scene.tokens.words[first] in words.commas or first in scene.named_or_dated or first - 2 in scene.in_quote
        )
        return begins or self._source_before_verb(first, last) is not None or first - 1 in scene.in_quote

    def _source_before_verb(self, first: int, last: int) -> Source | None:
        """Who says it, between the quotative and the verb: "…と、ロイター通信が24日報じた"."""
        particles = self._particles(first, last)
        if not particles:
            return None
        return find_source_phrase(
            self._scene, self._words, self._after_comma(first, particles[-1].first), particles[-1].first
        )

    def _split(self, cue: Cue, quote: tuple[int, int] | None) -> tuple[Source | None, tuple[int, int] | None]:
        """Who says it and what, around a report word."""
        scene, words = self._scene, self._words
        if quote is not None:
            after = self._source_before_verb(quote[1], cue.first)
            if after is not None:
                return after, (self._start, quote[0])
            topic = (
                self._topic_at_quote(quote[0])
                or self._topic(self._start, quote[0], wide=False)
                or self._any_topic(quote[0])
            )
            return (topic[0], (topic[1], quote[0])) if topic else (None, (self._start, quote[0]))
        if any(p in scene.in_quote for p in (cue.first - 1, cue.first - 2)):
            topic = self._topic(self._start, cue.first, wide=False)
            return (topic[0], (topic[1], cue.first)) if topic else (None, (self._start, cue.first))
        stop = words.objects.start_to(scene.tokens, cue.first, self._start)
        if cue.stance in {None, "asserts"}:
            return None, None
        topic = self._topic(self._start, cue.first, wide=True)
        if stop is None or topic is None or topic[1] >= stop:
            return None, None
        return topic[0], (topic[1], stop)

    def _topic_at_quote(self, last: int) -> tuple[Source, int] | None:
        """Who stands right before the quotation that ends what is said; what stands before that is told by itself."""
        scene = self._scene
        opened = last
        while opened > self._start and (opened - 1 in scene.in_quote or opened == last):
            opened -= 1
        for match in reversed(self._particles(max(self._start, opened - MAX_TO_QUOTE), opened)):
            if self._past_date(match.last, last) < opened - 1 and match.last < opened - 1:
                continue
            start = self._after_comma(self._start, match.first)
            source = find_source_phrase(scene, self._words, start, match.first)
            if source is None:
                return None
            if has_run_on_content(scene, (self._start, start), "rest"):
                span = scene.tokens.span(self._start, self._start + 1)
                self._frames.append(Frame(None, (), (), span, "none", None, ((self._start, start),), "unattributed"))
            return source, match.last
        return None

    def _any_topic(self, last: int) -> tuple[Source, int] | None:
        """A phrase that no list knows, before a topic particle with a comma or quotation behind it: "弁護側は、"."""
        scene, words = self._scene, self._words
        for match in self._particles(self._start, min(last, self._start + MAX_TO_QUOTE)):
            if words.topics.end_from(scene.tokens, match.first) is None or match.last >= last:
                continue
            if scene.tokens.words[match.last] in words.commas or match.last in scene.in_quote:
                source = find_any_phrase(scene, words, self._start, match.first)
                return (source, self._past_date(match.last, last)) if source else None
            return None
        return None

    def _agentless(self, cue: Cue) -> None:
        """A report or epistemic word that names nobody covers what stands before it; not where a source is named."""
        scene, stop = self._scene, cue.first
        while stop > self._start and (stop - 1 in scene.in_date or scene.tokens.words[stop - 1] in self._words.commas):
            stop -= 1
        content = (self._start, stop)
        if self._accords or not has_run_on_content(scene, content, cue.kind):
            return
        span = cue_span(scene.tokens, cue)
        self._frames.append(Frame(None, (), (), span, cue.kind, cue.stance, (content,), cue.kind))
        self._start = past_leads(
            self._scene, self._words, skip_ending(self._scene, self._words, cue.last, self._last), self._last
        )

    def _quoted(self) -> None:
        """A quotation with its quotative is said, whatever the verb: 「…」と声を震わせた."""
        scene, words = self._scene, self._words
        for position in range(self._start, self._last - 1):
            if position not in scene.in_quote or position + 1 in scene.in_quote:
                continue
            end = words.quotatives.end_from(scene.tokens, position + 1)
            opened = position
            while opened > self._start and opened - 1 in scene.in_quote:
                opened -= 1
            if end is None or position - opened < MIN_WHOLE_QUOTE:
                continue
            topic = self._topic(self._start, opened, wide=True)
            who = topic[0] if topic else Source(opened, position, ELIDED)
            cue = Cue(position + 1, end, "said", None)
            self._frames.append(self._frame(who, cue, (opened, position + 1), "quoted:before" if topic else "quoted"))
            self._start = end
            return

    def _finish(self) -> None:
        """What is left behind the last report word, and a sentence that only names its source at the head."""
        if not self._frames:
            self._quoted()
        rest = (self._start, self._last)
        spoken = any(frame.kind in SAYING for frame in self._frames)
        if self._accords and not spoken and has_run_on_content(self._scene, rest, "according"):
            source, cue = self._accords.pop()
            self._frames.append(self._frame(source, cue, rest, f"{cue.kind}:before"))
        elif self._frames and has_run_on_content(self._scene, rest, "rest"):
            span = self._scene.tokens.span(rest[0], rest[0] + 1)
            self._frames.append(Frame(None, (), (), span, "none", None, (rest,), "unattributed"))
