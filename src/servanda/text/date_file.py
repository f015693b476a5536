"""A language's `dates.toml` as its rules need it: what it leaves out, and what is wrong in it.

A newcomer writes such a file: what it may leave out has a plain default, and what does not fit is
named with the place where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from servanda.errors import ServandaError
from servanda.text.languages import vocabulary

#: What later stages do, by the name of their list of rules; see docs/how-to/add-a-language.md.
MEANINGS: Mapping[str, frozenset[str]] = {
    "atoms": frozenset(
        [
            "date",
            "days",
            "months",
            "years",
            "list",
            "weekdays",
            "nth",
            "in",
            "ago",
            "passed",
            "mixed",
            "aside",
            "over",
            "whole",
            "today",
            "which",
            "elsewhere",
        ]
    ),
    "modified": frozenset(["about", "clock", "week", "shift", "edge", "within", "lasting"]),
    "spans": frozenset(["span", "either", "since", "until"]),
}
#: Classes that are numbers by their form, and what an earlier stage has read.
_FORMS = frozenset(
    [
        "date",
        "iso",
        "numeric",
        "short",
        "month_year",
        "clock",
        "decade",
        "decade2",
        "number",
        "day",
        "year2",
        "year",
        "ordinal",
        "dayth",
    ]
)
_LISTS = (
    *("ordinal_endings", "decade_endings", "clock_endings", "glued", "capital", "not_before"),
    *("needs_noun", "not_year_before", "year_before", "may_be_year_before", "counted", "ahead"),
    *("event_cues", "event_articles", "event_links", "event_stops", "event_nouns"),
    *("atoms", "modified", "spans"),
)
_CLASS = re.compile(r"\{([^}:]+)(?::[^}]*)?\}")


@cache
def date_file(language: str) -> Mapping[str, Any]:
    """Give a language's `dates.toml`, completed with defaults.

    Raises:
        ServandaError: It has no months or no triggers, or a rule names a class or a meaning that
            is none; the message says which, and where.
    """
    data = {**dict.fromkeys(_LISTS, ()), "macros": {}, **vocabulary(language, "dates")}
    where = f"text/languages/{language.partition('-')[0].lower()}/dates.toml"
    words = data.get("words", {})
    for name in data.get("triggers", ()):
        if name not in words:
            raise ServandaError(f"{where}: triggers name {name!r}, but there is no [words.{name}].")
    if "month" not in words or not data.get("triggers"):
        raise ServandaError(f"{where} needs [words.month] and triggers; begin with fr/dates.toml.")
    for stage, means, pattern in _patterns(data):
        if means not in MEANINGS[stage]:
            raise ServandaError(
                f"{where}: [[{stage}]] means {means!r}, which is none of "
                f"{', '.join(sorted(MEANINGS[stage]))}."
            )
        for name in _CLASS.findall(pattern):
            if name.removeprefix("to_") not in {*words, *_FORMS}:
                raise ServandaError(
                    f"{where}: the pattern {pattern!r} of [[{stage}]] means {means!r} names the "
                    f"class {name!r}, but there is no [words.{name}]."
                )
        for name in re.findall(r"\$(\w+)", pattern):
            if name not in data["macros"]:
                raise ServandaError(
                    f"{where}: the pattern {pattern!r} names ${name}, which [macros] lacks."
                )
    return data


def _patterns(data: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Give the stage, the meaning and the pattern of every rule."""
    for stage in MEANINGS:
        for rule in data[stage]:
            for pattern in rule["patterns"]:
                yield stage, rule["means"], pattern
