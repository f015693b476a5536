"""How long work tells how far it is, without knowing who listens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Progress(Protocol):
    """Called as work goes on: how much is done, of how much, and what is in hand."""

    def __call__(self, done: int, total: int, what: str) -> None:
        """Hear of one step."""
        ...


def unheard(done: int, total: int, what: str) -> None:
    """Hear of progress and say nothing."""


def in_shares(progress: Progress) -> Callable[[str, float], None]:
    """Give a hearer for work that tells its share done, from 0 to 1, instead of a count."""
    return lambda what, share: progress(min(99, round(share * 100)), 100, what)
