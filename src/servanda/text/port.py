"""What reading asks of others without knowing them: a finder of places."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from servanda.domain.place import PlaceMention
from servanda.domain.source import Source
from servanda.domain.span import Span


class PlaceFinder(Protocol):
    """Finds and resolves the places named in a text, for one or several agreements' territory."""

    def find(
        self,
        source: Source,
        *,
        within: Sequence[Span] | None = None,
        mentions: Sequence[Span] | None = None,
    ) -> list[PlaceMention]:
        """Give the places mentioned, in reading order, resolved where something decides.

        Args:
            source: The document; its whole text serves as context.
            within: Only look here (the author's words); the whole text if None.
            mentions: Resolve these spans instead of finding mentions.
        """
        ...

    @property
    def fingerprint(self) -> str:
        """Name of the gazetteer's content: what a reading depends on."""
        ...
