"""The frame around a document: what a catalogue or a page says above and below the author's words.

The rules read a document from its edges inwards and stop at the author. What tells the frame:
field names ("Record ID"), credit and rights lines, a repository's reference, a title that names
the document in the third person ("Letter from ... to ..."), and, below a signature, a paragraph in
the present tense and without "we" that says what the author does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from servanda.domain.span import Span
from servanda.intake.archive_reference import find_reference
from servanda.intake.cues import Cues, Phrases, cues
from servanda.intake.headings import NUMBERED

#: How many blocks from an edge the frame may reach.
DEEPEST = 60
#: A block is judged by this many of its first characters.
JUDGED = 1500
#: What may stand before a reference on its line, such as "Source: State archive,".
LONGEST_LEAD = 60
#: A block shorter than this may be a menu's entry, a heading or a salutation.
LINE = 120
#: A block of at least this many words that ends like a sentence is prose.
PROSE_WORDS = 9
#: The part of a document below which a catalogue's heading may open its information.
FURTHEST = 0.35

#: Kinds of block that only a catalogue or a publisher has, and kinds that may be anybody's.
_SURE = frozenset(["credit", "rights", "reference", "label"])
_UNSURE = frozenset(["menu", "date", "title", "short", "summary-heading"])
#: So many unsure blocks in a row are no frame, whatever stands behind them.
MOST_UNSURE = 6

_END_OF_SENTENCE = re.compile(r"[.!?…:;。！？؟][\"'”’»)\]]*\Z")
_WORDS = re.compile(r"\w[\w'’-]*")
_CAPITALISED = re.compile(r"(?<!\w)[^\W\d_a-z][\w'’-]{2,}")


@dataclass(slots=True)
class Part:
    """A block with what is known of it: `hint` from markup, `label` once it is decided."""

    span: Span
    words: str
    hint: str = ""
    label: tuple[str, str] | None = None
    kind: str = ""


@dataclass(slots=True)
class Frame:
    """The blocks of a document, labelled; `archival` tells that a catalogue stands around it."""

    parts: list[Part]
    archival: bool = False
    names: frozenset[str] = field(default_factory=frozenset)


def find_frame(text: str, spans: Sequence[Span], *, headings: Callable[[int], bool]) -> Frame:
    """Label the blocks of a document that are a catalogue's, the page's, or its author's edges.

    Args:
        text: The whole text.
        spans: Its blocks, in order, without those that are known to be furniture.
        headings: Tells whether markup made a heading of the block that starts there.
    """
    words = cues()
    rights = words.rights.narrowed(text)
    parts = [Part(one, text[one.start : min(one.end, one.start + JUDGED)]) for one in spans]
    for at, part in enumerate(parts):
        if headings(part.span.start):
            part.hint = "heading"
        if at < DEEPEST or at >= len(parts) - DEEPEST:
            part.kind = _kind(part, words, rights)
    frame = Frame(parts)
    _mark_menus(parts)
    front = _front(parts)
    back = _back(parts, front, len(text))
    evidence = [*parts[:front], *parts[back:]]
    frame.archival = any(p.kind in ("credit", "reference", "information") for p in evidence) or (
        sum(p.kind == "label" for p in evidence) >= 2
    )
    frame.names = _names(parts[:front]) if frame.archival else frozenset()
    _label_front(frame, front)
    _label_back(frame, back)
    body = [part for part in parts[front:back] if part.label is None]
    _label_edges(body, words)
    _label_title(frame, front, back)
    if frame.archival:
        _label_summaries(frame, words, back)
    return frame


def _kind(  # noqa: PLR0911, PLR0912 one answer per kind, in order
    part: Part, words: Cues, rights_words: Phrases
) -> str:
    text = part.words
    if len(text) < LINE:
        if words.navigation.match(text):
            return "menu"
        if words.date_block.match(text):
            return "date"
        if words.information_headings.match(text):
            return "information"
        if words.summary_headings.match(text):
            return "summary-heading"
        if words.salutations.match(text):
            return "salutation"
    if words.editor_notes.match(text):
        return "editor-note"
    if words.notes.match(text):
        return "note"
    if words.closings.match(text):
        return "closing"
    lowered = text.lower()
    rights = len({match[0].casefold() for match in rights_words.found(text, lowered)})
    if rights > 1 or (rights and len(text) < LINE):
        return "rights"
    if len(text) < 400 and _is_reference(text):
        return "reference"
    if words.information_labels.match(text) and len(text) < 300:
        return "label"
    credit = words.credit.found(text, lowered) if len(text) < 300 else []
    if credit and (credit[0].start() < 60 or len(text) < 160):
        return "credit"
    if len(text.split(None, PROSE_WORDS)) >= PROSE_WORDS and _END_OF_SENTENCE.search(
        text.rstrip()[-4:]
    ):
        return "prose"
    if words.document_title.match(text) and len(text) < 400:
        return "title"
    return "short" if len(text) < 250 else "prose"


def _is_reference(text: str) -> bool:
    """Tell whether a short block is a repository's reference, and does not only mention one."""
    found = find_reference(text)
    return (
        found is not None
        and len(found.text) * 3 > len(text)
        and text.find(found.text) < LONGEST_LEAD
    )


def _mark_menus(parts: list[Part]) -> None:
    for part in parts:
        if part.kind == "menu":
            part.label = ("furniture", "navigation")


def _front(parts: list[Part]) -> int:
    """Give how many blocks stand above the author's first words."""
    stop = 0
    for at, part in enumerate(parts[:DEEPEST]):
        if part.kind in _SURE or part.kind == "information":
            stop = at + 1
        elif at - stop >= MOST_UNSURE or not (
            part.kind in _UNSURE or (part.kind == "prose" and _leads_on(parts, at))
        ):
            break
    # Menus, dates and titles that stand before the last sure line are the frame's; those after
    # it may be the author's own heading.
    if stop == 0:
        while stop < len(parts) and parts[stop].kind in ("menu", "date", "title"):
            stop += 1
    return stop


def _leads_on(parts: list[Part], at: int) -> bool:
    """Tell whether a paragraph high on the page is followed by more of the frame."""
    ahead = [part.kind for part in parts[at + 1 : at + 4]]
    return any(kind in _SURE or kind == "information" for kind in ahead)


def _back(parts: list[Part], front: int, size: int) -> int:
    """Give the index of the first block below the author's last words."""
    lowest = max(front, len(parts) - DEEPEST)
    # A catalogue's heading opens its information, if a sure line of it follows.
    for at in range(lowest, len(parts)):
        opens = parts[at].kind == "information" and parts[at].span.start > size * FURTHEST
        if opens and any(part.kind in _SURE for part in parts[at + 1 :]):
            return at
    stop = len(parts)
    for at in range(len(parts) - 1, lowest - 1, -1):
        if parts[at].kind in _SURE or parts[at].kind in ("menu", "information"):
            stop = at
        elif parts[at].kind not in _UNSURE or stop - at > MOST_UNSURE:
            break
    return stop


def _names(front: Sequence[Part]) -> frozenset[str]:
    """Give the names in the catalogue's title: those whose doings a summary tells."""
    titles = [part.words for part in front if part.kind == "title"]
    return frozenset(name for words in titles for name in _CAPITALISED.findall(words))


def _label_front(frame: Frame, front: int) -> None:
    titled = False
    # Where markup tells of a heading, the catalogue's title is one, and no line above it.
    headed = any(part.hint and not part.label for part in frame.parts[:front])
    for at, part in enumerate(frame.parts[:front]):
        if part.label:
            continue
        if not frame.archival:
            part.label = ("author", "heading")
        elif part.kind == "date":
            part.label = ("archive", "date")
        elif part.kind in ("credit", "rights"):
            part.label = ("archive", part.kind)
        elif part.kind in ("reference", "label", "information", "summary-heading"):
            part.label = ("archive", "information")
        elif part.kind == "prose":
            part.label = ("archive", "summary")
        elif not titled and (part.kind == "title" or part.hint or (at < 4 and not headed)):
            part.label = ("archive", "title")
            titled = True
        else:
            part.label = ("archive", "information")


def _label_back(frame: Frame, back: int) -> None:
    for part in frame.parts[back:]:
        if part.label is None:
            rights = part.kind in ("rights", "credit")
            part.label = ("archive", part.kind if rights else "information")


def _label_edges(body: list[Part], words: Cues) -> None:
    """Label the author's own edges: salutation, signature, and notes below it."""
    for part in body[:12]:
        if part.kind == "salutation":
            part.label = ("author", "salutation")
            break
        if part.kind == "prose":
            break
    closed = next(
        (at for at in range(len(body) - 1, max(-1, len(body) - 25), -1) if _closes(body[at])), None
    )
    if closed is None:
        return
    body[closed].label = ("author", "signature")
    noted = False
    for part in body[closed + 1 :]:
        if part.kind == "note":
            part.label = ("author", "note")
            noted = True
        elif part.kind == "editor-note":
            part.label = ("archive", "information")
        elif part.kind == "date" or (
            part.kind in ("short", "closing", "title")
            and not (noted or part.hint or NUMBERED.match(part.words))
        ):
            part.label = ("author", "signature")
        elif part.kind == "prose" and noted and words.first_person.search(part.words):
            part.label = ("author", "note")
        else:
            break


def _label_title(frame: Frame, front: int, back: int) -> None:
    """Label the short blocks above the first paragraph as the document's own title and date."""
    opening = frame.parts[front:back][:6]
    first = next((at for at, part in enumerate(opening) if part.kind == "prose"), None)
    for part in opening[:first] if first is not None else []:
        if part.label is None and part.kind in ("short", "date", "title") and not part.hint:
            words = part.words.rstrip()
            if len(_WORDS.findall(words)) <= 40 and not words.endswith((".", ";", ":", ",")):
                part.label = ("author", "heading")


def _closes(part: Part) -> bool:
    return part.kind == "closing" and len(_WORDS.findall(part.words)) <= 60


def _label_summaries(frame: Frame, words: Cues, back: int) -> None:
    """Find the catalogue's summary: below the signature, above its information, or on top."""
    _label_summary_below(frame, words, back)
    for at, part in enumerate(frame.parts[:back]):
        if part.label is not None:
            continue
        if part.kind == "summary-heading":
            part.label = ("archive", "information")
            following = frame.parts[at + 1] if at + 1 < back else None
            if following and following.label is None and _tells(following, frame, words):
                following.label = ("archive", "summary")
        elif part.kind == "prose":
            if _tells(part, frame, words, named=True):
                part.label = ("archive", "summary")
            return


def _label_summary_below(frame: Frame, words: Cues, back: int) -> None:
    """Walk up from the catalogue's information to the author's signature.

    Between the two only a catalogue speaks; where one of them is missing, a paragraph must show
    by its words that it is no author's; where both are missing, all is the author's.
    """
    signatures = [
        at for at, one in enumerate(frame.parts[:back]) if one.label == ("author", "signature")
    ]
    signed, informed = bool(signatures), back < len(frame.parts)
    if not signed and not informed:
        return
    for at in range(back - 1, max(signatures[-1] if signed else 0, back - 4), -1):
        part = frame.parts[at]
        if part.label is not None or part.kind not in ("prose", "short"):
            return
        enclosed = signed and informed and not words.first_person.search(part.words)
        if not enclosed and not _tells(part, frame, words):
            return
        part.label = ("archive", "summary")


def _tells(part: Part, frame: Frame, words: Cues, *, named: bool = False) -> bool:
    """Tell whether a block says in the third person what the document or its author does.

    It has no "we", names the author or the document in its first words (the author, if `named`),
    and then has them do something in the present tense.
    """
    if words.first_person.search(part.words):
        return False
    head = " ".join(part.words.split()[:25])
    verb = words.summary_verbs.search(head)
    if not verb:
        return False
    subject = head[: verb.start()]
    if any(name in frame.names for name in _CAPITALISED.findall(subject)):
        return True
    return not named and (
        bool(words.document_words.search(subject)) or "author" in subject.casefold()
    )
