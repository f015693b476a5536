"""What nobody has reported: promises of which nothing is said, and sides that were not heard."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from servanda.domain.agreement import Agreement, Provision
from servanda.domain.judgement import CellRated
from servanda.dossier.brief.content import (
    Block,
    Items,
    Paragraph,
    Words,
    name,
    strong,
    with_more,
    words,
)
from servanda.dossier.brief.draft import Draft
from servanda.dossier.edition import Row
from servanda.dossier.words import counted

#: So many promises are named in a list, and in a sentence.
MOST_NAMED = 24
MOST_IN_SHORT = 5


@dataclass(frozen=True)
class Silent:
    """The promises on which nothing counts: `tops` alone where all below them is silent too.

    What people rated is not silent; `rated` is how many of those no document speaks of.
    """

    draft: Draft
    tops: tuple[Row, ...]
    count: int
    total: int
    rated: int = 0

    @property
    def unread(self) -> bool:
        """Tell whether nothing was read that could have spoken."""
        return self.draft.edition.empty_word == "unread"

    @property
    def sentence(self) -> Words:
        """Give the one sentence on what nobody reports."""
        if not self.total:
            return words(strong("No promise is on record"), ": this dossier has no agreement.")
        if self.rated == self.total:
            told = f": people rated all {self.total:,} of them without one on record."
            return words(strong("No document speaks of any provision"), told)
        if not self.count and self.rated:
            told = (
                f" or rated, all {self.total:,}; of {self.rated:,} no document on record "
                "speaks, and people rated them all the same."
            )
            return words(strong("Every provision is spoken of"), told)
        if not self.count:
            return words(strong("Every provision is spoken of"), f", all {self.total:,}.")
        names = [self.draft.row_words(one) for one in self.tops]
        of = f"{counted(self.count, 'provision')} of {self.total:,}"
        if len(self.tops) != self.count:
            of += ", counting those below the ones that are named"
        if self.unread:
            return words(
                strong("Not read"),
                f": no document could speak of {of}: ",
                with_more(names, MOST_IN_SHORT),
                ".",
                self._also_rated,
            )
        return words(
            strong("Nobody reports"),
            f" on {of}: ",
            with_more(names, MOST_IN_SHORT),
            ".",
            self._also_rated,
        )

    @property
    def _also_rated(self) -> str:
        if not self.rated:
            return ""
        return f" People rated {self.rated:,} more, of which no document speaks."


def find_silent(draft: Draft) -> Silent:
    """Give the promises of which nothing is said, in the order of their texts."""
    tops: list[Row] = []
    count = total = rated = 0
    judged = rated_rows(draft)
    for agreement in draft.edition.record.agreements:
        for one in agreement.provisions:
            total += sum(1 for _ in one.walk())
            count += _gather(draft, agreement, one, tops, judged)
            keys = (Row(agreement.key, each.key) for each in one.walk())
            rated += sum(row in judged and not draft.edition.facts_by_row.get(row) for row in keys)
    return Silent(draft, tuple(tops), count, total, rated)


def rated_rows(draft: Draft) -> frozenset[Row]:
    """Give the rows that people rated."""
    rated = draft.edition.record.judged(CellRated)
    return frozenset(Row(act.cell.agreement, act.cell.provision) for _, act in rated)


def _gather(
    draft: Draft, agreement: Agreement, one: Provision, tops: list[Row], judged: Set[Row]
) -> int:
    """Give how many promises are silent at and below one; put the topmost of them into `tops`."""
    own = [Row(agreement.key, each.key) for each in one.walk()]
    silent = [row for row in own if not draft.edition.facts_by_row.get(row) and row not in judged]
    if len(silent) == len(own):
        tops.append(own[0])
        return len(own)
    if own[0] in silent and not one.children:
        tops.append(own[0])
    # A heading whose points are spoken of is not silent itself: it says nothing of its own.
    return sum(_gather(draft, agreement, child, tops, judged) for child in one.children) + (
        1 if own[0] in silent and not one.children else 0
    )


def silence_blocks(draft: Draft, silent: Silent) -> list[Block]:
    """Give what nobody has reported: silent and unread apart, then who has not been heard."""
    found: list[Block] = [Paragraph(silent.sentence)] if silent.count > MOST_IN_SHORT else []
    if silent.tops:
        rows = list(silent.tops[:MOST_NAMED])
        more = silent.count - len(rows)
        listed = [_with_owner(draft, one) for one in rows]
        why = (
            "What could speak of them was not read, or breaks off: they are unread, not silent. "
            if silent.unread
            else "What was read says nothing of them. Silence is neither compliance nor breach. "
        )
        tail = (
            f" The page “Unreported” of the report names all {silent.count:,}."
            if len(silent.tops) > len(rows) and more > 0
            else ""
        )
        found.append(Paragraph(words(why, *_semicolons(listed), ".", tail)))
    items = [*_unread_sources(draft), *_unheard(draft), *_broken_off(draft)]
    if items:
        found.append(Items(tuple(items)))
    return found


def _semicolons(items: list[Words]) -> list[Words]:
    return [words("; " if at else "", one) for at, one in enumerate(items)]


def _with_owner(draft: Draft, row: Row) -> Words:
    provision = draft.edition.provisions.get(row)
    found = draft.row_words(row)
    if provision is None:
        return found
    below = sum(1 for _ in provision.walk()) - 1
    extra: Words = words(f" with {below} below it") if below else ()
    if provision.obligors:
        owed = [words(draft.party_run(row, one)) for one in provision.obligors]
        extra = words(extra, " (owed by ", with_more(owed, 2), ")")
    return words(found, extra)


def _unread_sources(draft: Draft) -> list[Words]:
    unread = [one for one in draft.documents if not draft.edition.record.readings.get(one.id)]
    if not unread:
        return []
    names = [words(name(one.shown_name, 60)) for one in unread]
    return [
        words(
            strong(f"Not read: {counted(len(unread), 'document')}"),
            ": ",
            with_more(names, 4),
            ". What only they could tell is unknown, not silent.",
        )
    ]


def _unheard(draft: Draft) -> list[Words]:
    """Name the parties of which the record holds no word of their own."""
    heard = {one.statement.side for one in draft.edition.assessment.facts}
    found = []
    for agreement in draft.edition.record.agreements:
        names = [words(name(one.name, 70)) for one in agreement.parties if one.key not in heard]
        if names:
            found.append(
                words(
                    strong("Not heard"),
                    ": nothing here is told by ",
                    with_more(names, 5, "others"),
                    ".",
                )
            )
    return found[:3]


def _broken_off(draft: Draft) -> list[Words]:
    short = [one for one in draft.documents if one.description.complete is False]
    if not short:
        return []
    names = [words(name(one.shown_name, 60)) for one in short]
    return [words(strong("Breaks off"), ": ", with_more(names, 4), ". The rest is not silent.")]
