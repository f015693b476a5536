"""How reliable the coding is, in words: each figure with its name, what it rests on, its custom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from servanda.assessing.coder_agreement import Group, Measured, Reliability, SampleReliability
from servanda.assessing.reliability import FIRM, TENTATIVE
from servanda.saying import _, pgettext

HEADINGS: Mapping[Group, str] = {
    "people": "People",
    "pair": "Each two people",
    "theme": "People, by type of promise",
    "reader and person": "A reader, with each person (apart: in no figure above)",
    "people and reader": "People, with the reader as one more coder (apart)",
}
#: How many confusions are told of a field; all stand in the JSON.
MOST_CONFUSED = 3


def say_custom() -> str:
    """Give what is said wherever these figures are printed."""
    return _(
        "By custom an alpha of {firm} or more bears firm conclusions and one of {tentative} "
        "tentative ones (Krippendorff 2004). That is a custom, no law: what an error costs decides."
    ).format(firm=f"{FIRM:.2f}", tentative=f"{TENTATIVE:.3f}")


def say_reliability(found: Reliability) -> Iterator[str]:
    """Give the figures in lines, sample by sample."""
    for one in found.samples:
        yield from _say_sample(one)
    if found.samples:
        yield say_custom()


def _say_sample(one: SampleReliability) -> Iterator[str]:
    yield f"Sample {one.sample}: {one.how or 'the draw is withheld'}"
    coded = ", ".join(f"{who} {count}" for who, count in one.coded.items()) or "nobody yet"
    yield f"  coded of {one.units}: {coded}"
    if one.codebooks:
        several = "s" if len(one.codebooks) > 1 else ""
        yield f"  under codebook version{several} {', '.join(one.codebooks)}"
    yield ""
    if len(one.coded) < 2:
        yield "  Not measurable: it takes two people who code apart from each other."
        yield ""
        return
    for group, heading in HEADINGS.items():
        figures = [figure for figure in one.figures if figure.group == group]
        # With two people the figures of the pair are those of all.
        if figures and not (group == "pair" and len(one.coded) == 2):
            yield f"  {heading}"
            yield from (f"    {line}" for line in _say_figures(figures))
            yield ""
    yield from _say_confusions(one)
    yield from _say_settled(one)
    yield ""


def _say_figures(figures: list[Measured]) -> Iterator[str]:
    """Give a line for each figure; one for each type of promise of which nothing is measurable."""
    told = set()
    for one in figures:
        its_own = [other for other in figures if other.of == one.of]
        if one.group != "theme" or any(other.alpha for other in its_own):
            yield say_figure(one)
        elif one.of not in told:
            told.add(one.of)
            most = max(its_own, key=lambda other: other.units)
            yield f"{one.of}: not measurable ({most.why_not})"


def figure_name(one: Measured) -> str:
    """Give what a figure is of: the field, the part of it, and whose codes."""
    field = pgettext("codes", one.field.replace("_", " "))
    part = f", {pgettext('codes', one.part)}" if one.part else ""
    return f"{field}{part}" + (f": {one.of}" if one.of else "")


def say_figure(one: Measured) -> str:
    """Give a figure in a line with all that it rests on, or why there is none."""
    name = figure_name(one)
    if one.alpha is None:
        return f"{name}: not measurable ({one.why_not})"
    words = [f"{name}: alpha ({one.metric}) {one.alpha.value:.3f}"]
    if one.alpha.low is not None and one.alpha.high is not None:
        words.append(f"95 % {one.alpha.low:.3f} to {one.alpha.high:.3f}")
    words.append(f"{one.units} units, {one.coders} coders")
    if one.percent is not None:
        kappa = "none" if one.kappa is None else f"{one.kappa:.3f}"
        words.append(f"same {one.percent:.0f} %, kappa {kappa}")
    said = {"firm": "firm by custom", "tentative": "tentative by custom"}
    words.append(said.get(one.alpha.word, "below both customary marks"))
    return ", ".join(words)


def _say_confusions(one: SampleReliability) -> Iterator[str]:
    for heading, tables in (
        ("Taken for each other by people", one.confusions),
        ("By the reader, and by a person", one.reader_confusions),
    ):
        lines = []
        for field, table in tables.items():
            apart = sorted(
                ((count, codes) for codes, count in table.items() if codes[0] != codes[1]),
                key=lambda found: (-found[0], found[1]),
            )
            if apart:
                told = "; ".join(
                    f"{first} / {second} {count}"
                    for count, (first, second) in apart[:MOST_CONFUSED]
                )
                lines.append(f"    {field}: {told}")
        if lines:
            yield f"  {heading}"
            yield from lines
            yield ""


def _say_settled(one: SampleReliability) -> Iterator[str]:
    own = f", {one.own} of them by one of the coders" if one.own else ""
    yield f"  Units on which people differ: {one.differing}; settled: {one.settled}{own}"
    for cause, count in one.causes.items():
        yield f"    {cause.replace('_', ' ')}: {count}"
