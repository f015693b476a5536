"""What a caller may choose about a site, and what it gets back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from servanda.domain.entry import Entry

#: Called with what is being written, how many pages are done, and how many there will be.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class SiteOptions:
    """Choices about a site; the same record and options give the same bytes.

    `title` is the dossier's, made from its agreements when empty. `generated` is a time to print
    as it is given; none is printed when it is None, so that two reports of one record are equal.
    `history` are the journal's entries; without them there is no page of the journal.
    """

    title: str = ""
    generated: str | None = None
    #: Print what is marked sensitive, under a warning on every page.
    include_sensitive: bool = False
    #: Print what coders asked each other about statements: for an edition that stays in the team.
    questions: bool = False
    history: Sequence[Entry] = ()
    #: Where `history` is only a part of the entries: which part, of how many, of how many entries.
    part_of_history: tuple[int, int, int] | None = None
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class Site:
    """A site that was written: where, its first page, and how many pages and files it has."""

    folder: Path
    first_page: Path
    pages: int
    files: int
