"""Pages that list: the agreements, the sources, the problems, what nobody has reported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.domain.agreement import Agreement, Provision
from servanda.domain.cell import WHOLE
from servanda.domain.problem import Problem
from servanda.domain.source import Source
from servanda.dossier import addresses
from servanda.dossier.edition import Edition, Row
from servanda.dossier.layout import Layout, in_parts
from servanda.dossier.public import public_problems
from servanda.dossier.render import Linker, Page, linker, render
from servanda.dossier.words import say_date
from servanda.saying import _

#: Longer lists are cut, and the reader is sent to the tables.
MOST = 400


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source in the list of sources."""

    source: Source
    href: str
    date: str
    side: str
    read: bool
    ruled: int
    proposed: int


def source_list(edition: Edition, *, only: str = "") -> Iterator[Page]:
    """Give the list of sources, unread ones first told of, in parts."""
    path = "sources.html"
    to = linker(path)
    counts = edition.heard.by_source()

    def line(one: Source) -> SourceLine:
        ruled, proposed = counts.get(one.id, (0, 0))
        side = one.description.side
        return SourceLine(
            one,
            to(addresses.source(one.id)),
            _date(one),
            edition.side_name(side) if side else "",
            bool(edition.record.readings.get(one.id)),
            ruled,
            proposed,
        )

    ordered = sorted(edition.record.sources, key=lambda one: (not _date(one), _date(one), one.id))
    weighed = ((one, 700 + 3 * len((one.description.title or "").encode())) for one in ordered)
    parts = list(in_parts(weighed)) or [[]]
    for number, part in enumerate(parts, 1):
        if only not in ("", addresses.part(path, number)):
            continue
        yield render(
            edition,
            "sources.html",
            addresses.part(path, number),
            title=_("Sources"),
            section="sources",
            lines=[line(one) for one in part],
            number=number,
            count=len(parts),
            address=lambda n: addresses.part(path, n),
            withheld=edition.record.withheld if number == 1 else (),
        )


def _date(source: Source) -> str:
    about = source.description
    return about.written or about.sent or about.received or about.published or ""


@dataclass(frozen=True, slots=True)
class ProblemLine:
    """A problem with the source that it is about."""

    problem: Problem
    source: str
    href: str


def problem_list(edition: Edition) -> Iterator[Page]:
    """Give the list of problems: unread sources first, then what is damaged, then doubts."""
    path = "problems.html"
    to = linker(path)
    known = {one.source for one in public_problems(edition.record) if one.kind == "unread"}
    problems = [
        Problem(
            "unread",
            _("No reader or coder has read it. What only it could tell is unknown, not silent."),
            one.id,
        )
        for one in edition.record.sources
        if not edition.record.readings.get(one.id) and one.id not in known
    ]
    problems += public_problems(edition.record)
    problems.sort(key=lambda one: ("unread", "damaged", "doubt").index(one.kind))
    lines = []
    for one in problems:
        source = edition.record.source_by_id.get(one.source or "")
        name = source.shown_name if source else (one.source or "")
        lines.append(ProblemLine(one, name, to(addresses.source(source.id)) if source else ""))
    short = [one for one in edition.record.sources if one.description.complete is False]
    weighed = ((one, 400 + 3 * len((one.problem.message + one.source).encode())) for one in lines)
    parts = list(in_parts(weighed)) or [[]]
    for number, part in enumerate(parts, 1):
        yield render(
            edition,
            "problems.html",
            addresses.part(path, number),
            title=_("Problems"),
            section="problems",
            lines=part,
            total=len(lines),
            short=short[:MOST] if number == 1 else [],
            number=number,
            count=len(parts),
            address=lambda n: addresses.part(path, n),
        )


@dataclass(frozen=True, slots=True)
class SilentGroup:
    """Provisions of one parent on which nothing is said; `below` counts those under each."""

    name: str
    href: str
    items: list[tuple[str, str, int]]


@dataclass(frozen=True, slots=True)
class Silence:
    """What nobody has reported about one agreement."""

    agreement: Agreement
    silent: list[SilentGroup]
    silent_count: int
    total: int
    one_sided: list[tuple[str, str, str, str]]
    one_sided_more: int
    own_word_only: list[tuple[str, str, str]]
    voiceless: list[str]
    unjudged: list[str]
    whole_silent: bool


def silence_page(edition: Edition, layout: Layout) -> Iterator[Page]:
    """Give the page of what nobody has reported, in sentences and groups."""
    path = "silence.html"
    to = linker(path)
    places = edition.heard.places()
    newest, last = edition.heard.last_told()
    quiet = sorted(
        (last[one.key], one.name, to(addresses.place(one.key)))
        for one in places
        if one.ruled + one.proposed and one.key in last and last[one.key] < newest
    )
    unnamed = [one.name for one in places if not one.ruled + one.proposed and not one.written]
    yield render(
        edition,
        "silence.html",
        path,
        title=_("What nobody has reported"),
        section="silence",
        silences=[_silence(edition, layout, one, to) for one in edition.record.agreements],
        several=len(edition.record.agreements) > 1,
        quiet=[(say_date(day), name, href) for day, name, href in quiet[:MOST]],
        quiet_more=max(0, len(quiet) - MOST),
        newest=say_date(newest),
        unnamed=unnamed[:MOST],
        unnamed_more=max(0, len(unnamed) - MOST),
        unread=[one for one in edition.record.sources if not edition.record.readings.get(one.id)][
            :MOST
        ],
        short=[one for one in edition.record.sources if one.description.complete is False][:MOST],
    )


def _silence(edition: Edition, layout: Layout, agreement: Agreement, to: Linker) -> Silence:
    spoken = {row.key for row in edition.heard.rows() if row.agreement == agreement.key}
    groups: list[SilentGroup] = []
    _gather_silent(edition, agreement, None, agreement.provisions, spoken, groups=groups, to=to)
    all_provisions = list(agreement.walk())
    silent = [one for one in all_provisions if not any(low.key in spoken for low in one.walk())]
    one_sided, own_word = [], []
    for row in (Row(agreement.key, one.key) for one in all_provisions):
        judged = edition.heard.judging(row)
        sides = {side for all in judged.values() for side in all}
        if len(sides) == 1:
            side = next(iter(sides))
            one_sided.append(
                (
                    edition.row_name(row),
                    to(addresses.row(*_key(row))),
                    edition.side_name(side),
                    side,
                )
            )
        own_word += [
            (
                edition.row_name(row),
                to(layout.section(row, party)),
                edition.party_name(agreement.key, party),
            )
            for party, who in judged.items()
            if set(who) == {party}
        ]
    speaking, judged_all = edition.heard.speaking(), edition.heard.spoken_of()
    parties = [one for one in agreement.parties if one.role == "party"]
    one_sided.sort(key=lambda one: one[2])
    return Silence(
        agreement,
        groups,
        len(silent),
        len(all_provisions),
        one_sided[:MOST],
        max(0, len(one_sided) - MOST),
        own_word[:MOST],
        [one.name for one in parties if one.key not in speaking],
        [one.name for one in parties if one.key not in judged_all],
        Row(agreement.key, WHOLE) not in edition.heard.rows(),
    )


def _key(row: Row) -> tuple[str, str]:
    return row.agreement, row.key


def _gather_silent(
    edition: Edition,
    agreement: Agreement,
    parent: Provision | None,
    among: tuple[Provision, ...],
    spoken: set[str],
    *,
    groups: list[SilentGroup],
    to: Linker,
) -> None:
    """Collect silent provisions under their nearest parent that is not wholly silent itself."""
    items = []
    for one in among:
        below = list(one.walk())
        if not any(low.key in spoken for low in below):
            name = edition.row_name(Row(agreement.key, one.key))
            items.append((name, to(addresses.row(agreement.key, one.key)), len(below) - 1))
    if items:
        name = edition.row_name(Row(agreement.key, parent.key)) if parent else ""
        href = to(addresses.row(agreement.key, parent.key)) if parent else ""
        groups.append(SilentGroup(name, href, items))
    for one in among:
        if one.children and any(low.key in spoken for low in one.walk()):
            _gather_silent(edition, agreement, one, one.children, spoken, groups=groups, to=to)
