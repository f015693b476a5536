"""What hangs on one source, one side, one coder, or on proposals that are less than sure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from servanda.assessing.assessment import Assessment
from servanda.assessing.facts import Fact
from servanda.domain.cell import Cell, PictureWord

#: What is left out: a source; all sources that are one witness; a side's voice; what a coder
#: ruled; proposals whose confidence is below a threshold, or was not measured.
RemovalKind = Literal["source", "witness", "side", "coder", "confidence"]
#: How fine the pictures are that are looked at: provision and party; or their places and periods.
Grain = Literal["provision", "cell"]
THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9)
#: So many changed pictures are named for each thing left out; all are counted.
MOST_EXAMPLES = 200


@dataclass(frozen=True, slots=True)
class PictureWithout:
    """A picture's word as it is, and as it would be."""

    cell: Cell
    before: PictureWord
    after: PictureWord


@dataclass(frozen=True, slots=True)
class Removal:
    """What would be otherwise without one thing: how many pictures, and which.

    `key` is a source's id, the id of a witness's first source, a side, a coder's name or a
    threshold. `words` counts the changes by word before and after; `examples` names the first.
    """

    kind: RemovalKind
    key: str
    #: How many statements went with it.
    statements: int
    changed: int
    words: tuple[tuple[PictureWord, PictureWord, int], ...]
    examples: tuple[PictureWithout, ...]


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """All removals, those that change most first, and how much hangs on a single witness."""

    agreement: str
    grain: Grain
    proposals: bool
    #: How many pictures say something.
    pictures: int
    #: How many of them would say something else without one of the witnesses.
    on_one_witness: int
    removals: tuple[Removal, ...]

    def of(self, kind: RemovalKind) -> tuple[Removal, ...]:
        """Give the removals of one kind, those that change most first."""
        return tuple(one for one in self.removals if one.kind == kind)


@dataclass(slots=True)
class _Tally:
    statements: set[int] = field(default_factory=set)
    words: Counter[tuple[PictureWord, PictureWord]] = field(default_factory=Counter)
    examples: list[PictureWithout] = field(default_factory=list)


def sensitivity(
    assessment: Assessment, *, agreement: str, proposals: bool, grain: Grain = "provision"
) -> Sensitivity:
    """Leave out one thing at a time and say which pictures would then say something else.

    Each picture is made anew without the statements of one source, of one witness (all sources
    that come from a common origin), of one side, of those that one coder ruled on, or without the
    proposals below a confidence. A picture that changes without one witness rests on that witness
    alone, however many papers repeat it.

    Args:
        assessment: The record, assessed.
        agreement: Key of the agreement.
        proposals: Count what no person has ruled on yet, too. What a coder ruled on is left out
            only where this is False: else it would still stand as a proposal.
        grain: `provision`: provision and party judged, all places and periods together; `cell`:
            each place and period by itself.
    """
    named = _Names(assessment, proposals=proposals)
    tallies: dict[tuple[RemovalKind, str], _Tally] = defaultdict(_Tally)
    pictures = alone = 0
    for cell, facts in _cells(assessment, agreement, proposals=proposals, grain=grain).items():
        before = assessment.picture_of(cell, facts).word
        pictures += before not in ("silent", "unread")
        groups: dict[tuple[RemovalKind, str], set[int]] = defaultdict(set)
        for fact in facts:
            for name in named.of(fact):
                groups[name].add(fact.order)
        changed = {
            name: after
            for name, after in _without(assessment, cell, facts, groups, before)
            if after != before
        }
        alone += any(kind == "witness" for kind, _ in changed)
        for name, orders in groups.items():
            tally = tallies[name]
            tally.statements |= orders
            if name in changed:
                tally.words[before, changed[name]] += 1
                if len(tally.examples) < MOST_EXAMPLES:
                    tally.examples.append(PictureWithout(cell, before, changed[name]))
    return Sensitivity(
        agreement, grain, proposals, pictures, alone, tuple(sorted(_removals(tallies), key=_order))
    )


def _cells(
    assessment: Assessment, agreement: str, *, proposals: bool, grain: Grain
) -> dict[Cell, list[Fact]]:
    """Give the facts of every cell that has one; inherited ones stand in no cell of their own."""
    found: dict[Cell, list[Fact]] = {}
    for fact in assessment.facts:
        if not proposals and not fact.ruled:
            continue
        rows = [key for owner, key in fact.rows if owner in ("", agreement)]
        places, periods = (fact.places, fact.periods) if grain == "cell" else (("",), ("",))
        for key in rows:
            for party in fact.parties:
                for place in places:
                    for period in periods:
                        cell = Cell(agreement, key, place, period, party)
                        found.setdefault(cell, []).append(fact)
    return found


def _without(
    assessment: Assessment,
    cell: Cell,
    facts: Sequence[Fact],
    groups: Mapping[tuple[RemovalKind, str], set[int]],
    before: PictureWord,
) -> Iterator[tuple[tuple[RemovalKind, str], PictureWord]]:
    """Give the word without each group; made anew only where it could be another one."""
    linked = any(fact.statement.links for fact in facts) or any(
        assessment.lineage.derived(fact.statement.source) for fact in facts
    )
    shapes = {fact.order: _shape(fact) for fact in facts}
    total = Counter(shapes.values())
    made: dict[frozenset[int], PictureWord] = {}
    for name, orders in groups.items():
        gone = Counter(shapes[order] for order in orders)
        if not linked and all(count < total[shape] for shape, count in gone.items()):
            # Somebody else of the same side says the same in the same way: the word stays.
            yield name, before
            continue
        key = frozenset(orders)
        if key not in made:
            rest = [fact for fact in facts if fact.order not in orders]
            made[key] = assessment.picture_of(cell, rest).word
        yield name, made[key]


def _shape(fact: Fact) -> tuple[str, str, str, bool]:
    """Give all of a statement that a picture's word can depend on."""
    one = fact.statement
    return one.side, one.stance, one.kind, bool(one.exceptions)


class _Names:
    """Which removals a statement goes with."""

    def __init__(self, assessment: Assessment, *, proposals: bool) -> None:
        self._record = assessment.record
        self._proposals = proposals
        sources = [one.id for one in assessment.record.sources]
        self._witness = {
            source: witness.sources[0]
            for witness in assessment.lineage.witnesses(sources)
            for source in witness.sources
        }

    def of(self, fact: Fact) -> Iterator[tuple[RemovalKind, str]]:
        one = fact.statement
        yield "source", one.source
        yield "witness", self._witness.get(one.source, one.source)
        yield "side", one.side
        if fact.ruled:
            ruling = self._record.rulings.get(one.id)
            if ruling is not None and not self._proposals:
                yield "coder", ruling.actor
        else:
            for threshold in THRESHOLDS:
                if one.confidence is None or one.confidence < threshold:
                    yield "confidence", f"{threshold:g}"


def _removals(tallies: Mapping[tuple[RemovalKind, str], _Tally]) -> Iterable[Removal]:
    for (kind, key), tally in tallies.items():
        words = sorted(tally.words.items(), key=lambda one: (-one[1], one[0]))
        yield Removal(
            kind=kind,
            key=key,
            statements=len(tally.statements),
            changed=tally.words.total(),
            words=tuple((before, after, count) for (before, after), count in words),
            examples=tuple(tally.examples),
        )


def _order(one: Removal) -> tuple[str, int, str]:
    return one.kind, -one.changed, one.key
