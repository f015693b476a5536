"""Where the promises of an agreement's text begin and end, and the words of each of its parts."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from servanda.agreements.cues import cues
from servanda.agreements.marks import MOST_MARKS, Mark, Reading, find_marks
from servanda.agreements.outline import DASHES, ENDS, Part, build_outline
from servanda.domain.source import Source
from servanda.domain.span import Span
from servanda.text.sentences import sentences

_FURNITURE = re.compile(
    r"\W*(?:[0-9]{1,4}|[ivxl]{1,6}|page [0-9]+(?: of [0-9]+)?)?\W*", re.IGNORECASE
)
#: A larger number alone in its line is a page's.
_NOTE = re.compile(
    r"(?P<mark>[ivx]{1,4}|[0-9]{1,2}|\*)[.)]?\s+(?=[A-Z“])|(?P<alone>[ivx]{1,4}|1|\*)[.)]?$"
)
_CONNECTOR = re.compile(r"(?<=[;,.])\s*(?:and|or)?\s*\(?$")
_STOPS = (".", ";", ",", ":")
_EDGES = " \t\xa0("
_MODAL = re.compile(
    r"\b(?:shall|will|must|(?:agree|undertake|commit|pledge)s? to)\b", re.IGNORECASE
)


#: Lines after the signatures that look like a note, as many as are tried.
MOST_NOTES = 20


@dataclass(frozen=True, slots=True)
class Body:
    """The parts of an agreement's text, what stands before them, and what belongs to none."""

    parts: tuple[Part, ...]
    preamble: str
    #: Signatures and what else stands after the last part.
    closing: str
    #: Words after the last part that are no signatures: somebody should look at them.
    loose: tuple[str, ...]
    #: Whether the text has more marks than are looked at.
    cut_short: bool = False


def read_body(source: Source) -> Body:
    """Give the parts of the agreement that a source's own words state."""
    text = source.text
    lines = Lines(text, tuple(_blocks(source)))
    blocks = lines.spans
    marks = find_marks(text, blocks)
    cut_short = len(marks) >= MOST_MARKS
    skipped = _contents(text, marks)
    marks = [
        mark for mark in marks if not any(one.start <= mark.start < one.end for one in skipped)
    ]
    repeats = _repeated_headings(text, blocks, marks)
    if repeats:
        marks = [mark for mark in marks if _block_of(blocks, mark) not in repeats]
        lines = Lines(text, tuple(block for block in blocks if block not in repeats))
        blocks = lines.spans
    parts = build_outline(marks)
    first = _first_start(parts)
    closing = None if first is None else _closing(text, blocks, first, marks)
    notes: list[Part] = []
    if closing is not None:
        skipped.append(closing)
        inside = [mark for mark in marks if closing.start <= mark.start < closing.end]
        parts = build_outline(
            [mark for mark in marks if not closing.start <= mark.start < closing.end]
        )
        notes = _note(text, blocks, closing, inside)
        if notes:
            skipped[-1] = Span(closing.start, notes[0].start)
    footnote = _footnote(text, blocks, parts)
    loose: list[str] = []
    if footnote is not None:
        skipped.append(footnote)
        loose.append(lines.join(footnote))
    if not parts:
        parts = _operative(text, blocks)
    parts = [*parts, *notes]
    _cut_words(lines, parts, skipped)
    loose.extend(_give_back_tails(parts))
    start = _first_start(parts)
    return Body(
        parts=tuple(parts),
        preamble=lines.join(Span(0, len(text) if start is None else start)),
        closing="" if closing is None else lines.as_lines(closing),
        loose=tuple(one for one in loose if one),
        cut_short=cut_short,
    )


def _blocks(source: Source) -> Iterator[Span]:
    """Give the lines of the author's own words that are not blank."""
    text = source.text
    own = [
        Span(one.start, one.end)
        for one in source.layers
        # A number alone in its line is the document's own when it ends like a list's.
        if one.layer == "author"
        or re.fullmatch(r"\s*\(?\w{1,12}(?:\.\w{1,3})*[.)]\s*", text[one.start : one.end])
    ] or [Span(0, len(text))]
    for span in own:
        for line in re.finditer(r"[^\n]+", text[span.start : span.end]):
            if line[0].strip():
                yield Span(span.start + line.start(), span.start + line.end())


def _contents(text: str, marks: Sequence[Mark]) -> list[Span]:
    """Give the table of contents: from its heading to where its first mark comes again."""
    heading = re.compile(rf"\b(?:{'|'.join(cues().contents)})\b", re.IGNORECASE)
    for found in heading.finditer(text[: len(text) // 2]):
        if not (found[0].isupper() or found[0].istitle() or found[0].startswith("Table")):
            continue
        first = next((mark for mark in marks if mark.start >= found.end()), None)
        again = first and next(
            (
                mark
                for mark in marks
                if mark.start > first.start and mark.readings[:1] == first.readings[:1]
            ),
            None,
        )
        if again:
            return [Span(found.start(), again.start)]
    return []


def _block_of(blocks: Sequence[Span], mark: Mark) -> Span:
    return blocks[bisect_right(blocks, mark.start, key=lambda one: one.start) - 1]


def _repeated_headings(text: str, blocks: Sequence[Span], marks: Sequence[Mark]) -> frozenset[Span]:
    """Give the lines that only say again which chapter or annex this is, as on each of its pages.

    Such a line begins with the mark of the part that is open, and says no more than its heading.
    """
    rank = cues().rank
    opened: dict[int, tuple[Reading, str]] = {}
    found: set[Span] = set()
    for mark in marks:
        reading = mark.readings[0]
        wide = rank.get(reading.family.partition(" ")[0])
        if wide is None or mark.position not in ("start", "whole"):
            continue
        block = _block_of(blocks, mark)
        words = " ".join(text[mark.start : block.end].casefold().split())
        known = opened.get(wide)
        again = known is not None and known[0] == reading and known[1].startswith(words)
        # "in accordance with / Annex D": a line that goes on with a sentence is no heading.
        if again and (mark.before in ENDS or mark.after_heading):
            found.add(block)
            continue
        opened = {one: told for one, told in opened.items() if one < wide}
        opened[wide] = (reading, words)
    return frozenset(found)


def _first_start(parts: Sequence[Part]) -> int | None:
    return parts[0].start if parts else None


def _closing(text: str, blocks: Sequence[Span], first: int, marks: Sequence[Mark]) -> Span | None:
    """Give the signatures: from the first formula that ends the promises to an annex or the end.

    A formula after which somebody "shall" do something more ends nothing.
    """
    begins = cues().closing
    for block in blocks:
        words = block.cut(text).strip()
        if block.start <= first or not words[:1].isupper() or len(words) >= 400:
            continue
        if words.lower().startswith(begins):
            span = Span(block.start, _next_annex(block.start, marks, len(text)))
            if not re.search(r"\bshall\b", span.cut(text)):
                return span
    return None


def _next_annex(start: int, marks: Sequence[Mark], end: int) -> int:
    rank = cues().rank
    return next(
        (
            mark.start
            for mark in marks
            if mark.start > start
            and any(rank.get(one.family.partition(" ")[0]) == 0 for one in mark.readings)
        ),
        end,
    )


def _note(text: str, blocks: Sequence[Span], closing: Span, inside: Sequence[Mark]) -> list[Part]:
    """Give a note after the signatures that lists more: "i Such measures are: - ... - ..."."""
    tried = 0
    for block in blocks:
        if not closing.start < block.start < closing.end:
            continue
        found = _NOTE.match(block.cut(text).strip())
        if not found or tried > MOST_NOTES:
            continue
        tried += 1
        below = [mark for mark in inside if mark.start > block.start + found.end()]
        children = build_outline(below)
        if len(children) > 1:
            note = Part("note", (1,), None, block.start, children=children)
            end = block.start + found.end()
            note.mark = Mark(
                block.start, end, found["mark"] or found["alone"], (), "start", "", False
            )
            return [note]
    return []


def _footnote(text: str, blocks: Sequence[Span], parts: Sequence[Part]) -> Span | None:
    """Give what follows a footnote with an asterisk whose call stands in the last parts."""
    last = parts[-1].start if parts else len(text)
    called = re.search(r"\w\*", text)
    for block in blocks:
        words = block.cut(text).lstrip()
        if called and called.end() < block.start > last and re.match(r"\*\w", words):
            return Span(block.start, len(text))
    return None


def _operative(text: str, blocks: Sequence[Span]) -> list[Part]:
    """Give the paragraphs of a statement that has no marks: each begins with an operative verb."""
    opened = False
    parts: list[Part] = []
    for block in blocks:
        words = block.cut(text).strip()
        if opened and _first_word(words[:60]) in cues().operative:
            at = block.start + len(block.cut(text)) - len(block.cut(text).lstrip())
            mark = Mark(at, at, "", (), "start", "", False)
            parts.append(Part("paragraph", (len(parts) + 1,), mark, at))
        opened = opened or words.endswith(":")
    return parts if len(parts) > 1 else []


def _first_word(words: str) -> str:
    found = re.match(r"[\w-]+", words.lstrip("“\"'- "))
    word = found[0].lower() if found else ""
    return word.removesuffix("s") if word.endswith("s") and not word.endswith("ss") else word


def _in_order(parts: Sequence[Part]) -> Iterator[Part]:
    for part in parts:
        yield part
        yield from _in_order(part.children)


def _cut_words(lines: Lines, parts: Sequence[Part], skipped: Sequence[Span]) -> None:
    """Give each part its words: from its mark to the next part, without what is no promise."""
    order = sorted(_in_order(parts), key=lambda one: one.start)
    for at, part in enumerate(order):
        begin = part.mark.end if part.mark else part.start
        end = order[at + 1].start if at + 1 < len(order) else len(lines.text)
        for one in skipped:
            if begin <= one.start < end:
                end = one.start
        whole = Span(begin, max(begin, end))
        words = _CONNECTOR.sub("", lines.join(whole))
        words = words.strip(_EDGES + ("–—-" if part.children else ""))
        part.words = words.removeprefix(": ").removeprefix(". ")
        held = [one for one in lines.within(whole) if lines.join(one)]
        part.first_line = len(lines.join(held[0])) if held else 0
        blank = next(
            (one.end for one, after in pairwise(held) if lines.are_parted(one, after)), whole.end
        )
        part.first_paragraph = len(lines.join(Span(whole.start, blank)))


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of the author's own words: a text seen without all that is not his."""

    text: str
    spans: tuple[Span, ...]

    def within(self, span: Span) -> Iterator[Span]:
        """Give the pieces of lines that lie in a stretch."""
        first = bisect_right(self.spans, span.start, key=lambda one: one.start) - 1
        for at in range(max(0, first), len(self.spans)):
            line = self.spans[at]
            if line.start >= span.end:
                return
            if line.end > span.start:
                yield Span(max(line.start, span.start), min(line.end, span.end))

    def join(self, span: Span) -> str:
        """Give the words of a stretch on one line, page numbers left out; no word is changed."""
        pieces = (one.cut(self.text) for one in self.within(span))
        return " ".join(" ".join(one for one in pieces if not _is_page_number(one)).split())

    def as_lines(self, span: Span) -> str:
        """Give the words of a stretch, its lines kept apart."""
        return "\n".join(one.cut(self.text).strip() for one in self.within(span))

    def are_parted(self, one: Span, other: Span) -> bool:
        """Tell whether a blank line stands between two lines."""
        return self.text.count("\n", one.end, other.start) > 1


def _is_page_number(piece: str) -> bool:
    return len(piece) < 40 and bool(_FURNITURE.fullmatch(piece))


def _give_back_tails(parts: Sequence[Part], parent: Part | None = None) -> list[str]:
    """Give back to the part above what a list's last item swallowed: "This list is without ...".

    In a list of bare phrases, one sentence each, more sentences in the last item are no part of it.
    """
    loose: list[str] = []
    for part in parts:
        loose.extend(_give_back_tails(part.children, part))
    for family in dict.fromkeys(part.family for part in parts):
        *others, last = [part for part in parts if part.family == family]
        if len(others) < (1 if family in DASHES else 3):
            continue
        if last.children or any(one.children for one in others):
            continue
        if not any(one.words.endswith(_STOPS) for one in others):
            end = _bare_item(last)
        elif not any(_is_sentence(one.words) for one in others):
            end = _first_unit(last.words)
        else:
            continue
        tail = last.words[end:].strip()
        if not tail:
            continue
        last.words = last.words[:end].strip()
        if parent is None:
            loose.append(tail)
        else:
            parent.tail = tail
    return loose


def _bare_item(part: Part) -> int:
    """Give where an unpunctuated item ends: before a new line that begins with a capital."""
    following = part.words[part.first_line :].lstrip()
    if part.words[: part.first_line].endswith(_STOPS) or not following[:1].isupper():
        return len(part.words)
    return part.first_line


def _is_sentence(words: str) -> bool:
    """Tell whether an item is more than a phrase: it says who shall do what, or goes on."""
    return bool(_MODAL.search(words)) or _first_unit(words) < len(words.rstrip())


def _first_unit(words: str) -> int:
    """Give where an item's first sentence ends; so does a semicolon before a capital letter."""
    first = sentences(words)[0] if words else Span(0, 0)
    parted = re.compile(r";(?=\s+[A-Z])").search(words, 0, first.end)
    return parted.end() if parted else len(words[: first.end].rstrip())
