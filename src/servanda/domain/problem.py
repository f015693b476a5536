"""Trouble as data: one unreadable page of many is listed, and the rest goes on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

#: `unread`: nothing could be read of it; `damaged`: part is missing; `doubt`: a person should look.
ProblemKind = Literal["unread", "damaged", "doubt"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What was seen, where, and what to do next. `source` is an id or, if refused, a file name."""

    kind: ProblemKind
    message: str
    source: str | None = None
    page: int | None = None
    start: int | None = None
    end: int | None = None
