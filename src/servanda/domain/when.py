"""Uncertain dates: the words, their EDTF value, the days it may mean, and why we think so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: `stated` in the words; `relative` to the document's date; bound to an `event`; or `assumed`.
DateBasis = Literal["stated", "relative", "event", "assumed"]


@dataclass(frozen=True, slots=True)
class When:
    """A date as a document gives it; `edtf` follows ISO 8601-2 (Library of Congress EDTF, 2019).

    `start`/`end` are code points in the source's text; None when the words come from its
    description. `earliest`/`latest` are ISO days (`1947-06-21`), None when open. An `edtf` of ""
    means that the words are kept and no year can be given ("during the elections").
    """

    text: str
    start: int | None
    end: int | None
    edtf: str
    earliest: str | None
    latest: str | None
    basis: DateBasis
