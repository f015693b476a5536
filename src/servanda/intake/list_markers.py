"""Numbers that a browser draws before the items of an ordered list."""

from __future__ import annotations

import re
from collections.abc import Mapping

_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"),
          (4, "IV"), (1, "I"))  # fmt: skip


class NumberedList:
    """An `<ol>` on the way down: its style, and the number of its next item."""

    def __init__(self, attributes: Mapping[str, str | None]) -> None:
        self._style = attributes.get("type") or "1"
        start = attributes.get("start") or "1"
        self._number = int(start) if re.fullmatch(r"-?\d{1,6}", start) else 1

    def next_marker(self) -> str:
        """Give what stands before the next item: "3.", "c.", "iv."."""
        number = self._number
        self._number += 1
        if self._style in ("a", "A") and 1 <= number <= 26:
            return f"{chr(ord(self._style) + number - 1)}."
        if self._style in ("i", "I") and 1 <= number < 400:
            roman = _roman(number)
            return f"{roman.lower() if self._style == 'i' else roman}."
        return f"{number}."


def _roman(number: int) -> str:
    signs = ""
    for value, sign in _ROMAN:
        signs += sign * (number // value)
        number %= value
    return signs
