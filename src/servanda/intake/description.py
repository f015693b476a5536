"""A document's archival description, read from its own layers where the page gives it."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from servanda.domain.source import Description, Layer
from servanda.intake.archive_reference import find_reference
from servanda.intake.blocks import blocks, lines
from servanda.intake.correspondence import read_correspondence, read_head
from servanda.intake.cues import cues
from servanda.intake.language import language_named, tell_language
from servanda.intake.stated_date import HEAD, date_of, find_stated_date

_TRANSLATION = re.compile(
    r"\b[Tt]ranslat(?:ion|ed)(?: into English)? from(?: the)?(?: original)? "
    r"(?P<language>[A-Z][\w-]+(?:[ ][A-Z][\w-]+)?)"
)
_NAME = r"[A-Z][\w.'’-]*(?:[ ](?:[A-Z][\w.'’-]*|de|von|van|al|bin|el))*"
_PEOPLE = rf"(?P<people>{_NAME}(?:(?:, | and |, and ){_NAME})*)"
_TRANSLATOR = re.compile(
    r"\b[Tt]ranslat(?:ed|ion)(?: for [^,.;]{3,60})?(?: from [\w ]{3,30})? by " + _PEOPLE
)
_OBTAINED = re.compile(
    r"\b(?:[Oo]btained|[Cc]ontributed|[Dd]onated|[Pp]rovided)(?: for [^,.;]{3,60})? by " + _PEOPLE
)
_YEAR = re.compile(r"[12]\d{3}")
_RECEIVED = re.compile(r"\bReceived:?[ ]+(?:on[ ]+)?(?P<date>[^\]\n—;]{4,30})")
_WORD = re.compile(r"[^\W\d_]{2,}")
#: A sentence cut off shows at its end; shorter blocks are captions or names.
CUT_WORDS = 12
#: How far back from a text's end its last block is looked for, in characters.
TAIL = 5000
#: Brackets that are asked whether they say that words are missing.
MOST_BRACKETS = 50_000


def describe(text: str, layers: Sequence[Layer], found: Description) -> Description:
    """Complete what a format's own metadata says with what the text says of itself.

    Args:
        text: The one text of a source.
        layers: Its layers.
        found: What was read from metadata or by a template; it stands where it is filled, except
            that a catalogue's own lines go before a page's metadata.
    """
    of = _Parts(text, layers)
    archive = " \n".join(of.all("archive"))
    head = read_head(text)
    title = of.first("archive", "title") or head.get("title") or _title(text, layers, found.title)
    people = read_correspondence(title or "")
    original = _TRANSLATION.search(archive)
    translator = _TRANSLATOR.search(archive)
    obtained = _OBTAINED.search(archive)
    dated = of.first("archive", "date")
    labelled = _labelled(text, layers)
    body = next((one.start for one in layers if one.layer == "author"), 0)
    written = (
        (date_of(dated) if dated else None)
        or (date_of(head["written"]) if "written" in head else None)
        or _own_date(text, layers, body)
    )
    read = Description(
        title=title,
        creators=people.creators or tuple(filter(None, [head.get("creators")])),
        recipients=people.recipients or tuple(filter(None, [head.get("recipients")])),
        written=written,
        received=_received(text, written),
        language=tell_language(_author(text, layers)),
        original_language=_language(original["language"]) if original else None,
        translator=translator["people"].rstrip(".") if translator else None,
        obtained_by=obtained["people"].rstrip(".") if obtained else None,
        reference=find_reference(archive) if archive else None,
        rights=" ".join(" ".join(of.all("archive", "rights")).split()) or None,
        record_id=labelled.get("record id") or labelled.get("record number"),
        complete=_complete(text, layers),
    )
    kept = {
        field.name: value
        for field in dataclasses.fields(Description)
        if (value := getattr(found, field.name)) not in (None, ())
    }
    if title:
        kept.pop("title", None)
    # A page's declared language is often its template's; the words themselves know better.
    declared = kept.get("language")
    if read.language and declared and not str(declared).startswith(read.language):
        kept.pop("language")
    return dataclasses.replace(read, **kept)


class _Parts:
    """The words of layers, by layer and part."""

    def __init__(self, text: str, layers: Sequence[Layer]) -> None:
        self.text = text
        self.layers = layers

    def all(self, layer: str, part: str | None = None) -> list[str]:
        """Give the words of every stretch of a layer, of one part or any."""
        return [
            self.text[one.start : one.end].strip()
            for one in self.layers
            if one.layer == layer and (part is None or one.part == part)
        ]

    def first(self, layer: str, part: str) -> str | None:
        """Give the first block of a part, on one line; None if there is none."""
        for one in self.layers:
            if one.layer == layer and one.part == part:
                for block in blocks(self.text, one.start, one.end):
                    return " ".join(block.cut(self.text).split())
        return None


def _title(text: str, layers: Sequence[Layer], stated: str | None) -> str | None:
    """Give the title: a heading that names writer and reader, what metadata says, any heading."""
    headings = _headings(text, layers)
    letter = next((one for one in headings if read_correspondence(one).creators), None)
    return letter or stated or next(iter(headings), None)


def _headings(text: str, layers: Sequence[Layer]) -> list[str]:
    """Give the headings above a document's first paragraph that are more than a date."""
    date = cues().date
    found: list[str] = []
    for one in layers:
        if one.layer == "furniture":
            continue
        if one.layer != "author" or one.part != "heading":
            break
        for block in blocks(text, one.start, one.end):
            words = " ".join(block.cut(text).split())
            if len(_WORD.findall(date.sub("", words))) > 2:
                found.append(words[:300])
    return found


def _language(words: str) -> str:
    for name in (words, words.split(maxsplit=1)[0]):
        code = language_named(name)
        if code:
            return code
    return words


def _received(text: str, written: str | None) -> str | None:
    """Give the date of receipt that an office wrote at a document's head.

    Where it lacks its year, it is the first such day not before the document was written.
    """
    match = _RECEIVED.search(text[:HEAD])
    if not match:
        return None
    words = match["date"].strip(" ,.")
    if _YEAR.search(words):
        return date_of(words)
    if not written or not written[:4].isdigit():
        return None
    year = int(written[:4])
    days = [day for day in (date_of(f"{words} {year}"), date_of(f"{words} {year + 1}")) if day]
    return next((day for day in days if day >= written[: len(day)]), None)


def _own_date(text: str, layers: Sequence[Layer], body: int) -> str | None:
    stated = find_stated_date(text, 0) or find_stated_date(text, body)
    if stated:
        return stated
    # A letter may carry its date under its signature.
    date = cues().date_block
    for one in layers:
        if one.layer == "author" and one.part == "signature":
            for line in lines(text, one.start, one.end):
                if date.match(line.cut(text)):
                    return date_of(line.cut(text))
    return None


def _author(text: str, layers: Sequence[Layer]) -> str:
    """Give the beginning of the author's words, enough to tell the language."""
    words: list[str] = []
    size = 0
    for one in layers:
        if one.layer == "author":
            words.append(text[one.start : min(one.end, one.start + 3000)])
            size += len(words[-1])
            if size > 3000:
                break
    return "\n".join(words)


def _labelled(text: str, layers: Sequence[Layer]) -> dict[str, str]:
    """Give the values of a catalogue's fields by their names, in small letters."""
    label = cues().information_labels
    values: dict[str, str] = {}
    for one in layers:
        if one.layer != "archive" or one.part not in ("information", "credit", "rights"):
            continue
        inside = list(lines(text, one.start, one.end))
        for at, line in enumerate(inside):
            words = line.cut(text)
            match = label.match(words)
            if not match:
                continue
            name = match[0].strip(" \t:").casefold()
            value = words[match.end() :].strip()
            if not value and at + 1 < len(inside):
                following = inside[at + 1].cut(text)
                gap = text.count("\n", line.end, inside[at + 1].start)
                value = following if gap <= 2 and not label.match(following) else ""
            if value:
                values.setdefault(name, value)
    return values


def _says_cut(text: str) -> bool:
    """Tell whether a bracket says that words are missing."""
    says = cues().truncated
    for sign in "[(":
        at = text.find(sign)
        for _ in range(MOST_BRACKETS):
            if at < 0:
                break
            if says.match(text, at):
                return True
            at = text.find(sign, at + 1)
    return False


def _complete(text: str, layers: Sequence[Layer]) -> bool | None:
    """Tell that a text is cut short, if it says so or ends within a sentence; else nothing."""
    if _says_cut(text):
        return False
    last = next((one for one in reversed(layers) if one.layer == "author"), None)
    if last is None or last.part != "body":
        return None
    tail = list(blocks(text, max(last.start, last.end - TAIL), last.end))
    words = tail[-1].cut(text).split() if tail else []
    if len(words) < CUT_WORDS:
        return None
    # Many a last point or caption lacks its stop; a text that ends with "of the" lacks more.
    return False if cues().unfinished.match(words[-1]) else None
