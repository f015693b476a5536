"""What hangs on whom: every picture and the last score, without one thing at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.assessing import assess
from servanda.assessing.frames import frame_of
from servanda.assessing.score_without import ScoreWithout, scores_without
from servanda.assessing.sensitivity import Grain, Sensitivity, sensitivity
from servanda.assessing.series import PeriodScore, score_series
from servanda.domain.record import Record
from servanda.dossier.charts.sensitivity import draw_sensitivity
from servanda.workflows.find_cell import agreement_keys

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs on whom in one agreement; a notebook shows it as a picture."""

    pictures: Sensitivity
    #: The last period's score, None where nobody rated; and what it would be without each.
    score: PeriodScore | None
    scores: tuple[ScoreWithout, ...]
    #: What to print for a source's id.
    names: dict[str, str]

    def records(self) -> list[dict[str, object]]:
        """Give one flat row for each thing left out: of pictures first, then of the score."""
        pictures = self.pictures.pictures
        rows = [
            (f"{one.kind}", one.key, one.statements, one.changed, pictures, None, None, None)
            for one in self.pictures.removals
        ] + [
            (f"score without {one.kind}", one.key, None, None, None, *_interval(one))
            for one in self.scores
        ]
        return [
            {**dict(zip(COLUMNS, row, strict=False)), "name": self.names.get(row[1], row[1])}
            for row in rows
        ]

    def to_frame(self) -> pandas.DataFrame:
        """Give a data frame with one row for each thing left out, those that change most first.

        Raises:
            MissingExtra: pandas is not installed.
        """
        return frame_of(self.records(), COLUMNS)

    def _repr_svg_(self) -> str:
        return draw_sensitivity(self.pictures, self.names)

    def __repr__(self) -> str:
        told = self.pictures
        return (
            f"<what hangs on whom in {told.agreement}: {told.on_one_witness} of {told.pictures} "
            "pictures on one witness: .to_frame()>"
        )


#: What is left out, and what would be otherwise without it: pictures, or the last score.
COLUMNS = (
    "without", "key", "statements", "changed", "pictures", "score", "low", "high", "name",
)  # fmt: skip


def _interval(one: ScoreWithout) -> tuple[float | None, float, float]:
    return one.score.value, one.score.low, one.score.high


def what_hangs(
    record: Record,
    *,
    agreement: str | None = None,
    proposals: bool,
    grain: Grain = "provision",
    scale: str = "pam",
) -> list[Hanging]:
    """Give what hangs on whom, for every agreement or for one.

    Raises:
        UnknownThing: There is no such agreement.
        ServandaError: There is no such scale.
    """
    assessment = assess(record)
    names = {one.id: one.shown_name for one in record.sources}
    found = []
    for key in agreement_keys(record, agreement):
        series = score_series(record, agreement=key, scale=scale)
        last = series.periods[-1] if series.periods else None
        found.append(
            Hanging(
                sensitivity(assessment, agreement=key, proposals=proposals, grain=grain),
                last,
                scores_without(record, last, scale=series.scale) if last else (),
                names,
            )
        )
    return found
