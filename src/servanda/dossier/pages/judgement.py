"""The pages of judgement: scores with their ratings, deadlines, what hangs on whom, codebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from servanda.assessing.deadlines import Deadline
from servanda.assessing.rating_basis import basis_note
from servanda.assessing.ratings import said
from servanda.assessing.sensitivity import Removal, RemovalKind
from servanda.assessing.series import PeriodScore, ScoreSeries
from servanda.domain.codebook import Scale
from servanda.domain.judgement import DerivationSet, SourceGraded
from servanda.dossier import addresses
from servanda.dossier.charts.ink import follow_page
from servanda.dossier.charts.scores import draw_scores
from servanda.dossier.charts.sensitivity import draw_sensitivity
from servanda.dossier.edition import Edition, Row
from servanda.dossier.judged import Judgements, Rating, Reply
from servanda.dossier.layout import Layout, in_parts
from servanda.dossier.render import Linker, Page, linker, render
from servanda.dossier.words import label, say_date
from servanda.saying import N_, NN_, _, joined, say_percent

#: Why ratings are in no score, with their number.
LEFT_OUT = {
    "place": NN_("{number} rating of single places", "{number} ratings of single places"),
    "party": NN_("{number} rating of other parties", "{number} ratings of other parties"),
    "period": NN_("{number} rating without a period", "{number} ratings without a period"),
    "heading": NN_(
        "{number} rating of headings below which something is rated, which counts instead",
        "{number} ratings of headings below which something is rated, which counts instead",
    ),
    "not owed": NN_(
        "{number} rating on provisions that this party is not said to owe",
        "{number} ratings on provisions that this party is not said to owe",
    ),
}
#: The last so many periods stand in the table of levels; the data have all.
MOST_PERIODS = 12
#: So many changed pictures are named for each thing left out.
MOST_EXAMPLES = 5
#: So many things left out are listed of each kind, those that change most.
MOST_REMOVALS = 50


@dataclass(frozen=True, slots=True)
class RatingLine:
    """A rating in words: its level or its kind of not knowing, whose, why, and what it rests on."""

    where: str
    level: str
    scale: str
    actor: str
    day: str
    why: str
    work: str
    weak: str
    basis: Sequence[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A provision's levels in the last periods: words for each, and whether they are carried."""

    name: str
    href: str
    fields: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class SeriesView:
    """One agreement's scores on one scale, as the page shows them."""

    title: str
    picture: Markup
    series: ScoreSeries
    last: PeriodScore | None
    rows: Sequence[LevelRow]
    periods: Sequence[str]
    parts: Sequence[tuple[str, str, PeriodScore, object]]


def judgement_pages(
    edition: Edition, layout: Layout, judged: Judgements, *, only: str = ""
) -> Iterator[Page]:
    """Give the pages of scores, deadlines, what hangs on whom, and the codebook; or one of them."""
    if addresses.meant(only, "scores.html"):
        yield from _scores(edition, judged)
    if addresses.meant(only, "deadlines.html"):
        yield from _deadlines(edition, judged)
    if addresses.meant(only, "hangs.html"):
        yield _hangs(edition, layout, judged)
    if not addresses.meant(only, "codebook.html"):
        return
    codebook = edition.record.codebook
    fields = list(dict.fromkeys(one.field for one in codebook.terms))
    yield render(
        edition,
        "codebook.html",
        "codebook.html",
        title=_("Codebook"),
        section="codebook",
        codebook=codebook,
        fields=[
            (said(field), [one for one in codebook.terms if one.field == field]) for field in fields
        ],
        said=said,
    )


def rating_line(
    edition: Edition, layout: Layout, rating: Rating, row: Row, to: Linker
) -> RatingLine:
    """Give a rating as a row's page prints it."""
    one, act = rating
    scale = edition.record.codebook.scale(act.scale)
    where = [edition.place_name(act.cell.place)] if act.cell.place else []
    where += [edition.period_name(act.cell.period)] if act.cell.period else []
    if act.cell.party:
        where.append(
            _("about {name}").format(name=edition.party_name(row.agreement, act.cell.party))
        )
    basis = [found for id in act.statements if (found := layout.number(id, row))]
    return RatingLine(
        where=joined(where) or _("all together"),
        level=_level(act.level, act.violated, act.unknown, scale),
        scale=_(scale.name) if scale else act.scale,
        actor=one.actor,
        day=say_date(one.time[:10]),
        why=act.why,
        work=act.work or "",
        weak=basis_note(act, edition.record.statement_by_id),
        basis=[(number, to(href)) for number, href in basis],
    )


def reply_line(edition: Edition, reply: Reply) -> tuple[str, str, str]:
    """Give a party's reply: who, in which words, when it was recorded."""
    one, act = reply
    return (
        edition.party_name(act.cell.agreement, act.party),
        act.text,
        say_date(one.time[:10]),
    )


def _level(level: float | None, violated: bool, unknown: str | None, scale: Scale | None) -> str:
    words = []
    if level is not None:
        named = scale.level(level) if scale else None
        words.append(f"{level:g}, {_(named.name)}" if named else f"{level:g}")
    if violated:
        words.append(_("violated"))
    if unknown:
        words.append(said(unknown))
    return "; ".join(words)


def _scores(edition: Edition, judged: Judgements) -> Iterator[Page]:
    path = "scores.html"
    to = linker(path)
    views = [_view(edition, one, to) for one in judged.series]
    record = edition.record
    grades = [
        (
            _source_name(edition, act.source),
            to(addresses.source(act.source)),
            act.grade,
            edition.row_name(Row(act.agreement, act.topic)) if act.topic else _("all topics"),
            act.grounds,
            one.actor,
            say_date(one.time[:10]),
        )
        for one, act in record.judged(SourceGraded)
    ]
    derived = [
        (
            _source_name(edition, act.source),
            said(act.kind),
            _source_name(edition, act.origin),
            act.why,
            one.actor,
        )
        for one, act in record.judged(DerivationSet)
    ]
    yield render(
        edition,
        "scores.html",
        path,
        title=_("Ratings and scores"),
        section="scores",
        views=views,
        grades=grades,
        derived=derived,
        sources=len(record.documents),
        witnesses=edition.heard.witnesses(),
        left_out=LEFT_OUT,
        said=said,
    )


def _view(edition: Edition, series: ScoreSeries, to: Linker) -> SeriesView:
    shown = series.periods[-MOST_PERIODS:]
    rows = []
    for at, level in enumerate(shown[-1].levels if shown else ()):
        row = Row(series.agreement, level.provision)
        fields = []
        for period in shown:
            one = period.levels[at]
            violated = one.level == "violated"
            number = None if violated or one.level is None else float(one.level)
            told = _level(number, violated, one.unknown, series.scale)
            fields.append((told or (_("raters differ") if one.differ else ""), _kind(one.carried)))
        rows.append(
            LevelRow(edition.row_name(row), to(addresses.row(row.agreement, row.key)), fields)
        )
    last = shown[-1] if shown else None
    parts = [
        (
            one.kind,
            edition.party_name(series.agreement, one.name) if one.kind == "obligor" else one.name,
            last,
            one.score,
        )
        for one in (last.parts if last else ())
        if last
    ]
    title = edition.agreements[series.agreement].title
    picture = Markup(follow_page(draw_scores(series, title=f"{title}: {_(series.scale.name)}")))
    return SeriesView(title, picture, series, last, rows, [one.window.name for one in shown], parts)


def _kind(carried: bool) -> str:
    return _("carried forward") if carried else ""


def _source_name(edition: Edition, id: str) -> str:
    source = edition.record.source_by_id.get(id)
    return source.shown_name if source else id


@dataclass(frozen=True, slots=True)
class DueLine:
    """A deadline with the names of what it is on, who owes it, and what it waits for."""

    one: Deadline
    name: str
    href: str
    owing: Sequence[str]
    waits: Sequence[tuple[str, str]]


def due_line(edition: Edition, one: Deadline, to: Linker) -> DueLine:
    """Give a deadline with the names that stand in it."""

    def named(key: str) -> tuple[str, str]:
        row = Row(one.agreement, key)
        return edition.row_name(row), to(addresses.row(row.agreement, row.key))

    name, href = named(one.provision)
    owing = [edition.party_name(one.agreement, key) for key in one.obligors]
    return DueLine(one, name, href, owing, [named(key) for key in one.waits_for])


def _deadlines(edition: Edition, judged: Judgements) -> Iterator[Page]:
    path = "deadlines.html"
    all_due = [one for due in judged.deadlines.values() for one in due]
    all_due.sort(key=lambda one: (one.latest is None, one.latest or "", one.provision))
    parts = list(in_parts((one, 700 + 3 * len(one.why.encode())) for one in all_due)) or [[]]
    for number, part in enumerate(parts, 1):
        here = addresses.part(path, number)
        to = linker(here)
        yield render(
            edition,
            "deadlines.html",
            here,
            title=_("Deadlines"),
            section="deadlines",
            lines=[due_line(edition, one, to) for one in part],
            total=len(all_due),
            on=say_date(judged.on),
            number=number,
            count=len(parts),
            address=lambda n: addresses.part(path, n),
        )


@dataclass(frozen=True, slots=True)
class WithoutLine:
    """What would be otherwise without one thing, with the first pictures named."""

    name: str
    removal: Removal
    changes: str
    examples: Sequence[tuple[str, str, str]]


def _hangs(edition: Edition, layout: Layout, judged: Judgements) -> Page:
    path = "hangs.html"
    to = linker(path)
    names = {one.id: one.shown_name for one in edition.record.sources}
    names |= {one.side: edition.side_name(one.side) for one in edition.record.statements}
    views = [
        (
            edition.agreements[told.agreement].title,
            told,
            Markup(follow_page(draw_sensitivity(told, names))),
            [
                (_(heading), _without(edition, layout, told.of(kind), names, to))
                for kind, heading in KINDS.items()
            ],
        )
        for told in judged.hanging
        if told.pictures
    ]
    return render(
        edition,
        "hangs.html",
        path,
        title=_("What hangs on whom"),
        section="hangs",
        views=views,
        unweighed=judged.unweighed,
    )


KINDS: dict[RemovalKind, str] = {
    "witness": N_("Without one witness"),
    "side": N_("Without one side's voice"),
    "confidence": N_("Without proposals that are less sure"),
}


def _without(
    edition: Edition,
    layout: Layout,
    removals: Iterable[Removal],
    names: Mapping[str, str],
    to: Linker,
) -> list[WithoutLine]:
    found = []
    for one in [one for one in removals if one.changed][:MOST_REMOVALS]:
        changes = joined(
            _("{number} {before} would be {after}").format(
                number=count, before=label("pictures", before), after=label("pictures", after)
            )
            for before, after, count in one.words
        )
        examples = []
        for example in one.examples[:MOST_EXAMPLES]:
            row = Row(example.cell.agreement, example.cell.provision)
            about = edition.party_name(row.agreement, example.cell.party)
            words = f"{label('pictures', example.before)} → {label('pictures', example.after)}"
            href = to(layout.section(row, example.cell.party))
            examples.append((f"{edition.row_name(row)}, {about}", href, words))
        name = names.get(one.key, one.key)
        if one.kind == "confidence":
            name = _("below {share}, or not measured").format(share=say_percent(float(one.key)))
        found.append(WithoutLine(name, one, changes, examples))
    return found
