"""Words that others settled, as data: one TOML file per vocabulary, beside this one."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from servanda.domain.codebook import Codebook, CodingRule, Scale, ScaleLevel, Term


@dataclass(frozen=True, slots=True)
class Theme:
    """A provision type of the Peace Accords Matrix (PAM).

    `pax` are PA-X topic codes that it may cross to; `words` are plain nouns of ours that link a
    passage to it; `verified` is True once name and place in the list were compared with the source.
    """

    name: str
    pax: tuple[str, ...]
    words: tuple[str, ...]
    verified: bool
    source: str


@cache
def themes() -> tuple[Theme, ...]:
    """Give PAM's 51 provision types, in the order of their names."""
    table = tomllib.loads(files(__name__).joinpath("themes.toml").read_text(encoding="utf-8"))
    return tuple(
        Theme(
            name=one["name"],
            pax=tuple(one["pax"]),
            words=tuple(one["words"]),
            verified=one["verified"],
            source=one.get("source", table["source"]),
        )
        for one in table["theme"]
    )


@cache
def theme_names() -> dict[str, str]:
    """Give each theme's name by its name in lower case."""
    return {one.name.casefold(): one.name for one in themes()}


@cache
def codebook() -> Codebook:
    """Give the codebook that a dossier starts with."""
    table = tomllib.loads(files(__name__).joinpath("codebook.toml").read_text(encoding="utf-8"))
    return Codebook(
        version=table["version"],
        title=table["title"],
        scales=tuple(_scale(one) for one in table.get("scale", ())),
        terms=tuple(Term(**one) for one in table.get("term", ())),
        rules=tuple(CodingRule(**one) for one in table.get("rule", ())),
    )


def _scale(table: dict[str, Any]) -> Scale:
    levels = tuple(
        ScaleLevel(float(one["value"]), one["name"], one["meaning"]) for one in table["level"]
    )
    rest = {key: value for key, value in table.items() if key != "level"}
    return Scale(**rest, levels=levels)
