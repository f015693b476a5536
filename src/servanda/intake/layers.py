"""Whose words: every stretch of a text given to its author, an archive, the page, or a footnote."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.domain.source import Layer, LayerName
from servanda.domain.span import Span
from servanda.intake.blocks import blocks
from servanda.intake.cover import cover, gaps, merge
from servanda.intake.footnotes import find_footnotes
from servanda.intake.frame import find_frame
from servanda.intake.furniture import find_furniture
from servanda.intake.headings import find_headings


def find_layers(
    text: str, *, marks: Sequence[Layer] = (), pages: Sequence[Span] = ()
) -> tuple[Layer, ...]:
    """Give layers that cover the whole text, in order, without gap or overlap.

    Args:
        text: The one text of a source.
        marks: What markup or a publisher's template has settled. A mark ("author", "heading") is
            only a hint: a catalogue's headings are headings too.
        pages: Where its pages stand, if it has any.
    """
    hints = {one.start for one in marks if (one.layer, one.part) == ("author", "heading")}
    settled = [one for one in marks if (one.layer, one.part) != ("author", "heading")]
    known = merge(settled, find_furniture(text, pages))
    known = merge(known, find_footnotes(text, gaps(text, known), pages))
    spans = [block for gap in gaps(text, known) for block in blocks(text, gap.start, gap.end)]
    frame = find_frame(text, spans, headings=hints.__contains__)
    for part in frame.parts:
        if part.label is not None:
            known.append(
                Layer(part.span.start, part.span.end, _layer(part.label[0]), part.label[1])
            )
        elif part.hint:
            known.append(Layer(part.span.start, part.span.end, "author", "heading"))
        else:
            known += find_headings(text, part.span)
    return cover(text, known)


def _layer(name: str) -> LayerName:
    names: dict[str, LayerName] = {
        "archive": "archive", "furniture": "furniture", "footnote": "footnote",
    }  # fmt: skip
    return names.get(name, "author")
