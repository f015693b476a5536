"""Cue words, read once from the data beside this file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_FOLDER = "servanda.intake"


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases to find anywhere in a block; `words` hold one word of each, a quick first look."""

    pattern: re.Pattern[str]
    words: tuple[str, ...]

    @classmethod
    def of(cls, phrases: object) -> Phrases:
        """Give the phrases of a list in the data."""
        listed = [str(one).lower() for one in phrases] if isinstance(phrases, list) else []
        words = {max(one.split(), key=len) for one in listed}
        pattern = rf"(?<!\w)(?:{any_of(listed)})(?!\w)"
        return cls(re.compile(pattern, re.IGNORECASE), tuple(sorted(words)))

    def narrowed(self, text: str) -> Phrases:
        """Give the same phrases, with a first look only for words that the text has at all."""
        lowered = text.lower()
        return Phrases(self.pattern, tuple(word for word in self.words if word in lowered))

    def found(self, text: str, lowered: str) -> list[re.Match[str]]:
        """Give where they stand in a text; `lowered` is the same text in small letters."""
        if not any(word in lowered for word in self.words):
            return []
        return list(self.pattern.finditer(text))


@dataclass(frozen=True, slots=True)
class Cues:
    """Patterns of one language; a phrase matches whole words, in any case, any space between."""

    #: Whole blocks, of which nothing else is said.
    navigation: re.Pattern[str]
    information_headings: re.Pattern[str]
    summary_headings: re.Pattern[str]
    #: A field's name alone, or before a colon and its value.
    information_labels: re.Pattern[str]
    #: Beginnings of blocks.
    salutations: re.Pattern[str]
    closings: re.Pattern[str]
    notes: re.Pattern[str]
    editor_notes: re.Pattern[str]
    #: Anywhere in a block.
    credit: Phrases
    rights: Phrases
    summary_verbs: re.Pattern[str]
    first_person: re.Pattern[str]
    truncated: re.Pattern[str]
    #: A last word after which a sentence must go on.
    unfinished: re.Pattern[str]
    document_title: re.Pattern[str]
    document_words: re.Pattern[str]
    #: Whole lines; each pattern begins with the break before, which makes it quick to find.
    contents_lines: re.Pattern[str]
    footnote_lines: re.Pattern[str]
    date: re.Pattern[str]
    date_block: re.Pattern[str]


def read_cues(name: str) -> dict[str, object]:
    """Give the lists in a file of `cues/`: TOML, because every start of the program reads them."""
    return tomllib.loads(files(_FOLDER).joinpath("cues", name).read_text(encoding="utf-8"))


@cache
def cues(language: str = "en") -> Cues:
    """Give the cue words of a language."""
    data = read_cues(f"{language}.toml")

    def phrases(key: str) -> str:
        words = data[key]
        return any_of(words if isinstance(words, list) else [])

    def whole(key: str) -> re.Pattern[str]:
        return re.compile(rf"\W{{0,8}}(?:{phrases(key)})\W{{0,8}}\Z", re.IGNORECASE)

    def start(key: str, after: str = r"(?!\w)") -> re.Pattern[str]:
        return re.compile(rf"(?:{phrases(key)}){after}", re.IGNORECASE)

    def within(key: str) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{phrases(key)})(?!\w)", re.IGNORECASE)

    date = _date(phrases("months"))
    return Cues(
        navigation=whole("navigation"),
        information_headings=whole("information_headings"),
        summary_headings=whole("summary_headings"),
        footnote_lines=re.compile(
            rf"\n[^\S\n]{{0,80}}({phrases('footnote_headings')})"
            r"[^\S\n]{0,40}:?[^\S\n]{0,40}(?=\n|\Z)",
            re.IGNORECASE,
        ),
        contents_lines=re.compile(
            rf"\n[^\S\n]{{0,80}}((?:\d{{1,2}}\.?[ ])?(?:{phrases('contents_headings')}))"
            r"[^\S\n]{0,40}:?[^\S\n]{0,40}(?=\n|\Z)",
            re.IGNORECASE,
        ),
        information_labels=start("information_labels", r"[ \t]*(?::|\Z)"),
        salutations=start("salutations"),
        closings=start("closings"),
        notes=start("notes", r"\.?[ \t]*[:.\u2013\u2014-]"),
        editor_notes=re.compile(rf"[\[(]?(?:{phrases('editor_notes')})(?!\w)", re.IGNORECASE),
        credit=Phrases.of(data["credit"]),
        rights=Phrases.of(data["rights"]),
        summary_verbs=within("summary_verbs"),
        first_person=within("first_person"),
        truncated=re.compile(
            rf"[\[(]\W{{0,8}}(?:{phrases('truncated')})\W{{0,8}}[\])]", re.IGNORECASE
        ),
        unfinished=re.compile(rf"(?:{phrases('unfinished')}),?\Z|[^\W\d_]+[,-]\Z", re.IGNORECASE),
        document_title=re.compile(
            rf"(?:[A-Z][\w-]+[ ]){{0,3}}?(?:{phrases('document_words')})s?(?!\w)[^\n]{{0,60}}?"
            r"[,:]?\s(?:from|to|by|of|on|between|about|concerning|regarding|with|in)\s",
            re.IGNORECASE,
        ),
        document_words=within("document_words"),
        date=re.compile(date, re.IGNORECASE),
        date_block=re.compile(
            rf"(?:[^\W\d_][\w .'’-]{{1,30}}, )?(?:dated?:? |the )?{date}[.]?\Z", re.IGNORECASE
        ),
    )


def any_of(phrases: Iterable[object]) -> str:
    """Give the alternatives of a pattern, longest first, their spaces free."""
    ordered = sorted({str(phrase) for phrase in phrases}, key=lambda one: (-len(one), one))
    return "|".join(r"\s+".join(map(re.escape, one.split())) for one in ordered)


def _date(months: str) -> str:
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    month = rf"(?:{months})\b\.?"
    return (
        rf"(?:(?:{day}[ ]{{1,3}}(?:of[ ])?)?{month},?[ ]{{1,3}}(?:{day},?[ ]{{1,3}})?[12]\d{{3}}"
        r"|[12]\d{3}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./][12]\d{3})(?!\w)"
    )
