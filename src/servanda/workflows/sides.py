"""Whose voice it may be: a party's key, or one of the words for those who are none."""

from __future__ import annotations

import difflib
from dataclasses import replace
from typing import Final

from servanda.domain.record import Record
from servanda.domain.source import Description
from servanda.errors import ServandaError
from servanda.text.normalise import fold

#: Sides beside the parties' own keys.
OTHER_SIDES: Final = ("mediator", "observer", "press", "unknown")


def verify_side(record: Record, word: str) -> str:
    """Give the side that a person names, or refuse it with the nearest that there are.

    A party's name and aliases are good for its key.

    Raises:
        ServandaError: It is neither a party nor mediator, observer, press or unknown.
    """
    keys: dict[str, str] = {one: one for one in OTHER_SIDES}
    for agreement in record.agreements:
        for party in agreement.parties:
            for name in (*party.aliases, party.name):
                keys.setdefault(fold(name), party.key)
    for agreement in record.agreements:
        keys.update((fold(party.key), party.key) for party in agreement.parties)
    if (found := keys.get(fold(word))) is not None:
        return found
    near = difflib.get_close_matches(fold(word[:200]), keys, n=3, cutoff=0.5)
    offered = dict.fromkeys(keys[one] for one in near)
    hint = f" Did you mean {' or '.join(offered)}?" if offered else ""
    parties = dict.fromkeys(one.key for each in record.agreements for one in each.parties)
    raise ServandaError(
        f"{word[:60]!r} is no side: a side is a party's key ({', '.join(parties) or 'none yet'}), "
        f"or {', '.join(OTHER_SIDES[:-1])} or {OTHER_SIDES[-1]}.{hint}"
    )


def with_side(record: Record, given: Description | None) -> Description | None:
    """Give a description whose side is one that there is; None stays None."""
    if given is None or given.side is None:
        return given
    return replace(given, side=verify_side(record, given.side))
