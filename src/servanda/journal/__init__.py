"""The append-only book of a dossier, behind one port."""

from servanda.journal.backends import MEMORY, open_journal
from servanda.journal.export import export_journal, import_journal
from servanda.journal.history import History, HistoryAsked, Line
from servanda.journal.past import journal_at, record_at
from servanda.journal.port import Batch, Journal
from servanda.journal.share import shareable_copy
from servanda.journal.sqlite_past import past_journal

__all__ = [
    "MEMORY",
    "Batch",
    "History",
    "HistoryAsked",
    "Journal",
    "Line",
    "export_journal",
    "import_journal",
    "journal_at",
    "open_journal",
    "past_journal",
    "record_at",
    "shareable_copy",
]
