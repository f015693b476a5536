"""The places that the rows of a table name: the mapping's own, else as a reader finds them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from servanda.assessing import place_key
from servanda.domain.place import PlaceMention
from servanda.domain.record import Record
from servanda.domain.source import Source
from servanda.domain.span import Span
from servanda.text.normalise import fold
from servanda.text.port import PlaceFinder


def place_mentions(
    spans: Sequence[Span],
    source: Source,
    record: Record,
    *,
    mapped: Mapping[str, str],
    finder: Callable[[], PlaceFinder],
) -> dict[tuple[int, int], PlaceMention]:
    """Give a mention for every span; where nothing decides it stays unplaced.

    Args:
        spans: Where the names of places stand.
        source: The table.
        record: The dossier.
        mapped: Keys of places, by the folded words that a mapping says are theirs.
        finder: Opens the finder of places; not called if the mapping knows all.
    """
    text = source.text
    found: dict[tuple[int, int], PlaceMention] = {}
    open_ones: dict[tuple[int, int], Span] = {}
    for one in spans:
        key = mapped.get(fold(one.cut(text)))
        if key is None:
            open_ones[one.start, one.end] = one
        else:
            found[one.start, one.end] = _mapped(one, one.cut(text), key, record)
    if open_ones:
        for mention in finder().find(source, mentions=list(open_ones.values())):
            # A table says where a thing happened, whatever words stand beside the name.
            found[mention.start, mention.end] = replace(mention, role="scene")
    for key_of, span in open_ones.items():
        blank = PlaceMention(span.cut(text), span.start, span.end, "scene", "point")
        found.setdefault(key_of, blank)
    return found


def _mapped(span: Span, words: str, key: str, record: Record) -> PlaceMention:
    reason = f"The mapping of the table says what “{words}” is."
    bare = PlaceMention(words, span.start, span.end, "scene", "point", reason=reason)
    for agreement in record.agreements:
        for place in agreement.territory.places:
            if place.id == key:
                return replace(
                    bare,
                    granularity=place.granularity,
                    name=place.name,
                    id=place.id,
                    lat=place.lat,
                    lon=place.lon,
                )
    for statement in record.statements:
        for one in statement.places:
            if place_key(one) == key:
                return replace(
                    bare,
                    granularity=one.granularity,
                    name=one.name,
                    id=one.id,
                    lat=one.lat,
                    lon=one.lon,
                )
    return bare
