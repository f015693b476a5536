"""How much of what people judged is left out as sensitive, in words: counts and nothing else.

Where a page would say that nobody judged, this says that somebody did.
"""

from __future__ import annotations

from servanda.domain.record import Record
from servanda.dossier.words import counted, listed

#: Names under which `Record.kept_back` counts what is no judgement: rulings on statements, and
#: rules of the codebook.
RULINGS, RULES = "rulings", "rules"
#: What each count is of; what stands in no list of its own is a judgement among others.
NAMES = {
    RULINGS: ("ruling on a statement", "rulings on statements"),
    "DisputeRuled": ("ruling on a dispute", "rulings on disputes"),
    "CellRated": ("rating", "ratings"),
    "SourceGraded": ("grade of a document", "grades of documents"),
    "StatementGraded": ("grade of a statement", "grades of statements"),
    "CellReplied": ("reply", "replies"),
    RULES: ("rule of the codebook", "rules of the codebook"),
}
OTHER = ("other judgement", "other judgements")


def count_kept_back(record: Record, *kinds: str) -> int:
    """Give how many of these are left out of a public record."""
    return sum(record.kept_back.get(one, 0) for one in kinds)


def say_kept_back(record: Record, *kinds: str) -> str:
    """Give "2 ratings are left out, marked sensitive."; "" if nothing of these kinds is."""
    found = [
        counted(number, *NAMES.get(one, OTHER))
        for one in kinds
        if (number := record.kept_back.get(one, 0))
    ]
    if not found:
        return ""
    verb = "is" if count_kept_back(record, *kinds) == 1 else "are"
    return f"{listed(found)} {verb} left out, marked sensitive."


def list_kept_back(record: Record) -> list[str]:
    """Give every count in words, for the place that tells what else is kept back."""
    told = [
        counted(number, *NAMES[one]) for one in NAMES if (number := record.kept_back.get(one, 0))
    ]
    others = sum(number for one, number in record.kept_back.items() if one not in NAMES)
    return told + ([counted(others, *OTHER)] if others else [])
