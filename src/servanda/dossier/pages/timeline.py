"""The timeline: dated statements as intervals, with the same in words, and what has no date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from servanda.assessing.facts import told_on
from servanda.domain.cell import UNMAPPED, WHOLE
from servanda.domain.source import Description, Source
from servanda.domain.statement import Statement
from servanda.dossier import addresses
from servanda.dossier.cards import is_ruled
from servanda.dossier.charts.axis import Axis, make_axis, ordinal
from servanda.dossier.charts.timeline import LABELS, WIDTH, Bar, Tick, draw_timeline
from servanda.dossier.edition import Edition, Row
from servanda.dossier.layout import Layout, in_parts
from servanda.dossier.render import Linker, Page, linker, render
from servanda.dossier.words import counted, label, say_date
from servanda.saying import _

#: With more lanes than this, a lane is an agreement and no longer a provision.
MOST_LANES = 32
#: More bars than this are drawn as the periods that they lie in.
MOST_BARS = 300


@dataclass(frozen=True, slots=True)
class TimeLine:
    """A statement on the line of time: its date in words, its bar, its words and where they are."""

    statement: Statement
    date: str
    words: str
    basis: str
    told: bool
    left: float
    width: float
    excerpt: str
    href: str
    ruled: bool
    row: str
    first: int
    last: int
    open_start: bool
    open_end: bool

    @property
    def weight(self) -> int:
        """Bytes, guessed high."""
        return 900 + 2 * len(self.excerpt.encode()) + len(self.row.encode())


@dataclass(frozen=True, slots=True)
class Times:
    """When everything happened that is told, counted: for a record too large to draw one by one.

    `bars` are a row at the top of the tree, the first and last day, whether people accepted it,
    and how many statements say so.
    """

    bars: Sequence[tuple[Row, int, int, bool, int]]
    dated: int
    undated: int
    undated_ruled: int


def timeline_part(  # noqa: PLR0917 - what stands on one part
    edition: Edition,
    layout: Layout,
    times: Times,
    statements: Sequence[Statement],
    number: int,
    count: int,
) -> Page:
    """Give a part of the timeline of a large record: these statements, and all, counted."""
    path = "timeline.html"
    to = linker(path)
    documents, signed = _few(_documents(edition, to)), _signed(edition)
    days = [day for _row, first, last, _ruled, _n in times.bars for day in (first, last)]
    days += [day for tick in (*documents, *signed) for day in (tick.first, tick.last)]
    axis = make_axis(days, start=LABELS, length=WIDTH - LABELS - 24)
    lines = [
        (_line(edition, layout, one, span, axis, to=to), span is not None)
        for one in statements
        for span in [_span(one)]
    ]
    picture = None
    if axis and number == 1:
        bars = [
            Bar(
                f"{row.agreement}/{row.key}", first, last, ruled, False, False,
                counted(n, "{number} statement", "{number} statements"),
                to(addresses.row(row.agreement, row.key)),
            )
            for row, first, last, ruled, n in times.bars
        ]  # fmt: skip
        picture = _draw(edition, axis, bars, documents, signed, dated=times.dated)
    undated_documents = [one for one in edition.record.sources if not _written(one.description)]
    return _render(
        edition,
        times,
        [one for one, known in lines if known],
        [one for one, known in lines if not known],
        picture=picture,
        documents=undated_documents[:MOST_BARS] if number == 1 else [],
        number=number,
        count=count,
    )


def _few(ticks: list[Tick]) -> list[Tick]:
    """Give documents one by one, or those of a month together where there are many."""
    if len(ticks) <= MOST_BARS:
        return ticks
    months: dict[int, list[Tick]] = {}
    for one in ticks:
        months.setdefault(one.first // 30, []).append(one)
    return [
        Tick(
            min(one.first for one in some),
            max(one.last for one in some),
            counted(len(some), "{number} document", "{number} documents"),
            "sources.html",
        )
        for _month, some in sorted(months.items())
    ]


def _render(
    edition: Edition,
    times: Times,
    dated: list[TimeLine],
    undated: list[TimeLine],
    *,
    picture: Markup | None,
    documents: list[Source],
    number: int,
    count: int,
) -> Page:
    path = "timeline.html"
    return render(
        edition,
        "timeline.html",
        addresses.part(path, number),
        title=_("Timeline"),
        section="timeline",
        picture=picture,
        dated=dated,
        undated=undated,
        dated_count=times.dated,
        undated_count=times.undated,
        undated_ruled=times.undated_ruled,
        documents_undated=documents,
        first=number == 1,
        number=number,
        count=count,
        address=lambda n: addresses.part(path, n),
    )


def timeline_pages(edition: Edition, layout: Layout) -> Iterator[Page]:
    """Give the timeline with its table, and the list of what has no date, in parts."""
    path = "timeline.html"
    to = linker(path)
    spans = {
        one.statement.id: span
        for one in edition.assessment.facts
        if (span := _span(one.statement)) is not None
    }
    documents = _documents(edition, to)
    signed = _signed(edition)
    days = [day for first, last, _, _ in spans.values() for day in (first, last)]
    days += [day for tick in (*documents, *signed) for day in (tick.first, tick.last)]
    axis = make_axis(days, start=LABELS, length=WIDTH - LABELS - 24)
    dated: list[TimeLine] = []
    undated: list[TimeLine] = []
    for fact in edition.assessment.facts:
        line = _line(edition, layout, fact.statement, spans.get(fact.statement.id), axis, to=to)
        (dated if fact.statement.id in spans else undated).append(line)
    dated.sort(key=lambda one: (one.first, one.last, one.statement.id))
    picture = _picture(edition, axis, dated, documents, signed) if axis else None
    parts = list(in_parts((one, one.weight) for one in (*dated, *undated))) or [[]]
    known = {one.statement.id for one in dated}
    times = Times((), len(dated), len(undated), sum(1 for one in undated if one.ruled))
    documents_undated = [one for one in edition.record.sources if not _written(one.description)]
    for number, part in enumerate(parts, 1):
        yield _render(
            edition,
            times,
            [one for one in part if one.statement.id in known],
            [one for one in part if one.statement.id not in known],
            picture=picture if number == 1 else None,
            documents=documents_undated if number == 1 else [],
            number=number,
            count=len(parts),
        )


def _written(about: Description) -> str:
    return about.written or about.sent or about.received or about.published or ""


def _span(statement: Statement) -> tuple[int, int, bool, bool] | None:
    """Give the first and last day that a statement's own date may mean, and which end is open."""
    moment = told_on(statement)
    if moment is None or not moment.edtf:
        return None
    early = ordinal(moment.earliest) if moment.earliest else None
    late = ordinal(moment.latest) if moment.latest else None
    if early is None and late is None:
        return None
    if early is None:
        return late, late, True, False  # type: ignore[return-value]
    if late is None:
        return early, early, False, True
    return (early, late, False, False) if early <= late else None


def _line(
    edition: Edition,
    layout: Layout,
    statement: Statement,
    span: tuple[int, int, bool, bool] | None,
    axis: Axis | None,
    *,
    to: Linker,
) -> TimeLine:
    moment = told_on(statement)
    first, last, open_start, open_end = span or (0, 0, False, False)
    left = axis.share(first) if axis and span else 0.0
    width = axis.share(last) - left if axis and span else 0.0
    words = " ".join(statement.quote.split())
    row = edition.heard.rows_told(statement.id)[0]
    shown = moment or statement.when
    return TimeLine(
        statement=statement,
        date=say_date(shown.edtf) if shown else "",
        words=" ".join(shown.text.split()) if shown and shown.text != shown.edtf else "",
        basis=label("date_bases", shown.basis) if shown and shown.basis != "stated" else "",
        told=moment is not None and moment is statement.as_of,
        left=100 * left,
        width=100 * width,
        excerpt=words if len(words) <= 160 else words[:159].rpartition(" ")[0] + " …",
        href=to(layout.card(statement.id) or "index.html"),
        ruled=is_ruled(statement),
        row=edition.row_name(row),
        first=first,
        last=last,
        open_start=open_start,
        open_end=open_end,
    )


def _documents(edition: Edition, to: Linker) -> list[Tick]:
    found = []
    days: dict[str, tuple[int, int]] = {}
    for fact in edition.assessment.facts:
        told = fact.statement.as_of
        if told and told.earliest and told.latest:
            first, last = ordinal(told.earliest), ordinal(told.latest)
            if first is not None and last is not None:
                days.setdefault(fact.statement.source, (first, last))
    for source in edition.record.sources:
        span = days.get(source.id)
        exact = ordinal(source.description.written or "")
        if exact is not None:
            span = (exact, exact)
        if span:
            name = source.shown_name
            when = say_date(_written(source.description))
            told_words = f"{name}, {when}" if when else name
            found.append(Tick(*span, told_words, to(addresses.source(source.id))))
    return found


def _signed(edition: Edition) -> list[Tick]:
    return [
        Tick(
            found,
            found,
            _("{title}, signed {date}").format(title=one.title, date=say_date(day)),
            "",
        )
        for one in edition.record.agreements
        for day in one.signed
        if (found := ordinal(day)) is not None
    ]


def _picture(
    edition: Edition,
    axis: Axis,
    dated: list[TimeLine],
    documents: list[Tick],
    signed: list[Tick],
) -> Markup:
    top = _tops(edition)
    bars = [
        Bar(
            _lane(edition, top, one.statement),
            one.first,
            one.last,
            one.ruled,
            one.open_start,
            one.open_end,
            f"{one.date}: {one.row}, {label('stances', one.statement.stance)}",
            one.href,
        )
        for one in dated
    ]
    return _draw(edition, axis, bars, documents, signed, dated=len(dated))


def _draw(
    edition: Edition,
    axis: Axis,
    bars: list[Bar],
    documents: list[Tick],
    signed: list[Tick],
    *,
    dated: int,
) -> Markup:
    lanes: dict[str, str] = {}
    by_agreement = len({one.lane for one in bars}) > MOST_LANES
    for agreement in edition.record.agreements:
        if by_agreement:
            lanes[agreement.key] = agreement.title
            continue
        lanes[f"{agreement.key}/{WHOLE}"] = edition.row_name(Row(agreement.key, WHOLE))
        for top_one in agreement.provisions:
            row = Row(agreement.key, top_one.key)
            lanes[f"{agreement.key}/{top_one.key}"] = edition.row_name(row)
    lanes[f"/{UNMAPPED}"] = _("of no provision we know")
    if by_agreement:
        lanes[""] = _("of no agreement we know")
        bars = [replace(one, lane=one.lane.partition("/")[0]) for one in bars]
    if len({(one.lane, one.first, one.last) for one in bars}) > MOST_BARS:
        shown = len({one.lane for one in bars})
        bars = [_coarse(one, axis, shown) for one in bars]
    return draw_timeline(
        axis,
        lanes,
        bars,
        documents,
        signed,
        title=_("When it happened, and when it was told"),
        description=_(
            "{statements} as bars, each as long as its date is uncertain. The table below has "
            "every one of them in words."
        ).format(
            statements=counted(dated, "{number} dated statement", "{number} dated statements")
        ),
    )


def _coarse(bar: Bar, axis: Axis, lanes: int) -> Bar:
    """Give a bar widened to whole steps of the line, so that many become few."""
    step = max(1, (axis.last - axis.first) // max(8, MOST_BARS // (2 * lanes)))
    first = bar.first // step * step
    last = max(first, -(-(bar.last + 1) // step) * step - 1)
    return Bar(bar.lane, first, last, bar.ruled, bar.open_start, bar.open_end, bar.told, bar.href)


def _tops(edition: Edition) -> dict[Row, str]:
    return {
        Row(agreement.key, one.key): top.key
        for agreement in edition.record.agreements
        for top in agreement.provisions
        for one in top.walk()
    }


def _lane(edition: Edition, top: dict[Row, str], statement: Statement) -> str:
    row = edition.rows_of(edition.facts[statement.id])[0]
    return f"{row.agreement}/{top.get(row, row.key)}"
