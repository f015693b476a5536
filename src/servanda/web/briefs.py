"""Briefs made at the desk: on a lane of their own, each once, so that nobody waits for one."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, fields
from typing import get_args
from urllib.parse import urlencode

from servanda.domain.entry import Head
from servanda.dossier.brief import Audience, Brief, brief_html
from servanda.errors import ServandaError
from servanda.journal import Journal
from servanda.saying import spoken
from servanda.web.desk import Desk
from servanda.web.lane import Lane
from servanda.workflows.brief import DrawnUp, draw_up, recorded_on

#: So many briefs are kept at once, each a few hundred kilobytes.
MOST_KEPT = 8
#: A brief is drawn up from all statements at once: beyond these the command line makes it.
MOST_STATEMENTS = 200_000
PERIODS = ("auto", "year", "quarter", "month")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a brief is asked for; "" leaves it to the brief."""

    audience: str = ""
    party: str = ""
    period: str = "auto"
    since: str = ""
    agreement: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Choice:
        """Read an address."""
        names = (one.name for one in fields(cls))
        return cls(**{name: given[name].strip() for name in names if name in given})

    def address(self, path: str) -> str:
        """Give the address that asks for this brief."""
        said = {one.name: getattr(self, one.name) for one in fields(self)}
        return f"{path}?{urlencode({name: value for name, value in said.items() if value})}"

    @property
    def who(self) -> Audience:
        """The audience.

        Raises:
            ServandaError: It is none.
        """
        for one in get_args(Audience):
            if one == self.audience:
                found: Audience = one
                return found
        raise ServandaError(f"{self.audience[:40]!r} is no audience: public, parties, internal.")


@dataclass(frozen=True, slots=True)
class Made:
    """A brief that was made: its content, its page and that page's digest."""

    brief: Brief
    html: bytes
    digest: str
    recorded: str


class Briefs:
    """The briefs that were asked for last, at the heads that the record had then."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lane = Lane(desk.path, readonly=True)
        self._kept: OrderedDict[tuple[object, ...], Future[Made]] = OrderedDict()
        self._printed: OrderedDict[tuple[object, ...], Future[bytes]] = OrderedDict()

    def made(self, choice: Choice, head: Head, *, statements: int) -> Future[Made]:
        """Give a brief of the record at a head, or its promise.

        Raises:
            ServandaError: The audience may not be served here, or there are too many statements.
        """
        if choice.who == "internal" and not self._desk.include_sensitive:
            raise ServandaError(
                "A brief for internal use holds what is marked sensitive. Open the desk with "
                "`servanda serve --include-sensitive` to make one."
            )
        if choice.period not in PERIODS:
            raise ServandaError(f"The period is one of: {', '.join(PERIODS)}.")
        if statements > MOST_STATEMENTS:
            raise ServandaError(
                f"A brief looks at all {statements:,} statements at once. With so many make it at "
                f"the command line: `servanda brief DOSSIER -o brief/ --for {choice.who}`."
            )
        key = (choice, head, spoken().tag)
        known = self._kept.get(key)
        if known is None or (known.done() and known.exception() is not None):
            self._kept[key] = self._lane.start(lambda journal: _make(journal, choice))
        self._kept.move_to_end(key)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return self._kept[key]

    def printed(self, choice: Choice, made: Made) -> Future[bytes]:
        """Give a brief as PDF, or its promise."""
        key = (choice, made.digest)
        known = self._printed.get(key)
        if known is None or (known.done() and known.exception() is not None):
            drawn = DrawnUp(made.brief, made.recorded)
            self._printed[key] = self._lane.start(lambda _: drawn.pdf())
        while len(self._printed) > MOST_KEPT:
            self._printed.popitem(last=False)
        return self._printed[key]

    def close(self) -> None:
        """Let go of the dossier."""
        self._lane.close()


def _make(journal: Journal, choice: Choice) -> Made:
    record = journal.record()
    brief = draw_up(
        journal,
        record=record,
        audience=choice.who,
        party=choice.party or None,
        since=choice.since or None,
        agreement=choice.agreement or None,
        period=choice.period,
    )
    html = brief_html(brief).encode()
    digest = hashlib.sha256(html).hexdigest()
    return Made(brief, html, digest, recorded_on(journal, record))
