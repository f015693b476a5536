"""Gold and what readers found in, figures out: how good is a reader, and how sure is that?"""

from servanda.evaluating.confidence import Bin, Calibration, at_least
from servanda.evaluating.counts import Measure
from servanda.evaluating.evaluation import (
    Comparison,
    Difference,
    Evaluation,
    Trial,
    compare,
    measure,
)
from servanda.evaluating.figures import MEASURES, Figure
from servanda.evaluating.labels import Confusion
from servanda.evaluating.matching import Matching, Outcome, match, passages
from servanda.evaluating.units import Resampling

__all__ = [
    "MEASURES",
    "Bin",
    "Calibration",
    "Comparison",
    "Confusion",
    "Difference",
    "Evaluation",
    "Figure",
    "Matching",
    "Measure",
    "Outcome",
    "Resampling",
    "Trial",
    "at_least",
    "compare",
    "match",
    "measure",
    "passages",
]
