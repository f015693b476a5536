"""What a passage of running text names: one frozen value per kind, also readable as a mapping.

`mention.start`, `mention["start"]` and `dict(mention)` say the same; the mapping's values are plain
(lists, dicts, strings, numbers), ready for JSON. A mention has the fields of its kind, no others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass
from typing import Any, Literal

from servanda.domain.place import Candidate, Granularity
from servanda.domain.when import DateBasis

MentionKind = Literal["place", "date", "reference", "quantity", "actor"]
#: `exact`: the agreement has this label. `near`: it has one that a misprint may have turned into
#: this; offered, to be looked at. `unresolved`: nothing loaded has it.
Match = Literal["exact", "near", "unresolved"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Mapping[str, Any]):
    """Words that name something: `text` is what stands at `start`-`end`, in code points.

    `confidence` is None wherever it was not measured on gold. `reasons` are sentences that quote
    the words that decided.
    """

    start: int
    end: int
    text: str
    kind: MentionKind
    confidence: float | None = None
    reasons: tuple[str, ...] = ()

    def __getitem__(self, name: str) -> Any:
        """Give a field's value as plain data."""
        if not isinstance(name, str) or name not in self:
            raise KeyError(name)
        return _plain(getattr(self, name))

    def __contains__(self, name: object) -> bool:
        return any(one.name == name for one in fields(self))

    def __iter__(self) -> Iterator[str]:
        return (one.name for one in fields(self))

    def __len__(self) -> int:
        return len(fields(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionedPlace(Mention):
    """A place; `name`, `id`, `lat`, `lon` (WGS 84 degrees) are None while nothing decides."""

    kind: Literal["place"] = "place"
    name: str | None
    id: str | None
    lat: float | None
    lon: float | None
    granularity: Granularity
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionedDate(Mention):
    """A date as `When` has it, with its TIMEX3 value; None where TIMEX3 has none."""

    kind: Literal["date"] = "date"
    edtf: str
    earliest: str | None
    latest: str | None
    basis: DateBasis
    timex: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionedReference(Mention):
    """One part of an agreement, or a whole one (`provision` None and `label` ""), that is named.

    "Articles 3 and 4" are two of them at the same `start` and `end`. `label` is what the words say,
    in one form: "article 3", "point 5(b)". `agreement` and `provision` are keys of what is loaded;
    both are None for another document's parts and where nothing fits.
    """

    kind: Literal["reference"] = "reference"
    agreement: str | None
    provision: str | None
    label: str
    match: Match


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionedQuantity(Mention):
    """A count or amount; `min` and `max` are None where nothing bounds it."""

    kind: Literal["quantity"] = "quantity"
    min: float | None
    max: float | None
    unit: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionedActor(Mention):
    """Who can act: a body, an office, a person, a group, a state spoken of as one who acts.

    `name` is the fullest name that the document or the agreement gives it. `party` is the key of an
    agreement's party, None when it is nobody's known. `side` is that key, or mediator, observer,
    press, unknown.
    """

    kind: Literal["actor"] = "actor"
    name: str
    party: str | None
    side: str


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return value
