"""What people judged: scores with their formula, ratings, deadlines; nothing where none is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from servanda.assessing.deadlines import Deadline, DeadlineWord, deadlines
from servanda.assessing.figures import Figure
from servanda.assessing.ratings import said as say_unknown
from servanda.assessing.series import ScoreSeries, score_series
from servanda.domain.agreement import Agreement
from servanda.domain.cell import Cell
from servanda.domain.judgement import CellRated, CellReplied, Judged
from servanda.dossier.brief.content import (
    Block,
    Items,
    Paragraph,
    Table,
    Words,
    name,
    soft,
    strong,
    with_more,
    words,
)
from servanda.dossier.brief.draft import Draft
from servanda.dossier.edition import Row
from servanda.dossier.words import capital, counted, say_date, say_period

#: So many rows of each table, so many replies to one matter.
MOST_RATINGS = 10
MOST_DEADLINES = 8
MOST_REPLIES = 2
#: The order in which deadlines matter; what was kept is only counted.
URGENT = ("overdue", "disputed", "waiting", "upcoming", "undated")


_Rated = tuple[Judged, CellRated]


#: Each word for a deadline, as it is counted: silence is no failure.
SAID: Mapping[DeadlineWord, str] = {
    "kept": "said or rated to be kept",
    "overdue": "past due, with nothing that says “kept”",
    "disputed": "disputed between sides",
    "waiting": "waiting for what must come first",
    "upcoming": "not yet due",
    "undated": "without a day to be measured by",
}


def judged_blocks(draft: Draft) -> list[Block]:
    """Give scores, ratings and deadlines, as far as there are any."""
    return [*_scores(draft), *_ratings(draft), *_deadlines(draft)]


def _scores(draft: Draft) -> Iterator[Block]:
    record = draft.edition.record
    scales = dict.fromkeys(act.scale for _, act in record.judged(CellRated))
    items: list[Words] = []
    for agreement in record.agreements:
        for key in scales:
            if record.codebook.scale(key) is None:
                continue
            series = score_series(record, agreement=agreement.key, scale=key)
            if series.periods and any(one.score.known for one in series.periods):
                items += _say_score(draft, agreement, series)
    if items:
        yield Paragraph(words(strong("Scores"), ", from people's ratings and nothing else:"))
        yield Items(tuple(items[:4]))


def _say_score(draft: Draft, agreement: Agreement, series: ScoreSeries) -> Iterator[Words]:
    last = next(one for one in reversed(series.periods) if one.score.known)
    score = last.score
    several = len(draft.edition.agreements) > 1
    about = words(name(agreement.title, 60), ", ") if several else ()
    mean = last.headlines.mean
    yield words(
        about,
        name(series.scale.name, 60),
        f", {say_period(last.window.name)}: {_figure(mean)}, between {score.low:.1f} and "
        f"{score.high:.1f} for what is not known; {score.known} of {score.units} provisions have "
        f"a level, {counted(score.violated, 'of them', 'of them')} actively breached. "
        f"{capital(last.headlines.complete.name)} {_figure(last.headlines.complete)}, "
        f"{last.headlines.started.name} {_figure(last.headlines.started)}.",
        soft(f" {capital(mean.name)}: {mean.formula}."),
    )


def _figure(one: Figure) -> str:
    return str(one).replace(" %", "\u00a0%")


def _ratings(draft: Draft) -> Iterator[Block]:
    found = draft.edition.record.judged(CellRated)
    if not found:
        return
    found.sort(key=lambda one: _rank(draft, one[1]))
    shown = _evenly(found, MOST_RATINGS)
    internal = draft.options.audience == "internal"
    head = ("Rated", "Scale", "Level", "Rests on", *(("By", "Why") if internal else ()))
    yield Table(head, tuple(_rating(draft, one, act) for one, act in shown), wide=0)
    if len(found) > len(shown):
        told = (
            f"{len(shown)} of {len(found):,} ratings, taken evenly from the lowest level to the "
            "highest; the report has all of them."
        )
        yield Paragraph(words(told), "small")


def _evenly(found: Sequence[_Rated], most: int) -> Sequence[_Rated]:
    """Give so many, at even steps from the first to the last: a cut must favour no level."""
    if len(found) <= most:
        return found
    return [found[at * (len(found) - 1) // (most - 1)] for at in range(most)]


def _rank(draft: Draft, act: CellRated) -> tuple[bool, float, int]:
    row = Row(act.cell.agreement, act.cell.provision)
    return (not act.violated, 9.0 if act.level is None else act.level, draft.edition.row_order(row))


def _rating(draft: Draft, one: Judged, act: CellRated) -> tuple[Words, ...]:
    scale = draft.edition.record.codebook.scale(act.scale)
    level = scale.level(act.level) if scale and act.level is not None else None
    told = []
    if act.violated:
        told.append("actively breached")
    if level:
        told.append(f"{level.value:g}, {level.name}")
    if act.unknown:
        told.append(say_unknown(act.unknown))
    cells = (
        words(*_cell(draft, act.cell)),
        words(name(scale.name if scale else act.scale, 30)),
        words(name("; ".join(told) or "not known", 60)),
        words(counted(len(act.statements), "statement")),
    )
    if draft.options.audience != "internal":
        return cells
    return (*cells, words(name(one.actor, 30)), words(name(act.why, 160)))


def _cell(draft: Draft, cell: Cell) -> Words:
    row = Row(cell.agreement, cell.provision)
    found = draft.row_words(row)
    if cell.party:
        found = words(found, ", of ", draft.party_run(row, cell.party))
    if cell.place:
        found = words(found, ", at ", name(draft.edition.place_name(cell.place), 40))
    return words(found, f", {say_period(cell.period)}" if cell.period else "")


def replies(draft: Draft, row: Row, party: str) -> Iterator[Words]:
    """Give what a party replied to what is said of it here: its right, printed with the matter."""
    found = [
        act
        for _, act in draft.edition.record.judged(CellReplied)
        if (act.cell.agreement, act.cell.provision) == (row.agreement, row.key)
        and party in (act.cell.party, act.party)
    ]
    for act in found[:MOST_REPLIES]:
        yield words(
            strong("Reply of "), draft.party_run(row, act.party), ": “", name(act.text, 240), "”"
        )


def _deadlines(draft: Draft) -> Iterator[Block]:
    day = draft.options.recorded[:10]
    if not day:
        return
    assessment = draft.edition.assessment
    found = [
        one
        for agreement in draft.edition.record.agreements
        for one in deadlines(assessment, agreement=agreement.key, on=day, proposals=True)
    ]
    if not found:
        return
    open_ = sorted(
        (one for one in found if one.word in URGENT), key=lambda one: URGENT.index(one.word)
    )
    each = Counter(one.word for one in found)
    told = "; ".join(f"{each[word]:,} {SAID[word]}" for word in SAID if each[word])
    lead = f", as of {say_date(day)}, with proposals counted: "
    yield Paragraph(
        words(strong("Deadlines"), lead, f"{counted(len(found), 'deadline')}. {capital(told)}.")
    )
    shown = open_[:MOST_DEADLINES]
    if shown:
        rows = tuple(_deadline(draft, one) for one in shown)
        yield Table(("Promise", "Owed by", "Due", "Now"), rows, wide=0)
    if len(open_) > len(shown):
        more = len(open_) - len(shown)
        left = f"{counted(more, 'more deadline')} {'stands' if more == 1 else 'stand'} open"
        yield Paragraph(words(f"{left}; servanda deadlines names all."), "small")


def _deadline(draft: Draft, one: Deadline) -> tuple[Words, ...]:
    row = Row(one.agreement, one.provision)
    owed = [words(draft.party_run(row, key)) for key in one.obligors]
    due = say_date(one.latest) if one.latest else one.text
    return (
        words(*draft.row_words(row)),
        with_more(owed, 2) if owed else words(soft("not said")),
        words(name(due, 50)),
        words(one.word),
    )
