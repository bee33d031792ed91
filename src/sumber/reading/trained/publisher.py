"""Whether words in the text are the printing outlet's own name."""

from __future__ import annotations

MIN_PART_LETTERS = 5


def names_publisher(surface: str, publisher: str | None) -> bool:
    """Whether `surface` is the publisher's name, a good part of it, or its initials.

    >>> names_publisher("IDN", "IDN Times"), names_publisher("ZPA", "Zagros Press Agency"), names_publisher("AP", "Apa")
    (False, True, False)
    """
    if not publisher:
        return False
    own, words = publisher.casefold().strip(), surface.casefold().strip()
    if own == words or own.removeprefix("the ") == words.removeprefix("the "):
        return True
    if len(words) >= MIN_PART_LETTERS and (
        words in own.split() or own.startswith(words + " ") or own.endswith(" " + words)
    ):
        return True
    initials = "".join(word[0] for word in own.split() if word not in {"the", "of", "de", "da"})
    return len(words) > 2 and words == initials and surface.isupper()
