"""The report as a desk shows it, of the whole record or of the part that one page needs."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from servanda.domain.record import Record
from servanda.domain.source import Source
from servanda.domain.statement import Statement
from servanda.dossier.data_files import data_files
from servanda.dossier.edition import Edition
from servanda.dossier.judged import Judgements, gather_judgements
from servanda.dossier.layout import Layout, lay_out
from servanda.dossier.pages import page_at
from servanda.dossier.render import Page
from servanda.errors import ServandaError, UnknownThing
from servanda.workflows.rule import seen_mark


class Report:
    """The report of one head, or of a part of it; pages are made when they are asked for."""

    def __init__(
        self,
        edition: Edition,
        record: Record,
        *,
        layout: Layout | None = None,
        judge: Callable[[], Judgements] | None = None,
        by_number: Callable[[str], Page | None] | None = None,
    ) -> None:
        self.edition = edition
        self._layout = layout
        self._judge = judge
        self._by_number = by_number
        #: As it stands in the journal, whatever of it may be shown.
        self.record = record
        self._data: dict[str, bytes] | None = None

    @cached_property
    def layout(self) -> Layout:
        """Where every card and every quote stands."""
        return self._layout or lay_out(self.edition)

    @cached_property
    def judged(self) -> Judgements:
        """What people and methods make of the statements."""
        return self._judge() if self._judge else gather_judgements(self.edition)

    def marked(self, id: str) -> tuple[Statement, str] | None:
        """Give a statement as it may be shown, and the mark of it as it stands."""
        shown = self.edition.record.statement_by_id.get(id)
        stands = self.record.statement_by_id.get(id)
        return (shown, seen_mark(stands)) if shown and stands else None

    def shows_all(self, source: str) -> bool:
        """Tell whether a source's text is shown as it is, with no name blacked out."""
        shown = self.edition.record.source_by_id.get(source)
        stands = self.record.source_by_id.get(source)
        return shown is not None and stands is not None and shown.text == stands.text

    def whole_source(self, id: str, *, otherwise: str) -> Source:
        """Give a source that is shown with its whole text; `otherwise` says why it must be whole.

        Raises:
            UnknownThing: There is none that may be shown.
            ServandaError: It is shown with names blacked out, so that its words stand elsewhere.
        """
        shown = self.edition.record.source_by_id.get(id)
        if shown is None:
            raise UnknownThing("source", id[:80])
        if not self.shows_all(id):
            raise ServandaError(otherwise)
        return shown

    def page(self, path: str) -> Page | None:
        """Give the page at a path of the site."""
        cut = self._by_number(path) if self._by_number else None
        return cut or page_at(self.edition, self.layout, lambda: self.judged, path)

    def data(self, path: str) -> bytes | None:
        """Give the data file at a path of the site; all of them are made together."""
        if self._data is None:
            self._data = {
                name: content.encode("utf-8", "surrogatepass")
                if isinstance(content, str)
                else content
                for name, content in data_files(self.edition, self.judged)
            }
        return self._data.get(path)
