"""How much of what people judged is left out as sensitive, in words: counts and nothing else.

Where a page would say that nobody judged, this says that somebody did.
"""

from __future__ import annotations

from servanda.domain.record import Record
from servanda.dossier.words import counted, listed
from servanda.saying import NN_, ngettext

#: Names under which `Record.kept_back` counts what is no judgement: rulings on statements, and
#: rules of the codebook.
RULINGS, RULES = "rulings", "rules"
#: What each count is of; what stands in no list of its own is a judgement among others.
NAMES = {
    RULINGS: NN_("{number} ruling on a statement", "{number} rulings on statements"),
    "DisputeRuled": NN_("{number} ruling on a dispute", "{number} rulings on disputes"),
    "CellRated": NN_("{number} rating", "{number} ratings"),
    "SourceGraded": NN_("{number} grade of a document", "{number} grades of documents"),
    "StatementGraded": NN_("{number} grade of a statement", "{number} grades of statements"),
    "CellReplied": NN_("{number} reply", "{number} replies"),
    RULES: NN_("{number} rule of the codebook", "{number} rules of the codebook"),
}
OTHER = NN_("{number} other judgement", "{number} other judgements")


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
    return ngettext(
        "{what} is left out, marked sensitive.",
        "{what} are left out, marked sensitive.",
        count_kept_back(record, *kinds),
    ).format(what=listed(found))


def list_kept_back(record: Record) -> list[str]:
    """Give every count in words, for the place that tells what else is kept back."""
    told = [
        counted(number, *NAMES[one]) for one in NAMES if (number := record.kept_back.get(one, 0))
    ]
    others = sum(number for one, number in record.kept_back.items() if one not in NAMES)
    return told + ([counted(others, *OTHER)] if others else [])
