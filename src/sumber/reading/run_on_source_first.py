"""Attribution where the report word stands before what is said: "据X报道，…", "X表示，…"."""

from __future__ import annotations

from sumber.reading.cues import Cue, cue_span
from sumber.reading.frames import Frame
from sumber.reading.run_on_contents import ELIDED, SAYING, has_run_on_content, past_leads
from sumber.reading.run_on_sentence import RunOnSentence
from sumber.reading.run_on_sources import find_source_phrase
from sumber.reading.sources import Source

MAX_TO_QUOTE = 18


class SourceFirst(RunOnSentence):
    """Reads a sentence whose report words stand before what is said."""

    def read(self) -> list[Frame]:
        """The attributions of the sentence, in the order of the text."""
        skipped = -1
        for index, cue in enumerate(self._cues):
            if cue.first < max(self._start, skipped):
                continue
            following = next((c for c in self._cues[index + 1 :] if c.kind in SAYING), None)
            if cue.kind in {"according", "learned_from", "relay"}:
                skipped = self._according(cue)
            elif cue.kind == "citing":
                skipped = self._citing(cue, following)
            elif cue.kind in SAYING:
                self._saying(cue, following)
            elif cue.kind in {"reported", "believed"}:
                self._agentless(cue)
        if (
            self._accords
            and not self._frames
            and has_run_on_content(self._scene, (self._start, self._last), "according")
        ):
            source, cue = self._accords.pop()
            self._frames.append(self._frame(source, cue, (self._start, self._last), f"{cue.kind}:after"))
        return self._frames

    def _comma_from(self, position: int, last: int) -> int:
        scene = self._scene
        stops = self._words.commas | {":"}
        return next((p for p in range(position, last) if scene.tokens.words[p] in stops or p in scene.in_quote), last)

    def _according(self, cue: Cue) -> int:
        """The source of "据X报道，…", which runs up to the comma; the report word inside belongs to the phrase."""
        stop = self._comma_from(cue.last, self._last)
        saying = next((c for c in self._cues if c.kind in SAYING and cue.last < c.first < stop), None)
        source = find_source_phrase(self._scene, self._words, cue.last, saying.first if saying else stop)
        cited = next((c for c in self._cues if c.kind == "citing" and cue.last < c.first < stop), None)
        if cited is not None:
            source = find_source_phrase(self._scene, self._words, cue.last, cited.first)
            inner = find_source_phrase(self._scene, self._words, cited.last, saying.first if saying else stop)
            self._cited.extend([inner] if inner else [])
        if source is None:
            return -1
        self._accords.append((source, cue))
        end = stop if stop < self._last or saying is None else saying.last
        self._start = past_leads(self._scene, self._words, end, self._last)
        return self._start

    def _citing(self, cue: Cue, following: Cue | None) -> int:
        """In "X援引Y的话报道，…", Y comes first in the chain, X passes on."""
        stop = following.first if following else self._comma_from(cue.last, self._last)
        source = find_source_phrase(self._scene, self._words, cue.last, stop)
        outer = find_source_phrase(self._scene, self._words, self._clause_start(cue.first, self._start), cue.first)
        if source is not None:
            self._cited.append(source)
            self._subject = outer or self._subject
            if following is None:
                self._frames.append(
                    self._frame(
                        outer or source,
                        cue,
                        (past_leads(self._scene, self._words, stop, self._last), self._last),
                        "citing",
                    )
                )
        return -1

    def _clause_start(self, position: int, first: int) -> int:
        """Where the clause of a token begins: behind the last comma outside quotations, not before `first`."""
        scene = self._scene
        start = position
        while start > first and not (
            scene.tokens.words[start - 1] in self._words.commas and start - 1 not in scene.in_quote
        ):
            start -= 1
        return start

    def _saying(self, cue: Cue, following: Cue | None) -> None:
        scene, words = self._scene, self._words
        speaker = None if self._cited else self._speaker(cue)
        end = self._content_end(cue, following)
        content = (past_leads(scene, words, cue.last, end), end)
        if not has_run_on_content(scene, content, cue.kind):
            quoted = [p for p in range(self._start, cue.first) if p in scene.in_quote]
            if not quoted:
                return
            content = (quoted[0], quoted[-1] + 1)
        rule = f"{cue.kind}:{'before' if speaker else 'same' if self._subject else ELIDED}"
        who = speaker or self._subject
        if who is None and self._accords:
            who, rule = self._accords.pop()[0], f"{cue.kind}:according"
        self._subject = who
        who = who or Source(cue.first, cue.last, "elided")
        self._frames.append(self._frame(who, cue, content, rule))
        self._cited = []
        self._start = max(self._start, end, cue.last)

    def _speaker(self, cue: Cue) -> Source | None:
        """Who stands before a report word: in its clause, else in the clauses before it."""
        start, stop = self._clause_start(cue.first, self._start), cue.first
        for _ in range(4):
            source = self._first_source(start, stop)
            if source is not None or start <= self._start:
                return source
            stop = start - 1
            start = self._clause_start(stop, self._start)
        return None

    def _first_source(self, first: int, last: int) -> Source | None:
        """The source that opens a clause, before a word of place or occasion ("在…", "对…")."""
        scene, words = self._scene, self._words
        floor = max((p + 1 for p in range(first, last) if p in scene.in_quote), default=first)
        places = [m.first for m in words.places.find_all(scene.tokens, floor, last) if m.first not in scene.in_name]
        stop = next((p for p in places if p > floor), last)
        return find_source_phrase(scene, words, floor, stop) or find_source_phrase(scene, words, floor, last)

    def _content_end(self, cue: Cue, following: Cue | None) -> int:
        """Where what is said ends: before the clause of the next report word that stands outside of it."""
        if following is None:
            return self._last
        start = self._clause_start(following.first, cue.last)
        near = start > cue.last + 1 and following.first - start <= MAX_TO_QUOTE
        return start if near else self._last

    def _agentless(self, cue: Cue) -> None:
        """A report word without an agent covers what follows it, or, at the end, what stands before it."""
        scene, words = self._scene, self._words
        if self._accords or self._frames:
            return
        span = cue_span(scene.tokens, cue)
        content = (past_leads(scene, words, cue.last, self._last), self._last)
        if cue.kind == "believed" or not has_run_on_content(scene, content, cue.kind):
            content = (self._start, self._last)
        if has_run_on_content(scene, content, cue.kind):
            self._frames.append(Frame(None, (), (), span, cue.kind, cue.stance, (content,), cue.kind))
