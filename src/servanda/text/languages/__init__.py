"""What a language calls things: a folder of TOML files each, read once.

Another language is one more folder; no code changes. It may begin with one file, and knows the
subjects that it has a file for. How to add one: docs/how-to/add-a-language.md.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from typing import Any

from servanda.errors import ServandaError


class NoWords(ServandaError, FileNotFoundError):
    """A language has no file on a subject."""


@cache
def vocabulary(language: str, subject: str) -> Mapping[str, Any]:
    """Give a language's words on one subject, as `<language>/<subject>.toml` beside this states.

    Letters that the file's `same_letters` take for others are taken for them in all its words.

    Args:
        language: An ISO 639-1 code ("en"); a region after a hyphen is left aside.
        subject: sentences, references, dates, quantities or actors.

    Raises:
        NoWords: There is no such file; the message names the languages that have one.
    """
    code = language.partition("-")[0].lower()
    if code not in known(subject):
        raise NoWords(
            f"No words for {subject} are known in the language {language!r}; there are: "
            f"{', '.join(known(subject))}."
        )
    file = resources.files(__name__).joinpath(code, f"{subject}.toml")
    words = tomllib.loads(file.read_text(encoding="utf-8"))
    same = str.maketrans(words.get("same_letters", {}))
    unseen = re.compile(f"[{words['unseen_letters']}]") if "unseen_letters" in words else None
    if not same and unseen is None:
        return words

    def made(word: str) -> str:
        return (unseen.sub("", word) if unseen else word).translate(same)

    plain: dict[str, Any] = _with(words, made)
    return plain


def _with(words: Any, made: Callable[[str], str]) -> Any:
    """Give words as a function makes them, wherever they stand in the file."""
    if isinstance(words, str):
        return made(words)
    if isinstance(words, list):
        return [_with(one, made) for one in words]
    if isinstance(words, dict):
        kept = {"same_letters", "unseen_letters"}
        return {name: one if name in kept else _with(one, made) for name, one in words.items()}
    return words


@cache
def known(subject: str = "") -> tuple[str, ...]:
    """Give the codes of the languages that have a file on a subject, or any."""
    folders = resources.files(__name__).iterdir()
    return tuple(
        sorted(
            one.name
            for one in folders
            if one.is_dir()
            and len(one.name) == 2
            and (not subject or one.joinpath(f"{subject}.toml").is_file())
        )
    )
