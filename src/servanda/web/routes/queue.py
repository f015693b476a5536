"""The queue: proposals one at a time or in a list, ready to be ruled on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from servanda.domain.cell import UNMAPPED, WHOLE
from servanda.domain.entry import (
    PayloadWithheld,
    RulingWithdrawn,
    SensitivityMarked,
    SourceDescribed,
    StatementAccepted,
    StatementAmended,
    StatementRejected,
    StatementWritten,
)
from servanda.domain.judgement import (
    CellRated,
    CellReplied,
    DerivationSet,
    DisputeRuled,
    JudgementWithdrawn,
    SourceGraded,
    StatementGraded,
)
from servanda.domain.question import QuestionAnswered, QuestionAsked, QuestionClosed
from servanda.domain.statement import Statement
from servanda.dossier import addresses
from servanda.dossier.cards import Card, in_context, make_card
from servanda.dossier.edition import UNMAPPED_NAME, WHOLE_NAME, Edition, Row
from servanda.dossier.layout import Layout, lay_out
from servanda.dossier.render import linker
from servanda.dossier.words import say_date
from servanda.journal import Journal
from servanda.saying import N_, _, counted
from servanda.web.amend_form import Fields, fields_of_statement, known_sides
from servanda.web.as_of import asked_of, past_of
from servanda.web.guard import coder_of, desk_of
from servanda.web.paging import entries_named, page_of
from servanda.web.queue import SORTS, STATES, Asked, Queue, in_queue, pace_of
from servanda.web.standing import Standing
from servanda.web.versions import VersionLine, as_sent, side_by_side, tell
from servanda.web.views import Done, Pens, environment, show
from servanda.workflows import rule
from servanda.workflows.undo import acts_between

#: How much of its paragraph stands around a passage, in code points.
REACH = 900
ON_A_PAGE = 100
#: Of more sources none can be chosen in the form: a page of a source leads to its own queue.
MOST_SOURCES = 400
#: Reasons that every desk offers; those that coders gave come first.
REASONS = (
    N_("Speaks of something else than the keeping of this agreement"),
    N_("Judges another provision"),
    N_("Judges another party"),
    N_("Reads the sentence the wrong way round"),
    N_("Says the same as another statement"),
)
DID = {
    StatementAccepted: N_("Accepted"),
    StatementRejected: N_("Rejected"),
    StatementAmended: N_("Amended"),
    StatementWritten: N_("Written"),
    RulingWithdrawn: N_("Taken back"),
    QuestionAsked: N_("Asked"),
    QuestionAnswered: N_("Answered"),
    QuestionClosed: N_("Closed"),
    JudgementWithdrawn: N_("Taken back"),
    CellRated: N_("Rated"),
    CellReplied: N_("Reply recorded"),
    DisputeRuled: N_("Ruled"),
    SourceGraded: N_("Graded"),
    StatementGraded: N_("Graded"),
    DerivationSet: N_("Recorded"),
    SourceDescribed: N_("Description corrected"),
    SensitivityMarked: N_("Mark recorded"),
    PayloadWithheld: N_("Withheld"),
}


@dataclass(frozen=True)
class Refusal:
    """Why an act was not recorded, and what somebody typed for it."""

    words: str
    reason: str = ""
    fields: Fields | None = None
    #: What the form showed when it was filled in, where that has changed since.
    saw: str = ""
    stale: bool = False
    open: str = ""
    #: Of a bulk: what was ticked, and which of it changed.
    ticked: frozenset[str] = frozenset()
    changed: tuple[str, ...] = ()


class CardsBySource(Layout):
    """A layout of one source: a linked statement is shown in the text, not on its row's page."""

    def card(self, id: str) -> str | None:
        """Give where another statement of the same source stands in the text."""
        statement = self.edition.record.statement_by_id.get(id)
        return self.quote(statement) if statement else None


async def show_queue(request: Request) -> Response:
    """Show the queue that the address asks for."""
    return await desk_of(request).acts.run(lambda journal: queue_page(request, journal))


def queue_page(
    request: Request,
    journal: Journal,
    *,
    given: Mapping[str, str] | None = None,
    refusal: Refusal | None = None,
) -> Response:
    """Give the page of a queue; with a refusal, what was typed stands in it again."""
    given = request.query_params if given is None else given
    standing = desk_of(request).standing(journal)
    asked = Asked.of(given)
    found = chosen(request, journal, asked)
    listed = given.get("view") == "list"
    edition, values = (
        _list(standing, found, given.get("page", ""), refusal)
        if listed
        else _one(request, journal, asked, found, given.get("at", ""), refusal)
    )
    head = {
        "asked": asked,
        "total": len(found),
        "sorts": SORTS,
        "states": STATES,
        "provisions": provision_choices(edition),
        "sources": source_choices(standing, asked.source),
        **_pace(standing, journal, coder_of(request), len(found)),
        "refusal": refusal,
        "done": told_done(journal, given.get("done", ""), coder_of(request)),
        "view": "list" if listed else "",
        "reasons": reasons_given(standing),
    }
    return show(
        edition,
        "queue_list.html" if listed else "queue.html",
        "queue",
        pens=pens(request, standing, "queue"),
        title=_("Queue"),
        status=409 if refusal else 200,
        **(head | values),
    )


def _pace(standing: Standing, journal: Journal, coder: str, total: int) -> dict[str, object]:
    found = pace_of(standing, journal, coder, now=datetime.now(UTC))
    goes_on = found.a_minute > 0 and total > 0
    return {"pace": found, "ready_in": say_span(total / found.a_minute) if goes_on else ""}


def say_span(minutes: float) -> str:
    """Give how long something takes in words: "4 minutes", "3 hours"."""
    if minutes < 100:
        return counted(max(1, round(minutes)), "{number} minute", "{number} minutes")
    return counted(round(minutes / 60), "{number} hour", "{number} hours")


def told_to_script(
    request: Request, journal: Journal, given: Mapping[str, str], *, done: str, at: str
) -> dict[str, object]:
    """Give what a page that stays on screen shows anew after an act: pace, undo, and its place."""
    desk, coder = desk_of(request), coder_of(request)
    standing = desk.standing(journal)
    asked = Asked.of(given)
    found = chosen(request, journal, asked)
    values = {
        "pens": pens(request, standing, "queue"),
        "total": len(found),
        "place": found.place(at) if at else None,
        **_pace(standing, journal, coder, len(found)),
        "done": told_done(journal, done, coder),
        "back": asked.address(),
    }
    parts = {
        name: environment().get_template(f"{name}.html").render(**values)
        for name in ("queue_pace", "queue_done", "queue_place")
    }
    return {**parts, "at": at}


def chosen(request: Request, journal: Journal, asked: Asked) -> Queue:
    """Give the ids of a queue's statements in its order."""
    desk = desk_of(request)
    among = desk.threads(journal).asked_on if asked.asked else None
    return in_queue(desk.standing(journal), asked, among=among)


def _one(  # noqa: PLR0917 - the parts of one page
    request: Request,
    journal: Journal,
    asked: Asked,
    found: Queue,
    at: str,
    refusal: Refusal | None,
) -> tuple[Edition, dict[str, object]]:
    """Give what the page of one statement shows: the one at an id, else the first."""
    desk = desk_of(request)
    standing = desk.standing(journal)
    statement = standing.statements.get(at) if at else None
    gone = bool(at) and statement is None
    if statement is None and found:
        statement = standing.statements[found[0]]
    if statement is None:
        return bare(standing), {"item": None, "gone": gone}
    place = found.place(statement.id)
    before = found[place - 1] if place else ""
    follows = 0 if place is None else place + 1
    after = found[follows] if follows < len(found) else ""
    edition = standing.edition(statement.source)
    return edition, {
        "item": make_item(standing, edition, statement),
        "fields": (refusal.fields if refusal else None) or fields_of_statement(statement),
        "gone": gone,
        "place": place,
        "before": asked.address(at=before) if before else None,
        "after": asked.address(at=after) if after else None,
        "then": after or before,
        "back": asked.address(),
        "saw": as_sent(edition, statement),
        "versions": versions_of(edition, statement, refusal),
        "ruling": standing.ruling(statement.id),
        "threads": desk.threads(journal).of(statement.id),
        "coders": coders_known(request, journal),
        **form_choices(edition, statement),
    }


def versions_of(
    edition: Edition, statement: Statement, refusal: Refusal | None
) -> list[VersionLine]:
    """Give what somebody saw beside what stands now, if an act was refused for that."""
    if refusal is None or not refusal.stale:
        return []
    return side_by_side(refusal.saw, tell(edition, statement))


@dataclass(frozen=True)
class Item:
    """A statement as the queue shows it."""

    statement: Statement
    seen: str
    card: Card
    passage: Markup
    rows: list[tuple[str, str]]
    side: str
    voices: str
    href: str
    #: When the document was written, in words; "" if that is not known.
    written: str = ""


def make_item(
    standing: Standing, edition: Edition, statement: Statement, *, path: str = "queue"
) -> Item:
    """Give a statement with its passage in context, and what a card of the report says of it.

    `path` is that of the page on which it stands.
    """
    laid = lay_out(edition)
    layout = CardsBySource(laid.edition, laid.rows, laid.sources)
    to = linker(path)
    rows = _rows(edition, statement)
    source = standing.source(statement.source)
    return Item(
        statement=statement,
        seen=standing.mark(statement.id),
        card=make_card(edition, layout, statement, number=0, row=rows[0], to=to),
        passage=in_context(
            source,
            statement,
            reach=REACH,
            hidden=edition.record.hidden_spans.get(statement.source, ()),
        ),
        rows=[(edition.row_name(one), to(addresses.row(one.agreement, one.key))) for one in rows],
        side=edition.side_name(statement.side),
        voices=edition.voices(statement.side, (statement.id,)),
        href=to(layout.quote(statement) or ""),
        written=say_date(source.description.written or "") if source else "",
    )


def _rows(edition: Edition, statement: Statement) -> tuple[Row, ...]:
    fact = edition.facts.get(statement.id)
    if fact is not None:
        return edition.rows_of(fact)
    # What was rejected stands in no row, and is shown where it would.
    links = tuple(Row(one.agreement, one.key) for one in statement.provisions)
    return links or (Row("", UNMAPPED),)


def _list(
    standing: Standing, found: Queue, page: str, refusal: Refusal | None
) -> tuple[Edition, dict[str, object]]:
    """Give what a page of the list shows."""
    shown_page = page_of(len(found), page, size=ON_A_PAGE)
    shown = standing.read(found[shown_page.part]).values()
    edition = bare(standing)
    lines = [
        (
            one,
            standing.mark(one.id),
            " ".join(one.quote.split()),
            row_names(edition, one),
            _source_name(standing, one.source),
        )
        for one in shown
    ]
    return edition, {
        "lines": lines,
        "number": shown_page.number,
        "pages": shown_page.pages,
        "whole": found.mark(),
        "ticked": refusal.ticked if refusal else frozenset(),
        "changed": [
            (standing.statements[id], standing.ruling(id))
            for id in (refusal.changed if refusal else ())
            if id in standing.statements
        ],
        "at_once": min(len(found), rule.MOST_AT_ONCE),
    }


def bare(standing: Standing) -> Edition:
    """Give the names of the record, without any statement."""
    return standing.edition("")


def row_names(edition: Edition, statement: Statement) -> str:
    """Give the rows that a statement stands in, in words."""
    names = [edition.row_name(Row(one.agreement, one.key)) for one in statement.provisions]
    return ", ".join(names) or _(WHOLE_NAME if statement.level == "whole" else UNMAPPED_NAME)


def _source_name(standing: Standing, id: str) -> str:
    source = standing.record.source_by_id.get(id)
    return source.shown_name if source else id


def source_choices(standing: Standing, chosen: str) -> list[tuple[str, str]]:
    """Give the sources to choose from: all, or of very many the one that is chosen."""
    sources = standing.record.sources
    if len(sources) > MOST_SOURCES:
        one = standing.record.source_by_id.get(chosen)
        sources = (one,) if one else ()
    return [(one.id, one.shown_name) for one in sources]


def provision_choices(edition: Edition) -> list[tuple[str, str]]:
    """Give every row that a statement may stand in: its name in the address, and in words."""
    several = len(edition.record.agreements) > 1
    found = [(WHOLE, _(WHOLE_NAME)), (UNMAPPED, _(UNMAPPED_NAME))]
    for agreement in edition.record.agreements:
        head = f"{agreement.title}: " if several else ""
        found += [
            (f"{agreement.key}/{one.key}", head + edition.row_name(Row(agreement.key, one.key)))
            for one in agreement.walk()
        ]
    return found


def form_choices(edition: Edition, statement: Statement) -> dict[str, object]:
    """Give what the fields of a statement's form offer: promises, parties, sides."""
    own = {one.agreement for one in statement.provisions}
    agreements = [one for one in edition.record.agreements if not own or one.key in own]
    parties = {party.key: party.name for one in agreements for party in one.parties}
    return {
        "provisions": provision_choices(edition),
        "parties": list(parties.items()),
        "sides": [
            (key, name or edition.side_name(key))
            for key, name in known_sides(edition.record).items()
        ],
    }


def reasons_given(standing: Standing) -> list[str]:
    """Give reasons to choose from: those that coders gave, and a few that fit everywhere."""
    short = [one for one in standing.reasons() if len(one) <= 120]
    return list(dict.fromkeys((*short, *map(_, REASONS))))[:12]


def coders_known(request: Request, journal: Journal) -> list[str]:
    """Give others who may be asked: those who spoke, and who recorded something lately."""
    spoke = [
        said.actor
        for one in desk_of(request).threads(journal).all
        for said in (one.asked, *one.answers)
    ]
    lately = [
        (leaf.bytes_of("actor") or b"").decode()
        for leaf in journal.leaves(max(0, journal.head().count - 50))
        if leaf.kind.startswith(("Statement", "Unit", "Question"))
    ]
    known = dict.fromkeys((*reversed(spoke), *reversed(lately)))
    return [one for one in known if one and one != coder_of(request)][:20]


def told_done(journal: Journal, given: str, coder: str) -> Done | None:
    """Say what the entries `first-last` in the address recorded, if they are this coder's."""
    named = entries_named(given)
    if named is None:
        return None
    first, last = named.start, named.stop - 1
    entries = [one for one in acts_between(journal, first, last) if one.actor == coder]
    kinds = dict.fromkeys(DID[type(one.act)] for one in entries if type(one.act) in DID)
    if not kinds:
        return None
    word = _(next(iter(kinds)) if len(kinds) == 1 else N_("Recorded"))
    words = f"{word}: {len(entries)}" if len(entries) > 1 else word
    # A question that was taken back is asked again, and not restored.
    # What was withheld is gone for ever.
    if any(isinstance(one.act, JudgementWithdrawn | PayloadWithheld) for one in entries):
        return Done(words, 0, 0)
    return Done(words, first, last)


def pens(request: Request, standing: Standing, here: str) -> Pens:
    """Give what the desk adds to its own pages."""
    return Pens(
        coder=coder_of(request),
        token=desk_of(request).keys.form_token(coder_of(request)),
        head_count=standing.head.count,
        left=standing.left(),
        here=here,
        back=request.url.path,
        asked=asked_of(request),
        past=past_of(request),
    )


async def show_help(request: Request) -> Response:
    """Explain the desk in its users' words."""

    def make(journal: Journal) -> Response:
        standing = desk_of(request).standing(journal)
        return show(
            bare(standing),
            "help.html",
            "desk/help",
            pens=pens(request, standing, "help"),
            title=_("Help"),
        )

    return await desk_of(request).acts.run(make)
