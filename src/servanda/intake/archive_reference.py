"""Repository references: found in a text and taken apart as far as they can be."""

from __future__ import annotations

import re

from servanda.domain.source import ArchiveReference

# A number as archives write it: "17", "1a", "63331/F9614", "118.02", "R-9401".
_NUMBER = r"(?:[RР]-)?[0-9]+(?:[./-][0-9A-Za-z]+)*[a-zа-я]?(?!\w)"
_SEP = r"(?:[ \t]*[,;.][ \t]*|[ \t]+)"
_PAPKA = rf"(?:(?:papka|por|pa?p|p|папка|п)\b\.?[ \t]*{_NUMBER})"
_LEAF = r"\d+(?:[ ]?(?:ob|об|r|v)\b\.?)?"
#: Fond, opis, delo, leaves, as Russian archives and their users in other languages write them;
#: the foreign ministry's archive also counts folders (papka) before or after the delo.
_FOND = re.compile(
    rf"(?<!\w)(?:fond|f|фонд|ф)\b\.?[ \t]*(?P<fond>{_NUMBER}){_SEP}"
    rf"(?:opis['’]?|op|опись|оп)\b\.?[ \t]*(?P<opis>{_NUMBER}){_SEP}"
    rf"(?:{_PAPKA}{_SEP})?"
    rf"(?:delo|d|file|дело|д)\b\.?[ \t]*(?P<delo>{_NUMBER})"
    rf"(?:{_SEP}{_PAPKA})?"
    r"(?:[ \t]*[,;]?[ \t]*(?:listy|list|ll?|leaves|leaf|лл?|листы?)\b\.?[ \t]*"
    rf"(?P<leaves>{_LEAF}(?:[ ]?[-–—,][ ]?{_LEAF}){{0,20}}))?",
    re.IGNORECASE,
)
_REPOSITORY = re.compile(
    r"(?<![\w(])[^\W\d_][^\n,;:.()\[\]]{1,80}(?:\([^\n()]{1,60}\))?[ \t]*[,:;.]?[ \t]*\Z"
)
_DIGIT = re.compile(r"\d")
_JOINED = frozenset(["of", "the", "for", "and", "de", "des", "du", "und"])
#: Other archives: the repository's own first words tell it, what follows is kept as printed.
_OTHER = re.compile(
    r"(?<!\w)(?:"
    r"(?P<kew>(?:TNA|PRO|The National Archives)?[:,]?[ ]?(?<!\w)"
    r"(?:FO|CAB|WO|PREM|CO|DO|FCO|DEFE|KV)[ ]\d{1,4}/\d{1,6}(?:/\w{1,12})*)"
    r"|(?P<nara>(?:NARA|NACP|US National Archives)\b[^\n.;]{0,60}?\bRG[ ]?\d{1,4}[^\n.;]{0,120})"
    r"|(?P<group>RG[ ]?\d{1,4},[ ][^\n.;]{3,120})"
    r"|(?P<un>(?:S|A|E|ST)/(?:\d{4}|RES|PRST|PV)[\w./()-]{0,30}\d(?!\w))"
    r"|(?P<bundesarchiv>(?:BArch|Bundesarchiv|PA AA|SAPMO)"
    r"[^\n;]{0,20}[ ][A-Z]{1,3}[ ]?\d[^\n;.]{0,60})"
    r"|(?P<french>(?:AMAE|AN|ADN|CADN|SHD)[, ]+[A-Z0-9][^\n;.]{3,80}\d)"
    r")"
)
_BOX = re.compile(r"(?<!\w)(?:[Bb]ox|[Ff]older|[Ff]ile|[Cc]arton)[ ]\d")


def read_reference(text: str) -> ArchiveReference:
    """Give a reference as somebody wrote it down, with the parts that could be told."""
    return find_reference(text) or ArchiveReference(text=" ".join(text.split()))


def find_reference(text: str) -> ArchiveReference | None:
    """Give the first repository reference in a text, taken apart, or None."""
    if not _DIGIT.search(text):
        return None
    lowered = text.lower()
    match = _FOND.search(text) if "op" in lowered or "оп" in lowered else None
    if match:
        before = text[max(0, match.start() - 150) : match.start()]
        repository = _repository(before)
        first = before.rindex(repository) if repository else len(before)
        return ArchiveReference(
            text=(before[first:] + match[0]).strip(" ,;"),
            repository=repository,
            fond=match["fond"],
            opis=match["opis"],
            delo=match["delo"],
            leaves=match["leaves"],
        )
    other = _OTHER.search(text)
    if not other or (other.lastgroup in ("group", "french") and not _BOX.search(other[0])):
        return None
    words = other[0].strip(" ,;")
    repositories = {"kew": "The National Archives (UK)", "un": "United Nations", "group": None}
    kind = other.lastgroup or ""
    own = re.split(r",|[ ]RG", words)[0]
    return ArchiveReference(text=words, repository=repositories.get(kind, own))


def _repository(before: str) -> str | None:
    """Give the repository's name at the end of what stands before "f. 17": words with capitals."""
    found = _REPOSITORY.search(before)
    if not found:
        return None
    words = found[0].strip(" ,:;.\t").split(" ")
    first = len(words)
    while first and (words[first - 1][:1] in "(" or not words[first - 1][:1].islower()):
        first -= 1
        if first > 1 and words[first - 1] in _JOINED and words[first - 2][:1].isupper():
            first -= 1
        elif first > 2 and words[first - 1] in _JOINED and words[first - 2] in _JOINED:
            first -= 2
    name = " ".join(words[first:])
    return name if name and name not in ("Source", "See", "From", "In") else None
