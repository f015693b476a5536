"""Who holds, leads or backs something, told by one word: "ISIL-held towns", "rebel-controlled"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from servanda.text.actor_names import Named
from servanda.text.actor_words import Sort, roles_of
from servanda.text.languages import vocabulary
from servanda.text.phrases import pattern_of


@cache
def _holding(language: str) -> re.Pattern[str]:
    words = vocabulary(language, "actors")["describing"]
    endings = pattern_of(one.strip().lstrip("-") for one in words["holding"].split(","))
    small = pattern_of(one.strip() for one in words["holders"].split(","))
    return re.compile(
        rf"(?<![\w’'.-])(?P<name>[^\W\d_a-z][\w.]{{1,24}}|{small})-(?={endings}(?![\w-]))"
    )


@cache
def keeping(language: str = "en") -> str:
    """Give the pattern of what follows the dash where a land is somebody's: "NLF-held"."""
    words = vocabulary(language, "actors")["describing"]["keeping"]
    return pattern_of(one.strip().lstrip("-") for one in words.split(","))


def holders_in(text: str, start: int, end: int, language: str) -> Iterator[Named]:
    """Give who is named by a word such as "ISIL-held" in `text[start:end]`, in order.

    A name that opens its sentence counts if it is known or an acronym: "Well-armed" is nobody.
    """
    for match in _holding(language).finditer(text, start, end):
        name = match["name"]
        roles, named = roles_of(name, language), name[0].isupper()
        acronym = name.isupper()
        known = bool(roles.nation or roles.world or roles.people or roles.adjective or roles.head)
        if named and not (known or acronym or _within(text, match.start())):
            continue
        if named and (roles.never or roles.title or (roles.describing and not roles.head)):
            continue
        head = roles.head or roles_of(f"{name}s", language).head  # "rebel" is a word of "rebels"
        sort: Sort = (
            roles.world
            or head
            or ("state" if roles.nation or roles.adjective or roles.origin else "body")
        )
        why = f"“{match[0]}…” tells who holds, leads or backs it"
        proper = name if named and sort == "body" else ""
        yield Named(match.start("name"), match.end("name"), sort, why, proper=proper)


def _within(text: str, at: int) -> bool:
    """Tell whether a word stands inside a sentence, after a word or a comma."""
    before = text[max(0, at - 3) : at].rstrip()
    return bool(before) and (before[-1].isalnum() or before[-1] == ",")
