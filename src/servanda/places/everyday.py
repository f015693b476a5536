"""Everyday words: a place that bears one needs more around it to be meant."""

from __future__ import annotations

import gzip
from importlib.resources import files

import msgspec

#: So often in a million words: 3 on the Zipf scale of word frequency, below which psycholinguists
#: call a word rare (van Heuven et al. 2014, SUBTLEX-UK). Names of places and persons in the list,
#: which counts small letters, stay below it but for some that are words too ("bay", "mark"). On the
#: yardsticks of `quality/places.py` 1 and 10 come to the same; at a third of 1 places are lost.
_PER_MILLION = 1.0


def everyday_words(language: str = "en") -> frozenset[str]:
    """Give the words of a language that people use every day, in small letters.

    From the word counts that `pyspellchecker` packs (MIT; counted in subtitles of films), for
    subtitles come nearest to how often people meet a word (Brysbaert & New 2009).
    """
    packed = files("spellchecker").joinpath("resources", f"{language}.json.gz").read_bytes()
    counts = msgspec.json.decode(gzip.decompress(packed), type=dict[str, int])
    least = sum(counts.values()) * _PER_MILLION / 1e6
    return frozenset(word for word, count in counts.items() if count >= least)
