"""What changed since an earlier state: documents, rulings, judgements, pictures; and who acted."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from servanda.assessing.changes import Changes
from servanda.domain.cell import NOBODY
from servanda.dossier.words import label
from servanda.errors import ServandaError
from servanda.exploring import Asked
from servanda.journal import HistoryAsked, Journal
from servanda.saying import _, say_number
from servanda.web.desk import Desk
from servanda.web.guard import desk_of
from servanda.web.history import KINDS
from servanda.web.lane import Lane, wait_for
from servanda.web.past import PATIENCE_SECONDS
from servanda.web.routes.judge import teller_of
from servanda.web.routes.pages import pens_of
from servanda.web.sight import Sight, with_sight
from servanda.web.telling import Teller
from servanda.web.views import say_time, show
from servanda.workflows.past import find_count
from servanda.workflows.times import what_changed

#: Two states of more statements than these are not compared picture by picture at the desk.
MOST_COMPARED = 100_000
#: So many entries are counted by who did what; so many things of each kind are named.
MOST_COUNTED, MOST_NAMED = 20_000, 40
MOST_KEPT = 6
ALL = HistoryAsked()


@dataclass(frozen=True)
class Acts:
    """Who did how much of what since: counted from the journal, and whether that was all of it."""

    counted: Sequence[tuple[str, str, int]]
    since: str
    complete: bool


@dataclass(frozen=True)
class Compared:
    """What was found; without the comparison where there is too much to compare."""

    number: int
    acts: Acts
    changes: Changes | None = None


class Comparisons:
    """Comparisons of earlier states with now, on a lane of their own, each made once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lane = Lane(desk.path, readonly=True)
        self._kept: OrderedDict[tuple[str, str], Future[Compared]] = OrderedDict()

    def since(self, since: str, head: str, *, compare: bool) -> Future[Compared]:
        """Give what changed since a state up to a head, or its promise."""
        key = (since, head)
        known = self._kept.get(key)
        if known is None or (known.done() and known.exception() is not None):
            self._kept[key] = self._lane.start(lambda journal: self._find(journal, since, compare))
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return self._kept[key]

    def _find(self, journal: Journal, since: str, compare: bool) -> Compared:
        number = find_count(journal, since)
        acts = _acts(journal, number)
        if not compare:
            return Compared(number, acts)
        found = what_changed(
            journal,
            since=str(number),
            proposals=True,
            include_sensitive=self._desk.include_sensitive,
        )
        return Compared(number, acts, found[1])

    def close(self) -> None:
        """Let go of the dossier."""
        self._lane.close()


def _acts(journal: Journal, number: int) -> Acts:
    before = journal.head().count + 1
    names = {kind: key for key, (_name, kinds) in KINDS.items() for kind in kinds}
    counted: Counter[tuple[str, str]] = Counter()
    looked = 0
    while before > number + 1 and looked < MOST_COUNTED:
        page = journal.history(ALL, before=before, limit=500)
        fresh = [one for one in page.lines if one.number > number]
        for one in fresh:
            counted[one.actor or "", names.get(one.kind, "")] += 1
        looked += len(fresh)
        before = page.looked_to if len(fresh) == len(page.lines) else 0
    first = journal.history(ALL, before=number + 1, limit=1).lines
    told = [(actor, key, count) for (actor, key), count in sorted(counted.items())]
    return Acts(told, first[0].time if first else "", looked < MOST_COUNTED)


async def show_changes(request: Request) -> Response:
    """Show what is otherwise now than in the state that the address names."""
    since = request.query_params.get("since", "").strip()
    found: Compared | None = None
    wrong = ""
    if since:
        try:
            found = await _compared(request, since)
        except ServandaError as error:
            wrong = str(error)

    def tell(journal: Journal, report: Sight) -> Response:
        teller = teller_of(report)
        return show(
            report.edition,
            "changes.html",
            "changes",
            pens=pens_of(request, journal, report, here="changes"),
            title=_("What changed"),
            status=409 if wrong else 200,
            since=since,
            wrong=wrong,
            waiting=bool(since) and found is None and not wrong,
            found=found,
            when=say_time(found.acts.since) if found and found.acts.since else "",
            kinds=KINDS,
            teller=teller,
            told=_told(teller, found.changes) if found and found.changes else None,
            say_number=say_number,
        )

    return await desk_of(request).pages.run(with_sight(desk_of(request), tell))


async def _compared(request: Request, since: str) -> Compared | None:
    desk = desk_of(request)

    def look(journal: Journal) -> tuple[str, bool]:
        statements = sum(desk.columns(journal).chosen(Asked()).counts())
        return str(journal.head()), statements <= MOST_COMPARED

    head, compare = await desk.pages.run(look)
    comparisons = request.app.state.comparisons
    assert isinstance(comparisons, Comparisons)
    promise = comparisons.since(since, head, compare=compare)
    done = await wait_for(promise, patience=PATIENCE_SECONDS)
    return promise.result() if done else None


def _told(teller: Teller, found: Changes) -> dict[str, object]:
    """Give what changed in the words of the page, some of each kind."""
    pictures = [
        (
            label("pictures", one.before),
            label("pictures", one.now),
            teller.cell(one.cell)
            if one.cell.party != NOBODY
            else teller.row(one.cell.agreement, one.cell.provision),
        )
        for one in found.pictures[:MOST_NAMED]
    ]
    ruled = [
        (label("states", one.before), label("states", one.statement.state), one.statement.id)
        for one in found.ruled[:MOST_NAMED]
    ]
    return {
        "sources": [teller.source(one.id) for one in found.sources[:MOST_NAMED]],
        "pictures": pictures,
        "ruled": [(was, now, teller.statement(id)) for was, now, id in ruled],
        "accepted": [teller.statement(one.id) for one in found.accepted[:MOST_NAMED]],
        "judgements": [
            teller.tell(one.act, who=one.actor) for one in found.judgements[:MOST_NAMED]
        ],
        "withdrawn": [teller.tell(one.act, who=one.actor) for one in found.withdrawn[:MOST_NAMED]],
        "agreements": [one.title for one in found.agreements],
    }


ROUTES = [Route("/changes", show_changes)]
