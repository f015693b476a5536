"""Whether a document speaks of another land than the loaded agreements are about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from servanda.domain.agreement import Agreement
from servanda.domain.source import Source
from servanda.reading.document import author_spans
from servanda.reading.lexicon import Lexicon

#: So often another land's name must stand in a document, and oftener than all that is of this one.
OFTEN = 2
#: A country's name shorter than this begins too many other words.
_SHORTEST = 4
_NAME = re.compile(r"[A-Z][a-z]{3,}|[A-Z]{2,}")
_SAMPLE = 200_000


def speaks_of_elsewhere(source: Source, agreements: tuple[Agreement, ...], words: Lexicon) -> bool:
    """Tell whether a document names other countries, and hardly anything of the agreements' land.

    "The government" of such a document is not the agreements' only government, nor are "both sides"
    those who signed. A country is told by its name or what is made of it ("Nepal", "Nepalese").
    """
    if not agreements:
        return False
    found: Counter[str] = Counter()
    for layer in author_spans(source):
        stop = min(layer.end, layer.start + _SAMPLE)
        found.update(_NAME.findall(source.text, layer.start, stop))
    here = frozenset(_named(agreements))
    # "The Chinese government" is at home in China.
    begins = {one[:_SHORTEST] for one in here}
    countries = {
        one
        for one in words.grammar["country"]
        if len(one) >= _SHORTEST and " " not in one and one[:_SHORTEST] not in begins
    }
    home = elsewhere = 0
    for name, count in found.items():
        lower = name.lower()
        parts = [lower[:end] for end in range(_SHORTEST, len(lower) + 1)] or [lower]
        if not here.isdisjoint(parts):
            home += count
        elif not countries.isdisjoint(parts):
            elsewhere += count
    return elsewhere >= OFTEN and elsewhere > home


def _named(agreements: tuple[Agreement, ...]) -> Iterator[str]:
    """Give the names, in small letters, that agreements have for themselves, parties and land."""
    for one in agreements:
        told = [one.title, *one.aliases]
        told.extend(name for party in one.parties for name in (party.name, *party.aliases))
        if one.territory is not None:
            told.append(one.territory.name)
            told.extend(name.text for place in one.territory.places for name in place.names)
        for words in told:
            yield from (name.lower() for name in _NAME.findall(words) if name not in _GENERIC)


#: Words of titles that any agreement has.
_GENERIC = frozenset(
    (
        "Agreement", "Accord", "Peace", "Treaty", "Protocol", "Government", "Comprehensive",
        "Framework", "Memorandum", "General", "National", "Republic", "State", "Army", "Forces",
        "Front", "Movement", "Final", "Package", "Measures", "Understanding", "People", "Party",
    )
)  # fmt: skip
