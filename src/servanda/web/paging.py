"""Numbers that an address or a form gives: how many, which entries, which page of a list."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list, counted from 1 on."""

    number: int
    pages: int
    size: int

    @property
    def part(self) -> slice:
        """What cuts its things out of all."""
        return slice((self.number - 1) * self.size, self.number * self.size)


def whole_number(text: str) -> int | None:
    """Give a whole number as somebody sent it; None if it is none, or longer than any is meant."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else None


def entries_named(text: str) -> range | None:
    """Give the entries that an address names as `12-14`; None if it names none."""
    first, _dash, last = (whole_number(one) for one in text.partition("-"))
    return None if first is None or last is None else range(first, last + 1)


def page_of(total: int, asked: str, *, size: int) -> Page:
    """Give the page that an address asks for: the first without a number, the last above it."""
    pages = max(1, -(-total // size))
    return Page(min(max(whole_number(asked) or 1, 1), pages), pages, size)
