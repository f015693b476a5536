"""A trial as one object for other programs: figures by key, statements by id, span and words."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from servanda.domain.statement import Statement
from servanda.evaluating.evaluation import Evaluation, Trial
from servanda.evaluating.figures import MEASURES


def trial_object(trial: Trial) -> dict[str, Any]:
    """Give a trial as dicts, lists, strings and numbers, with each figure's formula."""
    return {
        "head": str(trial.head),
        "gold": trial.gold,
        "at_least": trial.at_least,
        "notes": list(trial.notes),
        "readers": [
            {"reader": asdict(reader), **_evaluation_object(one)}
            for reader, one in zip(trial.readers, trial.evaluations, strict=True)
        ],
        "differences": _by_key(trial.differences),
        "measures": {one.key: f"{one.group}, {one.name}: {one.formula}" for one in MEASURES},
    }


def _evaluation_object(one: Evaluation) -> dict[str, Any]:
    missed = ((each.gold, {"merged": each.within_another}) for each in one.matching.missed)
    alarms = ((each.found, {"piece": each.within_another}) for each in one.matching.alarms)
    return {
        "figures": _by_key(one.figures),
        "intervals": asdict(one.resampling),
        "stance": asdict(one.stance),
        "kind": asdict(one.kind),
        "calibration": asdict(one.calibration) if one.calibration else None,
        "pairs": [{"gold": gold.id, "found": found.id} for gold, found in one.matching.pairs],
        "missed": [_words(gold) | more for gold, more in missed if gold],
        "alarms": [_words(found) | more for found, more in alarms if found],
    }


def _by_key(values: tuple[Any, ...]) -> dict[str, Any]:
    return {one.key: {k: v for k, v in asdict(one).items() if k != "key"} for one in values}


def _words(one: Statement) -> dict[str, Any]:
    names = ("id", "source", "start", "end", "quote", "kind", "stance", "confidence")
    return {name: getattr(one, name) for name in names}
