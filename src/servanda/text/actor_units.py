"""A sentence as the words and phrases that may belong to the name of somebody."""

from __future__ import annotations

import re
from dataclasses import dataclass

from servanda.text.actor_words import CAPITAL, CAPITALS, SMALL, ActorWords, Entry, Roles

# Accents written as signs of their own, soft hyphens and joiners stand inside words.
_MARKS = "\u0300-\u036f\u00ad\u200c\u200d"
# A word with what joins it within ("al-Hakim", "U.S", "SPLM/A", "O'Neil"); "'s" stands apart.
_WORD = re.compile(
    rf"([^\W_]+(?:(?=[{_MARKS}'’/&.‐‑-])"  # one look passes over the ends of most words
    rf"(?:[{_MARKS}]+|[-‐‑/&.](?=[^\W_])|['’](?!s(?![^\W_]))(?=[^\W\d_]))[^\W_]*)*)"
    r"(['’]s(?![^\W_])|['’](?=\s))?"
)
_JOIN = re.compile(r"(\.?)[^\S\n]{0,4}(?:\r?\n[^\S\n]{0,8})?")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*")
_ROMAN = re.compile(r"[IVXLC]+")
_NOTHING = Roles()
_DESCRIBING = Roles(describing=True)
_PEOPLE = Roles(head="people", need="described")
#: No name has more words; a text made of capitals alone is cut here, so that time stays bounded.
LONGEST_RUN = 40
#: Letters that an acronym has, at least and at most.
_SHORTEST, _LONGEST = 2, 9


@dataclass(slots=True)
class Unit:
    """A word, or a phrase that the vocabulary knows as one; tokens `first` up to `last`."""

    first: int
    last: int
    start: int
    end: int
    low: str
    case: int
    roles: Roles
    #: Whether "'s" follows.
    owns: bool
    acronym: bool

    @property
    def known(self) -> bool:
        """Whether it is a name by itself: a state, a people, a body of the world, an acronym."""
        roles = self.roles
        named = roles.nation or roles.adjective or roles.people or roles.world or roles.seat
        return bool(named) or (self.acronym and not roles.title)

    @property
    def namelike(self) -> bool:
        """Whether it may be a word of a person's name: capitalised, and no word of another role."""
        roles = self.roles
        if self.case == SMALL:
            return False
        return roles is _NOTHING or roles.given or not (
            roles.head or roles.title or roles.nation or roles.adjective or roles.never
            or roles.describing or roles.people or roles.world or roles.opener
        )  # fmt: skip


class Sentence:
    """A sentence's tokens, and the units among them that may belong to a name."""

    __slots__ = ("ends", "lows", "owned", "shouted", "starts", "text", "units", "words")

    def __init__(self, text: str, low: str, start: int, end: int, words: ActorWords) -> None:
        self.text = text
        self.words = words
        #: In a heading all in capitals, capitals mean nothing.
        self.shouted = text[start:end].isupper()
        found = [(*one.span(1), one.end()) for one in _WORD.finditer(text, start, end)]
        self.starts = [one[0] for one in found]
        self.ends = [one[1] for one in found]
        #: Where each token's "'s" ends; its own end if none follows.
        self.owned = [one[2] for one in found]
        self.lows = [low[first:last] for first, last, _ in found]
        self.units = self._units()

    def joined(self, token: int) -> bool:
        """Tell whether nothing but space stands between a token and the next."""
        if not 0 <= token < len(self.starts) - 1:
            return False
        first, last = self.owned[token], self.starts[token + 1]
        if last - first == 1 and self.text[first] in " \n\u00a0":
            return True
        gap = _JOIN.fullmatch(self.text, first, last)
        return gap is not None and last > first and (not gap[1] or self._short(token))

    def _short(self, token: int) -> bool:
        """Tell whether a full stop after this token only shortens it."""
        low = self.lows[token]
        entry = self.words.tables[CAPITAL].get(low)
        titled = entry is not None and entry.roles is not None and entry.roles.title
        return titled or _INITIALS.fullmatch(low) is not None

    def before(self, token: int) -> str:
        """Give the word before a token, if nothing but space stands between; "" else."""
        return self.lows[token - 1] if self.joined(token - 1) else ""

    def after(self, token: int) -> str:
        """Give the word at `token` if nothing but space parts it from the one before; "" else."""
        return self.lows[token] if self.joined(token - 1) else ""

    def comma(self, token: int) -> bool:
        """Tell whether a comma and nothing else stands between a token and the next."""
        if not 0 <= token < len(self.starts) - 1:
            return False
        return self.text[self.owned[token] : self.starts[token + 1]].strip() == ","

    def cut(self, first: Unit, last: Unit) -> str:
        """Give the words from one unit to another as they stand."""
        return self.text[first.start : last.end]

    def _units(self) -> list[Unit]:
        units: list[Unit] = []
        tables, text, starts, lows = self.words.tables, self.text, self.starts, self.lows
        small, hints = tables[SMALL], self.words.hints
        done = 0
        # Most words can be part of no name; this passes over them in one sweep.
        for at in [
            at
            for at, low in enumerate(lows)
            if low in hints or "-" in low or text[starts[at]].isupper()
        ]:
            if at < done:
                continue
            low = lows[at]
            if text[starts[at]].isupper():
                word = text[starts[at] : self.ends[at]]
                shouts = len(word) > 1 and not self.shouted and word.isupper()
                case = CAPITALS if shouts else CAPITAL
                entry = tables[case].get(low)
            else:
                entry = small.get(low)
                case = CAPITAL if entry is None and self._particle(at, units) else SMALL
            unit = self._unit(at, case, entry)
            if unit is None:
                continue
            units.append(unit)
            done = unit.last
            if unit.roles.adjective and done < len(lows) and lows[done] not in hints:
                people = self._people(done)  # "Algerian landowners"
                if people is not None:
                    units.append(people)
                    done += 1
        return units

    def _people(self, at: int) -> Unit | None:
        """Give an unknown noun that means people by its ending, in small letters."""
        low, words = self.lows[at], self.words
        if not low.endswith(words.person_endings) or low in words.not_persons:
            return None
        if self.text[self.starts[at]].isupper():
            return None
        owns = self.owned[at] > self.ends[at]
        span = (self.starts[at], self.ends[at])
        return Unit(at, at + 1, *span, low, SMALL, _PEOPLE, owns, acronym=False)

    def _particle(self, at: int, units: list[Unit]) -> bool:
        """Tell whether a word in small letters goes on with a name: "al-Hakim", "van" in one."""
        head, hyphen, tail = self.text[self.starts[at] : self.ends[at]].partition("-")
        if hyphen:
            return head in self.words.particles and tail[:1].isupper()
        named = bool(units) and units[-1].last == at and units[-1].namelike
        return named and self.joined(at - 1) and self._name_follows(at)

    def _name_follows(self, at: int) -> bool:
        """Tell whether a capital follows, at most one more particle between."""
        for to in (at + 1, at + 2):
            if not self.joined(to - 1):
                return False
            if self.text[self.starts[to]].isupper():
                return True
            if self.lows[to] not in self.words.particles:
                return False
        return False

    def _unit(self, at: int, case: int, entry: Entry | None) -> Unit | None:
        last = at + 1
        roles: Roles | None = None
        if entry is not None:
            roles = entry.roles
            for rest, longer in entry.longer:
                to = at + 1 + len(rest)
                if tuple(self.lows[at + 1 : to]) == rest and all(
                    self.joined(one) and self.owned[one] == self.ends[one]
                    for one in range(at, to - 1)
                ):
                    last, roles = to, longer
                    break
        low = " ".join(self.lows[at:last])
        if roles is None:
            roles = self._compound(low)
        if roles is None:
            if case == SMALL:
                return None
        elif roles.opener and not (roles.describing or roles.head):
            return None
        if at == 0 and _ROMAN.fullmatch(self.text, self.starts[0], self.ends[0]):
            return None  # a list's number
        start, end = self.starts[at], self.ends[last - 1]
        if "." in low and self.text[end : end + 1] == "." and _INITIALS.fullmatch(low):
            end += 1  # "U.S."
        return Unit(
            at, last, start, end, low, case, roles or _NOTHING,
            self.owned[last - 1] > self.ends[last - 1],
            acronym=case != SMALL and last == at + 1 and self._acronym(at),
        )  # fmt: skip

    def _compound(self, low: str) -> Roles | None:
        """Give the role of an unknown compound by its ends: "rebel-held", "anti-government"."""
        words = self.words
        shaped = "-" in low and (low.endswith(words.endings) or low.startswith(words.beginnings))
        return _DESCRIBING if shaped else None

    def _acronym(self, at: int) -> bool:
        word = self.text[self.starts[at] : self.ends[at]]
        if self.shouted or word[1:].islower() or not _SHORTEST <= len(word) <= 2 * _LONGEST:
            return False
        if _ROMAN.fullmatch(word):
            return False
        letters = [char for char in word if char.isalpha()]
        capitals = sum(char.isupper() for char in letters)
        shape = capitals >= _SHORTEST and capitals * 2 > len(letters) and len(letters) <= _LONGEST
        return shape and _INITIALS.fullmatch(word) is None

    def chunks(self) -> list[list[Unit]]:
        """Give runs of units with nothing but space between, broken at words that are no names."""
        found: list[list[Unit]] = []
        run: list[Unit] = []
        for unit in self.units:
            joined = run and unit.first == run[-1].last and self.joined(unit.first - 1)
            if run and (not joined or len(run) >= LONGEST_RUN):
                found.append(run)
                run = []
            if unit.roles.never:
                if run:
                    found.append(run)
                    run = []
                continue
            run.append(unit)
        if run:
            found.append(run)
        return found
