"""The page of disputes: who contradicts whom, word against word, and what would settle it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from servanda.assessing.dispute import Dispute, Worded
from servanda.assessing.owning import Owning
from servanda.domain.cell import NO_PLACE, NOBODY
from servanda.domain.judgement import DisputeWord
from servanda.dossier import addresses
from servanda.dossier.edition import Edition, Row
from servanda.dossier.judged import Judgements
from servanda.dossier.layout import Layout, in_parts
from servanda.dossier.render import Linker, Page, linker, render
from servanda.dossier.words import label
from servanda.saying import _, joined

#: So many pairs of a dispute are printed; the data have them all.
SHOWN = 3
#: What a reader wants to see first.
ORDER: tuple[DisputeWord, ...] = (
    "contradict",
    "both_stand",
    "over_wording",
    "differ",
    "different_things",
)


@dataclass(frozen=True, slots=True)
class SaidLine:
    """One statement of a pair: whose, its words, where it stands, whether a person ruled on it."""

    side: str
    words: str
    href: str
    ruled: bool
    stance: str
    source: str


@dataclass(frozen=True, slots=True)
class PairLine:
    """Two statements side by side and why they do not say the same."""

    said: tuple[SaidLine, SaidLine]
    word: str
    why: str


@dataclass(frozen=True, slots=True)
class DisputeLine:
    """A dispute as the page prints it."""

    anchor: str
    row: str
    row_href: str
    about: str
    where: str
    sides: Sequence[str]
    word: str
    open: bool
    #: Whether accepted statements alone point apart so, and whether any statements do.
    accepted: bool
    computed: bool
    why: str
    settle: str
    pairs: Sequence[PairLine]
    wordings: Sequence[Worded]
    ruled: str
    more: int
    #: What the desk's form asks, where somebody rules on it.
    asked: str


def _asked(one: Dispute) -> str:
    """Give what a form on a dispute is filled in with: its cell and its sides."""
    cell = one.cell
    party = "" if cell.party == NOBODY else cell.party
    parts = {"place": "" if cell.place == NO_PLACE else cell.place, "party": party}
    given = [("provision", f"{cell.agreement}/{cell.provision}"), *parts.items()]
    sides = [("side", side) for side in one.sides]
    return urlencode([*((name, value) for name, value in given if value), *sides])


@dataclass(frozen=True, slots=True)
class OwningLine:
    """What a side owns to, or credits the other side with."""

    party: str
    kind: str
    said: SaidLine
    rows: Sequence[tuple[str, str]]
    excuse: Sequence[SaidLine]


def dispute_pages(
    edition: Edition, layout: Layout, judged: Judgements, *, only: str = ""
) -> Iterator[Page]:
    """Give the page of disputes in parts, contradictions first; admissions stand on the first."""
    path = "disputes.html"
    ordered = sorted(judged.disputes, key=lambda one: ORDER.index(one.word))
    parts = list(in_parts((one, _weight(edition, one)) for one in ordered)) or [[]]
    counts = Counter(one.word for one in ordered)
    for number, part in enumerate(parts, 1):
        here = addresses.part(path, number)
        if only not in ("", here):
            continue
        to = linker(here)
        edition.gather([id for one in part for pair in one.pairs[:SHOWN] for id in pair.statements])
        yield render(
            edition,
            "disputes.html",
            here,
            title=_("Disputes"),
            section="disputes",
            lines=[dispute_line(edition, layout, judged, one, to) for one in part],
            counts=[(label("disputes", word), counts[word]) for word in ORDER if counts[word]],
            total=len(ordered),
            number=number,
            count=len(parts),
            address=lambda n: addresses.part(path, n),
        )


def admission_pages(
    edition: Edition, layout: Layout, judged: Judgements, *, only: str = ""
) -> Iterator[Page]:
    """Give the page of what each side owns to, or credits others with, in parts."""
    path = "admissions.html"
    owned = [
        one
        for one in (*judged.admissions, *judged.concessions)
        if edition.heard.stands(one.statement)
    ]
    weighed = ((one, 700 + 2 * _bytes(edition, [one.statement, *one.excuse])) for one in owned)
    parts = list(in_parts(weighed)) or [[]]
    for number, part in enumerate(parts, 1):
        here = addresses.part(path, number)
        if only not in ("", here):
            continue
        edition.gather([id for one in part for id in (one.statement, *one.excuse)])
        yield admissions_part(edition, layout, part, number=number, count=len(parts))


def admissions_part(
    edition: Edition, layout: Layout, owned: Sequence[Owning], *, number: int, count: int
) -> Page:
    """Give one part of the page of what sides own to, or credit others with."""
    path = "admissions.html"
    to = linker(addresses.part(path, number))
    return render(
        edition,
        "admissions.html",
        addresses.part(path, number),
        title=_("Admissions and concessions"),
        section="disputes",
        owned=[_owned(edition, layout, one, to) for one in owned],
        number=number,
        count=count,
        address=lambda n: addresses.part(path, n),
    )


def _weight(edition: Edition, one: Dispute) -> int:
    """Guess a dispute's bytes: its words, the reasons that quote them, and what is round them."""
    pairs = one.pairs[:SHOWN]
    told = sum(len(pair.why.encode()) for pair in pairs) + len((one.why + one.settle).encode())
    told += sum(len(worded.text.encode()) for worded in one.wordings)
    said = _bytes(edition, [id for pair in pairs for id in pair.statements])
    return 1200 + 900 * len(pairs) + 3 * (told + said) // 2


def _bytes(edition: Edition, ids: Sequence[str]) -> int:
    return edition.heard.quoted(ids)


def dispute_line(
    edition: Edition, layout: Layout, judged: Judgements, one: Dispute, to: Linker
) -> DisputeLine:
    """Give one dispute as it is printed."""
    row = Row(one.cell.agreement, one.cell.provision)
    place, period = one.cell.place, one.cell.period
    named = (row.agreement, row.key, place, period, one.cell.party, *one.sides)
    where = [edition.place_name(place)] if place and place != NO_PLACE else []
    where += [edition.period_name(period)] if period else []
    pairs = [
        PairLine(
            (
                said_line(edition, layout, pair.statements[0], to),
                said_line(edition, layout, pair.statements[1], to),
            ),
            pair.word,
            pair.why,
        )
        for pair in one.pairs[:SHOWN]
        # What was found a while ago may stand no longer.
        if all(edition.statement(id) for id in pair.statements)
    ]
    ruled = ""
    if one.ruled:
        ruled = _("Ruled by {name} on {day}: {word}. {why}").format(
            name=one.ruled.actor,
            day=one.ruled.time[:10],
            word=label("disputes", one.ruled.word),
            why=one.ruled.why,
        )
    return DisputeLine(
        anchor=f"d-{addresses.slug('/'.join(named))}",
        row=edition.row_name(row),
        row_href=to(addresses.row(row.agreement, row.key)),
        about=edition.party_name(row.agreement, one.cell.party) if one.cell.party else "",
        where=joined(where),
        asked=_asked(one),
        sides=[edition.side_name(side) for side in one.sides],
        word=one.word,
        open=one.word == "contradict" and bool(one.pairs) and not one.pairs[0].certain,
        accepted=judged.stands(one),
        computed=one.computed is not None,
        why=one.why if one.computed else "",
        settle=one.settle,
        pairs=pairs,
        wordings=one.wordings,
        ruled=ruled,
        more=max(0, len(one.pairs) - SHOWN) + one.left_out,
    )


def said_line(edition: Edition, layout: Layout, id: str, to: Linker) -> SaidLine:
    """Give a statement's words and where its card stands."""
    one = edition.statement(id)
    assert one is not None, id
    source = edition.record.source_by_id.get(one.source)
    card = layout.card(id)
    return SaidLine(
        side=edition.side_name(one.side),
        words=" ".join(one.quote.split()),
        href=to(card) if card else "",
        ruled=one.state in ("accepted", "amended"),
        stance=one.stance,
        source=source.shown_name if source else one.source,
    )


def _owned(edition: Edition, layout: Layout, one: Owning, to: Linker) -> OwningLine:
    rows = edition.heard.rows_told(one.statement)
    return OwningLine(
        party=edition.side_name(one.party),
        kind=one.kind,
        said=said_line(edition, layout, one.statement, to),
        rows=[(edition.row_name(row), to(addresses.row(row.agreement, row.key))) for row in rows],
        excuse=[said_line(edition, layout, id, to) for id in one.excuse],
    )
