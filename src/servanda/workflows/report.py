"""Write the dossier as a site to open from disk, print or publish, with its data beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from servanda.assessing import assess
from servanda.domain.entry import Entry
from servanda.domain.record import Record
from servanda.dossier import SiteOptions, public_record, summary, write_site
from servanda.workflows.progress import Progress, unheard


def report(
    record: Record,
    out: Path,
    *,
    title: str | None = None,
    period: str = "auto",
    include_sensitive: bool = False,
    history: Sequence[Entry] = (),
    progress: Progress = unheard,
) -> Path:
    """Write the site of a record into `out`; gives its first page.

    The same record and choices give the same bytes.
    """
    options = SiteOptions(
        title=title or "",
        include_sensitive=include_sensitive,
        history=history,
        progress=lambda what, done, total: progress(done, total, what),
    )
    if not include_sensitive:
        record = public_record(record)
    return write_site(record, assess(record, period=period), out, options=options).first_page


def first_words(record: Record, *, period: str = "auto", include_sensitive: bool = False) -> str:
    """Give the first page's words: where the agreement stands, about whom, according to whom."""
    if not include_sensitive:
        record = public_record(record)
    return summary(record, assess(record, period=period))
