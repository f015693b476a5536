"""The first page: where each agreement stands, about whom and according to whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from markupsafe import Markup

from servanda.domain.agreement import Agreement
from servanda.domain.cell import UNMAPPED, WHOLE, Account
from servanda.dossier import addresses
from servanda.dossier.edition import Edition, Pair, Row
from servanda.dossier.findings import Finding, account_marks, make_finding, say_account_words
from servanda.dossier.grid import Grid, make_grid
from servanda.dossier.kept_back import RULINGS, say_kept_back
from servanda.dossier.layout import Layout
from servanda.dossier.marks import linked_marks
from servanda.dossier.render import Linker, Page, linker, render
from servanda.dossier.words import counted, label
from servanda.saying import N_, _, say_number

#: So many findings of one kind, and so many rows of the picture, stand on the first page.
MOST_FINDINGS = 14
MOST_ROWS = 40

#: What statements may rest on, in the order in which it is told, and the page that lists them.
FOUNDATIONS = (
    ("named", ""),
    ("coder", ""),
    ("topic", ""),
    ("whole", ""),
    ("unmapped", "unmapped.html"),
    ("no date", "timeline.html"),
    ("no place", "map.html"),
)

#: Groups of findings in the order in which a mediator needs them.
GROUPS = (
    ("disputed", N_("Where the sides contradict each other"), ("disputed",)),
    ("broken", N_("Said to be broken, and no accepted verdict says otherwise"), ("broken",)),
    ("mixed", N_("Mixed or partly kept"), ("mixed", "partly")),
    ("kept", N_("Said to be kept, and no accepted verdict says otherwise"), ("kept",)),
    ("unclear", N_("Spoken of, but unclear"), ("unclear",)),
)


#: First sentences of a dossier, each for one agreement and for several.
NOT_READ = (
    N_("No document was read: nothing is known about the keeping of this agreement."),
    N_("No document was read: nothing is known about the keeping of these agreements."),
)
NOTHING_SHOWN = (
    N_("In {documents} nothing that may be shown was found about the keeping of this agreement."),
    N_("In {documents} nothing that may be shown was found about the keeping of these agreements."),
)
NOTHING_MARKED = (
    N_("In {documents} nobody has marked anything about the keeping of this agreement."),
    N_("In {documents} nobody has marked anything about the keeping of these agreements."),
)
NONE_ACCEPTED = (
    N_(
        "In {documents} a machine finds {statements} about the keeping of this agreement. No "
        "person has accepted any of them yet: all of what follows is only proposed."
    ),
    N_(
        "In {documents} a machine finds {statements} about the keeping of these agreements. No "
        "person has accepted any of them yet: all of what follows is only proposed."
    ),
)
NONE_RULED = (
    N_(
        "In {documents} a machine finds {statements} about the keeping of this agreement. No "
        "person has ruled on any of them yet: all of what follows is only proposed."
    ),
    N_(
        "In {documents} a machine finds {statements} about the keeping of these agreements. No "
        "person has ruled on any of them yet: all of what follows is only proposed."
    ),
)
ACCEPTED = (
    N_("In {documents} people have accepted {statements} about the keeping of this agreement."),
    N_("In {documents} people have accepted {statements} about the keeping of these agreements."),
)
MORE_PROPOSED = (
    N_(
        "In {documents} people have accepted {statements} about the keeping of this agreement. A "
        "machine proposes {more} more, on which nobody has ruled yet."
    ),
    N_(
        "In {documents} people have accepted {statements} about the keeping of these agreements. A "
        "machine proposes {more} more, on which nobody has ruled yet."
    ),
)


@dataclass(frozen=True, slots=True)
class PictureColumn:
    """One side's word about one party, or the one word for all."""

    side: str
    name: str
    voices: str


@dataclass(frozen=True, slots=True)
class PictureGroup:
    """A party judged, and the sides that say anything about it."""

    party: str
    name: str
    columns: list[PictureColumn]


@dataclass(frozen=True, slots=True)
class PictureRow:
    """A row of the picture: a provision with every account of every party."""

    name: str
    href: str
    cells: list[tuple[str, Markup]]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one agreement stands: sentences in groups, and the picture."""

    agreement: Agreement
    whole: list[Finding]
    groups: list[tuple[str, str, list[Finding], int]]
    heads: list[PictureGroup]
    rows: list[PictureRow]
    more_rows: int
    silent: int
    spoken: int
    total: int


def lead_words(edition: Edition) -> str:
    """Give the first sentence: how much is known, accepted and proposed apart, never summed."""
    ruled, proposed = edition.counts()
    several = len(edition.record.agreements) > 1
    sources = edition.record.documents
    documents = counted(len(sources), "{number} document", "{number} documents")
    if not ruled and not proposed:
        if sources and not any(edition.record.readings.get(one.id) for one in sources):
            said = NOT_READ
        elif edition.hidden.statements:
            said = NOTHING_SHOWN
        else:
            said = NOTHING_MARKED
        return _(said[several]).format(documents=documents)
    if not ruled:
        said = NONE_ACCEPTED if edition.record.rulings else NONE_RULED
        found = _(said[several]).format(
            documents=documents,
            statements=counted(proposed, "{number} statement", "{number} statements"),
        )
    else:
        found = _((MORE_PROPOSED if proposed else ACCEPTED)[several]).format(
            documents=documents,
            statements=counted(ruled, "{number} statement", "{number} statements"),
            more=say_number(proposed),
        )
    kept_back = say_kept_back(edition.record, RULINGS)
    return f"{found} {kept_back}" if kept_back else found


def foundations(edition: Edition) -> list[tuple[str, int, int, str]]:
    """Give what the statements rest on: how they are linked, and what has no date or place.

    Each line has the accepted and the proposed, apart, and a page that lists them, if one does.
    """
    lines = edition.heard.rests()
    # That no statement names a provision is worth as much as how many do.
    return [
        (_say_foundation(name), *lines.get(name, (0, 0)), page)
        for name, page in FOUNDATIONS
        if any(lines.get(name, ())) or name == "named"
    ]


def _say_foundation(key: str) -> str:
    if key == "no date":
        return _("with no date")
    if key == "no place":
        return _("with no place")
    return label("levels" if key in ("whole", "unmapped") else "bases", key)


def first_pages(edition: Edition, layout: Layout) -> Iterator[Page]:
    """Give the first page."""
    to = linker("index.html")
    several = len(edition.record.agreements) > 1
    yield render(
        edition,
        "first.html",
        "index.html",
        title=edition.title,
        section="first",
        several=several,
        lead=lead_words(edition),
        foundations=foundations(edition),
        unread=[one for one in edition.record.documents if not edition.record.readings.get(one.id)],
        standings=[
            standing(edition, layout, one, to, brief=several) for one in edition.record.agreements
        ],
    )


def standing(
    edition: Edition, layout: Layout, agreement: Agreement, to: Linker, *, brief: bool = False
) -> Standing:
    """Give where an agreement stands, at the top level of its tree."""
    grid = make_grid(edition, agreement, "party")
    findings: dict[str, list[Finding]] = {}
    whole: list[Finding] = []
    spoken = set()
    for row in grid.rows:
        if row.key == UNMAPPED:
            continue
        for party in grid.columns:
            pair = grid.pair(row, party, party)
            if pair is None:
                continue
            spoken.add(row.key)
            finding = make_finding(edition, row, pair, to(layout.section(row, party)))
            # What nobody judges (a demand, say) heads no page: it stands with the unclear.
            if row.key == WHOLE and _counts(pair):
                whole.append(finding)
            else:
                findings.setdefault(finding.word, []).append(finding)
    heads = heads_of(edition, agreement, grid)
    shown = [one for one in grid.rows if one.key in spoken or one.key == WHOLE]
    groups = [
        (anchor, _(title), found[:MOST_FINDINGS], max(0, len(found) - MOST_FINDINGS))
        for anchor, title, words in GROUPS
        if (found := [one for word in words for one in findings.get(word, [])])
    ]
    top = [one.key for one in agreement.provisions]
    return Standing(
        agreement=agreement,
        whole=whole,
        groups=[] if brief else groups,
        heads=heads,
        rows=[_row(edition, layout, grid, heads, row=one, to=to) for one in shown[:MOST_ROWS]],
        more_rows=max(0, len(shown) - MOST_ROWS),
        silent=len([key for key in top if key not in spoken]),
        spoken=len([key for key in top if key in spoken]),
        total=len(top),
    )


def heads_of(edition: Edition, agreement: Agreement, grid: Grid) -> list[PictureGroup]:
    """Give the picture's columns: for each party judged, every side that speaks of it."""
    sides: dict[str, dict[str, tuple[str, ...]]] = {}
    for row, party in product(grid.rows, grid.columns):
        pair = grid.pair(row, party, party)
        if row.key == UNMAPPED or pair is None or pair.proposed is None:
            continue
        for account in pair.proposed.accounts:
            own = sides.setdefault(party, {})
            own[account.side] = own.get(account.side, ()) + account.counted + account.beside
    anywhere = Row(agreement.key, "")
    return [
        PictureGroup(
            party,
            edition.party_name(agreement.key, party),
            [
                PictureColumn(
                    side,
                    _("by its own account") if side == party else edition.side_name(side),
                    edition.voices(side, sides[party][side]),
                )
                for side in sorted(sides[party], key=lambda one: edition.party_order(anywhere, one))
            ],
        )
        for party in grid.columns
        if party in sides
    ]


def _row(
    edition: Edition,
    layout: Layout,
    grid: Grid,
    heads: list[PictureGroup],
    *,
    row: Row,
    to: Linker,
) -> PictureRow:
    cells: list[tuple[str, Markup]] = []
    for head in heads:
        pair = grid.pair(row, head.party, head.party) or Pair(None, None)
        href = to(layout.section(row, head.party))
        for at, column in enumerate(head.columns):
            cells.append(("start" if at == 0 else "", _account_cell(pair, column, href)))
        cells.append(("end", linked_marks(pair, href) if pair.spoken else Markup("")))
    return PictureRow(edition.row_name(row), to(addresses.row(row.agreement, row.key)), cells)


def _account_cell(pair: Pair, column: PictureColumn, href: str) -> Markup:
    accepted = _account(pair, column.side, False)
    proposed = _account(pair, column.side, True)
    marks = account_marks(accepted, proposed)
    if not marks:
        return Markup("")
    told = _("{side}: {word}").format(side=column.name, word=say_account_words(accepted, proposed))
    return Markup('<a href="{}" title="{}">{}<span class="vh">{}</span></a>').format(
        href, told, marks, told
    )


def _counts(pair: Pair) -> bool:
    pictures = [one for one in (pair.accepted, pair.proposed) if one]
    return any(account.counted for picture in pictures for account in picture.accounts)


def _account(pair: Pair, side: str, proposals: bool) -> Account | None:
    picture = pair.proposed if proposals else pair.accepted
    if picture is None:
        return None
    return next((one for one in picture.accounts if one.side == side), None)
