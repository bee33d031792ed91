"""What an endpoint's answer holds besides words: the model's message, and how many tokens it took."""

from __future__ import annotations

import json
import re
from typing import Any, Final, NamedTuple

_MOST_TOKENS: Final = 1_000_000_000
"""No count of one answer is higher; what is told beyond it is no count."""
_THOUGHT = re.compile(r"<think>.*?</think>", re.DOTALL)


class Usage(NamedTuple):
    """Tokens sent and received, and what they cost."""

    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0

    def plus(self, other: Usage) -> Usage:
        """Both together."""
        return Usage(self.tokens_in + other.tokens_in, self.tokens_out + other.tokens_out, self.cost + other.cost)

    def minus(self, other: Usage) -> Usage:
        """What came since."""
        return Usage(self.tokens_in - other.tokens_in, self.tokens_out - other.tokens_out, self.cost - other.cost)

    def __str__(self) -> str:
        return f"{self.tokens_in} + {self.tokens_out} tokens, cost {self.cost:.4f}"


def read_json(words: bytes | str) -> Any:
    """What JSON stands for; ValueError where it is none, or nested beyond all sense."""
    try:
        return json.loads(words)
    except RecursionError:
        raise ValueError("the answer is nested too deeply") from None
    except ValueError as error:
        raise ValueError(f"the answer is no JSON ({error})") from error


def read_usage(told: Any, price_in: float, price_out: float) -> Usage:
    """The tokens an answer says it took, and their cost; what is no count counts nothing."""
    used = told.get("usage") if isinstance(told, dict) else None
    if not isinstance(used, dict):
        return Usage()
    tokens_in, tokens_out = _count(used.get("prompt_tokens")), _count(used.get("completion_tokens"))
    return Usage(tokens_in, tokens_out, (tokens_in * price_in + tokens_out * price_out) / 1_000_000)


def _count(told: object) -> int:
    is_count = isinstance(told, int | float) and not isinstance(told, bool) and 0 <= told <= _MOST_TOKENS
    return int(told) if is_count and isinstance(told, int | float) else 0


def read_content(told: Any, lists: list[str]) -> dict[str, Any]:
    """The object a model answered with, which must hold these lists; ValueError says what is wrong.

    Models that are not held to a schema put their object between fences, behind thoughts or behind a sentence.
    """
    content = _find_message(told)
    found = content if isinstance(content, dict) else _parse(_THOUGHT.sub("", content))
    if not isinstance(found, dict):
        raise ValueError("the answer is no JSON object")
    for name in lists:
        if not isinstance(found.get(name), list):
            raise ValueError(f"the answer holds no list {name!r}")
    return found


def _find_message(told: Any) -> str | dict[str, Any]:
    """The content of the first choice: words, their parts put together, or an object."""
    choices = told.get("choices") if isinstance(told, dict) else None
    if not isinstance(choices, list) or not choices:
        raise ValueError("the answer holds no choices")
    message = choices[0].get("message") if isinstance(choices[0], dict) else None
    content = message.get("content") if isinstance(message, dict) else None
    if isinstance(content, list):
        parts = [part.get("text") for part in content if isinstance(part, dict)]
        content = "".join(part for part in parts if isinstance(part, str))
    if not isinstance(content, str | dict):
        raise ValueError("the answer's first choice holds no message")
    return content


def _parse(words: str) -> Any:
    try:
        return read_json(words)
    except ValueError:
        start, end = words.find("{"), words.rfind("}")
        if start < 0 or end < start:
            raise
        return read_json(words[start : end + 1])
