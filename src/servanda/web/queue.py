"""The queue: which statements, in which order; all of it stands in the address."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from servanda.domain.cell import UNMAPPED, WHOLE
from servanda.domain.record import Ruling
from servanda.domain.statement import Statement
from servanda.saying import N_
from servanda.web.standing import Standing

#: How the queue may be sorted: the key in the address, and what is printed.
SORTS = {
    "unsure": N_("least sure first"),
    "disputed": N_("most disputed first"),
    "text": N_("in the order of the texts"),
}
STATES = {
    "proposed": N_("proposals"),
    "accepted": N_("accepted"),
    "amended": N_("amended"),
    "rejected": N_("rejected"),
    "all": N_("everything"),
}
PACE_MINUTES = 10
#: How the journal writes a time.
TIME = "%Y-%m-%dT%H:%M:%SZ"
#: What is neither kept nor broken points nowhere.
OPPOSITE = {"kept": "broken", "broken": "kept"}


@dataclass(frozen=True)
class Asked:
    """What the address asks for; "" asks nothing."""

    sort: str = "unsure"
    state: str = "proposed"
    #: `agreement/key`, or `(whole)`, or `(unmapped)`.
    provision: str = ""
    source: str = ""
    #: "open": only what has an open question.
    asked: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Asked:
        """Read an address; what it does not know asks nothing."""
        found = cls(**{one.name: given[one.name] for one in fields(cls) if one.name in given})
        if found.sort not in SORTS:
            found = replace(found, sort=cls.sort)
        return found if found.state in STATES else replace(found, state=cls.state)

    def address(self, **more: str) -> str:
        """Give the address of this queue, at a statement or with something else added."""
        plain = Asked()
        said = {
            one.name: value
            for one in fields(self)
            if (value := getattr(self, one.name)) != getattr(plain, one.name)
        }
        added = {key: value for key, value in more.items() if value}
        return f"/queue?{urlencode(said | added)}" if said or added else "/queue"

    def fits(self, statement: Statement) -> bool:
        """Tell whether a statement belongs into this queue."""
        if self.state not in ("all", statement.state):
            return False
        if self.source and statement.source != self.source:
            return False
        return not self.provision or self.provision in rows_of(statement)


def rows_of(statement: Statement) -> set[str]:
    """Give the names of the rows that a statement stands in."""
    if statement.level == "whole":
        return {WHOLE}
    return {f"{one.agreement}/{one.key}" for one in statement.provisions} or {UNMAPPED}


def in_queue(
    standing: Standing, asked: Asked, *, among: Iterable[str] | None = None
) -> list[Statement]:
    """Give the statements of a queue in its order; with `among`, only those of these ids."""
    known = standing.statements
    some = known.values() if among is None else [known[id] for id in among if id in known]
    found = [one for one in some if asked.fits(one)]
    order = {one.id: at for at, one in enumerate(standing.record.sources)}

    def place(one: Statement) -> tuple[int, int, str]:
        return order.get(one.source, len(order)), one.start, one.id

    if asked.sort == "disputed":
        against = contradicted(standing.statements.values())
        found.sort(key=lambda one: (-against.get(one.id, 0), *place(one)))
    elif asked.sort == "unsure":
        # What was never measured is less sure than any figure.
        found.sort(key=lambda one: (one.confidence or 0.0, *place(one)))
    else:
        found.sort(key=place)
    return found


def contradicted(statements: Iterable[Statement]) -> dict[str, int]:
    """Give how many statements of other sides say the contrary of each, where any do.

    The contrary: broken against kept, in the same row about the same party. Demands and context
    contradict nobody, and what a person rejected no longer says anything.
    """
    said: dict[tuple[str, str], dict[str, list[Statement]]] = defaultdict(lambda: defaultdict(list))
    for one in statements:
        if one.stance in OPPOSITE and one.state != "rejected":
            if one.kind in ("demand", "context"):
                continue
            for row in rows_of(one):
                for party in {mention.party or "" for mention in one.about} or {""}:
                    said[row, party][one.stance].append(one)
    found: dict[str, int] = defaultdict(int)
    for both in said.values():
        by_side = {stance: _sides(both.get(stance, ())) for stance in OPPOSITE}
        for stance, own in both.items():
            other = by_side[OPPOSITE[stance]]
            total = sum(other.values())
            for one in own:
                if number := total - other.get(one.side, 0):
                    found[one.id] += number
    return dict(found)


def _sides(statements: Iterable[Statement]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for one in statements:
        found[one.side] += 1
    return found


def list_mark(standing: Standing, statements: Sequence[Statement]) -> str:
    """Give a short digest of a whole list as it stands, for a form that rules on all of it."""
    told = "".join(f"{one.id}{standing.mark(one.id)}" for one in statements)
    return hashlib.sha256(told.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Pace:
    """How the work goes on: what is left and done, and how fast this coder rules."""

    left: int
    done: int
    today: int
    a_minute: float


def pace_of(standing: Standing, coder: str, *, now: datetime) -> Pace:
    """Give the pace of a coder: rulings that stand of the last ten minutes, in a minute."""
    left = sum(1 for one in standing.statements.values() if one.state == "proposed")
    own = [one for one in standing.rulings.values() if one.actor == coder]
    day = now.strftime("%Y-%m-%d")
    since = (now - timedelta(minutes=PACE_MINUTES)).strftime(TIME)
    recent = [_time(one) for one in own if one.time >= since]
    # Whoever began two minutes ago is not five times slower.
    minutes = max(1.0, (now - min(recent)).total_seconds() / 60) if recent else 1.0
    return Pace(
        left=left,
        done=len(standing.statements) - left,
        today=sum(1 for one in own if one.time.startswith(day)),
        a_minute=len(recent) / minutes,
    )


def _time(ruling: Ruling) -> datetime:
    return datetime.strptime(ruling.time, TIME).replace(tzinfo=UTC)
