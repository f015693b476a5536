"""The words of many pictures at once: what `assessing.accounts` says, over columns of numbers.

An account is told by which classes of statements count in it: a set, held as the bits of one
number. The rules are those of `make_account` and `make_picture`; a test holds the two equal.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from servanda.domain.cell import PictureWord
from servanda.exploring.line import counted
from servanda.exploring.table import BESIDE, INHERITED, Array, Bools, Ints
from servanda.journal.facts import STANCES

WORDS: tuple[PictureWord, ...] = ("kept", "partly", "broken", "mixed", "unclear", "disputed")
_MIXED, _UNCLEAR, _DISPUTED = 3, 4, 5
CLASS_BITS = 5
#: Admissions have the last classes that count.
FIRST_ADMISSION = 17


def _bits(*classes: int) -> int:
    return sum(1 << one for one in classes)


_KEPT, _BROKEN = STANCES.index("kept"), STANCES.index("broken")
_OTHERS = range(1, 17)
_ADMISSIONS = range(17, 25)
_COUNTED = np.uint32(_bits(*_OTHERS, *_ADMISSIONS))
_NOT_ADMITTED = np.uint32(_bits(*_OTHERS))
#: Bits of statements of one stance, in the order of `STANCES`, without what is unclear.
_OF_STANCE = [
    np.uint32(
        _bits(
            *(one for one in _OTHERS if (one - 1) // 2 % 4 == stance),
            *(one for one in _ADMISSIONS if (one - 17) // 2 == stance),
        )
    )
    for stance in range(3)
]
_EXCEPTED = np.uint32(
    _bits(
        *(one for one in _OTHERS if (one - 1) % 2),
        *(one for one in _ADMISSIONS if (one - 17) % 2),
    )
)
#: Verdicts and denials of one stance: what two sides can dispute by.
_JUDGED = {
    stance: np.uint32(_bits(*(one for one in range(9, 17) if (one - 1) // 2 % 4 == stance)))
    for stance in (_KEPT, _BROKEN)
}


@dataclass(slots=True)
class Pictures:
    """One picture for each `cell` that has any, which rise; `own` is how many stand there."""

    cell: Ints
    word: Array
    own: Ints


def make_pictures(account: Ints, does: Array, *, sides: int, anybody: Ints) -> Pictures:
    """Give the pictures of these standings.

    Args:
        account: For each standing, its cell times `sides`, plus the side that speaks.
        does: The class of what it does there.
        sides: How many sides there are.
        anybody: The cells' remainder by its length tells the party; nobody named is its last.
    """
    keys, counts = counted((account << CLASS_BITS) | does)
    group = keys >> CLASS_BITS
    kinds = keys & ((1 << CLASS_BITS) - 1)
    if not len(keys):
        none = np.zeros(0, np.int64)
        return Pictures(none, none, none)
    starts = _starts(group)
    said = np.bitwise_or.reduceat(np.left_shift(np.uint32(1), kinds.astype(np.uint32)), starts)
    own = np.add.reduceat(np.where(kinds == INHERITED, 0, counts), starts)
    words = account_words(said)
    cells = group[starts] // sides
    starts = _starts(cells)
    cell = cells[starts]
    word = word_of_all(said, words, starts, named=named(cell, anybody))
    return Pictures(cell, word, np.add.reduceat(own, starts))


def word_of_all(said: Array, words: Ints, starts: Ints, *, named: Bools) -> Ints:
    """Give the one word of each picture; its accounts begin at `starts`.

    Args:
        said: The classes that count in each account.
        words: The word of each account.
        starts: Where the accounts of each picture begin.
        named: Whether the party judged was named.
    """
    speaks = (said & _COUNTED) > 0
    spoken = np.bitwise_or.reduceat(np.where(speaks, 1 << words, 0), starts)
    single = np.zeros(1 << len(WORDS), np.int64)
    single[:] = _MIXED
    single[0] = _UNCLEAR
    for at in range(len(WORDS)):
        single[1 << at] = at
    word: Ints = single[spoken]
    word[apart(said, starts) & named] = _DISPUTED
    return word


def named(cell: Ints, anybody: Ints) -> Bools:
    """Tell in which cells somebody is judged who was named."""
    found: Bools = anybody[cell % len(anybody)] == 0
    return found


def account_words(said: Array) -> Ints:
    """Give the word of each account from the classes that count in it."""
    others = said & _NOT_ADMITTED
    deciding = np.where(others > 0, others, said & _COUNTED)
    stances = [(deciding & one) > 0 for one in _OF_STANCE]
    number = np.add.reduce(stances, axis=0, dtype=np.int64)
    word = np.select(stances, [0, 1, 2], _UNCLEAR)
    word[(number > 1) | ((number > 0) & ((deciding & _EXCEPTED) > 0))] = _MIXED
    return word.astype(np.int64)


def apart(said: Array, starts: Ints) -> Bools:
    """Tell where the judgements of two sides contradict each other."""
    keeping = (said & _JUDGED[_KEPT]) > 0
    breaking = (said & _JUDGED[_BROKEN]) > 0
    both = np.logical_or.reduceat(keeping, starts) & np.logical_or.reduceat(breaking, starts)
    found: Bools = both & (np.add.reduceat((keeping | breaking).astype(np.int64), starts) > 1)
    return found


def _starts(rising: Ints) -> Ints:
    if not len(rising):
        return np.zeros(0, np.int64)
    return np.flatnonzero(np.concatenate(([True], rising[1:] != rising[:-1])))


def counts_here(does: Array) -> Bools:
    """Tell which classes count in an account."""
    found: Bools = (does != BESIDE) & (does != INHERITED)
    return found
