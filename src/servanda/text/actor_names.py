"""Names that no head noun explains: states that act, peoples, bodies of the world, the unknown."""

from __future__ import annotations

import re
from dataclasses import dataclass

from servanda.text.actor_units import Sentence, Unit
from servanda.text.actor_words import CAPITAL, Sort

_MOST_NAMES = 5
_SHORT = re.compile(r"[^\S\n]?\(\s*(?:[a-z]{1,5}\s)?[\"“]?([^\W\d_][\w/&.-]{1,12})[\"”]?\s*[),;]")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody found in a sentence; `proper` are the words that are a name, not an office.

    `full` is what the text shortens here ("Hungarian" for "Hungarian officials"); `short` is the
    short form told in brackets after it. A `guess` counts only if another place explains it; what
    is `no` one ("Memorandum (MOU)") keeps its short form from being taken for somebody.
    """

    start: int
    end: int
    sort: Sort
    why: str
    proper: str = ""
    full: str = ""
    short: str = ""
    guess: bool = False
    no: bool = False


class Names:
    """Reads names without a head noun, in the order of the sentence."""

    def __init__(self, sentence: Sentence) -> None:
        self.s = sentence
        #: The token after the state or land named last, and whether it acts.
        self._last: tuple[int, bool] = (-1, False)

    def short_after(self, end: int) -> str:
        """Give the short form that stands in brackets right after a name; "" if none does."""
        found = _SHORT.match(self.s.text, end)
        return found[1] if found and sum(char.isupper() for char in found[1]) > 1 else ""

    def read(  # noqa: PLR0911 - a list of rules, the first that fits
        self, units: list[Unit]
    ) -> tuple[list[Named], int]:
        """Read the first name of a run: whom it names and how many units it took."""
        unit, roles = units[0], units[0].roles
        following = units[1].roles if len(units) > 1 else None
        if roles.nation:
            return self._state(unit), 1
        if roles.people or (roles.adjective and following is not None and following.people):
            return self._people(units)
        if roles.seat:
            return self._seat(unit), 1
        if roles.world and not self._bracketed(unit):
            why = f"“{self._cut(unit)}” is a body of the world"
            short = self.short_after(unit.end)
            return [self._one(unit, unit, roles.world, why, short=short)], 1
        if unit.acronym and not (len(units) > 1 and units[1].namelike):
            return self._acronym(unit), 1
        if unit.namelike:
            return self._unknown(units)
        return [], 1

    def _cut(self, unit: Unit) -> str:
        return self.s.cut(unit, unit)

    def _one(self, first: Unit, last: Unit, sort: Sort, why: str, *, short: str = "") -> Named:
        return Named(first.start, last.end, sort, why, proper=self.s.cut(first, last), short=short)

    def _guess(self, first: Unit, last: Unit) -> Named:
        proper = self.s.cut(first, last)
        return Named(first.start, last.end, "person", "", proper=proper, guess=True)

    def _people(self, units: list[Unit]) -> tuple[list[Named], int]:
        to = 1
        while to < len(units) and units[to].roles.people:
            to += 1
        first, last = units[0], units[to - 1]
        why = f"“{self.s.cut(first, last)}” are a people"
        return [Named(first.start, last.end, "people", why)], to

    # ---------------------------------------------------------------- states

    def _state(self, unit: Unit) -> list[Named]:
        acts = self._acts(unit)
        self._last = (unit.last, acts)
        why = f"“{self._cut(unit)}” acts, or is acted upon, as a state"
        return [self._one(unit, unit, "state", why)] if acts else []

    def _seat(self, unit: Unit) -> list[Named]:
        towards = self.s.before(unit.first) in self.s.words.powers
        acts = towards or (self._does(unit.last) and not self._lands(unit))
        self._last = (unit.last, acts)
        why = f"“{self._cut(unit)}” stands for its government"
        return [self._one(unit, unit, "state", why)] if acts else []

    def _acts(self, unit: Unit) -> bool:  # noqa: PLR0911 - a list of rules
        """Tell whether a state's name means who rules it, not the land."""
        s = self.s
        if self._lands(unit):
            return False
        after = s.after(unit.last)
        if self._does(unit.last) or after in s.words.weak_acts:
            return True
        if unit.owns:
            return after not in s.words.land_things
        if after in s.words.things:
            return False
        joint = s.before(unit.first)
        if joint in s.words.joints:
            token, acts = self._last
            return acts if token == unit.first - 1 else True
        at = unit.first - (1 if joint in s.words.article else 0)
        if s.comma(at - 1) and at == unit.first:
            token, acts = self._last
            # After a comma the land of a place named before ("Haro, Libya"), or a list goes on.
            return acts if token == at else not s.text[s.starts[at - 1]].isupper()
        return True

    def _lands(self, unit: Unit) -> bool:
        """Tell whether the words before a state's name make it a land."""
        s, at = self.s, unit.first
        before = s.before(at)
        if before in s.words.article:
            at -= 1
            before = s.before(at)
        if before in s.words.to:
            return any(word in s.words.motion for word in s.lows[max(0, at - 5) : at - 1])
        return before in s.words.land

    def _does(self, token: int) -> bool:
        """Tell whether a verb follows that only somebody does: "said", "has again rejected"."""
        s = self.s
        for to in range(token, token + 4):
            word = s.after(to)
            if word in s.words.acts:
                return True
            if word not in s.words.adverbs and not (to == token and word in s.words.helping):
                return False
        return False

    # ---------------------------------------------------------------- unknown names

    def _bracketed(self, unit: Unit) -> bool:
        """Tell whether a name stands alone in brackets: the short form of what is before it."""
        text = self.s.text
        return text[unit.start - 1 : unit.start] in ("(", "“", '"') and text[
            unit.end : unit.end + 1
        ] in (")", "”", '"')

    def _acronym(self, unit: Unit) -> list[Named]:
        if self._bracketed(unit):
            return self._spelled_out(unit)
        if self._labels(unit) or self.s.after(unit.last).isdigit():
            return []  # "NOTE: ...", "RA 1159"
        why = f"“{self._cut(unit)}” is an acronym"
        short = self.short_after(unit.end)
        return [self._one(unit, unit, "body", why, short=short)]

    def _labels(self, unit: Unit) -> bool:
        """Tell whether capitals only label what follows ("NOTE: ..."), or stand all alone."""
        s = self.s
        near = [at for at in (unit.first - 1, unit.last) if 0 <= at < len(s.starts)]
        words = [s.text[s.starts[at] : s.ends[at]] for at in near]
        shouted = any(len(word) > 3 and word.isupper() for word in words)
        label = unit.first == 0 and s.text[unit.end : unit.end + 1] == ":"
        return shouted or label or len(s.starts) == 1

    def _spelled_out(self, unit: Unit) -> list[Named]:
        """Read "World Food Programme (WFP)": capitalised words whose initials the brackets give."""
        s = self.s
        letters = [char.lower() for char in self._cut(unit) if char.isalpha() and char.isupper()]
        at, first = unit.first - 1, -1
        if at < 0 or s.text[s.owned[at] : unit.start].strip() != "(":
            return []
        for letter in reversed(letters):
            while at >= 0 and s.lows[at] in s.words.links and s.lows[at][0] != letter:
                at -= 1
            if at < 0 or s.lows[at][0] != letter:
                return []
            if not (s.text[s.starts[at]].isupper() or s.lows[at] in s.words.links):
                return []
            first, at = at, at - 1
        entries = [s.words.tables[CAPITAL].get(s.lows[one]) for one in range(first, unit.first)]
        roles = [one.roles for one in entries if one is not None and one.roles is not None]
        # "Memorandum of Understanding (MOU)": what it spells is no name of anybody's.
        no = any(one.head == "thing" for one in roles) or not any(one.head for one in roles)
        end = s.ends[unit.first - 1]
        proper, short = s.text[s.starts[first] : end], self._cut(unit)
        why = f"“{short}” spells its initials"
        return [Named(s.starts[first], end, "body", why, proper=proper, short=short, no=no)]

    def _unknown(self, units: list[Unit]) -> tuple[list[Named], int]:
        """Read a run of capitalised words that nothing is known of."""
        to = 1
        while (
            to < len(units)
            and to < _MOST_NAMES
            and not units[to - 1].owns
            and (units[to].namelike or units[to].acronym)
        ):
            to += 1
        first, last = units[0], units[to - 1]
        self._last = (last.last, False)
        why = self._somebody(first, last, to)
        if not why:
            return [self._guess(first, last)], to
        short = self.short_after(last.end)
        return [self._one(first, last, "person", why, short=short)], to

    def _has_office(self, first: Unit, last: Unit) -> bool:
        """Tell whether commas part a name from an office: "The commander, Aru Denn, left"."""
        s = self.s
        if s.comma(first.first - 1) and self._is_office(first.first - 1) and s.comma(last.last - 1):
            return True
        if not s.comma(last.last - 1) or last.last >= len(s.starts):
            return False
        # "Aru Denn, the district's leading activist, left"
        if s.text[s.starts[last.last]].isupper() and not s.owned[last.last] > s.ends[last.last]:
            return False
        ends = (at for at in range(last.last, min(last.last + 8, len(s.starts))) if s.comma(at))
        at = next(ends, -1)
        return at >= 0 and self._is_office(at)

    def _is_office(self, token: int) -> bool:
        """Tell whether a token is one who holds an office or speaks: "commander", "activist"."""
        entry = self.s.words.tables[0].get(self.s.lows[token])
        roles = entry.roles if entry is not None else None
        word = self.s.lows[token]
        return (
            roles is not None
            and roles.head in {"office", "press", "people"}
            and not word.endswith("s")
        )

    def _somebody(  # noqa: PLR0911 - a list of rules, the first that fits
        self, first: Unit, last: Unit, count: int
    ) -> str:
        """Give what makes unknown capitalised words somebody; "" if nothing does."""
        s = self.s
        before, after = s.before(first.first), s.after(last.last)
        if first.roles.given and count > 1:
            return f"“{self._cut(first)}” is a given name"
        if last.owns:
            return f"“{after}” is somebody's" if after in s.words.after_persons else ""
        if before in s.words.land:
            return ""
        if self._does(last.last):
            return f"“{after}” is what somebody does"
        if before in s.words.saying:
            return f"“{before}” tells who speaks"
        if s.comma(last.last - 1) and s.lows[last.last] in s.words.whose:
            return f"“{s.lows[last.last]}” says more of somebody"
        if count > 1 and self._has_office(first, last):
            return f"“{self._cut(first)} …” is somebody whose office stands beside the name"
        if before in s.words.towards and before not in s.words.loosely:
            return f"“{before}” has somebody after it"
        return ""
