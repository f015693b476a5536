"""The tree of parts of an agreement's text, by the order in which its marks follow each other.

A mark begins a part when it goes on counting in a list that is open ("4." after "3."), or begins
a list ("1.", "(a)", "I."). What only looks like a mark ("of 30 April 5.", "L. D.") does neither.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from servanda.agreements.cues import Cues, cues
from servanda.agreements.marks import Mark, Reading

#: As many numbers may be missing (lost by a scanner) before a list is held to have ended.
LONGEST_GAP = 3
#: How many marks are looked ahead at to see whether a list goes on.
LOOK_AHEAD = 40

#: Signs that begin an item without counting it.
DASHES = frozenset("-–—•*▪·‣◦●")
#: Signs that end what stands before a new part.
ENDS = frozenset(".;:!?)]”\"’'»")


@dataclass(slots=True)
class Part:
    """A part of the text: its mark, where its words begin, and the parts below it."""

    family: str
    path: tuple[int, ...]
    mark: Mark | None
    start: int
    children: list[Part] = field(default_factory=list)
    #: Numbers that should stand before this one and do not.
    missing: int = 0
    #: The words of this part itself, cut by `wordings`; those after its children are its tail.
    words: str = ""
    tail: str = ""
    #: How many code points of `words` stand in the line of its mark; and before a blank line.
    first_line: int = 0
    first_paragraph: int = 0


@dataclass(frozen=True, slots=True)
class _Move:
    """What would happen if a mark began a part: at which depth of the stack, at what cost."""

    depth: int
    cost: int
    reading: Reading
    missing: int = 0


def build_outline(marks: Sequence[Mark]) -> list[Part]:
    """Give the parts that these marks begin, as a tree; marks that begin none are left out."""
    parts = _Builder(marks, cues()).build()
    _count_missing(parts, ())
    return parts


def _count_missing(parts: Sequence[Part], above: tuple[int, ...]) -> None:
    """Tell which parts like 1.2.3 stand where others before them are missing, lost by a scanner."""
    size = len(above) + 1
    last = 0
    for part in parts:
        inside = part.family == "1.1" and above and part.path[: len(above)] == above
        if inside and len(part.path) == size:
            part.missing = max(0, part.path[-1] - last - 1)
            last = part.path[-1]
        elif inside and part.path[size - 1] > last:
            # The part that holds this one has lost its own number.
            part.missing = part.path[size - 1] - last
            last = part.path[size - 1]
        _count_missing(part.children, part.path)


class _Builder:
    def __init__(self, marks: Sequence[Mark], words: Cues) -> None:
        self._marks = marks
        self._words = words
        self._root = Part("", (), None, 0)
        self._stack = [self._root]
        #: The last path like 1.2.3, in the order of the text, and the last "Article 5" by its word.
        self._last_path: tuple[int, ...] = ()
        self._last_named: dict[str, int] = {}

    def build(self) -> list[Part]:
        for at, mark in enumerate(self._marks):
            moves = [move for one in mark.readings if (move := self._move(at, mark, one))]
            if moves:
                self._begin(mark, min(moves, key=lambda one: one.cost))
        return self._root.children

    def _begin(self, mark: Mark, move: _Move) -> None:
        del self._stack[move.depth + 1 :]
        part = Part(move.reading.family, move.reading.path, mark, mark.start, missing=move.missing)
        self._stack[-1].children.append(part)
        self._stack.append(part)
        rank = self._rank(part.family)
        if part.family == "1.1":
            self._last_path = part.path
        elif rank is not None:
            self._last_named[part.family] = part.path[-1]
            if rank == 0:
                self._last_path = ()

    def _rank(self, family: str) -> int | None:
        return self._words.rank.get(family.partition(" ")[0])

    def _move(self, at: int, mark: Mark, reading: Reading) -> _Move | None:
        if reading.family == "1.1":
            return self._move_path(mark, reading)
        if self._rank(reading.family) is not None:
            return self._move_named(mark, reading)
        if reading.family in DASHES:
            return self._move_dash(at, mark, reading)
        return self._move_counted(at, mark, reading)

    def _move_counted(self, at: int, mark: Mark, reading: Reading) -> _Move | None:
        guess = 0 if reading == mark.readings[0] else 2
        for level in range(len(self._stack) - 1, 0, -1):
            if self._stack[level].family == reading.family:
                return self._move_on(at, mark, reading, level, guess)
        if reading.path == (1,) and self._may_start(at, mark, reading):
            return _Move(self._top(), 1 + guess, reading)
        return None

    def _move_on(
        self, at: int, mark: Mark, reading: Reading, level: int, guess: int
    ) -> _Move | None:
        """Give the next item of an open list, one after a gap, or the first of a new such list."""
        number, last = reading.path[0], self._stack[level].path[0]
        if number == last + 1:
            on = self._goes_on(mark, reading.family) and not self._is_rather_roman(
                at, mark, reading
            )
            return _Move(level - 1, guess, reading) if on else None
        if guess or mark.position not in ("start", "whole"):
            return None
        if last + 1 < number <= last + 1 + LONGEST_GAP:
            return _Move(level - 1, 5, reading, missing=number - last - 1)
        again = number == 1 and self._follows(at, reading)
        return _Move(level - 1, 6, reading) if again else None

    def _goes_on(self, mark: Mark, family: str) -> bool:
        """Tell whether the next number of an open list stands where a part may begin."""
        if mark.position in ("start", "whole") or mark.before in ENDS or not mark.before:
            return True
        # "a. Defence b. Foreign policy": lines that were one list, run together.
        return "a" in family and mark.position == "middle"

    def _may_start(self, at: int, mark: Mark, reading: Reading) -> bool:
        if mark.position in ("start", "whole"):
            return True
        ended = mark.before in ENDS or not mark.before
        if mark.position == "end":
            return ended or mark.after_heading
        return (mark.before in ":;." or mark.after_heading) and self._follows(at, reading)

    def _follows(self, at: int, reading: Reading) -> bool:
        """Tell whether the next number of the same kind comes soon after."""
        following = Reading(reading.family, (reading.path[0] + 1,))
        return any(following in mark.readings for mark in self._marks[at + 1 : at + 1 + LOOK_AHEAD])

    def _is_rather_roman(self, at: int, mark: Mark, reading: Reading) -> bool:
        """Tell "(i)" that begins a list below "(h)" from the one that comes after it."""
        if len(mark.readings) < 2 or reading.path != (9,):
            return False
        roman = mark.readings[1]
        for mark_after in self._marks[at + 1 : at + 1 + LOOK_AHEAD]:
            if Reading(reading.family, (10,)) in mark_after.readings:
                return False
            if Reading(roman.family, (2,)) in mark_after.readings:
                return True
        return False

    def _move_dash(self, at: int, mark: Mark, reading: Reading) -> _Move | None:
        alone = mark.position in ("start", "whole")
        top = self._stack[-1]
        if top.family == reading.family:
            if alone or mark.before in ";.":
                return _Move(len(self._stack) - 2, 0, reading)
            return None
        opened = mark.before in ":;" if mark.before else False
        # Below a heading a list of dashes may begin without a colon: then it has a second dash.
        several = any(reading in one.readings for one in self._marks[at + 1 : at + 2])
        if opened or (alone and (mark.before == "," or several)):
            return _Move(self._top(), 1, reading)
        return None

    def _top(self) -> int:
        """Give the depth of the deepest part that may hold others: no dash."""
        depth = len(self._stack) - 1
        while self._stack[depth].family in DASHES:
            depth -= 1
        return depth

    def _move_named(self, mark: Mark, reading: Reading) -> _Move | None:
        inside = mark.position in ("middle", "end") and mark.before not in ENDS
        if inside and not mark.text.isupper():
            return None  # "(see Annex B: ...)"
        rank = self._rank(reading.family)
        last = self._last_named.get(reading.family, 0)
        number = reading.path[-1]
        depth = 0
        if rank:
            for at, part in enumerate(self._stack):
                other = self._rank(part.family)
                if other is not None and other >= rank:
                    break
                if at and other is None and self._below_named(at, rank):
                    break
                depth = at
        if number > last or number == 1 or rank == 0:
            weak = 0 if number in (last + 1, 1) else 3
            return _Move(depth, weak if reading == mark.readings[0] else weak + 1, reading)
        return None

    def _below_named(self, depth: int, rank: int) -> bool:
        """Tell whether a counted part lies below a part that a new named one closes."""
        return any(
            (other := self._rank(part.family)) is not None and other >= rank
            for part in self._stack[:depth]
        )

    def _move_path(self, mark: Mark, reading: Reading) -> _Move | None:
        path, last = reading.path, self._last_path
        if last and (path <= last or path[0] > last[0] + 1):
            return None
        depth, length = 0, 0
        for at, part in enumerate(self._stack):
            if part.family in DASHES:
                continue
            if part.path and len(part.path) < len(path) and path[: len(part.path)] == part.path:
                depth, length = at, len(part.path)
            elif not length and self._rank(part.family) is not None:
                depth = at
        if mark.position in ("start", "whole"):
            return _Move(depth, 0, reading)
        ended = mark.before in ENDS or mark.after_heading or not mark.before
        if _is_next(path, last):
            return _Move(depth, 0, reading)
        return _Move(depth, 1, reading) if mark.position == "end" and ended else None


def _is_next(path: tuple[int, ...], last: tuple[int, ...]) -> bool:
    """Tell whether a path comes right after another: 1.2 or 1.1.1 after 1.1, 2.1 after 1.9.3."""
    if not last:
        return set(path) == {1}
    if path == (*last, 1):
        return True
    size = len(path)
    if size <= len(last) and path[:-1] == last[: size - 1]:
        return path[-1] == last[size - 1] + 1
    return path[0] == last[0] + 1 and set(path[1:]) == {1}
