"""Which sources of a dossier repeat one another, by their authors' own words."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.domain.derivation import Likeness
from servanda.domain.record import Record
from servanda.domain.source import Source
from servanda.domain.span import Span
from servanda.text.dates import bounds
from servanda.text.likeness import find_likenesses


def compare_sources(record: Record) -> list[Likeness]:
    """Give the pairs of sources that share passages; `one` is the earlier of the two.

    Only the authors' own words are compared: catalogue texts and menus of one archive are on all
    its pages. The wordings of the agreements are free to all. A source is as old as the earliest
    day that its dates of writing, sending, receipt or publication allow; without any it comes
    last, in the order in which it was added.

    Nothing is recorded: `assessing.gather_derivations` makes suggestions of what this finds.
    """
    sources = sorted(record.sources, key=_age)
    return find_likenesses(
        {one.id: one.text for one in sources},
        within={
            one.id: [Span(part.start, part.end) for part in one.layers if part.layer == "author"]
            for one in sources
            if one.layers
        },
        free=_wordings(record),
    )


def _age(source: Source) -> str:
    about = source.description
    for date in (about.written, about.sent, about.received, about.published):
        if date and (earliest := bounds(date)[0]):
            return earliest
    return "~"  # after every date


def _wordings(record: Record) -> Iterator[str]:
    for agreement in record.agreements:
        for top in agreement.provisions:
            for one in top.walk():
                yield from (wording.text for wording in one.wordings)
