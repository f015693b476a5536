"""Scores of a dossier's agreements, to print, to plot and to take away as a data frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from servanda.assessing.frames import frame_of
from servanda.assessing.scales import VIOLATED
from servanda.assessing.series import Counting, PeriodScore, ScoreSeries, score_series
from servanda.domain.judgement import CellRated
from servanda.domain.record import Record
from servanda.dossier.charts.scores import draw_scores
from servanda.errors import UnknownThing
from servanda.workflows.find_cell import Where, agreement_keys, find_cell, find_party

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, slots=True)
class Scores:
    """A series of scores that a notebook shows as a picture and gives as data frames."""

    series: ScoreSeries

    def to_frame(self) -> pandas.DataFrame:
        """Give a data frame with one row a period: score, interval, coverage, figures by name.

        Raises:
            MissingExtra: pandas is not installed.
        """
        return frame_of([_row(one) for one in self.series.periods])

    def levels_frame(self) -> pandas.DataFrame:
        """Give a data frame of levels, provisions by periods: what every figure is made from.

        Raises:
            MissingExtra: pandas is not installed.
        """
        rows = [
            {
                "provision": one.provision,
                "period": period.window.name,
                "level": one.level if one.level != VIOLATED else None,
                "violated": one.level == VIOLATED,
                "unknown": one.unknown,
                "carried": one.carried,
                "raters_differ": one.differ,
                "entries": list(one.ratings),
            }
            for period in self.series.periods
            for one in period.levels
        ]
        return frame_of(rows)

    def _repr_svg_(self) -> str:
        return draw_scores(self.series)

    def __repr__(self) -> str:
        series = self.series
        periods = f"{len(series.periods)} periods"
        return f"<scores of {series.agreement} on {series.scale.key}, {periods}: .to_frame()>"


def scores_of(
    record: Record,
    *,
    agreement: str | None = None,
    scale: str = "pam",
    by: Counting = "year",
    place: str = "",
    party: str = "",
    rater: str | None = None,
    carry_forward: bool = False,
) -> list[Scores]:
    """Give the scores of every agreement, or of one, oldest period first.

    `place` and `party` are given as a person names them.

    Raises:
        UnknownThing: There is no such agreement, place or party.
        ServandaError: There is no such scale.
    """
    raters = {one.actor for one, _ in record.judged(CellRated)}
    if rater is not None and rater not in raters:
        raise UnknownThing("rater", rater, nearest=tuple(sorted(raters)[:5]))
    found = []
    for key in agreement_keys(record, agreement):
        own = next(one for one in record.agreements if one.key == key)
        where = find_cell(record, Where(f"{key}/whole", place)) if place else None
        series = score_series(
            record,
            agreement=key,
            scale=scale,
            by=by,
            place=where.place if where else "",
            party=find_party(record, party, agreement=own) if party else "",
            rater=rater,
            carry_forward=carry_forward,
        )
        found.append(Scores(series))
    return found


def _row(one: PeriodScore) -> dict[str, Any]:
    return {
        "period": one.window.name,
        "from": one.window.start,
        "to": one.window.end,
        "score": one.score.value,
        "low": one.score.low,
        "high": one.score.high,
        "coverage": one.score.coverage,
        "known": one.score.known,
        "provisions": one.score.units,
        "violated": one.score.violated,
        "weighted": one.weighed.weighted.value,
        "raters_differ": len(one.differing),
        "carried": len(one.carried),
        **{figure.name: figure.value for figure in one.headlines.all},
    }
