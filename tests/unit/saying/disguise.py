"""Data in letters of its own, so that any plain English on a page is a word nobody marked.

Each letter of the data becomes one Cyrillic letter, so that every offset still counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "абцдефгхийклмнопярстужвьызАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗ",
)
#: Fields that hold words of documents and of people; all others are keys and values of ours.
DATA = frozenset(
    {
        *("text", "quote", "title", "name", "names", "label", "labels", "aliases", "members"),
        *("creators", "recipients", "translator", "publisher", "obtained_by", "rights", "note"),
        *("repository", "fond", "opis", "delo", "leaves", "message", "why", "reasons", "grounds"),
        *("unit", "words", "body", "document", "by", "sources", "reason"),
    }
)
SPOKEN_ATTRIBUTES = ("title", "aria-label", "alt", "placeholder", "label", "aria-description")
#: Elements that hold codes or nothing that is read.
NOT_READ = frozenset({"code", "kbd", "script", "style", "samp"})
_WORD = re.compile(r"[A-Za-z]{2,}")


def disguised(value: Any, name: str = "") -> Any:
    """Give a value of the domain with all its data in other letters."""
    if isinstance(value, str):
        # A place says where it is known from; elsewhere `source` is an id.
        data = name in DATA or (name == "source" and not value.startswith("src-"))
        return value.translate(LETTERS) if data else value
    if isinstance(value, tuple):
        return tuple(disguised(one, name) for one in value)
    if isinstance(value, dict):
        return {key: disguised(one, name) for key, one in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value,
            **{one.name: disguised(getattr(value, one.name), one.name) for one in fields(value)},
        )
    return value


def english_left(html: str, allowed: re.Pattern[str]) -> Iterator[str]:
    """Give every piece of a page that holds words in plain letters, but for what is allowed."""
    tree = LexborHTMLParser(html)
    for node in tree.root.traverse(include_text=True) if tree.root else ():
        for said in _said(node):
            if _WORD.search(allowed.sub("", said)):
                yield " ".join(said.split())


def _said(node: LexborNode) -> Iterator[str]:
    if node.tag == "-text":
        if not any(_is_data(one) for one in _above(node)):
            yield node.text_content or ""
        return
    for name, value in node.attributes.items():
        if name in SPOKEN_ATTRIBUTES and value:
            yield value


def _is_data(node: LexborNode) -> bool:
    return node.tag in NOT_READ or node.attributes.get("translate") == "no"


def _above(node: LexborNode) -> Iterator[LexborNode]:
    above = node.parent
    while above is not None:
        yield above
        above = above.parent
