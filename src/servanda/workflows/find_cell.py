"""From what a person types to a cell of the record: provision, place, period and party."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from servanda.assessing import place_key
from servanda.domain.agreement import Agreement
from servanda.domain.cell import UNMAPPED, WHOLE, Cell
from servanda.domain.record import Record
from servanda.errors import ServandaError, UnknownThing
from servanda.text.normalise import fold

_PERIOD = re.compile(r"\d{4}(?:-Q[1-4]|-(?:0[1-9]|1[0-2]))?")
#: How many near names an error offers.
NEAREST = 3


@dataclass(frozen=True, slots=True)
class Where:
    """The parts of a cell as typed; "" leaves one out, which means all of them together."""

    provision: str
    place: str = ""
    period: str = ""
    party: str = ""


def find_cell(record: Record, where: Where) -> Cell:
    """Give the cell that these words name.

    A provision is `key`, `agreement/key`, or `whole`; a place its id or its name; a period `1947`,
    `1947-Q3` or `1947-07`; a party its key or its name.

    Raises:
        UnknownThing: There is no such provision, place or party; the nearest are named.
        ServandaError: The period is none.
    """
    agreement, key = _provision(record, where.provision)
    if where.period and not _PERIOD.fullmatch(where.period):
        raise ServandaError(
            f"The period is {where.period[:40]!r}. Expected a year, quarter or month: 1947, "
            "1947-Q3 or 1947-07."
        )
    return Cell(
        agreement.key,
        key,
        place=find_place(record, where.place) if where.place else "",
        period=where.period,
        party=find_party(record, where.party, agreement=agreement) if where.party else "",
    )


def _provision(record: Record, name: str) -> tuple[Agreement, str]:
    wanted, _, key = name.rpartition("/")
    key = {"whole": WHOLE, "unmapped": UNMAPPED}.get(key, key)
    fitting = [
        one
        for one in record.agreements
        if wanted in ("", one.key) and (key in (WHOLE, UNMAPPED) or one.provision(key))
    ]
    if len(fitting) > 1:
        named = ", ".join(f"{one.key}/{key}" for one in fitting)
        raise ServandaError(f"Several agreements have a provision {key}: say which ({named}).")
    if not fitting:
        known = [one.key for agreement in record.agreements for one in agreement.walk()]
        raise UnknownThing("provision", name, nearest=_near(key, known))
    return fitting[0], key


def agreement_keys(record: Record, agreement: str | None) -> list[str]:
    """Give the keys of all agreements, or this one alone.

    Raises:
        UnknownThing: There is no such agreement; those that there are are named.
    """
    keys = [one.key for one in record.agreements]
    if agreement is not None and agreement not in keys:
        raise UnknownThing("agreement", agreement, nearest=tuple(keys))
    return keys if agreement is None else [agreement]


def one_agreement(record: Record, agreement: str | None) -> str:
    """Give the key of the agreement that is meant: the only one if none is named.

    Raises:
        ServandaError: There are several, or none, and none is named.
        UnknownThing: There is no such agreement.
    """
    keys = agreement_keys(record, agreement)
    if len(keys) != 1:
        raise ServandaError(
            f"This dossier has {len(keys)} agreements: say which ({', '.join(keys)})."
        )
    return keys[0]


def find_party(record: Record, name: str, *, agreement: Agreement | None = None) -> str:
    """Give the key of the party that is called so, in one agreement or in any."""
    agreements = (agreement,) if agreement else record.agreements
    parties = [one for every in agreements for one in every.parties]
    asked = fold(name)
    for one in parties:
        if name == one.key or asked in map(fold, (one.name, *one.aliases)):
            return one.key
    raise UnknownThing("party", name, nearest=_near(name, [one.key for one in parties]))


def known_places(record: Record) -> dict[str, str]:
    """Give the keys of all places that agreements and statements know, by their folded names."""
    known: dict[str, str] = {}
    for agreement in record.agreements:
        for place in agreement.territory.places:
            names = [place.id, *(one.text for one in place.names)]
            known.update((fold(one), place.id) for one in reversed(names))
    for statement in record.statements:
        for mention in statement.places:
            if key := place_key(mention):
                known.setdefault(fold(mention.name or mention.text), key)
                known.setdefault(fold(key), key)
    return known


def find_place(record: Record, name: str) -> str:
    """Give the key of the place that is called so by an agreement or a statement."""
    asked, known = fold(name), known_places(record)
    if asked not in known:
        raise UnknownThing("place", name, nearest=_near(asked, known))
    return known[asked]


def _near(name: str, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(difflib.get_close_matches(name, list(names)[:5000], n=NEAREST, cutoff=0.5))
