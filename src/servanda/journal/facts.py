"""What a statement is counted by, packed small: rows, parties, places, months, stance, state.

A million statements are more than can be decoded while somebody waits. Beside each statement
stands a record of numbers, in blocks of up to 256 that one entry brought; names are written once
and numbered. `exploring` lays the blocks end to end and has its columns. What the numbers mean is
what `assessing` makes of a statement: a test holds the two together.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, Protocol, get_args

from servanda.domain.entry import Head
from servanda.domain.place import PlaceMention
from servanda.domain.rows import rows_of
from servanda.domain.statement import Extent, Kind, Knowing, Level, Stance, State, Statement
from servanda.domain.when import When

#: Statements of one entry stand together in blocks of this many positions.
BLOCK_BITS = 8
#: In place of a month that is not known.
NO_MONTH = -(2**31)
#: What a statement's id is when no number of 16 hexadecimal digits: kept beside the block.
ODD_ID, EXCEPTED = 1, 2
LINKS = ("example_of", "repeats", "corrects", "contradicts")
KINDS: tuple[str, ...] = get_args(Kind)
STANCES: tuple[str, ...] = get_args(Stance)
STATES: tuple[str, ...] = get_args(State)
LEVELS: tuple[str, ...] = get_args(Level)
EXTENTS: tuple[str, ...] = (*get_args(Extent), "")
KNOWING: tuple[str, ...] = get_args(Knowing)
#: What links to provisions may rest on, the surest first; "" for none.
BASES: tuple[str, ...] = ("coder", "named", "topic", "")
#: Between the names of those who assert one statement together.
AND = "\x1f"

NameKind = Literal["provision", "place", "party", "side", "coder", "voice"]

#: One record: field and its format, little-endian, without gaps.
FIELDS = (
    ("position", "Q"),
    ("id", "Q"),  # the 16 digits of `st-…`, or the first 64 bits of a digest of the id
    ("source", "I"),  # the entry that added it
    ("start", "I"),
    ("length", "I"),  # of all quotes, in code points
    ("confidence", "f"),  # NaN where none was measured
    ("told_first", "i"),  # months of the period that it stands in: year * 12 + month from 0
    ("told_last", "i"),
    ("when_first", "i"),
    ("when_last", "i"),
    ("as_of_first", "i"),
    ("as_of_last", "i"),
    ("ruled", "I"),  # the entry of the last ruling, 0 for none
    ("coder", "I"),  # who ruled last, or wrote it; 0 for nobody
    ("side", "I"),
    ("voice", "I"),  # those who assert it, by name; 0 for nobody
    ("kind", "B"),
    ("stance", "B"),
    ("state", "B"),
    ("level", "B"),
    ("extent", "B"),
    ("knowing", "B"),
    ("flags", "B"),
    ("basis", "B"),  # what its links to provisions rest on, the surest of them
    ("rows", "H"),  # how many tags of each sort follow, in this order
    ("places", "H"),
    ("parties", "H"),
    ("links", "H"),  # three numbers each: the type, and the id in two halves
)
RECORD = struct.Struct("<" + "".join(form for _, form in FIELDS))
_AT = {name: struct.calcsize("<" + "".join(f for _, f in FIELDS[:at])) for at, (name, _) in
       enumerate(FIELDS)}  # fmt: skip
#: An agreement's gazetteer may know better; this is what a mention said first.
_ACTS = frozenset({"compliance", "obstruction", "incident"})
_TOLD_OF = frozenset({"admission", "concession"})
_KIND = {one: at for at, one in enumerate(KINDS)}
_STANCE = {one: at for at, one in enumerate(STANCES)}
_STATE = {one: at for at, one in enumerate(STATES)}
_LEVEL = {one: at for at, one in enumerate(LEVELS)}
_EXTENT: dict[str | None, int] = {one: at for at, one in enumerate(EXTENTS)} | {None: 4}
_KNOWING = {one: at for at, one in enumerate(KNOWING)}
_LINK = {one: at for at, one in enumerate(LINKS)}
_MOST = 65_535
_NAN = float("nan")
_HALF = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class FactName:
    """A name that facts stand under, and its number; a place's with where it is said to lie."""

    number: int
    kind: str
    agreement: str
    key: str
    label: str = ""
    lat: float | None = None
    lon: float | None = None
    granularity: str = ""


@dataclass(frozen=True, slots=True)
class FactBlock:
    """Records of statements that stand next to each other; none is left of what is gone."""

    number: int
    records: bytes
    tags: bytes
    #: The ids that are no numbers, in order.
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """Blocks in the order of the record, and the names that their numbers stand for."""

    #: The head that these are of.
    head: Head
    names: tuple[FactName, ...] = ()
    blocks: tuple[FactBlock, ...] = ()
    #: The entry that added each source, and its id, in order.
    sources: tuple[tuple[int, str], ...] = ()
    #: What was asked from, where only what changed since is given; None for everything.
    since: Head | None = None
    #: The kinds of the entries that were recorded since.
    kinds: frozenset[str] = frozenset()


class Numbers(Protocol):
    """Gives each name its number, the same one for ever."""

    def number(
        self, kind: NameKind, agreement: str, key: str, mention: PlaceMention | None = None
    ) -> int:
        """Give the number of a name, a new one if it has none."""
        ...


@dataclass(slots=True)
class Packed:
    """One statement's record and tags, and its id if that is no number."""

    record: bytes
    tags: tuple[int, ...]
    id: str | None


def place_key(mention: PlaceMention) -> str:
    """Give a place's key: the gazetteer's id, or the words with `~`; "" for anywhere."""
    if mention.id is not None:
        return mention.id
    return "" if mention.granularity == "anywhere" else "~" + mention.text


def id_number(id: str) -> tuple[int, bool]:
    """Give a statement's id as a number of 64 bits, and whether the id can be told from it."""
    if len(id) == 19 and id.startswith("st-"):
        try:
            number = int(id[3:], 16)
        except ValueError:
            pass
        else:
            if f"st-{number:016x}" == id:
                return number, True
    return int.from_bytes(hashlib.blake2b(id.encode(), digest_size=8).digest(), "little"), False


def pack(
    position: int,
    one: Statement,
    numbers: Numbers,
    *,
    source: int,
    ruled: int = 0,
    coder: str = "",
) -> Packed:
    """Give what a statement is counted by as a record and its tags."""
    number = numbers.number
    id, plain = id_number(one.id)
    rows = [number("provision", agreement, key) for agreement, key in rows_of(one)][:_MOST]
    places: list[int] = []
    for mention in one.places:
        if mention.role == "scene" and (key := place_key(mention)):
            code = number("place", "", key, mention)
            if code not in places:
                places.append(code)
    parties: list[int] = []
    for who in one.about:
        if name := who.party or who.name:
            code = number("party", "", name)
            if code not in parties:
                parties.append(code)
    links: list[int] = []
    for link in one.links:
        target, _ = id_number(link.id)
        links += (_LINK[link.type], target & _HALF, target >> 32)
    del places[_MOST:], parties[_MOST:], links[_MOST * 3 :]
    when, as_of = one.when, one.as_of
    first, last = told_in(one)
    record = RECORD.pack(
        position,
        id,
        source,
        one.start,
        one.end - one.start
        if len(one.quotes) == 1
        else sum(quote.end - quote.start for quote in one.quotes),
        _NAN if one.confidence is None else one.confidence,
        first,
        last,
        _month(when.earliest) if when else NO_MONTH,
        _month(when.latest) if when else NO_MONTH,
        _month(as_of.earliest) if as_of else NO_MONTH,
        _month(as_of.latest) if as_of else NO_MONTH,
        ruled,
        number("coder", "", coder) if coder else 0,
        number("side", "", one.side),
        _voice(one, numbers),
        _KIND[one.kind],
        _STANCE[one.stance],
        _STATE[one.state],
        _LEVEL[one.level],
        _EXTENT[one.extent],
        _KNOWING[one.knowing],
        (0 if plain else ODD_ID) | (EXCEPTED if one.exceptions else 0),
        _basis(one),
        len(rows),
        len(places),
        len(parties),
        len(links) // 3,
    )
    return Packed(record, (*rows, *places, *parties, *links), None if plain else one.id)


class CountedNames:
    """Names numbered as they come, in plain dicts."""

    def __init__(self) -> None:
        self.names: dict[tuple[str, str, str], FactName] = {}

    def number(
        self, kind: NameKind, agreement: str, key: str, mention: PlaceMention | None = None
    ) -> int:
        """Give the number of a name, a new one if it has none."""
        known = self.names.get((kind, agreement, key))
        if known is None:
            known = named(len(self.names) + 1, kind, agreement, key, mention)
            self.names[kind, agreement, key] = known
        return known.number


def named(
    number: int, kind: NameKind, agreement: str, key: str, mention: PlaceMention | None
) -> FactName:
    """Give a name with what its first mention says of where it lies."""
    if mention is None:
        return FactName(number, kind, agreement, key)
    return FactName(
        number,
        kind,
        agreement,
        key,
        mention.name or "",
        mention.lat,
        mention.lon,
        mention.granularity,
    )


def _voice(one: Statement, numbers: Numbers) -> int:
    names = [voice.name for voice in one.voice if voice.role == "asserts" and voice.name]
    return numbers.number("voice", "", AND.join(dict.fromkeys(names))) if names else 0


def _basis(one: Statement) -> int:
    if one.level != "provision":
        return len(BASES) - 1
    bases = {link.basis for link in one.provisions}
    return next((at for at, basis in enumerate(BASES) if basis in bases), BASES.index("topic"))


def told_in(one: Statement) -> tuple[int, int]:
    """Give the first and last month of the period that a statement stands in, or no month.

    An interval open towards the present ends with the telling; one open towards the past is only
    known by its end.
    """
    moment = _told_on(one)
    if moment is None or not moment.edtf:
        return NO_MONTH, NO_MONTH
    telling = one.as_of.latest if one.as_of else None
    end = moment.latest or telling or moment.earliest
    start = moment.earliest or end
    if start is None or end is None or end < start:
        return NO_MONTH, NO_MONTH
    return _month(start), _month(end)


def _told_on(one: Statement) -> When | None:
    when = one.when
    if one.kind in _ACTS:
        return when
    if one.kind in _TOLD_OF and when is not None and when.earliest:
        return when
    return one.as_of


# The same days stand in a text again and again.
@lru_cache(maxsize=4096)
def _month(day: str | None) -> int:
    return NO_MONTH if not day else int(day[:4]) * 12 + int(day[5:7]) - 1


def write_block(number: int, packed: Iterable[Packed]) -> FactBlock:
    """Give a block of these statements, which are in the order of their positions."""
    given = list(packed)
    tags = [tag for one in given for tag in one.tags]
    return FactBlock(
        number,
        b"".join(one.record for one in given),
        struct.pack(f"<{len(tags)}I", *tags),
        tuple(one.id for one in given if one.id is not None),
    )


def read_block(block: FactBlock) -> Iterator[tuple[int, Packed]]:
    """Give the statements of a block with their positions."""
    tags = struct.unpack(f"<{len(block.tags) // 4}I", block.tags)
    odd = iter(block.ids)
    at = 0
    for start in range(0, len(block.records), RECORD.size):
        record = block.records[start : start + RECORD.size]
        position = int.from_bytes(record[:8], "little")
        rows, places, parties, links = struct.unpack_from("<4H", record, _AT["rows"])
        count = rows + places + parties + 3 * links
        id = next(odd) if record[_AT["flags"]] & ODD_ID else None
        yield position, Packed(record, tags[at : at + count], id)
        at += count


def ruled_anew(packed: Packed, *, state: State, ruled: int, coder: int) -> Packed:
    """Give what is packed as it is after a ruling that changes nothing but the state."""
    changed = bytearray(packed.record)
    changed[_AT["state"]] = _STATE[state]
    struct.pack_into("<II", changed, _AT["ruled"], ruled, coder)
    return Packed(bytes(changed), packed.tags, packed.id)
