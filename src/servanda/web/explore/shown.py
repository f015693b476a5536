"""The report's view of a few statements: what a page shows is decoded, and nothing else is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from servanda.assessing import Assessment, assess
from servanda.domain.entry import Head
from servanda.domain.judgement import SourceGraded, StatementGraded
from servanda.domain.record import Record
from servanda.domain.statement import Statement
from servanda.dossier import SiteOptions
from servanda.dossier.edition import Edition
from servanda.dossier.public import what_is_hidden
from servanda.dossier.site import make_edition
from servanda.exploring import Columns
from servanda.journal import Journal
from servanda.saying import spoken


def bare_edition(columns: Columns, head: Head, options: SiteOptions) -> Edition:
    """Give the names of a record, without any statement; made once for what stands.

    The record of the columns is public already where it has to be.
    """

    def make() -> Edition:
        bare = replace(columns.record, head=head, statements=(), rulings={}, judgements=())
        # What sources come from is asked of no bare record, and there may be twenty thousand.
        assessment: Assessment = assess(replace(bare, sources=()))
        return Edition(bare, assessment, options, what_is_hidden(bare))

    found = columns.keep(("bare edition", head, spoken().tag), make)
    assert isinstance(found, Edition)
    return replace(found, options=options) if found.options != options else found


def grades_of(journal: Journal) -> Callable[[Statement], str]:
    """Give what says how a statement and its source were graded; asked when it is first needed."""
    known: dict[str, dict[str, None]] = {}
    asked = False

    def grade(one: Statement) -> str:
        nonlocal asked
        if not asked:
            asked = True
            for judged in journal.judged(SourceGraded, StatementGraded):
                act = judged.act
                if isinstance(act, SourceGraded):
                    known.setdefault(act.source, {})[act.grade] = None
                elif isinstance(act, StatementGraded):
                    known.setdefault(act.statement, {})[act.grade] = None
        return " ".join("/".join(known[id]) for id in (one.source, one.id) if id in known)

    return grade


def shown_statements(
    journal: Journal, ids: Sequence[str], *, include_sensitive: bool
) -> tuple[list[Statement], Edition]:
    """Give statements by their ids as they may be shown, in this order, and their edition.

    Only they and their sources are in it; what does not stand any more is left out.
    """
    record: Record = journal.excerpt(statements=ids)
    used = {one.source for one in record.statements}
    small = replace(
        record,
        sources=tuple(one for one in record.sources if one.id in used),
        readings={id: who for id, who in record.readings.items() if id in used},
        judgements=(),
    )
    edition = make_edition(small, assess(small), SiteOptions(include_sensitive=include_sensitive))
    by_id = edition.record.statement_by_id
    return [by_id[id] for id in ids if id in by_id], edition
