"""What a feature of a GeoNames dump or a Linked Places file is to us: `data/features.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


def kind_of(feature_class: str, code: str = "") -> str | None:
    """Give the kind of row that a feature makes; None for one that is not taken."""
    classes, codes, taken = _lists()
    if code and feature_class in taken and code not in taken[feature_class]:
        return None
    kind = classes.get(feature_class)
    return codes.get(code, kind) if kind else None


@cache
def _lists() -> tuple[dict[str, str], dict[str, str], dict[str, frozenset[str]]]:
    data = files("servanda.places").joinpath("data", "features.toml").read_text("utf-8")
    said = tomllib.loads(data)
    taken = {name: frozenset(codes.split()) for name, codes in said["taken"].items()}
    return said["classes"], said["codes"], taken
