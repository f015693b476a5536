"""Cue words, read once from the data beside this file."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ruamel.yaml import YAML

_FOLDER = "servanda.intake"


@dataclass(frozen=True, slots=True)
class Cues:
    """Patterns of one language; a phrase matches whole words, in any case, any space between."""

    #: Whole blocks, of which nothing else is said.
    navigation: re.Pattern[str]
    information_headings: re.Pattern[str]
    summary_headings: re.Pattern[str]
    footnote_headings: re.Pattern[str]
    contents_headings: re.Pattern[str]
    #: A field's name alone, or before a colon and its value.
    information_labels: re.Pattern[str]
    #: Beginnings of blocks.
    salutations: re.Pattern[str]
    closings: re.Pattern[str]
    notes: re.Pattern[str]
    editor_notes: re.Pattern[str]
    #: Anywhere in a block.
    credit: re.Pattern[str]
    rights: re.Pattern[str]
    summary_verbs: re.Pattern[str]
    first_person: re.Pattern[str]
    truncated: re.Pattern[str]
    #: A last word after which a sentence must go on.
    unfinished: re.Pattern[str]
    document_title: re.Pattern[str]
    document_words: re.Pattern[str]
    date: re.Pattern[str]
    date_block: re.Pattern[str]


def read_data(name: str) -> dict[str, object]:
    """Give the mapping in a YAML file of this room."""
    text = files(_FOLDER).joinpath(name).read_text(encoding="utf-8")
    loaded = YAML(typ="safe").load(text)
    return dict(loaded)


@cache
def cues(language: str = "en") -> Cues:
    """Give the cue words of a language."""
    data = read_data(f"cues/{language}.yaml")

    def phrases(key: str) -> str:
        words = data[key]
        return any_of(words if isinstance(words, list) else [])

    def whole(key: str) -> re.Pattern[str]:
        return re.compile(rf"\W*(?:{phrases(key)})\W*\Z", re.IGNORECASE)

    def start(key: str, after: str = r"(?!\w)") -> re.Pattern[str]:
        return re.compile(rf"(?:{phrases(key)}){after}", re.IGNORECASE)

    def within(key: str) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{phrases(key)})(?!\w)", re.IGNORECASE)

    date = _date(phrases("months"))
    return Cues(
        navigation=whole("navigation"),
        information_headings=whole("information_headings"),
        summary_headings=whole("summary_headings"),
        footnote_headings=whole("footnote_headings"),
        contents_headings=whole("contents_headings"),
        information_labels=start("information_labels", r"[ \t]*(?::|\Z)"),
        salutations=start("salutations"),
        closings=start("closings"),
        notes=start("notes", r"\.?[ \t]*[:.\u2013\u2014-]"),
        editor_notes=re.compile(rf"[\[(]?(?:{phrases('editor_notes')})(?!\w)", re.IGNORECASE),
        credit=within("credit"),
        rights=within("rights"),
        summary_verbs=within("summary_verbs"),
        first_person=within("first_person"),
        truncated=re.compile(rf"[\[(]\W*(?:{phrases('truncated')})\W*[\])]", re.IGNORECASE),
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
