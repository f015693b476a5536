"""Cells, accounts and pictures: what each side says, side by side, and one word for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: The row for statements about the agreement as a whole, which belong to no other row.
WHOLE = "(whole)"
#: The row for what speaks of keeping but of no provision that we know.
UNMAPPED = "(unmapped)"
#: Columns for what has no place, no date, and where nobody was named.
NO_PLACE = "(no place)"
NO_DATE = "(no date)"
NOBODY = "(nobody named)"

AccountWord = Literal["kept", "partly", "broken", "mixed", "unclear"]
PictureWord = Literal[
    "kept", "partly", "broken", "mixed", "unclear", "disputed", "silent", "unread"
]


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """Provision x place x period x party judged; "" in a part means "all of them together"."""

    agreement: str
    provision: str
    place: str = ""
    period: str = ""
    party: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """One side's word in one cell about one party, with the statements that it rests on.

    `counted` are the ids that made the word; `beside` are ids that belong here and do not count
    (demands, context, examples, repeats, copies); `inherited` are ids that stand here only because
    a gazetteer or a long interval says so.
    """

    side: str
    word: AccountWord
    counted: tuple[str, ...]
    beside: tuple[str, ...] = ()
    inherited: tuple[str, ...] = ()
    admissions: tuple[str, ...] = ()
    concessions: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """All accounts of a cell and one word for them; `why` says in a sentence how it came."""

    cell: Cell
    word: PictureWord
    accounts: tuple[Account, ...]
    why: str
