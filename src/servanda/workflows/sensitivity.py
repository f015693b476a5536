"""What hangs on whom: every picture and the last score, without one thing at a time."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.assessing import assess
from servanda.assessing.score_without import ScoreWithout, scores_without
from servanda.assessing.sensitivity import Grain, Sensitivity, sensitivity
from servanda.assessing.series import PeriodScore, score_series
from servanda.domain.record import Record
from servanda.dossier.charts.sensitivity import draw_sensitivity
from servanda.errors import UnknownThing


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs on whom in one agreement; a notebook shows it as a picture."""

    pictures: Sensitivity
    #: The last period's score, None where nobody rated; and what it would be without each.
    score: PeriodScore | None
    scores: tuple[ScoreWithout, ...]
    #: What to print for a source's id.
    names: dict[str, str]

    def _repr_svg_(self) -> str:
        return draw_sensitivity(self.pictures, self.names)


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
    keys = [one.key for one in record.agreements]
    if agreement is not None and agreement not in keys:
        raise UnknownThing("agreement", agreement, nearest=tuple(keys))
    assessment = assess(record)
    names = {one.id: one.description.title or one.name for one in record.sources}
    found = []
    for key in keys if agreement is None else [agreement]:
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
