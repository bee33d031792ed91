"""The outlet that somebody told something, where words run into one another: "…고 AFP통신에 말했다"."""

from __future__ import annotations

from sumber.reading.run_on_words import RunOnWords
from sumber.reading.scene import Scene
from sumber.reading.sources import Source


def find_listener(scene: Scene, words: RunOnWords, first: int, last: int) -> Source | None:
    """The outlet among tokens `[first, last)` with a listener's particle behind it, outside quotations."""
    for name in reversed(scene.names_in(first, last)):
        outlet = name.mention.kind == "outlet" and not scene.is_publisher(name) and name.first not in scene.in_quote
        if outlet and name.last < last and words.listeners.end_from(scene.tokens, name.last) is not None:
            return Source(name.first, name.last, "named", name, "")
    return None
