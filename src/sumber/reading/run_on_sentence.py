"""What both ways of reading a sentence of run-on words share: where reading stands, who was named, the frames so far."""

from __future__ import annotations

from sumber.reading.cues import Cue, cue_span
from sumber.reading.frames import Frame
from sumber.reading.run_on_contents import past_leads
from sumber.reading.run_on_words import RunOnWords
from sumber.reading.scene import Scene
from sumber.reading.sources import Source


class RunOnSentence:
    """A sentence being read from left to right.

    `_start` is where what is not yet attributed begins; `_accords` are the sources of according-phrases that no frame has
    taken yet, `_cited` those cited upstream, `_subject` who spoke last in the sentence.
    """

    def __init__(self, scene: Scene, words: RunOnWords, cues: list[Cue], sentence: tuple[int, int]) -> None:
        self._scene = scene
        self._words = words
        self._cues = cues
        self._first, self._last = sentence
        self._start = past_leads(scene, words, *sentence)
        self._subject: Source | None = None
        self._accords: list[tuple[Source, Cue]] = []
        self._cited: list[Source] = []
        self._frames: list[Frame] = []

    def _frame(self, who: Source, cue: Cue, content: tuple[int, int], rule: str) -> Frame:
        """The frame of one statement, with who passes it on and whom its speaker cites."""
        passing = tuple((source, cue_span(self._scene.tokens, c)) for source, c in reversed(self._accords))
        upstream = tuple(source for source in self._cited if source != who)
        return Frame(who, upstream, passing, cue_span(self._scene.tokens, cue), cue.kind, cue.stance, (content,), rule)
