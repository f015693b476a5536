"""Settling: what coders gave for a unit side by side, how far they agree, and ruling on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, get_args
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from servanda.assessing.agreement_words import figure_name, say_custom
from servanda.assessing.code_fields import OPEN, Choice, CodeField
from servanda.assessing.coder_agreement import Measured, measure_reliability
from servanda.assessing.codings import Codings, Difference, codings_of, differences
from servanda.domain.coding import STATEMENT
from servanda.domain.judgement import Cause, Judged, UnitSettled
from servanda.domain.record import Record
from servanda.dossier.charts.agreement import draw_agreement
from servanda.dossier.codebook import FIELDS
from servanda.errors import ServandaError, StaleAct, UnknownThing
from servanda.journal import Journal
from servanda.saying import N_, _, pgettext
from servanda.web.coding_form import MOST_TICKED, guidelines
from servanda.web.done import told_done
from servanda.web.guard import coder_of, desk_of, field_of, lead
from servanda.web.own_pages import bare, pens
from servanda.web.routes.coding import find_unit, of_sample, samples_page
from servanda.web.views import show
from servanda.workflows.blind import progress_of, verify_may_see
from servanda.workflows.code import fields_of
from servanda.workflows.coding_record import coding_record
from servanda.workflows.sample import find_sample
from servanda.workflows.settle import Settlement, settle, unit_mark
from servanda.workflows.show_unit import Showing

CAUSES = {
    "ambiguous_text": N_("ambiguous text"),
    "guideline_gap": N_("a gap in the guideline"),
    "slip": N_("a slip"),
    "both_stand": N_("both stand"),
}
#: Draws of the interval at the desk: enough for a picture, and quick.
DRAWS = 400
#: What two coders are called while their names are covered.
COVERED = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Row:
    """One field of a unit: what each coder gave, and whether that differs."""

    heading: str
    field: CodeField
    codes: tuple[str, ...]
    differs: bool

    @property
    def typed(self) -> bool:
        """Whether another word than those given is typed: there are too many to tick."""
        return self.field.several or len(self.field.choices) > MOST_TICKED

    @property
    def given(self) -> list[str]:
        """The words that were given, each once."""
        return list(dict.fromkeys(one for one in self.codes if one != OPEN))

    @property
    def others(self) -> list[Choice]:
        """The other words of the field."""
        return [one for one in self.field.choices if one.word not in self.given]


@dataclass(frozen=True)
class Line:
    """A unit in the list of what differs or was settled."""

    unit: str
    words: str
    fields: str
    settled: tuple[Judged, UnitSettled] | None


async def show_sample(request: Request) -> Response:
    """Show what differs in a sample, what was settled, and how far coders agree."""
    desk = desk_of(request)
    # The figures take a while, so they are made in the lane where nobody waits who rules.
    try:
        values = await desk.pages.run(lambda journal: _compared(request, journal))
    except UnknownThing:
        raise
    except ServandaError as error:
        told = str(error)
        return await desk.acts.run(lambda journal: samples_page(request, journal, told=told))

    def make(journal: Journal) -> Response:
        standing = desk.standing(journal)
        name = request.path_params["name"]
        return show(
            bare(standing),
            "settling.html",
            "coding/sample",
            pens=pens(request, standing, "coding"),
            title=_("Compare and settle: {name}").format(name=name),
            done=told_done(journal, request.query_params.get("done", ""), coder_of(request)),
            back=f"/coding/{name}",
            **values,
        )

    return await desk.acts.run(make)


def _compared(request: Request, journal: Journal) -> dict[str, Any]:
    name = request.path_params["name"]
    record = _record(request, journal, name)
    codings = codings_of(record, name)
    found = differences(codings)
    shown = coding_record(
        journal,
        name,
        units=[one.unit for one in found if one.unit.cell is None],
        include_sensitive=desk_of(request).include_sensitive,
    )
    showing = Showing(shown)
    lines = [_line(showing, codings, one) for one in found]
    [told] = measure_reliability(record, name, draws=DRAWS).samples
    figures = [one for one in told.figures if one.group == "people"]
    return {
        "sample": find_sample(record, name),
        "coded": told.coded,
        "waiting": [one for one in lines if one.settled is None],
        "settled": [one for one in lines if one.settled],
        "causes": [(_(CAUSES[one]), count) for one, count in told.causes.items()],
        "named": {key: _(words) for key, words in CAUSES.items()},
        "picture": draw_agreement(figures),
        "figures": [(figure_name(one), one, figure_words(one)) for one in figures],
        "others": [
            (figure_name(one), one, figure_words(one))
            for one in told.figures
            if one.group not in ("people", "pair") and one.alpha
        ],
        "custom": say_custom(),
    }


def _record(request: Request, journal: Journal, name: str) -> Record:
    """Give the record of a sample to somebody who may see what coders gave.

    Raises:
        ServandaError: There is no such sample, or who asks still codes it.
    """
    record = coding_record(journal, name, include_sensitive=desk_of(request).include_sensitive)
    for progress in progress_of(record):
        verify_may_see(progress, coder=coder_of(request))
    return record


def _line(showing: Showing, codings: Codings, one: Difference) -> Line:
    shown = showing.show(one.unit) if one.unit.cell is None else None
    words = " ".join(shown.passages[0].words.split()) if shown and shown.passages else one.unit.id
    told = "; ".join(
        _("{field}: {codes}").format(
            field=_(FIELDS.get(field, field)),
            codes=" / ".join(pgettext("codes", code.replace("_", " ")) for code in codes),
        )
        for field, codes in one.fields.items()
    )
    return Line(one.unit.id, words, told, codings.settled.get(one.unit.id))


async def show_unit(request: Request) -> Response:
    """Show one unit with what each coder gave, and the form to rule on it."""
    id = request.query_params.get("unit", "")
    return await of_sample(request, lambda journal: _unit(request, journal, id))


def _unit(
    request: Request, journal: Journal, id: str, *, wrong: str = "", stale: bool = False
) -> Response:
    desk, coder, name = desk_of(request), coder_of(request), request.path_params["name"]
    record = _record(request, journal, name)
    codings = codings_of(record, name)
    found = [one for one in differences(codings) if one.unit.id not in codings.settled]
    if not id and found:
        id = found[0].unit.id
    if not id:
        return lead(request, f"/coding/{name}")
    unit = find_unit(find_sample(record, name).units, id)
    shown = coding_record(journal, name, units=[unit], include_sensitive=desk.include_sensitive)
    fields = fields_of(find_sample(record, name), record)
    coders = codings.coders_of(id)
    order = [one.unit.id for one in found]
    rest = order[order.index(id) + 1 :] if id in order else order
    covered = request.query_params.get("names", _sent_field(request, "names")) != "yes"
    pane, rules = guidelines(fields, record.codebook)
    standing = desk.standing(journal)
    meanings = {one.word: one.meaning for one in record.codebook.terms if one.field == "cause"}
    return show(
        bare(standing),
        "settle.html",
        "coding/sample/settle",
        pens=pens(request, standing, "coding"),
        title=_("Settle: {name}").format(name=name),
        status=409 if wrong else 200,
        sample=name,
        unit=unit,
        shown=Showing(shown).show(unit),
        coders=[COVERED[at] if covered else who for at, who in enumerate(coders)],
        covered=covered,
        rows=_rows(codings, coders, id, fields),
        notes=_notes(codings, coders, id, covered=covered),
        settled=codings.settled.get(id),
        causes=[(key, _(words), meanings.get(key, "")) for key, words in CAUSES.items()],
        own=coder in coders,
        seen=unit_mark(_as_settled(journal, id), name, id),
        left=len(order),
        after=rest[0] if rest else "",
        guidelines=pane,
        rules=rules,
        codebook=record.codebook.version,
        is_statement=unit.cell is None and id in shown.statement_by_id,
        wrong=wrong,
        sent=_sent(request, fields),
        stale=stale,
        statement=STATEMENT,
    )


def _as_settled(journal: Journal, unit: str) -> Record:
    """Give the record by which `settle` tells whether a unit changed."""
    return journal.excerpt(statements=[unit])


def _rows(
    codings: Codings, coders: tuple[str, ...], unit: str, fields: tuple[CodeField, ...]
) -> list[Row]:
    found = []
    for field in fields:
        codes = tuple(codings.code(who, unit, field.name) or OPEN for who in coders)
        differs = len({one for one in codes if one != OPEN}) > 1
        found.append(Row(FIELDS.get(field.name, field.name), field, codes, differs))
    return found


def _notes(
    codings: Codings, coders: tuple[str, ...], unit: str, *, covered: bool
) -> list[tuple[str, str]]:
    return [
        (COVERED[at] if covered else who, note)
        for at, who in enumerate(coders)
        if (note := codings.given[who, unit].note)
    ]


def _sent_field(request: Request, name: str) -> str:
    """Give a form's field; "" where the request brings no form."""
    return field_of(request, name) if hasattr(request.state, "form") else ""


def _sent(request: Request, fields: tuple[CodeField, ...]) -> dict[str, str]:
    names = ("cause", "why", "rule", "apply", "own", *(f"code-{one.name}" for one in fields))
    return {name: _sent_field(request, name) for name in names} | {
        f"other-{one.name}": _sent_field(request, f"other-{one.name}") for one in fields
    }


async def record_ruling(request: Request) -> Response:
    """Record a ruling on a unit, and lead to the next one that differs."""
    name = request.path_params["name"]
    id, after = field_of(request, "unit"), field_of(request, "after")

    def make(journal: Journal) -> Response:
        record = _record(request, journal, name)
        sample = find_sample(record, name)
        find_unit(sample.units, id)
        first = journal.head().count + 1
        try:
            wanted = _wanted(request, fields_of(sample, record))
            settle(journal, name, wanted, actor=coder_of(request), seen=field_of(request, "seen"))
        except UnknownThing:
            raise
        except ServandaError as error:
            stale = isinstance(error, StaleAct)
            return _unit(request, journal, id, wrong=str(error), stale=stale)
        done = f"done={first}-{journal.head().count}"
        if after:
            names = "&names=yes" if field_of(request, "names") == "yes" else ""
            return lead(request, f"/coding/{name}/settle?unit={quote(after)}{names}&{done}")
        return lead(request, f"/coding/{name}?{done}")

    return await desk_of(request).acts.run(make)


def _wanted(request: Request, fields: tuple[CodeField, ...]) -> Settlement:
    cause = next((one for one in get_args(Cause) if one == field_of(request, "cause")), None)
    if cause is None:
        raise ServandaError(_("Say why the coders differed."))
    codes = []
    for one in fields:
        chosen = field_of(request, f"code-{one.name}")
        typed = field_of(request, f"other-{one.name}").strip()
        if typed or chosen:
            codes.append((one.name, typed or chosen))
    return Settlement(
        field_of(request, "unit"),
        cause,
        field_of(request, "why"),
        # Where both stand nothing is decided.
        () if cause == "both_stand" else tuple(codes),
        field_of(request, "rule") if cause == "guideline_gap" else "",
        bool(field_of(request, "apply")) and cause != "both_stand",
        bool(field_of(request, "own")),
    )


def figure_words(one: Measured) -> str:
    """Give what a figure comes to in words: its custom, or why there is none."""
    if one.alpha is None:
        return one.why_not
    words = {"firm": N_("firm by custom"), "tentative": N_("tentative by custom")}
    return _(words.get(one.alpha.word, N_("below both customary marks")))


ROUTES = [
    Route("/coding/{name}", show_sample),
    Route("/coding/{name}/settle", show_unit),
    Route("/coding/{name}/settle", record_ruling, methods=["POST"]),
]
