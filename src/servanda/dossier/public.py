"""What may leave: the record without what was marked sensitive, so that no page can slip.

The record is cut once, before anything is written. Sources and statements marked sensitive go
out of it whole and count in nothing; a person's name is blacked out wherever it is written, in
texts, descriptions, reasons and keys, and every span is moved to fit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from servanda.domain.record import Record


@dataclass(frozen=True, slots=True)
class Hidden:
    """What was kept back: salted digests of the sources, and how much rested on them."""

    marks: tuple[str, ...] = ()
    statements: int = 0
    persons: int = 0

    def __bool__(self) -> bool:
        return bool(self.marks or self.statements or self.persons)


def make_public(record: Record) -> tuple[Record, Hidden]:
    """Give the record as it may leave, and what was kept back."""
    sources = record.sensitive_sources | {one.id for one in record.sources if one.sensitive}
    kept = tuple(
        one
        for one in record.statements
        if one.source not in sources and one.id not in record.sensitive_statements
    )
    marks = tuple(sorted(record.source_marks.get(one, "without a digest") for one in sources))
    hidden = Hidden(marks, len(record.statements) - len(kept), len(record.sensitive_persons))
    if not hidden:
        return record, hidden
    public = replace(
        record,
        sources=tuple(one for one in record.sources if one.id not in sources),
        statements=kept,
        readings={k: v for k, v in record.readings.items() if k not in sources},
    )
    return public, hidden
