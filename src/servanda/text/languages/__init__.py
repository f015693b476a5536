"""What a language calls things: a folder of TOML files each, read once.

Another language is one more folder with the same files and keys; no code changes.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from servanda.errors import ServandaError


@cache
def vocabulary(language: str, subject: str) -> Mapping[str, Any]:
    """Give a language's words on one subject, as `<language>/<subject>.toml` beside this states.

    Args:
        language: An ISO 639-1 code ("en"); a region after a hyphen is left aside.
        subject: sentences, references, dates or quantities.

    Raises:
        ServandaError: There is no folder for this language; the message names those there are.
    """
    code = language.partition("-")[0].lower()
    if code not in known():
        raise ServandaError(
            f"No words are known for the language {language!r}; there are: {', '.join(known())}."
        )
    file = resources.files(__name__).joinpath(code, f"{subject}.toml")
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def known() -> tuple[str, ...]:
    """Give the codes of the languages that have a folder."""
    folders = resources.files(__name__).iterdir()
    return tuple(sorted(one.name for one in folders if one.is_dir() and len(one.name) == 2))
