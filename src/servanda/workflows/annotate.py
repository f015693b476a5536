"""Say what a text names: references, places, dates, quantities, actors, through one door."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from servanda.annotating.name_territory import name_territory
from servanda.domain.agreement import Agreement, Territory
from servanda.domain.mention import (
    Mention,
    MentionedActor,
    MentionedDate,
    MentionedPlace,
    MentionedQuantity,
    MentionedReference,
)
from servanda.domain.place import PlaceMention
from servanda.domain.source import Layer, Source
from servanda.domain.span import Span
from servanda.domain.when import When
from servanda.errors import ServandaError, UnreadableSource
from servanda.intake.brackets import find_brackets
from servanda.intake.language import tell_language
from servanda.text.dates import bounds, find_dates, parse_date
from servanda.text.languages import known
from servanda.text.quantities import find_quantities
from servanda.text.timex import timex
from servanda.workflows.add_sources import load_document
from servanda.workflows.keep_ready import Ready, make_ready
from servanda.workflows.progress import Progress, unheard
from servanda.workflows.uncollected import uncollected

#: What can be asked for; of two mentions with the same span, the earlier kind comes first.
KINDS = ("references", "places", "dates", "quantities", "actors")
_ORDER = {"reference": 0, "place": 1, "date": 2, "quantity": 3, "actor": 4}
_BASIS = {
    "stated": "“{}” states it",
    "relative": "“{}” counts from another date",
    "event": "“{}” dates it by an event",
    "assumed": "“{}” lacks a part that was assumed",
}

#: From how many code points on a text's small words tell its language for sure.
SURE = 1000

#: One agreement, the path of its file, or several of either.
Agreements = Agreement | str | Path | Sequence[Agreement | str | Path]
#: A territory, or names and codes of countries and divisions.
Where = Territory | str | Sequence[str]


def annotate(
    text: str,
    *,
    date: str | datetime.date | None = None,
    agreement: Agreements | None = None,
    territory: Where | None = None,
    kinds: Iterable[str] = KINDS,
    spans: Sequence[tuple[int, int]] | None = None,
    cache: Path,
) -> list[Mention]:
    """Give what a text names, in reading order; the longer of two that begin together comes first.

    Args:
        text: Running text; offsets count its code points, as they are.
        date: The text's own date, from which relative and yearless dates count: EDTF ("1947-07"),
            words ("12 July 1947") or a date.
        agreement: The agreement that it speaks of, or several: values, or paths of their files.
        territory: Where it plays, in place of the agreements' territories: a value, or names and
            codes ("Ukraine", "UA", "UA.14").
        kinds: Which mentions to give; see `KINDS`.
        spans: Mentions of places (start, end) to resolve instead of finding them.
        cache: Folder of the gazetteer, which is built there the first time.

    Raises:
        ServandaError: An argument cannot be understood; the message says which, and what to do.
    """
    if not isinstance(text, str):
        raise ServandaError(
            f"annotate() reads a str, not {type(text).__name__}. For a file use "
            "`servanda annotate FILE`, or decode its bytes first."
        )
    layers = (Layer(0, len(text), "author", "body"),) if text else ()
    source = Source(
        id="", digest="", name="text", media_type="text/plain", size=len(text), text=text,
        layers=layers, brackets=find_brackets(text, layers, edited=False),
    )  # fmt: skip
    return annotate_source(
        source, date=date, agreement=agreement, territory=territory, kinds=kinds, spans=spans,
        cache=cache,
    )  # fmt: skip


def annotate_source(
    source: Source,
    *,
    date: str | datetime.date | None = None,
    agreement: Agreements | None = None,
    territory: Where | None = None,
    kinds: Iterable[str] = KINDS,
    spans: Sequence[tuple[int, int]] | None = None,
    within: Sequence[Span] | None = None,
    cache: Path,
    progress: Progress = unheard,
) -> list[Mention]:
    """Give what a source's one text names; see `annotate` for what is the same there.

    The document's own description gives its date where `date` is None, and its language. `within`
    limits where to look, as to the author's own words; `progress` hears of the gazetteer's build.
    """
    wanted = _kinds(kinds)
    anchor = _anchor(date) or source.description.written
    text = _Text(
        source=replace(source, description=replace(source.description, written=anchor)),
        ready=make_ready(
            agreement,
            None if territory is None else name_territory(territory, cache=cache),
            cache=cache,
            progress=progress,
        ),
        within=within,
        spans=None if spans is None else _spans(spans, source.text),
        language=source.description.language or _told_language(source.text),
    )
    with uncollected():
        found = [mention for kind in wanted for mention in _FINDERS[kind](text)]
    return sorted(found, key=lambda one: (one.start, -one.end, _ORDER[one.kind]))


def annotate_file(
    file: Path,
    *,
    date: str | None = None,
    agreement: Agreements | None = None,
    territory: Where | None = None,
    kinds: Iterable[str] = KINDS,
    all_layers: bool = False,
    cache: Path,
    progress: Progress = unheard,
) -> tuple[Source, list[Mention]]:
    """Give a file as a source, and what its author's words name; `all_layers` reads every hand's.

    Raises:
        UnreadableSource: No text can be read out of the file; the message says why.
    """
    source, _ = load_document(file)
    if not source.text:
        why = " ".join(one.message for one in source.problems) or "There is no text in it."
        raise UnreadableSource(f"{file} has nothing to annotate: {why}")
    author = [Span(one.start, one.end) for one in source.layers if one.layer == "author"]
    found = annotate_source(
        source, date=date, agreement=agreement, territory=territory, kinds=kinds,
        within=None if all_layers else author, cache=cache, progress=progress,
    )  # fmt: skip
    return source, found


@dataclass(frozen=True)
class _Text:
    """A source to annotate, with what its finders share; dates and references are found once."""

    source: Source
    ready: Ready
    within: Sequence[Span] | None
    spans: list[Span] | None
    language: str

    def spoken(self, subject: str) -> str:
        """Give the language whose words to use: the text's where they are known, else English."""
        return _language(self.language, subject)

    @cached_property
    def references(self) -> list[MentionedReference]:
        return self.ready.references.find(
            self.source.text, within=self.within, description=self.source.description,
            language=self.spoken("references"),
        )  # fmt: skip

    @cached_property
    def dates(self) -> list[When]:
        return find_dates(
            self.source.text, anchor=self.source.description.written, within=self.within,
            language=self.spoken("dates"),
        )  # fmt: skip


def _references(text: _Text) -> list[MentionedReference]:
    return text.references


def _places(text: _Text) -> list[MentionedPlace]:
    if text.spans is None:
        found = text.ready.places.find(text.source, within=text.within)
    else:
        found = _as_given(
            text.ready.places.find(text.source, mentions=text.spans), text.spans, text.source.text
        )
    return [
        MentionedPlace(
            start=one.start, end=one.end, text=one.text, name=one.name, id=one.id, lat=one.lat,
            lon=one.lon, granularity=one.granularity, candidates=one.candidates,
            reasons=(one.reason,) if one.reason else (),
        )
        for one in found
    ]  # fmt: skip


def _as_given(
    found: Sequence[PlaceMention], spans: Sequence[Span], text: str
) -> list[PlaceMention]:
    """Give a place for each span exactly as given; a finder may have taken in a word before it."""
    by_end: dict[int, list[PlaceMention]] = {}
    for one in found:
        by_end.setdefault(one.end, []).append(one)
    return [
        replace(by_end[span.end].pop(0), start=span.start, text=span.cut(text))
        for span in sorted(spans)
    ]


def _dates(text: _Text) -> list[MentionedDate]:
    return [
        MentionedDate(
            start=one.start, end=one.end, text=one.text, edtf=one.edtf, earliest=one.earliest,
            latest=one.latest, basis=one.basis, timex=timex(one, language=text.spoken("dates")),
            reasons=(_BASIS[one.basis].format(" ".join(one.text.split())) + ".",),
        )
        for one in text.dates
        if one.start is not None and one.end is not None
    ]  # fmt: skip


def _quantities(text: _Text) -> list[MentionedQuantity]:
    if text.spoken("quantities") != text.language.partition("-")[0].lower():
        return []  # another language's unit after a number would be a wrong one
    taken = [Span(one.start, one.end) for one in text.dates if one.start is not None and one.end]
    taken += [Span(one.start, one.end) for one in text.references]
    found = find_quantities(
        text.source.text, within=text.within, taken=taken, language=text.spoken("quantities")
    )
    return [
        MentionedQuantity(
            start=one.start, end=one.end, text=one.text, min=one.min, max=one.max, unit=one.unit,
            reasons=(f"“{' '.join(one.text.split())}” is a count or an amount.",),
        )
        for one in found
    ]  # fmt: skip


def _actors(text: _Text) -> list[MentionedActor]:
    return text.ready.actors.find(
        text.source.text, within=text.within, language=text.spoken("actors")
    )


_FINDERS: dict[str, Callable[[_Text], Sequence[Mention]]] = {
    "references": _references,
    "places": _places,
    "dates": _dates,
    "quantities": _quantities,
    "actors": _actors,
}


def _kinds(kinds: Iterable[str]) -> list[str]:
    given = [kinds] if isinstance(kinds, str) else list(kinds)
    for one in given:
        if one not in KINDS:
            raise ServandaError(
                f"kinds: there is no kind {one!r}; the kinds are {', '.join(KINDS)}."
            )
    return [one for one in KINDS if one in given]


def _anchor(date: str | datetime.date | None) -> str | None:
    if date is None:
        return None
    if isinstance(date, datetime.datetime):
        date = date.date()
    if isinstance(date, datetime.date):
        return date.isoformat()
    if isinstance(date, str):
        said = date.strip()
        if bounds(said) != (None, None):
            return said
        found = parse_date(said)
        if found is not None and found.edtf and found.basis == "stated":
            return found.edtf
    raise ServandaError(
        f"date={date!r} is no date. Give EDTF (1947-07-12, 1947-07, 1947~), words "
        "(12 July 1947) or a datetime.date."
    )


def _spans(spans: Sequence[tuple[int, int]], text: str) -> list[Span]:
    found: list[Span] = []
    for one in spans:
        try:
            start, end = one
            good = isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)
        except (TypeError, ValueError):
            good = False
        if not good:
            raise ServandaError(
                f"spans: {one!r} is no stretch of this text. Each span is (start, end), half open, "
                f"in code points from 0 to {len(text):,}."
            )
        found.append(Span(start, end))
    return found


def _told_language(text: str) -> str:
    """Give a text's language; English for a short one in a language that has no words here.

    A sentence holds too few small words to tell such a language from English for sure.
    """
    told = tell_language(text) or "en"
    return told if told in known() or len(text) > SURE else "en"


def _language(code: str, subject: str) -> str:
    """Give a language's code if it has words on a subject, else English's."""
    short = code.partition("-")[0].lower()
    return short if short in known(subject) else "en"
