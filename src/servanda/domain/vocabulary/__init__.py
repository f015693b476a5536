"""Words that others settled, as data: one TOML file per vocabulary, beside this one."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


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
