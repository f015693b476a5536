"""Repository references: found in a text and taken apart as far as they can be."""

from __future__ import annotations

import re

from servanda.domain.source import ArchiveReference

_NUMBER = r"[0-9][\w/.-]*?"
#: Fond, opis, delo, leaves, as Russian archives and their users in other languages write them.
_FOND = re.compile(
    r"(?P<repository>[^\W\d_][\w .'()«»\"-]{1,80}?)?,?[ \t]*"
    rf"\b(?:fond|f|ф|фонд)\b\.?[ \t]*(?P<fond>{_NUMBER}[a-zа-я]?)[ \t]*[,;][ \t]*"
    rf"(?:opis['’]?|op|оп|опись)\b\.?[ \t]*(?P<opis>{_NUMBER}[a-zа-я]?)[ \t]*[,;][ \t]*"
    rf"(?:delo|d|д|дело|por|papka|p|п)\b\.?[ \t]*(?P<delo>{_NUMBER}[a-zа-я]?)(?=[\s,;.)]|$)"
    r"(?:[ \t]*[,;]?[ \t]*(?:listy|list|ll?|лл?|листы?)\b\.?[ \t]*"
    r"(?P<leaves>\d[\dоobvr. ]{0,8}(?:[-–—,][ ]?\d[\dоobvr. ]{0,8}){0,12}(?<![ .])))?",
    re.IGNORECASE,
)


def read_reference(text: str) -> ArchiveReference:
    """Give a reference as printed, with the parts that could be told."""
    return find_reference(text) or ArchiveReference(text=" ".join(text.split()))


def find_reference(text: str) -> ArchiveReference | None:
    """Give the first repository reference in a text, or None."""
    match = _FOND.search(text)
    if not match:
        return None
    words = match[0].strip(" ,;")
    repository = match["repository"]
    return ArchiveReference(
        text=words,
        repository=repository.strip(" ,") if repository else None,
        fond=match["fond"],
        opis=match["opis"],
        delo=match["delo"],
        leaves=match["leaves"],
    )
