"""Publishers' page templates: data files that say how a page is known and what its parts are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ruamel.yaml import YAML

from servanda.domain.source import Layer, LayerName
from servanda.domain.span import Span
from servanda.intake.blocks import blocks
from servanda.intake.cues import any_of, cues

#: A template's phrases are looked for in this much of a text's beginning and of its end.
LOOKED_AT = 40_000
_LAYERS: dict[str, LayerName] = {
    "author": "author", "archive": "archive", "furniture": "furniture", "footnote": "footnote",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Label:
    """A layer and its part, written `archive/summary` in a template."""

    layer: LayerName
    part: str


@dataclass(frozen=True, slots=True)
class ElementRule:
    """What an element of the publisher's pages holds, by CSS selector."""

    select: str
    label: Label
    field: str | None = None


@dataclass(frozen=True, slots=True)
class LineRule:
    """What a block of text is, by its words.

    `above` labels the block before it, `opens` all after it that no other rule knows.
    """

    words: re.Pattern[str]
    label: Label
    above: Label | None = None
    opens: Label | None = None


@dataclass(frozen=True, slots=True)
class Template:
    """One publisher's pages."""

    name: str
    publisher: str
    hosts: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    elements: tuple[ElementRule, ...] = ()
    front: tuple[Label, ...] = ()
    lines: tuple[LineRule, ...] = ()


@cache
def built_in_templates() -> tuple[Template, ...]:
    """Give the templates that come with Servanda, in the order of their names."""
    folder = files("servanda.intake").joinpath("templates")
    names = sorted(one.name for one in folder.iterdir() if one.name.endswith(".yaml"))
    read = YAML(typ="safe").load
    return tuple(
        parse_template(
            name.removesuffix(".yaml"), read(folder.joinpath(name).read_text(encoding="utf-8"))
        )
        for name in names
    )


def parse_template(name: str, data: Mapping[str, object]) -> Template:
    """Give the template that this mapping states (see the files in `templates/`)."""
    return Template(
        name=name,
        publisher=str(data["publisher"]),
        hosts=tuple(str(host) for host in _listed(data, "hosts")),
        phrases=tuple(" ".join(str(one).lower().split()) for one in _listed(data, "phrases")),
        elements=tuple(
            ElementRule(str(one["select"]), _label(one["is"]), _text(one.get("field")))
            for one in _mappings(data, "elements")
        ),
        front=tuple(_label(one) for one in _listed(data, "front")),
        lines=tuple(_line_rule(one) for one in _mappings(data, "lines")),
    )


def known_by_host(templates: Sequence[Template], host: str) -> Template | None:
    """Give the template of the publisher with this host."""
    return next((one for one in templates if host and host in one.hosts), None)


def known_by_words(templates: Sequence[Template], text: str) -> Template | None:
    """Give the template all of whose phrases stand in the text."""
    if len(text) > 2 * LOOKED_AT:
        text = text[:LOOKED_AT] + "\n\n" + text[-LOOKED_AT:]
    known = [one for one in templates if one.phrases]
    if not known:
        return None
    lowered = text.lower()
    known = [t for t in known if all(max(p.split(), key=len) in lowered for p in t.phrases)]
    words = " ".join(lowered.split()) if known else ""
    return next((one for one in known if all(phrase in words for phrase in one.phrases)), None)


def mark_lines(template: Template, text: str, marks: Sequence[Layer] = ()) -> list[Layer]:
    """Label the blocks of a text that the template's line rules know, in order.

    Args:
        template: Whose rules.
        text: The whole text.
        marks: What markup has told. A block that it made furniture takes no label by its place,
            only by its words; where it tells of headings, a title is one of them.
    """
    spans = list(blocks(text))
    menus = _within(spans, [one for one in marks if one.layer == "furniture"])
    headings = _within(spans, [one for one in marks if one.part == "heading"])
    labels: list[Label | None] = [None] * len(spans)
    rules: list[LineRule | None] = []
    for at, span in enumerate(spans):
        words = text[span.start : min(span.end, span.start + 400)]
        rule = next((one for one in template.lines if one.words.search(words)), None)
        rules.append(rule)
        labels[at] = rule.label if rule else None
    _mark_front(template, text, spans, labels, menus=menus, headings=headings)
    opened: Label | None = None
    inside = False
    for at, rule in enumerate(rules):
        if rule and rule.above and at and labels[at - 1] is None and at - 1 not in menus:
            labels[at - 1] = rule.above
        # Some pages keep a catalogue's information in an `<aside>`; a footer below is none of it.
        if labels[at] is None and (inside or at not in menus):
            labels[at] = opened
        if rule and rule.opens:
            opened, inside = rule.opens, at in menus
    return [
        Layer(span.start, span.end, label.layer, label.part)
        for span, label in zip(spans, labels, strict=True)
        if label
    ]


def _within(spans: Sequence[Span], marks: Sequence[Layer]) -> frozenset[int]:
    """Give the places in the list of those blocks that begin inside a mark."""
    starts = [one.start for one in spans]
    return frozenset(
        at
        for mark in marks
        for at in range(bisect_left(starts, mark.start), bisect_left(starts, mark.end))
    )


def _mark_front(
    template: Template,
    text: str,
    spans: Sequence[Span],
    labels: list[Label | None],
    *,
    menus: frozenset[int],
    headings: frozenset[int],
) -> None:
    """Label the blocks above the first credit by the order that the template gives them."""
    credit = next((at for at, one in enumerate(labels) if one and one.part == "credit"), 0)
    waiting = list(template.front)
    words = cues()
    headed = any(at < credit and at not in menus for at in headings)
    for at in range(credit):
        block = spans[at].cut(text).strip()
        if labels[at] is not None or at in menus or words.navigation.match(block):
            continue
        is_date = bool(words.date_block.match(block))
        wanted = next((one for one in waiting if (one.part == "date") == is_date), None)
        if wanted and not (wanted.part == "title" and headed and at not in headings):
            labels[at] = wanted
            waiting.remove(wanted)


def _line_rule(data: Mapping[str, object]) -> LineRule:
    if "says" in data:
        pattern = rf"\A\W*(?:{any_of([data['says']])})\W*\Z"
    elif "starts" in data:
        pattern = rf"\A\W*(?:{any_of([data['starts']])})(?!\w)"
    else:
        pattern = rf"(?<!\w)(?:{any_of([data['holds']])})(?!\w)"
    return LineRule(
        re.compile(pattern, re.IGNORECASE),
        _label(data["is"]),
        _label(data["above"]) if "above" in data else None,
        _label(data["opens"]) if "opens" in data else None,
    )


def _label(words: object) -> Label:
    layer, _, part = str(words).partition("/")
    return Label(_LAYERS[layer], part)


def _listed(data: Mapping[str, object], key: str) -> list[object]:
    value = data.get(key)
    return list(value) if isinstance(value, list) else []


def _mappings(data: Mapping[str, object], key: str) -> list[dict[str, object]]:
    return [dict(one) for one in _listed(data, key) if isinstance(one, dict)]


def _text(value: object) -> str | None:
    return None if value is None else str(value)
