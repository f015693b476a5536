"""Signs in a text that a person should look at before quoting it."""

from __future__ import annotations

from servanda.domain.problem import Problem

# Embeddings, overrides and isolates; the marks for one letter (U+200E, U+200F) are everyday.
_DIRECTION = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_CONTROLS = "".join(map(chr, (*range(9), *range(14, 27), *range(28, 32), 127)))


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


def _first(text: str, signs: str, what: str, why: str) -> Problem | None:
    found = [sign for sign in signs if sign in text]
    if not found:
        return None
    at = min(text.index(sign) for sign in found)
    count = sum(text.count(sign) for sign in found)
    message = (
        f"The text holds {count} {what}, the first (U+{ord(text[at]):04X}) at character {at}. {why}"
    )
    return Problem(kind="doubt", message=message, start=at, end=at + 1)
