"""A brief put together: what always stands in it first, then as many matters as ten pages hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from importlib.metadata import version
from itertools import count

from servanda.domain.cell import UNMAPPED
from servanda.domain.judgement import DisputeRuled
from servanda.dossier.brief.admitted import admitted_blocks
from servanda.dossier.brief.ask import ask_blocks
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
    strong,
    with_more,
    words,
)
from servanda.dossier.brief.contested import contested_blocks, cut
from servanda.dossier.brief.draft import BriefOptions, Draft, dated
from servanda.dossier.brief.fit import ROOM, height_of, height_of_all
from servanda.dossier.brief.judged import judged_blocks
from servanda.dossier.brief.known import known_blocks
from servanda.dossier.brief.matters import make_matter
from servanda.dossier.brief.points import Point
from servanda.dossier.brief.short import in_short
from servanda.dossier.brief.silence import find_silent, silence_blocks
from servanda.dossier.citation import short_head
from servanda.dossier.edition import Edition, Row
from servanda.dossier.kept_back import RULINGS, count_kept_back, say_kept_back
from servanda.dossier.words import counted, listed, say_date

#: Of what is left after the fixed sections, so much at most goes to contradictions, admissions.
CONTESTED_SHARE = 0.55
ADMITTED_SHARE = 0.3
#: Quotes for each side where there is room, and so many matters are looked at.
QUOTES = 3
MOST_MATTERS = 45
#: What people can have ruled on, as `kept_back` names it.
RULED = (RULINGS, "DisputeRuled")
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
        Section("judged", "Scores, ratings and deadlines", tuple(judged_blocks(draft))),
        Section("silence", "What nobody has reported", tuple(silence_blocks(draft, silent))),
        Section("ask", "What to ask whom next", tuple(ask_blocks(draft, silent))),
        Section("known", "How we know", tuple(known_blocks(draft))),
    ]
    check = Section("check", "How to check this brief", tuple(_check(draft)))
    left = room - height_of_all([short, since, *after, check]) - 120
    share = left * CONTESTED_SHARE
    contested = contested_blocks(draft, share)
    left -= share - contested.room
    share = left * ADMITTED_SHARE
    admitted = admitted_blocks(draft, share)
    left -= share - admitted.room
    sections = [
        short,
        since,
        Section("contested", "What the sides contest", contested.blocks),
        Section("admissions", "Admissions and concessions", admitted.blocks),
        Section("points", "Point by point", _others(draft, left)),
        *after,
    ]
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
                strong(_unruled(draft)),
                f" All {proposed:,} statements are proposals of a machine, each with words that "
                "stand letter for letter in a document. Read every finding as “proposed”."
                if proposed > 1
                else " The one statement is a proposal of a machine.",
                _kept_back(draft),
            ),
            "note",
        )
    elif proposed:
        yield Paragraph(
            words(
                strong(f"People have accepted {counted(ruled, 'statement')}."),
                f" A machine proposes {proposed:,} more, on which nobody has ruled: these are "
                "marked as proposed and counted apart.",
                _kept_back(draft),
            ),
            "note",
        )
    else:
        yield Paragraph(
            words(
                strong(f"People have accepted all {counted(ruled, 'statement')}."),
                " No proposal waits for a ruling.",
                _kept_back(draft),
            ),
            "note",
        )


def _unruled(draft: Draft) -> str:
    record = draft.edition.record
    if record.rulings or record.judged(DisputeRuled) or count_kept_back(record, *RULED):
        return "People have accepted none of the statements that follow."
    return "Nobody has ruled on any of this yet."


def _kept_back(draft: Draft) -> str:
    told = say_kept_back(draft.edition.record, *RULED)
    return f" {told}" if told else ""


def _others(draft: Draft, room: float) -> tuple[Block, ...]:
    """Give everything else that is spoken of, worst first, as much as fits."""
    rows: dict[Row, list[Point]] = {}
    asked = draft.options.party
    points = sorted(
        (one for one in draft.uncontested if one.speaking),
        key=lambda one: (asked != "" and not draft.owes(one), one.row.key == UNMAPPED),
    )
    for one in points:
        rows.setdefault(one.row, []).append(one)
    room -= 30
    quotes = _quotes_each(draft, list(rows.values())[:MOST_MATTERS], room)
    blocks: list[Block] = []
    left_out: list[Words] = []
    for at, (row, mine) in enumerate(rows.items()):
        matter = make_matter(draft, mine, quotes=quotes) if at < MOST_MATTERS else None
        if matter is not None and height_of(matter) <= room:
            blocks.append(matter)
            room -= height_of(matter)
        else:
            left_out.append(draft.row_words(row))
    return (*blocks, *cut(left_out))


def _quotes_each(draft: Draft, rows: list[list[Point]], room: float) -> int:
    """Give how many quotes each side can have so that all matters fit; 1 if they never do."""
    for quotes in range(QUOTES, 1, -1):
        if sum(height_of(make_matter(draft, mine, quotes=quotes)) for mine in rows) <= room:
            return quotes
    return 1


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
        f"[{one.number}]\u00a0{one.statement}" for section in sections for one in _quotes(section)
    )
    if found:
        yield Paragraph(words(strong("Statements quoted"), ": ", "; ".join(found), "."), "small")


def _quotes(section: Section) -> Iterable[Cited]:
    for block in section.blocks:
        match block:
            case Quotation():
                yield from block.quotes
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
                return replace(block, quotes=tuple(map(numbered, block.quotes)))
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
