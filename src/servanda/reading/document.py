"""A source laid out for reading: its author's paragraphs and sentences with their references."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from servanda.domain.source import Layer, Source
from servanda.domain.span import Span
from servanda.text.reference import Reference
from servanda.text.references import find_references
from servanda.text.sentences import paragraphs, sentences

#: Parts of the author's layer that can hold statements.
READ_PARTS = frozenset(("", "body", "note"))
_CAPTION = re.compile(
    r"(?:Figure|Fig\.|Table|Map|Chart|Graph|Box|Photo|Picture|Plate|Diagram)\s+[\dIVXA-Z][\w.]{0,3}\s*[:.–—]\s"
)
#: A "sentence" longer than this is no prose (a table, a list without stops) and is not judged.
LONGEST_SENTENCE = 2500


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: where it stands, in which paragraph, and the references in it."""

    span: Span
    paragraph: int
    references: tuple[Reference, ...]
    part: str


def _is_caption(text: str, span: Span) -> bool:
    """Tell whether a "sentence" is a caption, which tells nothing: "Figure 4: Violations"."""
    return text[span.start] in "FTMCGBPD" and _CAPTION.match(text, span.start) is not None


def author_spans(source: Source) -> list[Layer]:
    """Give the stretches that are the author's own prose, in order."""
    return [one for one in source.layers if one.layer == "author" and one.part in READ_PARTS]


def lay_out(source: Source, *, names: Sequence[str] = ()) -> list[Sentence]:
    """Give the author's sentences in order, each with its references.

    Args:
        source: What is read.
        names: What the loaded agreements are called.
    """
    spans = author_spans(source)
    within = [Span(one.start, one.end) for one in spans]
    everything = find_references(source.text, within=within, names=names)
    # A law is no promise by itself, whatever it may carry out.
    found = [one for one in everything if one.kind != "law"]
    starts = [one.start for one in found]
    out: list[Sentence] = []
    number = 0
    for layer in spans:
        blocks = paragraphs(source.text, layer.start, layer.end)
        at = 0
        for span in sentences(source.text, layer.start, layer.end, blocks=blocks):
            while at + 1 < len(blocks) and blocks[at + 1].start <= span.start:
                at += 1
            if _is_caption(source.text, span):
                continue
            here = found[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
            out.append(Sentence(span, number + at, tuple(here), layer.part))
        number += len(blocks)
    return out
