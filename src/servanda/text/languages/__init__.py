"""What a language calls things: one TOML file each, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from servanda.errors import ServandaError


@cache
def vocabulary(language: str) -> Mapping[str, Any]:
    """Give a language's words by section, as its file beside this one states them.

    Args:
        language: An ISO 639-1 code ("en"); a region after a hyphen is left aside.

    Raises:
        ServandaError: There is no file for this language; the message names those there are.
    """
    code = language.partition("-")[0].lower()
    folder = resources.files(__name__)
    if code not in known():
        raise ServandaError(
            f"No words are known for the language {language!r}; there are: {', '.join(known())}."
        )
    return tomllib.loads(folder.joinpath(f"{code}.toml").read_text(encoding="utf-8"))


@cache
def known() -> tuple[str, ...]:
    """Give the codes of the languages that have a file."""
    names = (one.name for one in resources.files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))
