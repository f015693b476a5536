"""Layers laid over a text: put in order, joined, and filled until they cover it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from servanda.domain.source import Layer, LayerName
from servanda.domain.span import Span


def settle(layers: Sequence[Layer]) -> list[Layer]:
    """Give the layers in order; where two overlap, what the earlier one leaves of the later."""
    kept: list[Layer] = []
    for one in sorted(layers, key=lambda layer: (layer.start, -layer.end)):
        reached = kept[-1].end if kept else 0
        if one.start >= reached and one.start < one.end:
            kept.append(one)
        elif reached < one.end:
            kept.append(Layer(reached, one.end, one.layer, one.part))
    return kept


def merge(sure: Sequence[Layer], found: Iterable[Layer]) -> list[Layer]:
    """Give both in order; where they overlap, only what the sure ones leave of the found."""
    kept = settle(sure)
    added: list[Layer] = []
    at = 0
    for one in settle(list(found)):
        start = one.start
        while at < len(kept) and kept[at].end <= start:
            at += 1
        index = at
        while index < len(kept) and kept[index].start < one.end:
            if start < kept[index].start:
                added.append(Layer(start, kept[index].start, one.layer, one.part))
            start = max(start, kept[index].end)
            index += 1
        if start < one.end:
            added.append(one if start == one.start else Layer(start, one.end, one.layer, one.part))
    return settle([*kept, *added]) if added else kept


def gaps(text: str, known: Sequence[Layer]) -> list[Span]:
    """Give the stretches that no layer covers yet."""
    spans: list[Span] = []
    at = 0
    for one in known:
        if one.start > at:
            spans.append(Span(at, one.start))
        at = max(at, one.end)
    if at < len(text):
        spans.append(Span(at, len(text)))
    return spans


def cover(text: str, known: Sequence[Layer]) -> tuple[Layer, ...]:
    """Fill the gaps between layers: white space goes with what is before it, words to the author.

    Neighbours of one layer and part become one stretch.
    """
    whole: list[Layer] = []

    def add(start: int, end: int, layer: LayerName, part: str) -> None:
        last = whole[-1] if whole else None
        if last and (last.layer, last.part) == (layer, part):
            whole[-1] = Layer(last.start, end, layer, part)
        else:
            whole.append(Layer(start, end, layer, part))

    at = 0
    for one in settle(known):
        between = text[at : one.start]
        start = one.start
        if between and not between.strip():
            if whole:
                whole[-1] = Layer(whole[-1].start, one.start, whole[-1].layer, whole[-1].part)
            else:
                start = at
        elif between:
            lead = 0 if not whole else len(between) - len(between.lstrip())
            if lead:
                last = whole[-1]
                whole[-1] = Layer(last.start, at + lead, last.layer, last.part)
            add(at + lead, one.start, "author", "body")
        add(start, one.end, one.layer, one.part)
        at = one.end
    if at < len(text):
        rest = text[at:]
        if whole and not rest.strip():
            whole[-1] = Layer(whole[-1].start, len(text), whole[-1].layer, whole[-1].part)
        else:
            lead = 0 if not whole else len(rest) - len(rest.lstrip())
            if lead:
                last = whole[-1]
                whole[-1] = Layer(last.start, at + lead, last.layer, last.part)
            add(at + lead, len(text), "author", "body")
    return tuple(whole)
