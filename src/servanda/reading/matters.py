"""Which provision a statement is about when no words of its own tell: by the matter of it.

"Recorded 2,123 violations" shares no word with "The parties shall cease all hostilities", and yet
both are about the ceasefire. The lexicon holds a few matters that most peace agreements deal with:
how reports tell of each, and what a provision on it says. Of several provisions the one that has it
in its title or nearest to its beginning is meant; of several agreements the one that the sentence
or the document speaks of, else the latest one signed before the document. What only repeats or
serves a promise ("reaffirm the ceasefire", "monitoring of the ceasefire") stands back, and so do
short statements beside full agreements.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from servanda.domain.agreement import Agreement, Provision
from servanda.reading.lexicon import Lexicon

#: A matter told within so many code points of a provision's beginning is what it is about.
HEAD = 90
#: In an agreement where so many provisions begin with a matter, its words tell none apart.
MOST = 6
#: So many first letters of a word tell which phrases may begin there.
LETTERS = 3
#: An agreement of fewer provisions is a statement beside others.
FULL = 8
_REPEATS = re.compile(
    r"\W*(?:\w+\W+){0,2}(?:re-?affirm|re-?assert|re-?commit|underlin|recall|stress|reiterat|welcom)",
    re.I,
)
#: Right before or after a matter these words make a provision one that serves it.
_SERVES = re.compile(
    r"(?:monitor\w*|verif\w*|supervis\w*|implementation|strengthen\w*|commitment|complian\w*"
    r"|adher\w*|respect\w*|observ\w*|oversee\w*)(?:\W+\w+){0,4}\W+\Z",
    re.I,
)
_SERVING = re.compile(
    r"\W+(?:violation|monitoring|commission|committee|mechanism|order|regime|zone|line)s?\b", re.I
)
TITLE, BEGINNING, SOMEWHERE = 3, 2, 1


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter that a passage tells, by which of its words."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class _Known:
    name: str
    watched: bool
    promised: re.Pattern[str]


class _Candidate(NamedTuple):
    """A provision on a matter: how plainly, where its words stand, and which it is."""

    rank: int
    at: int
    order: int
    agreement: str
    key: str
    main: bool


class MatterIndex:
    """The provisions of the loaded agreements by the matters that they deal with."""

    __slots__ = ("_begins", "_best_of", "_by_matter", "_full", "_known", "_signed_on")

    def __init__(self, agreements: Sequence[Agreement], lexicon: Lexicon) -> None:
        self._known = tuple(
            _Known(str(one["name"]), bool(one.get("watched")), _any_of(one["promised"]))
            for one in lexicon.matters
        )
        #: What tells a matter, by the first letters of its first word.
        self._begins: dict[str, list[tuple[int, str, re.Pattern[str]]]] = {}
        for place, one in enumerate(lexicon.matters):
            for phrase in one["told"]:
                letters = phrase.rstrip("*")[:LETTERS]
                entry = (place, str(one["name"]), _any_of([phrase]))
                self._begins.setdefault(letters, []).append(entry)
        self._signed_on = {one.key: max(one.signed, default="") for one in agreements}
        self._full = {one.key for one in agreements if sum(1 for _ in one.walk()) >= FULL}
        self._by_matter = {
            known.name: [
                found
                for agreement in agreements
                for order, provision in enumerate(agreement.walk())
                if (found := _candidate(known, agreement.key, order, provision)) is not None
            ]
            for known in self._known
        }
        #: By matter and agreement the provision that is meant.
        self._best_of = {
            name: {
                agreement: best
                for agreement in dict.fromkeys(one.agreement for one in found)
                if (best := self._best(name, agreement)) is not None
            }
            for name, found in self._by_matter.items()
        }

    def told(self, words: Sequence[str], *, hindered: bool) -> list[Matter]:
        """Give the matters that these words (small letters) tell: one, or two that "and" joins.

        `hindered` says that those who watch were hindered or harmed: then their access is it.
        """
        if hindered:
            return [Matter(one.name, "") for one in self._known if one.watched][:1]
        found = self._found(words)
        if not found:
            return []
        ordered = [found[at] for at in sorted(found)]
        name, first = ordered[0]
        second = next(
            ((other, one) for other, one in ordered[1:] if _joined(first.string, first, one)), None
        )
        told = [(name, first)] if second is None else [(name, first), second]
        return [Matter(name, one[0]) for name, one in told]

    def _found(self, words: Sequence[str]) -> dict[int, tuple[str, re.Match[str]]]:
        """Give by a matter's place in the lexicon its name and where its first words stand."""
        begins, found = self._begins, {}
        text, at = "", 0
        for word in words:
            for place, name, phrase in begins.get(word[:LETTERS], ()):
                text = text or " ".join(words)
                if place not in found and (match := phrase.match(text, at)) is not None:
                    found[place] = (name, match)
            at += len(word) + 1
        return found

    def provision(
        self,
        matter: Matter,
        *,
        only: str | None,
        spoken: Mapping[str, int],
        until: str,
    ) -> tuple[str, str] | None:
        """Give agreement and key of the provision on a matter; None if there is none or too many.

        Args:
            matter: What the passage tells.
            only: The agreement that the sentence itself names.
            spoken: How often the document names each agreement.
            until: The document's date; "" if unknown. Agreements signed later are left out.
        """
        best = [
            one
            for agreement, one in self._best_of[matter.name].items()
            if (only is None or agreement == only)
            and not (until and self._signed_on[agreement] > until)
        ]
        if not best:
            return None
        chosen = max(
            best,
            key=lambda one: (
                one.main, spoken.get(one.agreement, 0), one.agreement in self._full, one.rank,
                self._signed_on[one.agreement],
            ),
        )  # fmt: skip
        return chosen.agreement, chosen.key

    def deals(self, matter: Matter, agreement: str, key: str) -> bool:
        """Tell whether a provision deals with a matter at all."""
        return any(
            (one.agreement, one.key) == (agreement, key) for one in self._by_matter[matter.name]
        )

    def _best(self, name: str, agreement: str) -> _Candidate | None:
        """Give one agreement's provision on a matter."""
        mine = [one for one in self._by_matter[name] if one.agreement == agreement]
        for rank in (TITLE, BEGINNING, SOMEWHERE):
            ranked = [one for one in mine if one.rank == rank]
            # The provision itself before those that serve it.
            ranked = [one for one in ranked if one.main] or ranked
            if not ranked:
                continue
            if rank == SOMEWHERE and len(ranked) > 1:
                return None
            if len(ranked) > MOST:
                return None
            # The outermost of those with the title; of wordings the one that begins with it.
            return min(ranked, key=lambda one: (one.order if rank == TITLE else one.at, one.order))
        return None


def _joined(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    """Tell whether "and" stands between two matters that share no word."""
    start, end = min(one.end(), other.end()), max(one.start(), other.start())
    return start <= end and " and " in text[start:end]


def _candidate(
    known: _Known, agreement: str, order: int, provision: Provision
) -> _Candidate | None:
    wording = provision.wordings[0].text if provision.wordings else ""
    cut = provision.title.rstrip(" …")
    titled = bool(cut) and not wording.startswith(cut)
    found = known.promised.search(provision.title) if titled else None
    if found is not None:
        return _Candidate(TITLE, found.start(), order, agreement, provision.key, True)
    found = known.promised.search(wording)
    if found is None:
        return None
    serves = not known.watched and (
        _SERVES.search(wording, max(0, found.start() - 60), found.start()) is not None
        or _SERVING.match(wording, found.end()) is not None
    )
    main = not (serves or _REPEATS.match(wording))
    rank = BEGINNING if found.start() < HEAD else SOMEWHERE
    return _Candidate(rank, found.start(), order, agreement, provision.key, main)


def _any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    """Give a pattern that finds any of the phrases, in whatever letters."""
    if not phrases:
        return re.compile(r"(?!)")
    return re.compile(rf"\b(?:{'|'.join(map(_pattern, phrases))})\b", re.IGNORECASE)


def _pattern(phrase: str) -> str:
    out = ""
    for word in phrase.split():
        if word == "…":
            out += r"(?:\W+\w+){0,6}?"
            continue
        plain = re.escape(word.rstrip("*")).replace(r"\-", r"\W{0,3}")
        out += (r"\W+" if out else "") + plain + (r"\w*" if word.endswith("*") else "")
    return out
