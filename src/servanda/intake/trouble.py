"""Signs in a text that a person should look at before quoting it."""

from __future__ import annotations

import re

from servanda.domain.problem import Problem

# Embeddings, overrides and isolates; the marks for one letter (U+200E, U+200F) are everyday.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def look_for_trouble(text: str) -> list[Problem]:
    """Give the doubts that a text's own characters raise."""
    return [
        one
        for one in (
            _first(
                text,
                _DIRECTION,
                "invisible signs that turn the direction of writing",
                "Words may be stored in another order than they show.",
            ),
            _first(
                text,
                _CONTROLS,
                "control characters",
                "The file may be damaged, or not be a text.",
            ),
        )
        if one
    ]


def _first(text: str, pattern: re.Pattern[str], what: str, why: str) -> Problem | None:
    match = pattern.search(text)
    if not match:
        return None
    count = len(pattern.findall(text))
    message = (
        f"The text holds {count} {what}, the first (U+{ord(match[0]):04X}) at character "
        f"{match.start()}. {why}"
    )
    return Problem(kind="doubt", message=message, start=match.start(), end=match.end())
