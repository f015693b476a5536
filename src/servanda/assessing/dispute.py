"""What a dispute is: who stands against whom, in which words, and what would settle it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.assessing.comparing import Gap, Ground, PairWord
from servanda.assessing.frames import frame_of, table_of
from servanda.domain.cell import Cell
from servanda.domain.judgement import DisputeWord

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements that do not say the same; the first is of the first side.

    `grounds` are what tells them apart, `gaps` what nobody says, `why` the reason in a sentence.
    """

    statements: tuple[str, str]
    word: PairWord
    why: str
    grounds: tuple[Ground, ...] = ()
    gaps: tuple[Gap, ...] = ()
    #: The end of `why`, without who says what, for where their words stand beside it.
    reason: str = ""

    @property
    def certain(self) -> bool:
        """It is no contradiction, or one in which nothing is left open."""
        return self.word != "contradict" or not self.gaps


@dataclass(frozen=True, slots=True)
class Worded:
    """One form of a disputed wording, and whose it is."""

    by: str
    side: str
    text: str


@dataclass(frozen=True, slots=True)
class Ruled:
    """What a person ruled of a dispute: the word, why, who and when, and the journal's entry."""

    word: DisputeWord
    why: str
    actor: str
    time: str
    entry: int


@dataclass(frozen=True, slots=True)
class Dispute:
    """How two sides, or two voices of one side, stand to each other in one cell.

    `word` is the person's where one ruled, else `computed`, which is that of the strongest pair;
    `computed` is None where only a person sees a dispute. `why` and `settle` are sentences: the
    strongest pair's reason, and which fact from which kind of source would settle it. `left_out`
    is how many pairs that point apart are not in `pairs`. `wordings` are filled, and `pairs` are
    not, where the provision's own words are disputed.
    """

    cell: Cell
    sides: tuple[str, ...]
    word: DisputeWord
    computed: DisputeWord | None
    why: str
    settle: str
    pairs: tuple[Pair, ...] = ()
    wordings: tuple[Worded, ...] = ()
    admissions: tuple[str, ...] = ()
    concessions: tuple[str, ...] = ()
    ruled: Ruled | None = None
    proposals: bool = False
    left_out: int = 0

    @property
    def statements(self) -> tuple[str, ...]:
        """Every statement that it rests on, once."""
        return tuple(dict.fromkeys(id for one in self.pairs for id in one.statements))

    @property
    def told(self) -> frozenset[frozenset[str]]:
        """The pairs of statements that bear its computed word."""
        return frozenset(
            frozenset(one.statements) for one in self.pairs if one.word == self.computed
        )


class Disputes(tuple[Dispute, ...]):
    """Disputes in the order of the agreement, contradictions of a cell first."""

    __slots__ = ()

    def matters(self) -> tuple[tuple[Dispute, ...], ...]:
        """Give the disputes in groups that are one matter each, in their order.

        A statement that judges several parties, or several provisions, stands in a cell of each:
        two statements that do not say the same are one matter, however many cells they stand in.
        """
        groups: list[list[Dispute]] = []
        at: dict[tuple[object, ...], int] = {}
        for one in self:
            keys = [(one.word, one.sides, one.ruled, pair) for pair in one.told]
            known = next((at[key] for key in keys if key in at), None)
            if known is None:
                known = len(groups)
                groups.append([])
            groups[known].append(one)
            at.update((key, known) for key in keys if key not in at)
        return tuple(tuple(group) for group in groups)

    def records(self) -> list[dict[str, str | int | bool | None]]:
        """Give one flat row for each dispute, ready for a data frame or CSV."""
        return [record_of(one) for one in self]

    def to_frame(self) -> pandas.DataFrame:
        """Give the disputes as a pandas DataFrame, one a row.

        Raises:
            MissingExtra: pandas is not installed.
        """
        return frame_of(self.records(), COLUMNS)

    def _repr_html_(self) -> str:
        return table_of(self.records(), COLUMNS)

    def __repr__(self) -> str:
        return f"<{len(self)} disputes: .to_frame()>"


COLUMNS = (
    "agreement", "provision", "place", "period", "party", "sides", "word", "computed", "certain",
    "why", "settle", "statements", "grounds", "gaps", "admissions", "concessions", "ruled_by",
    "ruled_at", "ruled_why", "with_proposals", "left_out",
)  # fmt: skip


def record_of(one: Dispute) -> dict[str, str | int | bool | None]:
    """Give a dispute as one flat row; several values are joined with "; "."""
    cell = one.cell
    ruled = one.ruled
    values: tuple[str | int | bool | None, ...] = (
        cell.agreement,
        cell.provision,
        cell.place,
        cell.period,
        cell.party,
        _join(one.sides),
        one.word,
        one.computed,
        bool(one.pairs) and one.pairs[0].certain,
        one.why,
        one.settle,
        _join(one.statements),
        _join(ground for pair in one.pairs for ground in pair.grounds),
        _join(one.pairs[0].gaps if one.pairs else ()),
        _join(one.admissions),
        _join(one.concessions),
        ruled.actor if ruled else None,
        ruled.time if ruled else None,
        ruled.why if ruled else None,
        one.proposals,
        one.left_out,
    )
    return dict(zip(COLUMNS, values, strict=True))


def _join(values: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(values))
