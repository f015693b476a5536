"""A walk through a part of a Word file that gathers its paragraphs, as a reader of it sees them.

Insertions count, deletions do not. What only a drawing of the page knows (where pages end, which
picture hangs where) is not there. Text boxes stand after the paragraph that holds them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from servanda.intake.docx_blocks import Block, Flow, Kind, Table
from servanda.intake.docx_notes import Notes
from servanda.intake.docx_numbering import Numbering, is_on
from servanda.intake.docx_styles import Styles

#: Tables and boxes nested deeper are taken as if they stood in the one around them.
DEEPEST = 40
#: A paragraph in a style of headings is one only if it is no longer, and does not end as text does.
LONGEST_HEADING = 200
#: So many headers and footers are followed.
MOST_HEADERS = 1000

#: Elements whose words are not part of the text: deletions, what properties were before a change,
#: how a word is pronounced, what a field computes.
_SKIPPED = frozenset(
    ["w:del", "w:moveFrom", "w:pPrChange", "w:rPrChange", "w:sectPrChange", "w:tblPrChange",
     "w:tblGridChange", "w:trPrChange", "w:tcPrChange", "w:tblPrExChange", "w:numberingChange",
     "w:rt", "w:instrText", "w:delText", "w:delInstrText"]
)  # fmt: skip
_CONTAINERS = frozenset(["w:tbl", "w:txbxContent", "w:footnote", "w:endnote"])
_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:noBreakHyphen": "\u2011"}
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
#: Stands for a page or column break inside a paragraph; XML itself cannot hold this sign.
_BREAK = "\f"
_RUN_OF_SPACE = re.compile(r"[\t\n\r]+")
_CODE = re.compile(r"[0-9A-Fa-f]{4}")


@dataclass(slots=True)
class Seen:
    """What was met on the way and is not in the text, or needs a word about it."""

    insertions: int = 0
    deletions: int = 0
    comments: int = 0
    hidden: int = 0
    pictures: int = 0
    unnumbered: int = 0
    embedded: int = 0
    #: Ids of the relations to headers and footers, in the order in which they are named.
    headers: list[str] = field(default_factory=list)
    footers: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Paragraph:
    pieces: list[str] = field(default_factory=list)
    style: str | None = None
    numbered: str | None = None
    level: int | None = None
    outline: str | None = None
    mark_deleted: bool = False
    boxes: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class _Run:
    raised: bool = False
    hidden: bool = False


@dataclass(slots=True)
class _Control:
    """A content control: whether it is a list of contents, or shows only what to fill in."""

    contents: bool = False
    empty: bool = False


class Story:
    """Hears the body, the notes, a header or a footer of a file."""

    def __init__(
        self, styles: Styles, numbering: Numbering, notes: Notes, *, most: int, seen: Seen
    ) -> None:
        """`most` characters are gathered; then it is `full`."""
        self.full = False
        self.seen = seen
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._left = most
        self._flows = [Flow()]
        self._paragraphs: list[_Paragraph] = []
        self._runs: list[_Run] = []
        self._tables: list[Table] = []
        self._controls: list[_Control] = []
        #: For each alternative on the way down, whether one was taken.
        self._taken: list[bool] = []
        #: Tables, boxes and notes on the way down; "" for one nested too deep.
        self._open: list[str] = []
        self._skip = self._contents = 0
        self._in_text = self._in_properties = self._in_row = False
        self._note = ("", "")
        self._starts: dict[str, Callable[[Mapping[str, str]], None]] = {
            "w:br": self._line_break, "w:sym": self._symbol, "w:footnoteReference": self._footnote,
            "w:endnoteReference": self._endnote, "w:footnoteRef": self._own_number,
            "w:endnoteRef": self._own_number, "w:headerReference": self._header,
            "w:footerReference": self._footer,
        }  # fmt: skip

    def blocks(self) -> list[Block]:
        """Give what was gathered, also where the part broke off or was cut."""
        while self._paragraphs:
            self._finish(self._paragraphs.pop())
        return [block for flow in self._flows for block in flow.settled()]

    def start(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: PLR0912 one name each
        """Go into an element."""
        if self._skip:
            self._skip += 1
        elif name in _SKIPPED:
            self._skip = 1
            self._deleted(name)
        elif name in ("w:t", "m:t"):
            self._in_text = True
        elif name == "w:r":
            self._runs.append(_Run())
        elif name == "w:p":
            self._paragraphs.append(_Paragraph())
        elif name == "w:pPr":
            self._in_properties = True
        elif name in _CONTAINERS:
            self._enter(name, attributes)
        elif name == "w:tr" and self._within("w:tbl"):
            self._tables[-1].begin_row()
        elif name == "w:trPr":
            self._in_row = True
        elif name == "w:tc" and self._within("w:tbl"):
            self._flows.append(Flow())
        elif name in ("w:ins", "w:moveTo"):
            self.seen.insertions += 1
        elif name == "mc:AlternateContent":
            self._taken.append(False)
        elif name in ("mc:Choice", "mc:Fallback") and self._taken:
            # Both hold the same box, for new and for old programs.
            self._skip = int(self._taken[-1])
            self._taken[-1] = True
        elif name == "w:sdt":
            self._controls.append(_Control())
        elif name == "w:sdtContent" and self._controls:
            self._skip = int(self._controls[-1].empty)
        elif name in self._starts:
            self._starts[name](attributes)
        else:
            self._property(name, attributes)

    def end(self, name: str) -> None:
        """Undo what going into an element did."""
        if self._skip:
            self._skip -= 1
        elif name in ("w:t", "m:t"):
            self._in_text = False
        elif name == "w:r":
            self._runs.pop()
        elif name == "w:p":
            self._finish(self._paragraphs.pop())
        elif name == "w:pPr":
            self._in_properties = False
        elif name in _CONTAINERS:
            self._leave(name)
        elif name == "w:tr" and self._within("w:tbl"):
            self._tables[-1].end_row()
        elif name == "w:trPr":
            self._in_row = False
        elif name == "w:tc" and self._within("w:tbl"):
            self._tables[-1].cells.append(self._flows.pop().settled())
        elif name == "mc:AlternateContent":
            self._taken.pop()
        elif name == "w:sdt":
            self._contents -= self._controls.pop().contents

    def say(self, words: str) -> None:
        """Take up characters."""
        if self._in_text and not self._skip:
            words = _RUN_OF_SPACE.sub(" ", words)
            raised = bool(self._runs) and self._runs[-1].raised and words.strip().isdigit()
            self._put(words.translate(_SUPERSCRIPTS) if raised else words)

    def _put(self, words: str) -> None:
        if not self._paragraphs or self._in_properties:
            return
        if self._runs and self._runs[-1].hidden:
            self.seen.hidden += len(words)
            return
        self._paragraphs[-1].pieces.append(words)
        self._left -= len(words)
        self.full = self._left < 0

    def _within(self, name: str) -> bool:
        return bool(self._open) and self._open[-1] == name

    def _enter(self, name: str, attributes: Mapping[str, str]) -> None:
        if len(self._open) >= DEEPEST:
            self._open.append("")
            return
        self._open.append(name)
        if name == "w:tbl":
            self._tables.append(Table())
            return
        self._flows.append(Flow())
        if name != "w:txbxContent":
            kind = attributes.get("type", "normal")
            # Separators between text and notes are drawn, and no notes.
            self._note = (name[2:], attributes.get("id", "") if kind == "normal" else "")

    def _leave(self, name: str) -> None:
        opened = self._open.pop()
        if not opened:
            return
        if name in ("w:footnote", "w:endnote"):
            self._notes.keep(*self._note, self._flows.pop().settled())
            return
        found = self._tables.pop().blocks if name == "w:tbl" else self._flows.pop().settled()
        if self._paragraphs:
            self._paragraphs[-1].boxes += found
        else:
            self._flows[-1].blocks += found

    def _deleted(self, name: str) -> None:
        if name not in ("w:del", "w:moveFrom"):
            return
        self.seen.deletions += 1
        if self._in_properties and self._paragraphs:
            self._paragraphs[-1].mark_deleted = True
        elif self._in_row and self._tables:
            self._tables[-1].dropped = True

    def _property(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: PLR0912 one each
        value = attributes.get("val", "")
        paragraph = self._paragraphs[-1] if self._paragraphs else _Paragraph()
        if self._in_properties:
            if name == "w:pStyle":
                paragraph.style = value
            elif name == "w:numId":
                paragraph.numbered = value
            elif name == "w:ilvl":
                paragraph.level = int(value) if value in tuple("012345678") else None
            elif name == "w:outlineLvl":
                paragraph.outline = value
        elif name in _SIGNS:
            self._put(_SIGNS[name])
        elif name == "w:vertAlign" and self._runs:
            self._runs[-1].raised = value == "superscript"
        elif name == "w:vanish" and self._runs:
            self._runs[-1].hidden = is_on(attributes)
        elif name == "w:commentReference":
            self.seen.comments += 1
        elif name in ("w:drawing", "w:pict", "w:object"):
            self.seen.pictures += 1
        elif name == "w:altChunk":
            self.seen.embedded += 1
        elif self._controls and name == "w:docPartGallery" and "contents" in value.lower():
            self._contents += not self._controls[-1].contents
            self._controls[-1].contents = True
        elif self._controls and name == "w:showingPlcHdr":
            # "Click here to enter text": the form's words and nobody's.
            self._controls[-1].empty = is_on(attributes)

    def _line_break(self, attributes: Mapping[str, str]) -> None:
        self._put(_BREAK if attributes.get("type") in ("page", "column") else "\n")

    def _symbol(self, attributes: Mapping[str, str]) -> None:
        code = attributes.get("char", "")
        sign = chr(int(code, 16)) if _CODE.fullmatch(code) else ""
        self._put(sign if sign > " " and not "\ud800" <= sign <= "\udfff" else "")

    def _footnote(self, attributes: Mapping[str, str]) -> None:
        self._call("footnote", attributes)

    def _endnote(self, attributes: Mapping[str, str]) -> None:
        self._call("endnote", attributes)

    def _call(self, kind: str, attributes: Mapping[str, str]) -> None:
        # Where the author typed a mark of his own, it follows as words.
        own = is_on({"val": attributes.get("customMarkFollows", "0")})
        self._put(self._notes.call(kind, attributes.get("id", ""), numbered=not own))

    def _own_number(self, attributes: Mapping[str, str]) -> None:
        del attributes
        self._put(self._notes.shown(*self._note))

    def _header(self, attributes: Mapping[str, str]) -> None:
        if len(self.seen.headers) < MOST_HEADERS:
            self.seen.headers.append(attributes.get("id", ""))

    def _footer(self, attributes: Mapping[str, str]) -> None:
        if len(self.seen.footers) < MOST_HEADERS:
            self.seen.footers.append(attributes.get("id", ""))

    def _finish(self, one: _Paragraph) -> None:
        flow = self._flows[-1]
        flow.carried += one.pieces
        # Where a paragraph's mark was deleted, the paragraph after it takes its words in.
        if not one.mark_deleted:
            text = "".join(flow.carried)
            flow.carried = []
            marker = self._marker(one)
            pieces = [piece for words in text.split(_BREAK) if (piece := words.strip())]
            if marker and (pieces or self._within("w:tbl")):
                pieces[:1] = [marker + pieces[0]] if pieces else [marker.strip()]
            flow.blocks += [Block(piece, self._kind(one, piece)) for piece in pieces]
        flow.blocks += one.boxes

    def _marker(self, one: _Paragraph) -> str:
        style = self._styles.of(one.style or self._styles.usual)
        number = one.numbered if one.numbered is not None else style.numbered
        if number is None or number == "0":
            return ""
        if not self._numbering.has(number):
            self.seen.unnumbered += 1
            return ""
        level = one.level
        if level is None and one.numbered is None:
            level = self._numbering.level_for(number, style.listed_by)
        return self._numbering.next_marker(number, level if level is not None else style.level or 0)

    def _kind(self, one: _Paragraph, text: str) -> Kind:
        style = self._styles.of(one.style or self._styles.usual)
        if self._contents or style.contents:
            return "contents"
        heading = style.heading if one.outline is None else one.outline in tuple("012345678")
        # Many an agreement sets whole paragraphs in a style of headings, for its numbers.
        long = len(text) > LONGEST_HEADING or (text[-1] in ".;," and len(text.split()) > 4)
        return "heading" if heading and not long else ""
