"""The matters of a brief: every promise and party that anybody judges, the most contested first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from servanda.assessing import Fact
from servanda.domain.cell import NOBODY, UNMAPPED, WHOLE, Account, PictureWord
from servanda.dossier.edition import Edition, Pair, Row

#: The most contested first, then the worst.
ORDER: tuple[PictureWord, ...] = (
    "disputed",
    "broken",
    "mixed",
    "partly",
    "kept",
    "unclear",
    "silent",
    "unread",
)


@dataclass(frozen=True)
class Point:
    """One party's keeping of one promise, from what people accepted and with proposals added."""

    row: Row
    party: str
    pair: Pair
    facts: tuple[Fact, ...]

    @property
    def word(self) -> PictureWord:
        """What people accepted; where they ruled on nothing, what is proposed."""
        best = self.pair.best
        return best.word if best else "silent"

    @property
    def accounts(self) -> tuple[Account, ...]:
        """Every side's account, proposals included: those to be shown."""
        return self.pair.proposed.accounts if self.pair.proposed else ()

    @property
    def speaking(self) -> tuple[str, ...]:
        """The sides whose account counts, proposals included."""
        return tuple(one.side for one in self.accounts if one.counted)

    def account(self, side: str, *, proposals: bool) -> Account | None:
        """Give one side's account."""
        picture = self.pair.proposed if proposals else self.pair.accepted
        found = picture.accounts if picture else ()
        return next((one for one in found if one.side == side), None)


def gather_points(edition: Edition) -> list[Point]:
    """Give every point of the record in which something counts, the most contested first.

    A statement stands at the provision that it is linked to, not again at those above it. Where two
    sides contradict each other only when a provision and those below it are taken together, the
    provision is a point beside its own.
    """
    found: list[Point] = []
    for agreement in edition.record.agreements:
        rows = [Row(agreement.key, WHOLE)]
        rows += [Row(agreement.key, one.key) for one in agreement.walk()]
        found += _points_of(edition, rows)
    found += _points_of(edition, [Row("", UNMAPPED)])
    return sorted(found, key=lambda one: rank(edition, one))


def _points_of(edition: Edition, rows: list[Row]) -> list[Point]:
    found = []
    disputed: set[Row] = set()
    for row in rows:
        facts: dict[str, list[Fact]] = defaultdict(list)
        for fact in edition.facts_by_row.get(row, ()):
            for party in fact.parties:
                facts[party].append(fact)
        if not facts:
            continue
        for pairs in edition.pairs(row, "party", own=True).values():
            for party, pair in pairs.items():
                point = Point(row, party, pair, tuple(facts[party]))
                if point.speaking or any(one.beside for one in point.accounts):
                    found.append(point)
                    if point.word == "disputed":
                        disputed.add(row)
    found += _across(edition, rows, disputed)
    return found


def _across(edition: Edition, rows: list[Row], disputed: set[Row]) -> list[Point]:
    """Give contradictions that show only when a provision is taken with those below it."""
    found: list[Point] = []
    for row in reversed(rows):
        provision = edition.provisions.get(row)
        if provision is None or not provision.children:
            continue
        below = {Row(row.agreement, one.key) for one in provision.walk()}
        if below & disputed:
            continue
        for pairs in edition.pairs(row, "party").values():
            for party, pair in pairs.items():
                facts = tuple(f for f in edition.facts_at(row) if party in f.parties)
                point = Point(row, party, pair, facts)
                if point.word == "disputed":
                    found.append(point)
                    disputed.add(row)
    return found


def rank(edition: Edition, point: Point) -> tuple[int, int, int, int, int, tuple[int, str]]:
    """Give what sorts points: contested, then worst; what people ruled on before proposals."""
    ruled = any(one.ruled for one in point.facts)
    linked = {link.basis for one in point.facts for link in one.statement.provisions}
    whole = point.row.key == WHOLE
    return (
        ORDER.index(point.word),
        0 if ruled else 1,
        # What a text names outright before what a machine linked by its topic.
        0 if whole or linked & {"named", "coder"} else 1 if point.row.key != UNMAPPED else 2,
        -len(point.facts),
        edition.row_order(point.row),
        edition.party_order(point.row, point.party),
    )


def together(points: Sequence[Point]) -> list[tuple[Point, tuple[str, ...]]]:
    """Give points with the parties that the very same statements judge: those are one matter.

    A party that speaks for itself stands alone, for its own account is another thing.
    """
    groups: dict[tuple[object, ...], list[Point]] = {}
    for one in points:
        ids = tuple(fact.statement.id for fact in one.facts)
        own = one.party if one.party in one.speaking else ""
        groups.setdefault((one.row, one.word, ids, own), []).append(one)
    return [(group[0], tuple(one.party for one in group)) for group in groups.values()]


def named(point: Point) -> bool:
    """Tell whether a party is named in it."""
    return point.party != NOBODY
