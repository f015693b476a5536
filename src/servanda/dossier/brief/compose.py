"""A brief put together: what always stands in it first, then as many matters as ten pages hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from importlib.metadata import version
from itertools import count

from servanda.domain.cell import UNMAPPED, WHOLE
from servanda.dossier.brief.ask import ask_blocks, settle
from servanda.dossier.brief.changes import change_blocks
from servanda.dossier.brief.content import (
    Block,
    Brief,
    Cited,
    Items,
    Matter,
    Paragraph,
    Part,
    Quotation,
    Section,
    Words,
    name,
    soft,
    strong,
    with_more,
    words,
)
from servanda.dossier.brief.draft import BriefOptions, Draft, dated, telling
from servanda.dossier.brief.fit import ROOM, height_of, height_of_all
from servanda.dossier.brief.known import known_blocks
from servanda.dossier.brief.matters import cite, make_matter
from servanda.dossier.brief.points import Point
from servanda.dossier.brief.short import in_short
from servanda.dossier.brief.silence import find_silent, silence_blocks
from servanda.dossier.citation import short_head
from servanda.dossier.edition import Edition, Row
from servanda.dossier.words import capital, counted, listed, say_date

#: Of what is left after the fixed sections, so much at most goes to contradictions, admissions.
CONTESTED_SHARE = 0.55
ADMITTED_SHARE = 0.3
#: Quotes for each side: where sides contradict each other, and elsewhere with and without room.
QUOTES_CONTESTED = 3
QUOTES = 3
KICKERS = {
    "public": "Brief for a mediator · public edition",
    "parties": "Brief for a mediator · edition for the parties",
    "internal": "Brief for a mediator · internal edition",
}


def make_brief(
    edition: Edition, options: BriefOptions | None = None, *, room: float = ROOM
) -> Brief:
    """Give the brief of a record: what a mediator needs, on ten pages at most.

    Args:
        edition: The record as it may leave for this audience, with its assessment.
        options: For whom, whose obligations first, since when.
        room: Height of all pages together, in points.
    """
    draft = Draft(edition, options or BriefOptions())
    silent = find_silent(draft)
    short = Section("short", "In short", (*_standing(draft), Items(tuple(in_short(draft, silent)))))
    changed = draft.options.changes
    since = Section(
        "changes",
        "What changed",
        tuple(change_blocks(draft, changed)) if changed is not None else (),
    )
    after = [
        Section("silence", "What nobody has reported", tuple(silence_blocks(draft, silent))),
        Section("ask", "What to ask whom next", tuple(ask_blocks(draft, silent))),
        Section("known", "How we know", tuple(known_blocks(draft))),
    ]
    check = Section("check", "How to check this brief", tuple(_check(draft)))
    left = room - height_of_all([short, since, *after, check]) - 120
    contested, left_over = _contested(draft, left * CONTESTED_SHARE)
    left -= left * CONTESTED_SHARE - left_over
    admitted, left_over = _admitted(draft, left * ADMITTED_SHARE)
    left -= left * ADMITTED_SHARE - left_over
    others = _others(draft, left)
    sections = [short, since, contested, *admitted, *others, *after]
    sections = _number([one for one in sections if one.blocks])
    return Brief(
        title=name(edition.title, 160).text,
        kicker=_kicker(draft),
        facts=tuple(_facts(draft)),
        sections=(*sections, replace(check, blocks=(*check.blocks, *_index(sections)))),
        audience=draft.options.audience,
        party=draft.options.party,
        head=edition.record.head,
        warning=(
            "Confidential: this brief may hold what was marked sensitive. Do not pass it on."
            if draft.options.audience == "internal"
            else ""
        ),
        foot=f"Servanda {version('servanda')} · head {short_head(edition.record.head)}",
    )


def _kicker(draft: Draft) -> str:
    found = KICKERS[draft.options.audience]
    if party := draft.options.party:
        found += f" · the obligations of {draft.side(party).text} first"
    return found


def _facts(draft: Draft) -> Iterable[tuple[str, Words]]:
    agreements = draft.edition.record.agreements
    if len(agreements) > 1:
        yield "Agreements", with_more([words(name(one.title, 80)) for one in agreements], 4)
    parties = {p.key: p for one in agreements for p in one.parties}
    if parties:
        named = [
            words(name(one.name, 60), f" ({one.role})" if one.role != "party" else "")
            for one in parties.values()
        ]
        yield "Parties", with_more(named, 6)
    signed = [say_date(day) for one in agreements for day in one.signed]
    if signed:
        yield "Signed", words(name(listed(dict.fromkeys(signed)), 90))
    dates = [day for one in draft.documents if (day := dated(one))]
    told = counted(len(draft.documents), "document")
    if dates:
        first, last = say_date(min(dates)), say_date(max(dates))
        told += f", {first}" if first == last else f", {first} to {last}"
    yield "Rests on", words(name(told))
    recorded = draft.options.recorded[:10]
    yield (
        "Record",
        words(
            f"as it stood on {say_date(recorded)}, " if recorded else "",
            f"head {short_head(draft.edition.record.head)}",
        ),
    )


def _standing(draft: Draft) -> Iterable[Block]:
    """Say first what all of this is worth: whether anybody ruled on it, and who speaks."""
    ruled, proposed = draft.edition.counts()
    if not ruled and not proposed:
        return
    if not ruled:
        yield Paragraph(
            words(
                strong("Nobody has ruled on any of this yet."),
                f" All {proposed:,} statements are proposals of a machine, each with words that "
                "stand letter for letter in a document. Read every finding as “proposed”."
                if proposed > 1
                else " The one statement is a proposal of a machine.",
            ),
            "note",
        )
    elif proposed:
        yield Paragraph(
            words(
                strong(f"People have accepted {counted(ruled, 'statement')}."),
                f" A machine proposes {proposed:,} more, on which nobody has ruled: these are "
                "marked as proposed and counted apart.",
            ),
            "note",
        )
    else:
        yield Paragraph(
            words(
                strong(f"People have accepted all {counted(ruled, 'statement')}."),
                " No proposal waits for a ruling.",
            ),
            "note",
        )


def _rows(points: Iterable[Point]) -> dict[Row, list[Point]]:
    found: dict[Row, list[Point]] = {}
    for one in points:
        found.setdefault(one.row, []).append(one)
    return found


def _contested(draft: Draft, room: float) -> tuple[Section, float]:
    """Give the contradictions side by side with what would settle each, as many as fit."""
    points = [one for one in draft.points if "disputed" in _words_of(one)]
    if not points:
        return Section("contested", "Where the sides contradict each other", ()), room
    blocks: list[Block] = []
    left_out: list[Words] = []
    for row, mine in _rows(points).items():
        matter = make_matter(draft, mine, quotes=QUOTES_CONTESTED)
        parts = tuple(
            replace(part, notes=(*part.notes, *_settled(draft, point)))
            for part, point in zip(matter.parts, mine, strict=True)
        )
        matter = replace(matter, parts=parts)
        high = height_of(matter)
        if high <= room:
            blocks.append(matter)
            room -= high
        else:
            left_out.append(draft.row_words(row))
    blocks += _cut(left_out)
    return Section("contested", "Where the sides contradict each other", tuple(blocks)), room


def _words_of(point: Point) -> tuple[str, ...]:
    pictures = (point.pair.accepted, point.pair.proposed)
    return tuple(one.word for one in pictures if one)


def _settled(draft: Draft, point: Point) -> list[Words]:
    found = settle(draft, point)
    if not found:
        return []
    joined: Words = ()
    for at, one in enumerate(found):
        joined = words(joined, "; " if at else "", one)
    return [words(strong("What would settle it"), ": ", joined, ".")]


def _cut(left_out: list[Words]) -> list[Block]:
    """Say what did not fit, by name and number, and where it stands."""
    if not left_out:
        return []
    lead = f"Left out here for want of room: {counted(len(left_out), 'more matter')}: "
    return [
        Paragraph(
            words(
                soft(lead),
                with_more(left_out, 6),
                soft(". Each has a page of its own in the report."),
            ),
            "small",
        )
    ]


def _admitted(draft: Draft, room: float) -> tuple[list[Section], float]:
    """Give admissions and concessions, which weigh most, as many as fit."""
    facts = [
        one
        for one in draft.edition.assessment.facts
        if one.statement.kind in ("admission", "concession")
    ]
    facts.sort(key=lambda one: (one.statement.kind != "admission", *telling(one)))
    blocks: list[Block] = []
    left_out = {"admission": 0, "concession": 0}
    for fact in facts:
        one = fact.statement
        row = next(iter(draft.edition.rows_of(fact)))
        on = (
            words("beside every known provision")
            if row.key == UNMAPPED
            else words("on the whole")
            if row.key == WHOLE
            else words("on ", draft.row_words(row))
        )
        says = " admits, " if one.kind == "admission" else " concedes, "
        about = [
            draft.party_run(row, party)
            for party in fact.parties
            if party not in ("(nobody named)", one.side)
        ]
        of = words(", of ", about[0]) if about else ()
        quoted = Quotation(
            words(strong(capital(draft.side(one.side).text)), says, on, of, ":"),
            replace(cite(draft, fact), kind=""),
        )
        high = height_of(quoted)
        if high <= room:
            blocks.append(quoted)
            room -= high
        else:
            left_out[one.kind] += 1
    more = [counted(number, f"more {kind}") for kind, number in left_out.items() if number]
    if more:
        blocks.append(
            Paragraph(
                words(
                    soft(
                        f"Left out here for want of room: {listed(more)}. The pages of their "
                        "provisions in the report hold them."
                    )
                ),
                "small",
            )
        )
    return [
        Section("admissions", "Admissions and concessions", tuple(blocks))
    ] if blocks else [], room


def _others(draft: Draft, room: float) -> list[Section]:
    """Give everything else that is spoken of, worst first, as much as fits."""
    points = [one for one in draft.points if "disputed" not in _words_of(one) and one.speaking]
    points.sort(
        key=lambda one: (draft.options.party != "" and not draft.owes(one), one.row.key == UNMAPPED)
    )
    rows = _rows(points)
    for quotes in range(QUOTES, 0, -1):
        matters = [make_matter(draft, mine, quotes=quotes) for mine in list(rows.values())[:60]]
        if sum(map(height_of, matters)) <= room - 30:
            break
    blocks: list[Block] = []
    left_out: list[Words] = []
    room -= 30
    for row, mine in rows.items():
        matter = make_matter(draft, mine, quotes=quotes) if room > 60 else None
        if matter is not None and height_of(matter) <= room:
            blocks.append(matter)
            room -= height_of(matter)
        else:
            left_out.append(draft.row_words(row))
    blocks += _cut(left_out)
    return [Section("points", "Point by point", tuple(blocks))] if blocks else []


def _check(draft: Draft) -> Iterable[Block]:
    head = draft.edition.record.head
    yield Paragraph(
        words(
            f"Made from the record at head {head.count}:",
            name(head.hash, 80),
            ". On the dossier, servanda check --extends with this head proves that the record "
            "continues it unaltered; servanda show with a statement's id prints its words, its "
            "reasons and its rulings; servanda report writes the whole record as pages.",
        )
    )


def _index(sections: list[Section]) -> Iterable[Block]:
    """Give the statement behind every quote, so that each can be walked back to its page."""
    found = dict.fromkeys(
        f"{one.number} {one.statement}" for section in sections for one in _quotes(section)
    )
    if found:
        yield Paragraph(words(strong("Statements quoted"), ": ", "; ".join(found), "."), "small")


def _quotes(section: Section) -> Iterable[Cited]:
    for block in section.blocks:
        match block:
            case Quotation():
                yield block.quote
            case Matter():
                for part in block.parts:
                    for column in part.columns:
                        yield from column.quotes


def _number(sections: list[Section]) -> list[Section]:
    """Number the quotes in the order in which they are read; the same words keep their number."""
    fresh = count(1)
    known: dict[str, int] = {}

    def numbered(one: Cited) -> Cited:
        if one.statement not in known:
            known[one.statement] = next(fresh)
        return replace(one, number=known[one.statement])

    def through(block: Block) -> Block:
        match block:
            case Quotation():
                return replace(block, quote=numbered(block.quote))
            case Matter():
                return replace(block, parts=tuple(_renumbered(one) for one in block.parts))
            case _:
                return block

    def _renumbered(part: Part) -> Part:
        columns = tuple(
            replace(one, quotes=tuple(numbered(quote) for quote in one.quotes))
            for one in part.columns
        )
        return replace(part, columns=columns)

    return [replace(one, blocks=tuple(map(through, one.blocks))) for one in sections]
