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
from servanda.text.near import near_labels, repair
from servanda.text.phrases import apart, lexicon
from servanda.text.reference import Reference
from servanda.text.references import WHOLE, find_references, parse_label

#: Near labels that a reason names, at most.
_MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a labelled provision stands: its key, the keys above it, outermost first, its label."""

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


class _Thread:
    """What the text spoke of last."""

    __slots__ = ("agreement", "last")

    def __init__(self) -> None:
        self.agreement: str | None = None
        self.last: dict[str, _Found] = {}


class References:
    """The labels of the loaded agreements, ready for any number of texts."""

    def __init__(self, agreements: Sequence[Agreement]) -> None:
        self._titles = {one.key: one.title for one in agreements}
        self._labels = LabelIndex(agreements)
        self._known = {one.key: _places(one) for one in agreements}
        self._above = {one.key: _above(one) for one in agreements}
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
        copy = repair(text, within=within, language=language)
        thread = _Thread()
        determiners = lexicon(language).determiners
        found: list[MentionedReference] = []
        for printed in find_references(
            copy.text, within=within, language=language, names=self._labels.names
        ):
            # What is told and looked up are the words as they stand; only the number is repaired.
            reference = _in_the_middle(replace(printed, text=printed.span.cut(text)), determiners)
            misread = copy.touches(printed.span)
            for label, result in self._read(reference, description, thread, misread=misread):
                span = printed.span
                found.append(
                    MentionedReference(
                        start=span.start, end=span.end, text=span.cut(text), label=label,
                        agreement=result.agreement, provision=result.provision,
                        match=result.match, reasons=(result.reason,),
                    )
                )  # fmt: skip
        found.extend(self._by_words(text, within, found))
        return sorted(found, key=lambda one: (one.start, -one.end))

    def _read(
        self, reference: Reference, description: Description, thread: _Thread, *, misread: bool
    ) -> Iterator[tuple[str, _Found]]:
        """Give what each number of a reference comes to, with its label in one form."""
        agreement, ours = self._agreement(reference, thread)
        if reference.kind in WHOLE:
            thread.agreement = agreement or thread.agreement
            yield "", self._whole(reference, agreement, ours=ours)
            return
        if reference.of is not None and agreement is not None:
            thread.agreement = agreement
        for number in reference.numbers:
            one = replace(reference, numbers=(number,))
            if not ours:
                result = _Found(None, None, "unresolved", _elsewhere(reference))
            else:
                result = self._part(one, number, agreement, description, thread)
            if misread and result.match == "exact":
                why = f"“{_plain(one.text)}” is printed with a sign that may be a digit"
                result = replace(result, match="near", reason=f"{why}; {result.reason}")
            if result.provision is not None:
                thread.agreement = result.agreement
                thread.last[reference.kind] = thread.last[""] = result
            elif number not in SHARES and number not in BACK:
                thread.last.clear()  # "this point" would go back to what is not known
            yield _label(one), result

    def _agreement(self, reference: Reference, thread: _Thread) -> tuple[str | None, bool]:
        """Give the loaded agreement that a reference belongs to, and whether it may be one."""
        named = self._labels.named(reference)
        if named is not None:
            return named, True
        if not self._labels.names_loaded(reference):
            return None, False
        return self._labels.agreement_of(reference, near=thread.agreement), True

    def _whole(self, reference: Reference, agreement: str | None, *, ours: bool) -> _Found:
        words = f"“{_plain(reference.text)}”"
        if agreement is None:
            why = "names no loaded agreement" if ours else "is another document"
            return _Found(None, None, "unresolved", f"{words} {why}.")
        return _Found(
            agreement, None, "exact", f"{words} speaks of “{self._titles[agreement]}” as a whole."
        )

    def _part(  # noqa: PLR0911 - a list of rules, the first that fits
        self,
        one: Reference,
        number: str,
        agreement: str | None,
        description: Description,
        thread: _Thread,
    ) -> _Found:
        words = f"“{_plain(one.text)}”"
        if number in BACK:
            last = thread.last.get(one.kind) or thread.last.get("")
            if last is None:
                return _Found(None, None, "unresolved", f"{words} goes back to nothing named.")
            return replace(last, reason=f"{words} goes back to what was named before.")
        if agreement is None and number in SHARES:
            return _Found(None, None, "unresolved", f"{words} is of no loaded agreement.")
        if number in SHARES:
            return _Found(agreement, None, "exact", f"{words} speaks of the agreement as a whole.")
        # Whose part it is has been settled by now; only the label is still to be found.
        free = replace(one, of=None)
        named = self._labels.resolve(free, description=description, near=agreement)
        if named and self._above_fits(named[0].agreement, named[0].key, one):
            return _Found(named[0].agreement, named[0].key, "exact", f"{named[0].why}.")
        if agreement is None:
            return _Found(None, None, "unresolved", f"{words} is a label of no loaded agreement.")
        return self._nearly(words, number, agreement)

    def _above_fits(self, agreement: str, key: str, one: Reference) -> bool:
        """Tell whether what a reference is a part of is there: "section 2 of article 16"."""
        labels = self._above[agreement].get(key, ())
        return all(
            any(number in above for above in labels for number in numbers)
            for kind, numbers in one.parents
            if kind not in WHOLE
        )

    def _nearly(self, words: str, number: str, agreement: str) -> _Found:
        """Look for labels that a misprint may have turned into this one."""
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
        part = "" if len({one.key for one in places}) == 1 else f", all parts of “{key}”"
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
        spans = within if within is not None else (Span(0, len(text)),)
        here = [
            Span(*one.span())
            for span in spans
            for one in pattern.finditer(text, span.start, span.end)
        ]
        taken = sorted({Span(one.start, one.end) for one in found})
        for span in apart(here, taken):
            words = span.cut(text)
            agreement, key, label = keys[_folded(words)]
            yield MentionedReference(
                start=span.start, end=span.end, text=words, agreement=agreement, provision=key,
                label=label, match="exact",
                reasons=(f"“{_plain(words)}” is what the agreement's file calls it.",),
            )  # fmt: skip


def _elsewhere(reference: Reference) -> str:
    of = _plain(reference.of.text) if reference.of else "another document"
    return f"“{_plain(reference.text)}” is a part of “{of}”."


def _in_the_middle(reference: Reference, determiners: frozenset[str]) -> Reference:
    """Give a reference as the middle of a sentence has it: a first "The" is no part of a name."""
    first, space, rest = reference.text.partition(" ")
    if reference.kind in WHOLE and space and first.istitle() and first.lower() in determiners:
        return replace(reference, text=first.lower() + space + rest)
    return reference


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


def _above(agreement: Agreement) -> dict[str, tuple[frozenset[str], ...]]:
    """Give, for each provision's key, the canonical labels of those above it, outermost first."""
    found: dict[str, tuple[frozenset[str], ...]] = {}

    def go(provision: Provision, above: tuple[frozenset[str], ...]) -> None:
        found[provision.key] = above
        own = frozenset(
            number
            for label in provision.labels
            if (parsed := parse_label(label.text)) is not None
            for number in parsed.numbers
        )
        for child in provision.children:
            go(child, (*above, own))

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
                words = _folded(label.text)
                if " " in words and parse_label(label.text) is None:
                    keys.setdefault(words, set()).add((agreement.key, provision.key, label.text))
    one_meaning = {words: next(iter(many)) for words, many in keys.items() if len(many) == 1}
    if not one_meaning:
        return None
    longest_first = sorted(one_meaning, key=lambda one: (-len(one), one))
    spaced = (r"\s{1,20}".join(map(re.escape, one.split())) for one in longest_first)
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
