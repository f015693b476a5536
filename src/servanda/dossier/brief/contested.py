"""Contradictions set side by side, with what would settle each; then differences and wordings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from servanda.assessing import Fact
from servanda.domain.cell import Account, Cell
from servanda.dossier.brief.content import (
    Block,
    Column,
    Items,
    Matter,
    Paragraph,
    Part,
    Words,
    listed_words,
    name,
    soft,
    strong,
    with_more,
    words,
)
from servanda.dossier.brief.contests import Contest
from servanda.dossier.brief.draft import Draft
from servanda.dossier.brief.fit import height_of
from servanda.dossier.brief.judged import replies
from servanda.dossier.brief.matters import cite, make_column, promised, say_about, say_basis
from servanda.dossier.brief.points import Point
from servanda.dossier.edition import Row
from servanda.dossier.words import capital, counted, label

#: Quotes for each side, and so many disputed wordings.
QUOTES = 3
MOST_WORDINGS = 3
RULED = {
    "contradict": "they contradict each other",
    "differ": "they merely differ",
    "different_things": "they speak of different things",
    "over_wording": "they differ over the wording",
    "both_stand": "both stand",
}


#: How what may both be true is told.
DIFFERING = {
    "differ": "two sides differ, and both may be right",
    "different_things": "two sides speak of different things",
}


@dataclass(frozen=True)
class Filled:
    """Blocks that fitted, and the room that they left."""

    blocks: tuple[Block, ...]
    room: float


def contested_blocks(draft: Draft, room: float) -> Filled:
    """Give the contradictions and what a person ruled to stand, and count what else is contested.

    As many matters as fit are set out.
    """
    blocks: list[Block] = []
    tail: list[Block] = [
        *_looked(draft),
        *_differing(draft),
        *_within(draft),
        *_bare(draft),
        *_wordings(draft),
    ]
    room -= sum(map(height_of, tail))
    left_out: list[Words] = []
    rows: dict[Row, list[Contest]] = {}
    for one in (*draft.contests.apart, *draft.contests.standing):
        rows.setdefault(one.row, []).append(one)
    for row, mine in rows.items():
        matter = Matter(
            draft.title(row), tuple(promised(draft, row)), tuple(_part(draft, one) for one in mine)
        )
        if height_of(matter) <= room:
            blocks.append(matter)
            room -= height_of(matter)
        else:
            left_out.append(draft.row_words(row))
    if tail and not rows:
        lead = "No two sides contradict each other in what is told here; what else stands apart:"
        blocks.append(Paragraph(words(lead)))
    return Filled((*blocks, *cut(left_out), *tail), room)


def cut(left_out: list[Words]) -> list[Block]:
    """Say what did not fit, by name and number, and where it stands."""
    if not left_out:
        return []
    lead = f"Left out here for want of room: {counted(len(left_out), 'more matter')}: "
    tail = soft(". Each has a page of its own in the report.")
    return [Paragraph(words(soft(lead), with_more(left_out, 6), tail), "small")]


def _part(draft: Draft, contest: Contest) -> Part:
    dispute = contest.dispute
    point = next(
        (one for one in draft.points if (one.row, one.party) == (contest.row, contest.party)), None
    )
    # The party judged speaks first.
    sides = sorted(dispute.sides, key=lambda side: side != contest.party)
    return Part(
        about=say_about(
            draft, contest.row, *(party for row, party in contest.points if row == contest.row)
        ),
        word="disputed",
        said=_say_word(contest),
        proposed=not contest.ruled,
        columns=tuple(_column(draft, contest, point, side) for side in sides),
        notes=tuple(_notes(draft, contest)),
        cell=Cell(contest.row.agreement, contest.row.key, party=contest.party),
    )


def _say_word(contest: Contest) -> str:
    if contest.dispute.ruled:
        return f"{RULED[contest.dispute.word]}, as a person ruled"
    said = label("pictures", "disputed")
    return said if contest.ruled else f"{said} (proposed)"


def _column(draft: Draft, contest: Contest, point: Point | None, side: str) -> Column:
    facts = draft.edition.facts
    mine = [
        facts[id]
        for id in contest.dispute.statements
        if id in facts and facts[id].statement.side == side
    ]
    if point is not None and (point.account(side, proposals=True)):
        ids = [one.statement.id for one in mine]
        made = make_column(draft, point, side, quotes=QUOTES, first=ids, chain=True)
        return _as_contested(contest, made, mine, point.account(side, proposals=False))
    return _beside(draft, side, mine)


def _as_contested(
    contest: Contest, made: Column, facts: Sequence[Fact], accepted: Account | None
) -> Column:
    """Give a column under the word by which its side contradicts the other.

    What people accepted can say less, or the same as the other side: then both are told.
    """
    pairs = contest.dispute.told
    leading = [one for one in facts if any(one.statement.id in pair for pair in pairs)]
    if not leading:
        return made
    stance = Counter(one.statement.stance for one in leading).most_common(1)[0][0]
    own = [one for one in leading if one.statement.stance == stance]
    said = label("stances", stance)
    if any(one.ruled for one in own):
        return replace(made, word=stance, said=said, proposed=False)
    said = f"{said} (proposed)"
    if accepted is not None and accepted.counted and accepted.word != stance:
        said += f"; accepted so far: {label('stances', accepted.word)}"
    return replace(made, word=stance, said=said, proposed=True)


def _beside(draft: Draft, side: str, facts: list[Fact]) -> Column:
    """Give an account of statements that stand below the row, or that name nobody."""
    stance = facts[0].statement.stance if facts else "unclear"
    return Column(
        side=draft.speaker(side),
        word=stance,
        said=label("stances", stance),
        proposed=not any(one.ruled for one in facts),
        basis=say_basis(draft, facts, chain=True),
        quotes=tuple(cite(draft, one, dated=True) for one in facts[:QUOTES]),
    )


def _notes(draft: Draft, contest: Contest) -> Iterable[Words]:
    dispute = contest.dispute
    if dispute.ruled:
        why = (
            words(": “", name(dispute.ruled.why, 200), "”")
            if draft.options.audience == "internal"
            else ()
        )
        yield words(strong("Ruled by a person"), f": {RULED[dispute.word]}", why, ".")
    elif dispute.pairs and dispute.pairs[0].reason:
        yield words(strong("Why"), ": ", name(capital(dispute.pairs[0].reason), 330), ".")
    yield from replies(draft, contest.row, contest.party)
    if dispute.settle:
        yield words(strong("What would settle it"), ": ", name(dispute.settle, 330))


def _looked(draft: Draft) -> list[Block]:
    looked = draft.contests.looked
    if looked is None:
        return []
    told = f"Contradictions were looked for in the {looked:,} rows that most is said of; "
    return [Paragraph(words(soft(told + "servanda disputes looks at all.")), "small")]


def _differing(draft: Draft) -> list[Block]:
    blocks: list[Block] = []
    seen: set[tuple[Row, tuple[str, ...]]] = set()
    for word, told in DIFFERING.items():
        found: dict[Row, dict[Words, None]] = {}
        for one in draft.contests.differing:
            # Who differ on a matter may also speak of other things under it: that is told once.
            key = one.row, one.dispute.sides
            if one.dispute.word == word and (key not in seen or one.dispute.ruled):
                seen.add(key)
                found.setdefault(one.row, {})[_between(draft, one)] = None
        if found:
            names = [
                words(draft.row_words(row), " (", *_semicolons(list(sides)), ")")
                for row, sides in found.items()
            ]
            lead = f"On {counted(len(found), 'matter')} {told}: "
            blocks.append(Paragraph(words(lead, with_more(names, 5), ".")))
    return blocks


def _semicolons(items: list[Words]) -> list[Words]:
    return [words("; " if at else "", one) for at, one in enumerate(items)]


def _between(draft: Draft, contest: Contest) -> Words:
    """Give who differ, and whether a person ruled so."""
    sides = listed_words([words(draft.side(one)) for one in contest.dispute.sides])
    return words(sides, ", as a person ruled" if contest.dispute.ruled else "")


def _bare(draft: Draft) -> list[Block]:
    """Name the rulings on disputes that no statement here makes: nobody is quoted for them."""
    found = draft.contests.bare
    if not found:
        return []
    told = [words(draft.row_words(one.row), f" ({RULED[one.dispute.word]})") for one in found]
    lead = f"A person ruled on {counted(len(found), 'matter')} of which nothing here tells: "
    return [Paragraph(words(lead, with_more(told, 5), "."))]


def _within(draft: Draft) -> list[Block]:
    """Name those whose own documents or voices point apart."""
    found = draft.contests.within
    if not found:
        return []
    rows: dict[str, list[Words]] = {}
    for one in found:
        row = draft.row_words(one.row)
        group = rows.setdefault(one.dispute.sides[0], [])
        if row not in group:
            group.append(row)
    return [
        Paragraph(
            words(
                "Within one side, documents or voices of ",
                draft.side(side),
                f" point apart on {counted(len(names), 'matter')}: ",
                with_more(names, 5),
                ".",
            )
        )
        for side, names in list(rows.items())[:3]
    ]


def _wordings(draft: Draft) -> list[Block]:
    found = draft.contests.wordings
    if not found:
        return []
    items = [_wording(draft, one) for one in found[:MOST_WORDINGS]]
    lead = words(
        strong("Disputed wordings"),
        f": on {counted(len(found), 'provision')} the forms of the promise differ. ",
        "What would settle each is its text as it was signed, in each language of signature.",
    )
    return [Paragraph(lead), Items(tuple(items))]


def _wording(draft: Draft, contest: Contest) -> Words:
    forms: Words = ()
    for at, one in enumerate(contest.dispute.wordings[:3]):
        forms = words(
            forms,
            "; " if at else "",
            name(one.by, 60),
            " has “",
            name(one.text.rstrip(" ."), 150),
            "”",
        )
    return words(draft.row_words(contest.row), ": ", forms, ".")
