"""A request that goes no further."""

from __future__ import annotations


class Refused(Exception):
    """A request that goes no further, with the status and the words to tell."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
