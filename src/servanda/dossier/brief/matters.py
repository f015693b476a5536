"""Matters set out: what was promised, and what each side says of it, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from servanda.assessing import Fact
from servanda.domain.agreement import Provision
from servanda.domain.cell import NO_PLACE, NOBODY, Cell
from servanda.domain.statement import Statement
from servanda.dossier.brief.content import (
    Cited,
    Column,
    Matter,
    Part,
    Words,
    clip,
    listed_words,
    name,
    soft,
    strong,
    text_of,
    with_more,
    words,
)
from servanda.dossier.brief.draft import Draft, telling
from servanda.dossier.brief.judged import replies
from servanda.dossier.brief.points import Point, together
from servanda.dossier.edition import Row
from servanda.dossier.findings import say_account_words
from servanda.dossier.words import capital, counted, label, listed, say_date
from servanda.text.edtf import bounds

#: Longest quote, wording and name, in characters; a cut is marked.
QUOTE = 300
WORDING = 260
#: So many sides stand side by side on one matter, and so many forms of one promise.
MOST_COLUMNS = 4
MOST_WORDINGS = 2


def make_matter(draft: Draft, points: Sequence[Point], *, quotes: int) -> Matter:
    """Give one promise with what is said of it; `points` are one row's, best first.

    Args:
        draft: The brief in the making.
        points: The points of one row that are to be shown.
        quotes: So many quotes for each side.
    """
    row = points[0].row
    return Matter(
        title=draft.title(row),
        promised=tuple(promised(draft, row)),
        parts=tuple(
            make_part(draft, one, quotes=quotes, parties=parties)
            for one, parties in together(points)
        ),
    )


def _capital(runs: Words) -> Words:
    first, *rest = runs
    return words(type(first)(capital(first.text), first.tone), tuple(rest))


def promised(draft: Draft, row: Row) -> Iterable[Words]:
    """Give what was promised, in whose words; "known only by number" where nobody tells it."""
    provision = draft.edition.provisions.get(row)
    if provision is None:
        return
    shown = provision.wordings[:MOST_WORDINGS]
    for wording in shown:
        how = {"verbatim": "", "translation": "in translation, ", "reported": "as reported by "}
        by = words(soft(" — "), soft(how[wording.kind]), name(wording.by, 70)) if wording.by else ()
        yield words("“", name(wording.text, WORDING), "”", by)
    if not shown and not provision.children:
        yield words(soft(_known_only_by(provision)))
    more = len(provision.wordings) - len(shown)
    owed = [words(draft.party_run(row, one)) for one in provision.obligors]
    tail: list[Words] = []
    if owed:
        tail.append(words("owed by ", with_more(owed, 3)))
    if provision.due:
        tail.append(words("due ", name(provision.due[0].text, 60)))
    if more:
        tail.append(words(f"{more} more {'form' if more == 1 else 'forms'} of its words are kept"))
    if tail:
        yield _capital(words(listed_words(tail), "."))


def _known_only_by(provision: Provision) -> str:
    if any(one.text for one in provision.labels):
        return "Its words are not at hand: it is known only by its number or name."
    return "Its words are not at hand."


def make_part(draft: Draft, point: Point, *, quotes: int, parties: Sequence[str]) -> Part:
    """Give every side's account of how one party keeps one promise.

    Of several `parties` that the same statements judge the point is the first one's.
    """
    accounts = [one for one in point.accounts if one.counted]
    # The party judged speaks first, then the others as the agreement names them.
    accounts.sort(
        key=lambda one: (one.side != point.party, draft.edition.party_order(point.row, one.side))
    )
    about = say_about(draft, point.row, *parties)
    return Part(
        about=about,
        word=point.word,
        said=_apart(draft, point) or say_word(point),
        proposed=not point.pair.ruled,
        columns=tuple(
            make_column(draft, point, one.side, quotes=quotes, chain=False)
            for one in accounts[:MOST_COLUMNS]
        ),
        notes=(
            *_left_out(draft, [one.side for one in accounts[MOST_COLUMNS:]]),
            *_ruled_apart(draft, point),
            *replies(draft, point.row, point.party),
        ),
        cell=Cell(point.row.agreement, point.row.key, party=point.party),
    )


def _ruled_apart(draft: Draft, point: Point) -> Iterable[Words]:
    """Say why accounts that point apart do not contradict each other, or that a person ruled so."""
    for one in draft.contests.differing:
        if (point.row, point.party) not in one.points:
            continue
        if one.dispute.ruled:
            told = {
                "differ": "they differ without contradicting each other",
                "different_things": "they speak of different things",
            }
            yield words(strong("Ruled by a person"), f": {told[one.dispute.word]}.")
        elif point.word == "disputed" and one.dispute.pairs[:1] and one.dispute.pairs[0].reason:
            why = name(capital(one.dispute.pairs[0].reason), 330)
            yield words(strong("No contradiction"), ": ", why, ".")


def say_about(draft: Draft, row: Row, *parties: str) -> Words:
    """Say whose keeping is judged."""
    found = [words(draft.party_run(row, one)) for one in parties if one != NOBODY]
    if not found:
        return words("No party is named")
    return words("About ", with_more(found, 5))


def _left_out(draft: Draft, sides: list[str]) -> Iterable[Words]:
    if sides:
        yield words("Also spoken of by ", with_more([words(draft.side(one)) for one in sides], 4))


def say_word(point: Point) -> str:
    """Give the one word for all accounts; both where proposals change it, never mixed."""
    accepted = point.pair.accepted.word if point.pair.accepted and point.pair.ruled else None
    proposed = point.pair.proposed.word if point.pair.proposed and point.pair.open else None
    if accepted is None:
        return f"{label('pictures', proposed)} (proposed)" if proposed else ""
    if proposed is None or proposed == accepted:
        return label("pictures", accepted)
    return f"{label('pictures', accepted)}; with proposals {label('pictures', proposed)}"


def _apart(draft: Draft, point: Point) -> str:
    """Give the word for accounts that point apart and are no contradiction; "" for all others."""
    if point.word != "disputed":
        return ""
    here = [one for one in draft.contests.differing if (point.row, point.party) in one.points]
    if any(one.dispute.ruled for one in here):
        return "the accounts differ, as a person ruled"
    proposed = "" if point.pair.ruled else " (proposed)"
    return f"the accounts differ{proposed}" if here else ""


def make_column(
    draft: Draft, point: Point, side: str, *, quotes: int, first: Iterable[str] = (), chain: bool
) -> Column:
    """Give one side's account of a point: its word, what it rests on, and its words.

    Statements named in `first` are quoted before all others.
    """
    leading = list(first)
    accepted = point.account(side, proposals=False)
    proposed = point.account(side, proposals=True)
    facts = [one for one in point.facts if one.statement.side == side]
    counted = set(proposed.counted if proposed else ()) | set(accepted.counted if accepted else ())
    telltale = sorted(
        (one for one in facts if one.statement.id in counted or one.statement.id in leading),
        key=lambda one: (one.statement.id not in leading, telling(one)),
    )
    shown = _different(telltale, quotes)
    best = accepted if accepted and accepted.counted else proposed
    return Column(
        side=_speaker(draft, point, side, tuple(one.statement.id for one in telltale)),
        word=best.word if best else "unclear",
        said=say_account_words(accepted, proposed),
        proposed=not (accepted and accepted.counted),
        basis=say_basis(draft, facts, chain=chain),
        quotes=tuple(cite(draft, one, dated=several(facts)) for one in shown),
    )


def _different(facts: Sequence[Fact], most: int) -> list[Fact]:
    """Give statements whose words differ: one that a later document repeats is quoted once."""
    found: dict[str, Fact] = {}
    for one in facts:
        if len(found) >= most:
            break
        found.setdefault(clip(one.statement.quote, QUOTE), one)
    return list(found.values())


def several(facts: Sequence[Fact]) -> bool:
    """Tell whether statements stand in several documents, so that each needs its day."""
    return len({one.statement.source for one in facts}) > 1


def _speaker(draft: Draft, point: Point, side: str, ids: tuple[str, ...]) -> Words:
    voices = draft.edition.voices(side, ids)
    if side == point.party:
        return words(draft.side(side), " (its own account)")
    return words(draft.side(side), words(" (", name(voices, 70), ")") if voices else ())


def cite(draft: Draft, fact: Fact, *, dated: bool = False) -> Cited:
    """Give a statement's words and where they stand."""
    one = fact.statement
    quoted = " […] ".join(quote.quote for quote in one.quotes) or one.quote
    return Cited(
        text=clip(quoted, QUOTE),
        where=draft.where(one, dated=dated),
        statement=one.id,
        proposed=not fact.ruled,
        kind=", ".join((label("kinds", one.kind), *_graded(draft, one.id))),
    )


def _graded(draft: Draft, statement: str) -> list[str]:
    grades = sorted(set(draft.grades.get(statement, ())))
    return [f"graded {', '.join(grades)}"] if grades else []


def say_basis(draft: Draft, facts: Sequence[Fact], *, chain: bool) -> Words:
    """Give what an account rests on: how many statements, when, where, who knows it and how.

    With `chain` also who handed it on; else only the table of documents tells.
    """
    statements = [one.statement for one in facts]
    pieces = [words(_say_counts(draft, facts))]
    told = _span([one.as_of.edtf for one in statements if one.as_of and one.as_of.edtf])
    acts = _span([one.when.edtf for one in statements if one.when and one.when.edtf])
    if acts:
        of = "" if acts.startswith(("from ", "until ")) else "of "
        pieces.append(words(of, name(acts, 60)))
    if told:
        pieces.append(words("told ", name(told, 60)))
    elif not acts:
        pieces.append(words("no date"))
    pieces.append(_say_places(draft, facts))
    knowing = dict.fromkeys(
        label("knowing", one.knowing) for one in statements if one.knowing != "unknown"
    )
    pieces.append(words(listed(knowing) or label("knowing", "unknown")))
    if chain and (through := _say_chain(statements)):
        pieces.append(through)
    found: Words = ()
    for at, one in enumerate(pieces):
        found = words(found, "; " if at else "", one)
    return found


def _say_counts(draft: Draft, facts: Sequence[Fact]) -> str:
    ruled = sum(1 for one in facts if one.ruled)
    apart = [f"{ruled:,} accepted"] if ruled else []
    if len(facts) > ruled:
        apart.append(f"{len(facts) - ruled:,} proposed")
    sources = list(dict.fromkeys(one.statement.source for one in facts))
    told = f"{listed(apart)}, in {counted(len(sources), 'document')}"
    witnesses = len(draft.edition.assessment.lineage.witnesses(sources))
    # Copies and translations of one letter are one witness.
    return told if witnesses == len(sources) else f"{told} that are {counted(witnesses, 'witness')}"


def _span(dates: list[str]) -> str:
    """Give the span of EDTF dates in words: the first and the last day that they may mean.

    A single date is said as it was told. What names no year has no place in a span, and an end
    that is open is no day of it.
    """
    if len(set(dates)) == 1:
        return say_date(dates[0])
    days = [bounds(one) for one in dates]
    first = min((start for start, _ in days if start), default="")
    last = max((end for _, end in days if end), default="")
    if not first or not last or first == last:
        return say_date(first or last)
    if last < first:
        return f"from {say_date(first)} on"
    return f"{say_date(first)} to {say_date(last)}"


def _say_places(draft: Draft, facts: Sequence[Fact]) -> Words:
    keys = dict.fromkeys(key for one in facts for key in one.places if key != NO_PLACE)
    if not keys:
        return words("no place named")
    return words("at ", with_more([words(name(draft.edition.place_name(k), 40)) for k in keys], 5))


def _say_chain(statements: Sequence[Statement]) -> Words:
    links = dict.fromkeys(
        (voice.role, voice.name)
        for one in statements
        for voice in one.voice
        if voice.role != "asserts" and voice.name
    )
    shown = list(links)[:2]
    return listed_words([words(label("chain", role) + " ", name(who, 50)) for role, who in shown])


def heading(draft: Draft, point: Point, parties: Sequence[str]) -> Words:
    """Give a point in a few words: on what, and about whom."""
    row = draft.row_words(point.row)
    found = [words(draft.party_run(point.row, one)) for one in parties if one != NOBODY]
    if not found and any(one.row == point.row and one.party != NOBODY for one in draft.points):
        # The same promise is also judged of a party: the two are not one matter.
        return words(row, " (no party named)")
    return words(row, " (", with_more(found, 3), ")") if found else row


def plain(runs: Words) -> str:
    """Give runs as text, for sorting and for the terminal."""
    return text_of(runs)
