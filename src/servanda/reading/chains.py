"""The helping words before a verb: "has still not been", "could no longer be"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from servanda.reading.clause import Clause
from servanda.reading.cues import Hit

LONGEST = 9


@dataclass(slots=True)
class Chain:
    """Helping words from word `left` on; `denied` denies, `to` makes an infinitive."""

    left: int
    be: bool = False
    have: bool = False
    do: bool = False
    modal: str | None = None
    to: int | None = None
    denied: int | None = None
    almost: bool = False

    @property
    def bare(self) -> bool:
        """Whether nothing helps the verb."""
        return not (self.be or self.have or self.do or self.modal or self.to is not None)


#: Verbs read before in the clause, with their chains: what "and" joins shares them.
Earlier = list[tuple[Hit, Chain]]


def chain_before(clause: Clause, hit: Hit, earlier: Earlier) -> Chain:
    """Give the helping words of a verb, or those that it shares with the verb before "and"."""
    chain = Chain(hit.first)
    at = hit.first - 1
    while at >= clause.first and hit.first - at <= LONGEST:
        taken = _take(clause, chain, at)
        if taken == 0:
            break
        at -= taken
        if chain.to is not None:
            break
    chain.left = min(chain.left, at + 1)
    if chain.bare and earlier and at >= clause.first:
        return _shared(clause, hit, chain, at, earlier[-1])
    return chain


def _take(clause: Clause, chain: Chain, at: int) -> int:
    """Take the word at `at` into the chain; give how many words were taken, 0 to stop."""
    word, g = clause.lower[at], clause.g
    if word == "to":
        chain.to = chain.left = at
        return 1
    if word in ("not", "never", "nor") or word.endswith("n't"):
        if not (word == "not" and clause.word(at + 1) == "only"):
            chain.denied = at
    elif word in g["almost_negative"]:
        chain.denied, chain.almost = at, True
    if word in g["be"]:
        chain.be = True
    elif word in g["have"]:
        chain.have = True
    elif word in g["do"]:
        chain.do = True
    elif word in g["modal"]:
        chain.modal = word
        if word in ("cannot", "can't"):
            chain.denied = at
    elif word == "all" and clause.word(at - 1) == "at":
        return 2
    elif word == "longer" and clause.word(at - 1) == "no":
        chain.denied = at - 1
        return 2
    elif not (
        word in g["adverb"]
        or word.endswith("ly")
        or word in ("not", "never", "nor")
        or word in g["almost_negative"]
    ):
        return 0
    return 1


def _shared(clause: Clause, hit: Hit, chain: Chain, at: int, before: tuple[Hit, Chain]) -> Chain:
    other, known = before
    joined = clause.lower[at] in ("and", "or", "but") or clause.parted(chain.left)
    forms = {other.form, hit.form}
    same = len(forms) == 1 or forms <= {"ed", "part"} or forms <= {"ed", "past"}
    if not (joined and same and hit.first - other.first <= LONGEST + 5):
        return chain
    return replace(known, denied=chain.denied if chain.denied is not None else known.denied)
