"""Other spellings of a person's name in the documents: offered when a name is marked sensitive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from servanda.journal import Journal
from servanda.journal.words import Names
from servanda.places.names import edits, key_of, starts, word_after, word_at

#: So many are offered; a name that looks like more is like half the names of its language.
_MOST = 8
#: A shorter part of a name stands for too many people to be offered alone.
_SHORTEST_PART = 4


def also_written(journal: Journal, name: str) -> list[str]:
    """Give how else documents seem to write a person's name, as printed, the most frequent first.

    A spelling that differs by a letter (by two in names of six and more), and a part of the name
    that stands without the rest. What any mark covers already is not offered, and documents that
    are sensitive themselves are not looked into, for they do not leave.
    """
    key = key_of(name)
    record = journal.record()
    marked = Names([*record.sensitive_persons, name])
    found: Counter[str] = Counter()
    for source in record.sources:
        if source.sensitive or source.id in record.sensitive_sources:
            continue
        for words in _likenesses(source.text, key):
            found[words] += 1
    forms: dict[str, str] = {}
    for words, _ in found.most_common():
        if not marked.stand_in(words):
            forms.setdefault(key_of(words), words)
    return list(forms.values())[:_MOST]


def _likenesses(text: str, key: str) -> Iterator[str]:
    """Give the runs of words, as printed, that are nearly `key`, and parts of it on their own."""
    words = key.split(" ")
    firsts = {word[0] for word in words if word}
    parts = {one for one in words if len(one) >= _SHORTEST_PART} if len(words) > 1 else set()
    allowed = 0 if len(key) < _SHORTEST_PART else 1 if len(key) < _SHORTEST_PART + 2 else 2
    reached = 0
    for match in starts(text, 0, len(text)):
        first = word_at(text, match.start(), match.end())
        if first.start < reached or not first.bare or first.bare[0] not in firsts:
            continue
        run = [first]
        while len(run) < len(words) and (more := word_after(text, run[-1], len(text))) is not None:
            run.append(more)
        if len(run) == len(words) and key[0] == first.bare[0]:
            said = " ".join([*(one.key for one in run[:-1]), run[-1].bare])
            if said == key or edits(said, key, allowed) <= allowed:
                yield " ".join(text[first.start : run[-1].bare_end].split())
                reached = run[-1].end
                continue
        if first.bare in parts:
            yield text[first.start : first.bare_end]
