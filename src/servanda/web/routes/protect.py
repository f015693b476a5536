"""Protecting people: marks of sensitivity, withholding for ever, and what is kept back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_args

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from servanda.domain.entry import PayloadWithheld, SensitivityMarked, Subject
from servanda.dossier import addresses
from servanda.dossier.kept_back import list_kept_back
from servanda.dossier.public import count_name
from servanda.errors import ServandaError, StaleAct, UnknownThing
from servanda.journal import HistoryAsked, Journal
from servanda.saying import N_, _
from servanda.web.desk import Desk
from servanda.web.guard import (
    Refused,
    coder_of,
    desk_of,
    error_object,
    field_of,
    wants_json,
)
from servanda.web.paging import entries_named
from servanda.web.routes.judge import teller_of
from servanda.web.routes.pages import pens_of
from servanda.web.sight import Sight, sight_of
from servanda.web.views import say_time, show
from servanda.workflows import rule
from servanda.workflows.also_written import also_written

#: What somebody types before words are destroyed; it is the same in every language of the desk.
CONFIRMED = "destroy"
#: So many marked things and withholdings are listed.
MOST_LISTED = 200
#: In more documents than these other spellings are sought at the command line.
MOST_SOUGHT = 2_000
#: A word of fewer letters is blacked out only where somebody says twice that they mean it.
FEWEST_LETTERS = 3
HISTORY = HistoryAsked(kinds=(PayloadWithheld.__name__,))
TITLES = {
    "source": N_("Protect people: this document"),
    "statement": N_("Protect people: this statement"),
    "person": N_("Protect people: a name"),
}


@dataclass(frozen=True)
class Refusal:
    """Why something was not recorded, and what was typed for it."""

    words: str
    what: str = ""
    why: str = ""


@dataclass(frozen=True)
class Thing:
    """What is to be protected, as the desk shows it."""

    subject: Subject
    name: str
    marked: bool
    #: What of it was shown; a form sends it back.
    seen: str
    #: Statements that quote a source and go with it.
    quoting: int = 0
    #: The document of a statement.
    source: str = ""


async def show_protect(request: Request) -> Response:
    """Show what can be kept back or destroyed, and what is."""
    return await desk_of(request).pages.run(lambda journal: _page(request, journal))


async def protect(request: Request) -> Response:
    """Mark something sensitive, lift a mark, or withhold it for ever."""
    desk = desk_of(request)
    what = field_of(request, "act")
    if what not in ("mark", "lift", "withhold"):
        raise Refused(400, f"There is no act {what[:40]!r}.")
    subject = _subject_of(field_of(request, "subject"))
    name = field_of(request, "name").strip()

    def look(journal: Journal) -> Thing:
        with sight_of(desk, journal) as sight:
            return _thing(desk, journal, sight, subject, name)

    def make(journal: Journal) -> tuple[int, int]:
        first = journal.head().count + 1
        _record(request, journal, what, thing)
        return first, journal.head().count

    try:
        if subject == "person" and what == "mark" and name and not field_of(request, "counted"):
            # Nobody blacks out a word without having been shown where it stands.
            refusal = Refusal("", what, field_of(request, "why"))
            return await desk.pages.run(
                lambda journal: _page(request, journal, (subject, name), refusal)
            )
        thing = await desk.pages.run(look)
        if field_of(request, "seen") != thing.seen:
            raise StaleAct(
                "This changed since you saw it: somebody marked it, or wrote on it. Nothing was "
                "recorded. Look again at what stands here now."
            )
        first, last = await desk.acts.run(make)
    except UnknownThing:
        raise
    except ServandaError as error:
        refusal = Refusal(str(error), what, field_of(request, "why"))
        if wants_json(request):
            return JSONResponse(error_object(409, refusal.words), 409)
        return await desk.pages.run(
            lambda journal: _page(request, journal, (subject, name), refusal)
        )
    target = f"/protect?done={first}-{last}"
    if wants_json(request):
        return JSONResponse({"ok": True, "next": target, "first": first, "last": last})
    return RedirectResponse(target, 303)


def _record(request: Request, journal: Journal, what: str, thing: Thing) -> None:
    why, actor = field_of(request, "why").strip(), coder_of(request)
    if what == "withhold":
        if field_of(request, "confirm").strip().casefold() != CONFIRMED:
            raise ServandaError(
                f"Type the word {CONFIRMED!r} to destroy it for ever: nothing was destroyed."
            )
        if not why:
            raise ServandaError("Give the reason: it stays in the record in place of the words.")
        rule.withhold(journal, thing.name, why=why, actor=actor)
        return
    if not thing.name:
        raise ServandaError(_("Type the name as the texts write it."))
    short = thing.subject == "person" and what == "mark" and _is_short(thing.name)
    if short and field_of(request, "short") != "yes":
        raise ServandaError(
            _(
                "A word of one or two letters stands for much else than a name: tick that you "
                "mean it, or give the whole name. Nothing was recorded."
            )
        )
    marked = thing.name in journal.marked(thing.subject)
    if marked == (what == "mark"):
        raise StaleAct("Somebody recorded this meanwhile: it stands as you wanted it.")
    rule.mark_sensitive(
        journal,
        subject=thing.subject,
        name=thing.name,
        sensitive=what == "mark",
        why=why,
        actor=actor,
    )


def _is_short(name: str) -> bool:
    return sum(one.isalnum() for one in name) < FEWEST_LETTERS


def _subject_of(given: str) -> Subject:
    for one in get_args(Subject):
        if one == given:
            found: Subject = one
            return found
    raise UnknownThing("kind of thing to protect", given[:40], nearest=get_args(Subject))


def _thing(desk: Desk, journal: Journal, report: Sight, subject: Subject, name: str) -> Thing:
    """Give what is to be protected, if this desk shows it.

    Raises:
        UnknownThing: There is none, or it is kept back: a desk that does not show what is
            sensitive must not tell that it is there.
    """
    if subject == "person":
        # Whether a name is marked is told only to those who may see it.
        marked = desk.include_sensitive and name in journal.marked("person")
        return Thing(subject, name, marked, "yes" if marked else "no")
    if subject == "statement":
        found = report.marked(name)
        if found is None:
            raise UnknownThing("statement", name[:80])
        statement, mark = found
        marked = name in journal.marked("statement")
        return Thing(subject, name, marked, f"{marked} {mark}", source=statement.source)
    if report.edition.record.source_by_id.get(name) is None:
        raise UnknownThing("source", name[:80])
    marked = name in journal.marked("source")
    quoting = sum(1 for _one in journal.statements(source=name))
    return Thing(subject, name, marked, f"{marked} {quoting}", quoting=quoting)


def _page(
    request: Request,
    journal: Journal,
    given: tuple[Subject, str] | None = None,
    refusal: Refusal | None = None,
) -> Response:
    with sight_of(desk_of(request), journal) as sight:
        return _told(request, journal, sight, given, refusal)


def _told(
    request: Request,
    journal: Journal,
    report: Sight,
    given: tuple[Subject, str] | None,
    refusal: Refusal | None,
) -> Response:
    desk = desk_of(request)
    asked = request.query_params
    if given is None and asked.get("subject"):
        given = _subject_of(asked["subject"]), asked.get("name", "").strip()
    thing = _thing(desk, journal, report, *given) if given else None
    teller = teller_of(report)
    record = report.edition.record
    told: Any = ""
    back = "/protect"
    if thing and thing.subject == "source":
        told, back = teller.source(thing.name), f"/{addresses.source(thing.name)}"
    elif thing and thing.subject == "statement":
        told, back = teller.statement(thing.name), f"/queue?state=all&at={thing.name}"
    return show(
        report.edition,
        "protect.html",
        "protect",
        pens=pens_of(request, journal, report, here="protect"),
        title=_(TITLES[thing.subject]) if thing else _("Protect people"),
        status=409 if refusal and refusal.words else 200,
        thing=thing,
        where=_where(journal, thing.name) if thing and thing.subject == "person" else None,
        short=bool(thing) and _is_short(thing.name) if thing else False,
        told=told,
        back=back,
        refusal=refusal,
        confirmed=CONFIRMED,
        teller=teller,
        marks=_marks(desk, journal) if not thing else [],
        kept_back=list_kept_back(record),
        withheld=_withheld(journal) if not thing else [],
        spellings=(
            _also_written(journal, thing.name)
            if thing and thing.subject == "person"
            else _spellings(request, journal)
        ),
        many=len(record.sources) > MOST_SOUGHT,
    )


def _marks(desk: Desk, journal: Journal) -> list[tuple[Subject, list[str], int]]:
    """Give what is marked, by kind: which, where the desk shows it, and how many."""
    found: list[tuple[Subject, list[str], int]] = []
    for subject in get_args(Subject):
        names = sorted(journal.marked(subject))
        shown = names[:MOST_LISTED] if desk.include_sensitive else []
        found.append((subject, shown, len(names)))
    return found


def _withheld(journal: Journal) -> list[tuple[str, str, str, int]]:
    """Give what was withheld, newest first: its kind, when, why, and the entry."""
    found: list[tuple[str, str, str, int]] = []
    before = journal.head().count + 1
    while before > 1 and len(found) < MOST_LISTED:
        page = journal.history(HISTORY, before=before, limit=MOST_LISTED - len(found))
        found += [
            (one.act.subject, say_time(one.time), one.act.why, one.number)
            for one in page.lines
            if isinstance(one.act, PayloadWithheld)
        ]
        before = page.looked_to
    return found


def _spellings(request: Request, journal: Journal) -> list[str]:
    """Give how else the texts seem to write a name that was just marked."""
    done = entries_named(request.query_params.get("done", ""))
    if done is None:
        return []
    lines = journal.history(HistoryAsked(), before=done.stop, limit=1).lines
    act = lines[0].act if lines else None
    marked = isinstance(act, SensitivityMarked) and act.subject == "person" and act.sensitive
    if not marked or lines[0].actor != coder_of(request):
        return []
    assert isinstance(act, SensitivityMarked)
    return _also_written(journal, act.name)


def _also_written(journal: Journal, name: str) -> list[str]:
    few = len(journal.outline().sources) <= MOST_SOUGHT
    return also_written(journal, name) if few and name else []


def _where(journal: Journal, name: str) -> tuple[int, int] | None:
    """Give in how many documents and places of their texts a name stands; None if too many."""
    if not name or len(journal.outline().sources) > MOST_SOUGHT:
        return None
    hidden = journal.marked("source")
    return count_name((one.text for one in journal.record().sources if one.id not in hidden), name)


ROUTES = [
    Route("/protect", show_protect),
    Route("/protect", protect, methods=["POST"]),
]
