"""How long work tells how far it is, without knowing who listens."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called as work goes on: how much is done, of how much, and what is in hand."""

    def __call__(self, done: int, total: int, what: str) -> None:
        """Hear of one step."""
        ...


def unheard(done: int, total: int, what: str) -> None:
    """Hear of progress and say nothing."""
