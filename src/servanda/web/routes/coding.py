"""Blind coding: the samples and how far they are, drawing one, and coding unit after unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from servanda.domain.judgement import Unit, UnitCoded
from servanda.domain.record import Record
from servanda.errors import ServandaError, UnknownThing
from servanda.journal import Journal
from servanda.saying import _
from servanda.web.choices import provision_choices
from servanda.web.coding_form import codes_of_form, guidelines, questions, sent_of_form
from servanda.web.done import told_done
from servanda.web.guard import coder_of, desk_of, field_of, fields_of, lead
from servanda.web.own_pages import bare, pens
from servanda.web.paging import whole_number
from servanda.web.views import show
from servanda.workflows.blind import verify_may_code
from servanda.workflows.code import CodingTask
from servanda.workflows.coding_record import coding_record, progress_of_samples
from servanda.workflows.sample import DEFAULT_FIELDS, Wanted, draw_sample

#: Drawing looks at every statement: beyond this it is done at the command line.
MOST_TO_DRAW_FROM = 200_000
STATES = ("proposed", "accepted", "amended", "rejected")


async def show_samples(request: Request) -> Response:
    """List the samples, how far each coder is, and the form that draws one."""
    return await desk_of(request).acts.run(lambda journal: samples_page(request, journal))


def samples_page(
    request: Request, journal: Journal, *, wrong: str = "", told: str = ""
) -> Response:
    """Give the list of samples; `wrong`: why none was drawn; `told`: what is not shown."""
    desk, coder = desk_of(request), coder_of(request)
    standing = desk.standing(journal)
    codebook = journal.outline().codebook
    asked = {one.field for one in codebook.terms}
    own = [one for one in asked if one not in KNOWN_FIELDS and one not in _NOT_ASKED]
    return show(
        bare(standing),
        "coding.html",
        "coding",
        pens=pens(request, standing, "coding"),
        title=_("Coding"),
        status=409 if wrong or told else 200,
        told=told,
        samples=list(
            reversed(progress_of_samples(journal, include_sensitive=desk.include_sensitive))
        ),
        coder=coder,
        wrong=wrong,
        sent=_sent_draw(request) if wrong else DRAW,
        fields=[*KNOWN_FIELDS, *sorted(own)],
        scales=codebook.scales,
        states=STATES,
        provisions=provision_choices(bare(standing)),
        done=told_done(journal, request.query_params.get("done", ""), coder),
        back="/coding",
    )


KNOWN_FIELDS = ("statement", "kind", "stance", "extent", "level", "knowing", "provision", "about")
_NOT_ASKED = frozenset(("unknown", "cause", "source_grade", "statement_grade"))
#: What the form to draw begins with.
DRAW: Mapping[str, object] = {
    "name": "",
    "of": "statements",
    "number": "50",
    "seed": "0",
    "provision": "",
    "state": (),
    "field": DEFAULT_FIELDS,
    "scale": "",
    "period": "",
    "by_provision": "",
}


def _sent_draw(request: Request) -> dict[str, object]:
    several = ("state", "field")
    return {
        name: tuple(fields_of(request, name)) if name in several else field_of(request, name)
        for name in DRAW
    }


async def draw(request: Request) -> Response:
    """Draw a sample as the form asks for it."""

    def make(journal: Journal) -> Response:
        try:
            sample = draw_sample(journal, _wanted(request, journal), actor=coder_of(request))
        except ServandaError as error:
            return samples_page(request, journal, wrong=str(error))
        return lead(request, f"/coding#{sample.name}")

    return await desk_of(request).acts.run(make)


def _wanted(request: Request, journal: Journal) -> Wanted:
    if len(desk_of(request).standing(journal).statements) > MOST_TO_DRAW_FROM:
        raise ServandaError(
            "This dossier is so large that drawing would keep everybody waiting: draw at the "
            "command line, with `servanda sample`, and code here."
        )
    number = whole_number(field_of(request, "number"))
    seed = whole_number(field_of(request, "seed") or "0")
    if number is None or seed is None:
        raise ServandaError(_("How many units, and the seed, are whole numbers from 0 on."))
    of_cells = field_of(request, "of") == "cells"
    provision, period = field_of(request, "provision"), field_of(request, "period").strip()
    return Wanted(
        field_of(request, "name").strip(),
        of="cells" if of_cells else "statements",
        number=number,
        seed=seed,
        provisions=(provision,) if provision else (),
        states=() if of_cells else tuple(fields_of(request, "state")),
        fields=() if of_cells else tuple(fields_of(request, "field")),
        by_provision=bool(field_of(request, "by_provision")),
        scale=field_of(request, "scale") if of_cells else "",
        periods=(period,) if of_cells and period else (),
    )


async def show_unit(request: Request) -> Response:
    """Show the unit that is next, or the one that the address names, with the form to code it."""
    name, id = request.path_params["name"], request.query_params.get("unit", "")
    return await of_sample(request, lambda journal: _unit(request, journal, name, id))


async def of_sample(request: Request, make: Callable[[Journal], Response]) -> Response:
    """Answer with a page of one sample; why it cannot be shown is told on that of all samples."""

    def answer(journal: Journal) -> Response:
        try:
            return make(journal)
        except UnknownThing:
            raise
        except ServandaError as error:
            return samples_page(request, journal, told=str(error))

    return await desk_of(request).acts.run(answer)


def _unit(
    request: Request,
    journal: Journal,
    name: str,
    id: str,
    *,
    wrong: str = "",
    sent: Mapping[str, str] | None = None,
) -> Response:
    desk, coder = desk_of(request), coder_of(request)
    standing = desk.standing(journal)
    task = task_of(request, journal, name)
    units = task.sample.units
    unit = find_unit(units, id) if id else next(iter(task.waiting), None)
    if unit is not None:
        # Once more, with the words of this unit: the first look needs none.
        task = task_of(request, journal, name, unit)
    order = [one.id for one in units]
    at = order.index(unit.id) if unit else len(units)
    done = task.done.get(unit.id) if unit else None
    pane, rules = guidelines(task.fields, task.book)
    # The next unit that waits, after this one if there is any: a skipped one comes last.
    later = [one.id for one in task.waiting if order.index(one.id) > at]
    others = [one.id for one in task.waiting if unit is None or one.id != unit.id]
    return show(
        bare(standing),
        "coding_unit.html",
        "coding/sample/code",
        pens=pens(request, standing, "coding"),
        title=_("Coding: {name}").format(name=name),
        status=409 if wrong else 200,
        sample=task.sample,
        unit=unit,
        shown=task.show(unit) if unit else None,
        questions=questions(task.fields, done=done, sent=sent),
        note=field_of(request, "note") if wrong else done.note if done else "",
        again=done is not None,
        number=at + 1,
        coded=len(task.done),
        total=len(units),
        before=order[at - 1] if at else "",
        after=(later or others or [""])[0],
        guidelines=pane,
        rules=rules,
        codebook=task.codebook,
        wrong=wrong,
        coder=coder,
    )


class _Task(CodingTask):
    """A coder's work, with the codebook that it is done by."""

    def __init__(self, record: Record, name: str, *, actor: str) -> None:
        super().__init__(record, name, actor=actor)
        self.book = record.codebook


def task_of(request: Request, journal: Journal, name: str, unit: Unit | None = None) -> _Task:
    """Give this coder's work on a sample, with the words of one unit.

    Raises:
        UnknownThing: There is no such sample.
        ServandaError: This coder has ruled on units of it, and so is not blind.
    """
    coder = coder_of(request)
    record = coding_record(
        journal,
        name,
        units=[unit] if unit else [],
        include_sensitive=desk_of(request).include_sensitive,
    )
    verify_may_code(record, name, actor=coder)
    return _Task(record, name, actor=coder)


def find_unit(units: tuple[Unit, ...], id: str) -> Unit:
    """Give the unit of this id.

    Raises:
        UnknownThing: It is none of the sample's.
    """
    for one in units:
        if one.id == id:
            return one
    raise UnknownThing("unit of this sample", id[:80])


async def code(request: Request) -> Response:
    """Record how a unit is coded, and lead to the next one."""
    name = request.path_params["name"]
    id, note, after = (field_of(request, one) for one in ("unit", "note", "after"))

    def make(journal: Journal) -> Response:
        task = task_of(request, journal, name)
        unit = find_unit(task.sample.units, id)
        try:
            _, codes = codes_of_form(request.state.form, task.fields)
            coding = UnitCoded(name, unit.id, codes, task.codebook, note.strip())
            task.record(journal, [coding])
        except UnknownThing:
            raise
        except ServandaError as error:
            sent = sent_of_form(request.state.form, task.fields)
            return _unit(request, journal, name, id, wrong=str(error), sent=sent)
        waiting = {one.id for one in task.waiting}
        query = f"?unit={quote(after)}" if after in waiting else ""
        return lead(request, f"/coding/{name}/code{query}")

    return await desk_of(request).acts.run(make)


ROUTES = [
    Route("/coding", show_samples),
    Route("/coding", draw, methods=["POST"]),
    Route("/coding/{name}/code", show_unit),
    Route("/coding/{name}/code", code, methods=["POST"]),
]
