"""References in a text matched to the provisions that they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from servanda.domain.agreement import Agreement, Label, Provision
from servanda.domain.source import Description
from servanda.reading.agreement_names import AgreementNames
from servanda.reading.phrases import PhraseTable
from servanda.text.normalise import fold
from servanda.text.reference import Reference
from servanda.text.references import WHOLE, parse_label

#: Labels that speak of a share of the whole, so of the whole.
SHARES = frozenset(("all", "most", "some", "few", "none"))
#: Kinds whose number may be that of a label without a noun ("5(b)", "IV.2").
_ANY_LEVEL = frozenset(
    (
        "",
        "point",
        "article",
        "paragraph",
        "section",
        "clause",
        "provision",
        "item",
        "chapter",
        "part",
    )
)
#: Labels that point back.
BACK = frozenset(("this", "previous"))


@dataclass(frozen=True, slots=True)
class Named:
    """A provision that a text names, by which words, and what makes the match."""

    agreement: str
    key: str
    label: str
    why: str


@dataclass(frozen=True, slots=True)
class _Entry:
    agreement: str
    key: str
    label: Label
    kind: str
    parents: tuple[tuple[str, tuple[str, ...]], ...]
    order: int


class LabelIndex:
    """Provisions by what texts call them."""

    __slots__ = ("_agreements", "_by_number", "_last", "_names", "_worded", "names")

    def __init__(self, agreements: Sequence[Agreement]) -> None:
        self._agreements = tuple(agreements)
        self._by_number: dict[str, list[_Entry]] = defaultdict(list)
        self._last: dict[tuple[str, str], _Entry] = {}
        self._names = AgreementNames(agreements)
        #: Names to look for in texts, as they are written.
        self.names = self._names.written
        #: Labels that are words rather than numbers: "the military points", "the hostage clause".
        self._worded: PhraseTable[Named] = PhraseTable()
        for agreement in agreements:
            for order, provision in enumerate(agreement.walk()):
                self._add(agreement, provision, order)

    def _add(self, agreement: Agreement, provision: Provision, order: int) -> None:
        for label in provision.labels:
            parsed = parse_label(label.text)
            if parsed is None or (
                not any(char.isdigit() for char in "".join(parsed.numbers))
                and "last" not in parsed.numbers
            ):
                words = fold(label.text).removeprefix("the ").split()
                if len(words) > 1:
                    why = f"“{label.text}” is what the agreement's file calls it"
                    self._worded.add(words, Named(agreement.key, provision.key, label.text, why))
            if parsed is None:
                continue
            for number in parsed.numbers:
                entry = _Entry(
                    agreement.key, provision.key, label, parsed.kind, parsed.parents, order
                )
                self._by_number[number].append(entry)
                if number.isdigit() and provision in agreement.provisions:
                    known = self._last.get((agreement.key, parsed.kind))
                    if known is None or order >= known.order:
                        self._last[agreement.key, parsed.kind] = entry

    def agreement_of(self, reference: Reference, *, near: str | None = None) -> str | None:
        """Give the key of the agreement that a reference belongs to, by the words that name it.

        Several agreements may be loaded; words that name none of them leave it to `near` (the one
        last spoken of), unless only one is loaded.
        """
        known = self._names.called(_words_for(reference))
        known = known or self._names.by_noun(_document(reference))
        if known is not None:
            return known
        if len(self._agreements) == 1:
            return self._agreements[0].key
        return near

    def named(self, reference: Reference) -> str | None:
        """Give the loaded agreement that a reference calls by its name; None if it calls none."""
        called = self._names.called(_words_for(reference) or fold(reference.text))
        return called or self._names.by_noun(_document(reference))

    def names_loaded(self, reference: Reference) -> bool:
        """Tell whether the document that a reference names may be a loaded agreement.

        "the agreement" may; "Article 5 of the Constitution" may not.
        """
        words = reference.full or _document(reference)
        folded = fold(words)
        if reference.kind == "law":
            return self._names.called(folded) is not None
        if not folded or self._names.called(folded) is not None:
            return True
        if any(fold(title_word) in folded.split() for title_word in _FOREIGN):
            return False
        proper = [word for word in words.split() if word[:1].isupper()]
        return not proper or any(self._names.holds(fold(word)) for word in proper)

    def worded(self, lower: Sequence[str]) -> list[Named]:
        """Give the provisions whose worded label stands in these words (small letters)."""
        if self._worded.first.keys().isdisjoint(lower):
            return []
        return [
            named
            for index in range(len(lower))
            if lower[index] in self._worded.first
            for named, _ in self._worded.at(lower, index, len(lower))
        ]

    def resolve(
        self, reference: Reference, *, description: Description, near: str | None = None
    ) -> list[Named]:
        """Give the provisions that a reference names; none if no label of theirs fits."""
        if not self.names_loaded(reference):
            return []
        agreement = self.agreement_of(reference, near=near)
        found: list[Named] = []
        for number in reference.numbers:
            entry = self._entry(number, reference, agreement, description)
            if entry is not None:
                found.append(
                    Named(
                        entry.agreement,
                        entry.key,
                        reference.text,
                        f"“{reference.text}” is the agreement's “{entry.label.text}”",
                    )
                )
        return found

    def _entry(
        self, number: str, reference: Reference, agreement: str | None, description: Description
    ) -> _Entry | None:
        fitting = [
            entry
            for entry in self._by_number.get(number, ())
            if (agreement is None or entry.agreement == agreement)
            and (
                entry.kind == reference.kind or (entry.kind == "" and reference.kind in _ANY_LEVEL)
            )
            and _parents_fit(entry.parents, reference.parents)
        ]
        if not fitting and number == "last":
            known = [
                one
                for (key, kind), one in self._last.items()
                if (agreement is None or key == agreement) and kind in (reference.kind, "")
            ]
            return known[0] if len(known) == 1 else None
        keys = {(entry.agreement, entry.key) for entry in fitting}
        if len(keys) <= 1:
            return fitting[0] if fitting else None
        own = [
            entry
            for entry in fitting
            if entry.label.document and _is_document(entry.label.document, description)
        ]
        if len({(entry.agreement, entry.key) for entry in own}) == 1:
            return own[0]
        free = [entry for entry in fitting if entry.label.document is None]
        return free[0] if len({(entry.agreement, entry.key) for entry in free}) == 1 else None


def _document(reference: Reference) -> str:
    """Give the words that name the document of a reference; "" if none do."""
    if reference.kind in WHOLE:
        return reference.text
    return reference.of.text if reference.of else ""


def _words_for(reference: Reference) -> str:
    """Give the words that name the document, and the full name that the text explains, folded."""
    return fold(f"{reference.full} {_document(reference)}").strip()


#: Documents that are no peace agreement, whatever is loaded.
_FOREIGN = (
    "constitution",
    "convention",
    "charter",
    "act",
    "law",
    "code",
    "resolution",
    "statute",
    "decree",
    "regulations",
    "bill",
    "covenant",
    "declaration",
    "report",
    "agenda",
    "letter",
    "telegram",
    "despatch",
    "dispatch",
    "message",
    "note",
    "rules",
    "reply",
    "directive",
)


def _parents_fit(
    label: tuple[tuple[str, tuple[str, ...]], ...], text: tuple[tuple[str, tuple[str, ...]], ...]
) -> bool:
    """Tell whether the parts above agree as far as both tell them."""
    for (kind, numbers), (other, others) in zip(label, text, strict=False):
        if (kind == other or not kind or not other) and set(numbers).isdisjoint(others):
            return False
    return True


def _is_document(name: str, description: Description) -> bool:
    """Tell whether a label's document is the source at hand: title or date stand in its name."""
    folded = fold(name)
    title = fold(description.title or "")
    return (bool(title) and (title in folded or folded in title)) or bool(
        description.written and description.written in name
    )
