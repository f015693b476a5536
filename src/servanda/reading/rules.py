"""The first reader: general rules of English and of treaty monitoring, no model, no network.

The path of a source: author's sentences (`document`), cues and clauses (`units`), what each says
was done or not (`predicates`, `judge`), which promise it speaks of (`provisions`), whether it is a
statement at all (`relevance`), whose conduct it judges (`about`), its kind (`kinds`), and the words
that decided (`reasons`). The last gate is `verify`.
"""

from __future__ import annotations

from collections.abc import Sequence

from servanda import wire
from servanda.domain.agreement import Agreement
from servanda.domain.problem import Problem
from servanda.domain.source import Source
from servanda.domain.span import Span
from servanda.domain.statement import ReaderMark
from servanda.reading import drafts
from servanda.reading.assemble import assemble
from servanda.reading.confidence import calibration
from servanda.reading.context import Indexes, indexes
from servanda.reading.ids import fingerprint
from servanda.reading.language import unreadable
from servanda.reading.lexicon import lexicon
from servanda.reading.port import Reading
from servanda.reading.verify import verified
from servanda.text.port import PlaceFinder

#: Raised whenever the rules change, so that a new reading supersedes proposals of the old.
VERSION = "3"


class RulesReader:
    """Proposes statements from English text by rules; see the head of this file."""

    name = "rules"
    version = VERSION

    def __init__(self) -> None:
        self._digest = ""
        self._indexes: Indexes | None = None

    def mark(self, agreements: Sequence[Agreement], places: PlaceFinder) -> ReaderMark:
        """Name this reader with these agreements and this gazetteer."""
        data = (lexicon().digest, calibration().digest)
        given = (self.name, self.version, *data, _digest(agreements), places.fingerprint)
        return ReaderMark(self.name, self.version, fingerprint(*given))

    def reads(self, source: Source) -> str | None:
        """Say why this source cannot be read; None if it can."""
        return unreadable(source)

    def read(self, source: Source, agreements: Sequence[Agreement], places: PlaceFinder) -> Reading:
        """Propose statements about the keeping of these agreements, in reading order."""
        if self.reads(source) is not None:
            return Reading(())
        mark = self.mark(agreements, places)
        found, context, passed = drafts.drafts(source, self._ready(agreements))
        statements = assemble(found, context, places, mark)
        good, problems = verified(statements, source)
        return Reading(good, (*problems, *_unread(source, passed)))

    def _ready(self, agreements: Sequence[Agreement]) -> Indexes:
        """Give the agreements made ready, again only when they differ from the last reading's."""
        digest = _digest(agreements)
        if self._indexes is None or digest != self._digest:
            self._indexes, self._digest = indexes(agreements, lexicon()), digest
        return self._indexes


def _unread(source: Source, passed: Sequence[Span]) -> tuple[Problem, ...]:
    """Give one problem for all passages that are too long to be sentences, if there are any."""
    if not passed:
        return ()
    first, size = passed[0], sum(one.end - one.start for one in passed)
    message = (
        f"{len(passed)} passage(s) of together {size:,} characters hold no end of a sentence "
        "and were not read: a table or a list, perhaps. Look at them yourself."
    )
    return (
        Problem("unread", message, source.id, source.page_at(first.start), first.start, first.end),
    )


def _digest(agreements: Sequence[Agreement]) -> str:
    return fingerprint(*(wire.encode(one).decode() for one in agreements))
