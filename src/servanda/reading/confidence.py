"""How likely a proposal is right: learnt from coded texts, by a few traits of how it was read.

Right means: a person coding the text calls the passage a statement about keeping, with this stance.
The weights of a logistic regression stand in `calibration.json` with the gold that they were learnt
from; `quality/calibration.py` learns them and shows how far they hold on documents left out.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from servanda.reading.context import Context
from servanda.reading.draft import Draft

#: Kinds of which too few were coded to learn from; they carry no confidence.
UNMEASURED = frozenset(("demand", "context"))
_Trait = Callable[[Draft, Context], bool]
#: What may make a reading more or less sure, each true or not. Few, as few proposals are coded.
TRAITS: Mapping[str, _Trait] = {
    "harm with a stance, told by somebody who is no party": lambda draft, context: (
        draft.kind == "incident"
        and not context.partisan
        and draft.judgement is not None
        and draft.judgement.stance != "unclear"
    ),
    "the text names the provision or the agreement": lambda draft, _: draft.aim.named,
}


@dataclass(frozen=True, slots=True)
class Calibration:
    """An intercept, a weight for each trait, and the digest of the file that they stand in."""

    intercept: float
    weights: tuple[float, ...]
    digest: str

    def confidence(self, traits: tuple[float, ...]) -> float:
        """Give the probability that a proposal with these traits is right, to two digits."""
        score = self.intercept + sum(a * b for a, b in zip(self.weights, traits, strict=True))
        return round(1 / (1 + math.exp(-score)), 2)


@cache
def calibration() -> Calibration:
    """Give the calibration that this version of the reader was measured with."""
    data = (files("servanda.reading") / "calibration.json").read_bytes()
    told = json.loads(data)
    # A trait that was never learnt says nothing.
    weights = tuple(float(told["weights"].get(one, 0.0)) for one in TRAITS)
    return Calibration(float(told["intercept"]), weights, hashlib.sha256(data).hexdigest())


def traits(draft: Draft, context: Context) -> tuple[float, ...] | None:
    """Give a draft's traits as 0 or 1; None where none were measured: demands, context."""
    if draft.judgement is None or draft.kind in UNMEASURED:
        return None
    return tuple(float(has(draft, context)) for has in TRAITS.values())


def confidence(draft: Draft, context: Context) -> float | None:
    """Give how likely a draft is right; None where that was not measured."""
    found = traits(draft, context)
    return None if found is None else calibration().confidence(found)
