"""What a score would be without the ratings that rest on one source, one side or one rater."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

from servanda.assessing.scores import Score, score
from servanda.assessing.series import PeriodScore
from servanda.domain.codebook import Scale
from servanda.domain.judgement import CellRated
from servanda.domain.record import Record

Left = Literal["source", "side", "rater"]


@dataclass(frozen=True, slots=True)
class ScoreWithout:
    """A period's score with the levels made unknown that would lose all that they rest on."""

    kind: Left
    key: str
    score: Score
    provisions: tuple[str, ...]


def scores_without(
    record: Record, period: PeriodScore, *, scale: Scale
) -> tuple[ScoreWithout, ...]:
    """Give a period's score without each source, side and rater that some level rests on alone.

    A level is unknown without a source (a side) when all statements that its ratings rest on are
    of that source (that side), and without a rater when nobody else rated it. Ratings that name no
    statements, as imported ones do, rest on their rater alone.
    """
    ratings = {one.entry: (one.actor, act) for one, act in record.judged(CellRated)}
    loses: dict[tuple[Left, str], list[str]] = defaultdict(list)
    for level in period.levels:
        given = [ratings[entry] for entry in level.ratings if entry in ratings]
        if level.level is None or not given:
            continue
        statements = [
            found
            for _, act in given
            for id in act.statements
            if (found := record.statement_by_id.get(id))
        ]
        bases: tuple[tuple[Left, set[str]], ...] = (
            ("rater", {actor for actor, _ in given}),
            ("source", {one.source for one in statements}),
            ("side", {one.side for one in statements}),
        )
        for kind, keys in bases:
            if len(keys) == 1:
                loses[kind, keys.pop()].append(level.provision)
    return tuple(
        ScoreWithout(
            kind,
            key,
            score(
                [None if one.provision in gone else one.level for one in period.levels],
                scale=scale,
            ),
            tuple(gone),
        )
        for (kind, key), gone in sorted(loses.items())
    )
