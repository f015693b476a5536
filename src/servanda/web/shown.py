"""What of a record may be shown, for parts of it: cut and blackened as the whole would be."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from servanda.domain.record import Record
from servanda.dossier.kept_back import RULINGS
from servanda.dossier.public import KEPT_BACK, public_record
from servanda.exploring import Columns
from servanda.journal import Journal
from servanda.workflows.blind import unfinished_hidden

#: Up to so many statements are all looked at to tell which judgements may be shown. Of a larger
#: record those judgements are kept back of which this cannot be told.
MOST_LOOKED_AT = 20_000


class Shown:
    """What may be shown of one outline; the same for every page until anything but a ruling comes.

    `outline` is the record without its statements, as it may be shown.
    """

    def __init__(self, journal: Journal, *, include_sensitive: bool) -> None:
        self._read = journal.outline()
        # Who still codes a sample sees in no page or file what others gave for it.
        self._of = unfinished_hidden(self._read)
        self._include_sensitive = include_sensitive
        marked = self._of.sensitive_sources | self._of.sensitive_statements
        #: Whether anything at all is marked sensitive that is not to be shown.
        self.cut = not include_sensitive and bool(marked or self._of.sensitive_persons)
        self.outline = self._cut(journal) if self.cut else self._of

    def _cut(self, journal: Journal) -> Record:
        few = sum(1 for _ in zip(journal.statements(), range(MOST_LOOKED_AT + 1), strict=False))
        whole = unfinished_hidden(journal.record()) if few <= MOST_LOOKED_AT else self._of
        public = public_record(whole)
        light = public_record(self._of) if whole is not self._of else public
        return replace(
            light,
            judgements=public.judgements,
            kept_back=public.kept_back,
            sensitive_statements=public.sensitive_statements,
        )

    def stands_for(self, outline: Record) -> bool:
        """Tell whether this is still what may be shown."""
        parts = ("agreements", "sources", "judgements", "problems", "withheld", "readings")
        marks = ("sensitive_sources", "sensitive_statements", "sensitive_persons")
        return all(getattr(outline, one) is getattr(self._read, one) for one in parts) and all(
            getattr(outline, one) == getattr(self._of, one) for one in marks
        )

    def excerpt(
        self,
        journal: Journal,
        *,
        statements: Collection[str] = (),
        source: str | None = None,
    ) -> Record:
        """Give these statements and all of this source's, as they may be shown.

        Their sources have their texts. Whatever is kept back is not among them.
        """
        if not self.cut:
            found = journal.excerpt(statements=statements, source=source)
            return replace(found, judgements=self.outline.judgements)
        # Windows on a text must know where something is hidden in it.
        wanted = {*statements, *self._of.sensitive_statements}
        found = journal.excerpt(statements=wanted, source=source)
        touched = {one.source for one in found.statements} | {source}
        hidden = self._of.sensitive_sources
        small = replace(
            found,
            sources=tuple(
                one
                for one in found.sources
                if one.id in touched or one.id in hidden or one.sensitive
            ),
            problems=(),
            withheld=(),
            readings={},
            judgements=(),
        )
        public = public_record(small)
        asked = [one for one in public.statements if one.id in wanted or one.source == source]
        whole = {one.id: one for one in public.sources}
        return replace(
            self.outline,
            head=found.head,
            statements=tuple(asked),
            rulings=public.rulings,
            hidden_spans=public.hidden_spans,
            sources=tuple(whole.get(one.id, one) for one in self.outline.sources),
        )

    def at(self, outline: Record, columns: Columns) -> Record:
        """Give the outline at a head, with the numbers of what is kept back as they are now."""
        if not self.cut:
            return replace(outline, judgements=self.outline.judgements)
        size = columns.table.size
        hidden = columns.kept_back[:size]
        ruled = int((columns.table.of["ruled"][:size][hidden] > 0).sum())
        kept_back = {
            name: count for name, count in self.outline.kept_back.items() if name != RULINGS
        }
        number = int(hidden.sum())
        marked = self._of.sensitive_statements
        standing = sum(1 for id in marked if columns.hides(id))
        return replace(
            self.outline,
            head=outline.head,
            kept_back=kept_back | ({RULINGS: ruled} if ruled else {}),
            sensitive_statements=frozenset(
                f"{KEPT_BACK}{one})" for one in range(1, number + len(marked) - standing + 1)
            ),
        )
