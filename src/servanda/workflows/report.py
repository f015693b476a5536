"""Write the dossier as a site to open from disk, print or publish, with its data beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from servanda.assessing import assess
from servanda.domain.entry import Entry
from servanda.domain.judgement import DerivationSet
from servanda.domain.record import Record
from servanda.dossier import SiteOptions, public_record, summary, write_site
from servanda.dossier.edition import Edition
from servanda.dossier.site import make_edition
from servanda.saying import ENGLISH, Language, speaking
from servanda.workflows.progress import Progress, unheard
from servanda.workflows.witnesses import derivations_of


@dataclass(frozen=True, slots=True)
class Report:
    """A site that was written: its first page, and that page's words for a terminal."""

    first_page: Path
    words: str


def report(
    record: Record,
    out: Path,
    *,
    title: str | None = None,
    language: Language = ENGLISH,
    period: str = "auto",
    include_sensitive: bool = False,
    questions: bool = False,
    history: Sequence[Entry] = (),
    progress: Progress = unheard,
) -> Report:
    """Write the site of a record into `out`; gives its first page and what that says.

    The same record and choices give the same bytes.
    """
    options = SiteOptions(
        title=title or "",
        include_sensitive=include_sensitive,
        questions=questions,
        history=history,
        progress=lambda what, done, total: progress(done, total, what),
    )
    if not include_sensitive:
        record = public_record(record)
    assessment = assess(record, period=period, derivations=derivations_of(record))
    with speaking(language):
        site = write_site(record, assessment, out, options=options)
        return Report(site.first_page, summary(record, assessment))


def edition_of(
    record: Record,
    *,
    include_sensitive: bool = False,
    history: Sequence[Entry] = (),
    before: Edition | None = None,
) -> Edition:
    """Give what a report of this record is made of, to show single pages of it.

    With `before`, the edition of an earlier head, sources are compared again only if anything
    changed that their likeness rests on: that is most of the work, and no ruling changes it.
    """
    if not include_sensitive:
        record = public_record(record)
    derivations = (
        before.assessment.derivations if before and _alike(before.record, record) else None
    )
    if derivations is None:
        derivations = derivations_of(record)
    assessment = assess(record, derivations=derivations)
    options = SiteOptions(include_sensitive=include_sensitive, history=history)
    return make_edition(record, assessment, options)


def _alike(one: Record, other: Record) -> bool:
    return (
        one.sources == other.sources
        and one.agreements == other.agreements
        and [act for _, act in one.judged(DerivationSet)]
        == [act for _, act in other.judged(DerivationSet)]
    )
