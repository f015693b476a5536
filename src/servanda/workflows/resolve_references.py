"""Find which parts of the loaded agreements a text names: exactly, nearly, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from servanda.domain.agreement import Agreement, Provision
from servanda.domain.mention import Match, MentionedReference
from servanda.domain.source import Description
from servanda.domain.span import Span
from servanda.reading.link import BACK, SHARES, LabelIndex
from servanda.text.near import find_damaged, near_labels
from servanda.text.phrases import apart, lexicon
from servanda.text.references import Reference, find_references, parse_label

#: Near labels that a reason names, at most.
_MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a labelled provision stands: its key, and the keys above it, outermost first."""

    key: str
    above: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class _Found:
    """What one number of a reference comes to."""

    agreement: str | None
    provision: str | None
    match: Match
    reason: str


class References:
    """The labels of the loaded agreements, ready for any number of texts."""

    def __init__(self, agreements: Sequence[Agreement]) -> None:
        self._titles = {one.key: one.title for one in agreements}
        self._labels = LabelIndex(agreements)
        self._known: dict[str, dict[str, list[_Place]]] = {
            one.key: _places(one) for one in agreements
        }
        self._near: dict[tuple[str, str], tuple[str, ...]] = {}
        self._worded = _worded(agreements)

    def find(
        self,
        text: str,
        *,
        within: Sequence[Span] | None = None,
        description: Description = Description(),  # noqa: B008 - frozen
        language: str = "en",
    ) -> list[MentionedReference]:
        """Give every part that the text names, in reading order, each with its own agreement."""
        damaged = find_damaged(text, within=within, language=language)
        plain = find_references(text, within=within, language=language)
        # Where a damaged number stands, what the plain rules read of it is only its beginning.
        whole = apart([one.span for one in plain], [one.span for one in damaged])
        kept = set(whole)
        all_ = [one for one in plain if one.span in kept] + damaged
        thread = _Thread()
        found: list[MentionedReference] = []
        misread = {one.span for one in damaged}
        for reference in sorted(all_, key=lambda one: one.start):
            one = _in_the_middle(reference, lexicon(language).determiners)
            found.extend(
                self._resolved(text, one, description, thread, misread=reference.span in misread)
            )
        found.extend(self._by_words(text, within, found))
        return sorted(found, key=lambda one: (one.start, -one.end))

    def _resolved(
        self,
        text: str,
        reference: Reference,
        description: Description,
        thread: _Thread,
        *,
        misread: bool,
    ) -> Iterator[MentionedReference]:
        ours = self._labels.names_loaded(reference)
        agreement = self._labels.agreement_of(reference, near=thread.agreement) if ours else None
        if reference.kind == "agreement":
            if agreement is not None:
                thread.agreement = agreement
            yield _mention(text, reference, "", self._whole(reference, agreement, ours=ours))
            return
        if reference.of is not None and agreement is not None:
            thread.agreement = agreement
        for number in reference.numbers:
            one = replace(reference, numbers=(number,))
            result = self._one(one, number, agreement, description, thread, ours=ours)
            if misread and result.match == "exact":
                said = f"{reference.text!r} is printed with a sign that may be a digit"
                result = replace(result, match="near", reason=f"{said}; {result.reason}")
            if result.provision is not None:
                thread.agreement = result.agreement
                thread.last[reference.kind] = thread.last[""] = result
            elif number not in SHARES and number not in BACK:
                thread.last.clear()  # "this point" goes back to what is not known
            yield _mention(text, reference, _label(one), result)

    def _whole(self, reference: Reference, agreement: str | None, *, ours: bool) -> _Found:
        words = f"“{_plain(reference.text)}”"
        if agreement is None:
            why = "names no loaded agreement" if ours else "is another document"
            return _Found(None, None, "unresolved", f"{words} {why}.")
        return _Found(
            agreement, None, "exact", f"{words} speaks of “{self._titles[agreement]}” as a whole."
        )

    def _one(  # noqa: PLR0911 - a list of rules, the first that fits
        self,
        one: Reference,
        number: str,
        agreement: str | None,
        description: Description,
        thread: _Thread,
        *,
        ours: bool,
    ) -> _Found:
        words = f"“{_plain(one.text)}”"
        if not ours:
            of = _plain(one.of.text) if one.of else "another document"
            return _Found(None, None, "unresolved", f"{words} is a part of “{of}”.")
        if number in BACK:
            last = thread.last.get(one.kind) or thread.last.get("")
            if last is None:
                return _Found(agreement, None, "unresolved", f"{words} goes back to nothing named.")
            return replace(last, reason=f"{words} goes back to what was named before.")
        if number in SHARES:
            if agreement is None:
                return _Found(None, None, "unresolved", f"{words} is of no loaded agreement.")
            return _Found(agreement, None, "exact", f"{words} speaks of the agreement as a whole.")
        named = self._labels.resolve(one, description=description, near=thread.agreement)
        if named:
            return _Found(named[0].agreement, named[0].key, "exact", f"{named[0].why}.")
        return self._nearly(words, number, agreement)

    def _nearly(self, words: str, number: str, agreement: str | None) -> _Found:
        """Look for labels that a misprint may have turned into this one."""
        if agreement is None:
            return _Found(None, None, "unresolved", f"{words} is a label of no loaded agreement.")
        labels = self._near_labels(agreement, number)
        title = f"“{self._titles[agreement]}” has no label of {words}"
        if not labels:
            return _Found(agreement, None, "unresolved", f"{title}.")
        places = [place for label in labels for place in self._known[agreement][label]]
        shown = ", ".join(f"“{place.label}”" for place in places[:_MOST_NAMED])
        shown += " and others" if len(places) > _MOST_NAMED else ""
        key = _common(places)
        if key is None:
            return _Found(agreement, None, "unresolved", f"{title}; printed nearly so: {shown}.")
        part = "" if len(places) == 1 else f", all of “{key}”"
        return _Found(agreement, key, "near", f"{title}; printed nearly so: {shown}{part}.")

    def _near_labels(self, agreement: str, number: str) -> tuple[str, ...]:
        known = self._near.get((agreement, number))
        if known is None:
            known = tuple(near_labels(number, self._known[agreement]))
            self._near[agreement, number] = known
        return known

    def _by_words(
        self, text: str, within: Sequence[Span] | None, found: Sequence[MentionedReference]
    ) -> Iterator[MentionedReference]:
        """Give the labels that are words: "the hostage clause"."""
        if self._worded is None:
            return
        pattern, keys = self._worded
        taken = sorted({(one.start, one.end) for one in found})
        spans = within if within is not None else (Span(0, len(text)),)
        here = [
            Span(*one.span())
            for span in spans
            for one in pattern.finditer(text, span.start, span.end)
        ]
        for span in apart(here, [Span(*one) for one in taken]):
            words = span.cut(text)
            agreement, key, label = keys[_folded(words)]
            yield MentionedReference(
                start=span.start, end=span.end, text=words, agreement=agreement, provision=key,
                label=label, match="exact",
                reasons=(f"“{_plain(words)}” is what the agreement's file calls it.",),
            )  # fmt: skip


def _in_the_middle(reference: Reference, determiners: frozenset[str]) -> Reference:
    """Give a reference as the middle of a sentence has it: a first "The" is no part of a name."""
    first, space, rest = reference.text.partition(" ")
    if reference.kind == "agreement" and first.istitle() and len(first) > 1 and space:
        lower = first.lower()
        if lower in determiners:
            return replace(reference, text=lower + space + rest)
    return reference


class _Thread:
    """What the text spoke of last."""

    __slots__ = ("agreement", "last")

    def __init__(self) -> None:
        self.agreement: str | None = None
        self.last: dict[str, _Found] = {}


def _places(agreement: Agreement) -> dict[str, list[_Place]]:
    """Give the agreement's provisions by canonical label."""
    found: dict[str, list[_Place]] = {}

    def go(provision: Provision, above: tuple[str, ...]) -> None:
        for label in provision.labels:
            parsed = parse_label(label.text)
            for number in parsed.numbers if parsed else ():
                places = found.setdefault(number, [])
                if all(one.key != provision.key for one in places):
                    places.append(_Place(provision.key, above, label.text))
        for child in provision.children:
            go(child, (*above, provision.key))

    for provision in agreement.provisions:
        go(provision, ())
    return found


def _common(places: Sequence[_Place]) -> str | None:
    """Give the one provision that these are, or that holds them all directly."""
    if len({one.key for one in places}) == 1:
        return places[0].key
    parents = {one.above[-1:] for one in places}
    return next(iter(parents))[0] if len(parents) == 1 and () not in parents else None


def _worded(
    agreements: Sequence[Agreement],
) -> tuple[re.Pattern[str], dict[str, tuple[str, str, str]]] | None:
    """Give a pattern of labels that are words, with what each stands for; ambiguous ones fall."""
    keys: dict[str, set[tuple[str, str, str]]] = {}
    for agreement in agreements:
        for provision in agreement.walk():
            for label in provision.labels:
                parsed = parse_label(label.text)
                words = _folded(label.text)
                if parsed is None and " " in words:
                    keys.setdefault(words, set()).add((agreement.key, provision.key, label.text))
    one_meaning = {words: next(iter(many)) for words, many in keys.items() if len(many) == 1}
    if not one_meaning:
        return None
    longest_first = sorted(one_meaning, key=lambda one: (-len(one), one))
    spaced = (r"\s+".join(map(re.escape, one.split())) for one in longest_first)
    return re.compile(rf"\b(?:{'|'.join(spaced)})\b", re.IGNORECASE), one_meaning


def _folded(words: str) -> str:
    return " ".join(words.lower().split()).removeprefix("the ")


def _plain(words: str) -> str:
    return " ".join(words.split())


def _label(reference: Reference) -> str:
    """Give what a reference says in one form: "point 5(b) of annex 2"; else its words."""
    if not any(char.isdigit() or len(one) == 1 for one in reference.numbers for char in one):
        return _plain(reference.text)
    parts = [(reference.kind, reference.numbers), *reference.parents]
    return " of ".join(" ".join((kind, ", ".join(numbers))).strip() for kind, numbers in parts)


def _mention(text: str, reference: Reference, label: str, found: _Found) -> MentionedReference:
    return MentionedReference(
        start=reference.start, end=reference.end, text=reference.span.cut(text), label=label,
        agreement=found.agreement, provision=found.provision, match=found.match,
        reasons=(found.reason,),
    )  # fmt: skip
