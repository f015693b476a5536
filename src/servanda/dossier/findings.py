"""Findings: sentences about cells with their marks, and the accounts behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from servanda.domain.cell import Account, Picture
from servanda.dossier.edition import Edition, Pair, Row
from servanda.dossier.layout import MOST_REFERENCES
from servanda.dossier.marks import mark, pair_marks
from servanda.dossier.sayings import Saying, say_pair
from servanda.dossier.words import counted, label, listed
from servanda.saying import _, joined


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence about one party's keeping of one row, where it leads, and what it rests on."""

    marks: Markup
    accepted: Saying | None
    proposed: Saying | None
    href: str
    counts: str
    #: The one word to sort and group by: what people accepted, else what is proposed.
    word: str


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One side's word in a cell, with the numbers of the statements behind it."""

    side: str
    voices: str
    marks: Markup
    word: str
    references: tuple[tuple[int, str, bool], ...]
    more: int
    notes: tuple[str, ...]

    @property
    def html(self) -> Markup:
        """The line as it is printed; made here, because a site may have a hundred thousand."""
        voices = f" (<bdi>{escape(self.voices)}</bdi>)" if self.voices else ""
        numbers = "".join(
            f'<a href="{escape(href)}">{number}</a>'
            if ruled
            else f'<a href="{escape(href)}" class="open">{number}</a>'
            for number, href, ruled in self.references
        )
        more = " " + _("and {number} more").format(number=self.more) if self.more else ""
        notes = f' <span class="soft">({escape(listed(self.notes))})</span>' if self.notes else ""
        return Markup(
            f'<span class="line">{self.marks} {escape(self.side)}{voices}: {escape(self.word)} '
            f'<span class="refs">{numbers}</span>{more}{notes}</span>'
        )


def make_finding(edition: Edition, row: Row, pair: Pair, href: str) -> Finding:
    """Give the sentence for one party's keeping of one row."""
    accepted, proposed = say_pair(edition, row, pair)
    best = pair.best
    return Finding(
        marks=pair_marks(pair),
        accepted=accepted,
        proposed=proposed,
        href=href,
        counts=say_counts(pair),
        word=best.word if best else edition.empty_word,
    )


def say_counts(pair: Pair) -> str:
    """Give "3 accepted, 2 proposed": apart, and never their sum."""
    found = []
    if pair.ruled:
        found.append(_("{number} accepted").format(number=pair.ruled))
    if pair.open:
        found.append(_("{number} proposed").format(number=pair.open))
    return joined(found)


def account_lines(
    edition: Edition, pair: Pair, number: Callable[[str], tuple[int, str] | None]
) -> list[AccountLine]:
    """Give every side's account of a cell; `number` gives a statement's number and address."""
    accepted = {one.side: one for one in pair.accepted.accounts} if pair.accepted else {}
    found = []
    for account in pair.proposed.accounts if pair.proposed else ():
        ruled = accepted.get(account.side)
        ids = _ids(account)
        shown = ids[:MOST_REFERENCES]
        solid = edition.heard.ruled(shown)
        found.append(
            AccountLine(
                side=edition.side_name(account.side),
                voices=edition.voices(account.side, ids),
                marks=account_marks(ruled, account),
                word=say_account_words(ruled, account),
                references=tuple(
                    (*place, id in solid) for id in shown if (place := number(id)) is not None
                ),
                more=len(ids) - len(shown),
                notes=tuple(_notes(account)),
            )
        )
    return found


def account_marks(accepted: Account | None, proposed: Account | None) -> Markup:
    """Give an account's marks: solid from what people accepted, hatched where that changes."""
    found = Markup("")
    if accepted and accepted.counted:
        found += mark(accepted.word, spoken=False)
    ruled = accepted is not None and bool(accepted.counted)
    if (
        proposed
        and proposed.counted
        and not (ruled and accepted and accepted.word == proposed.word)
    ):
        found += mark(proposed.word, proposed=True, spoken=False)
    return found


def say_account_words(accepted: Account | None, proposed: Account | None) -> str:
    """Give an account's word, or both where proposals change it."""
    first = label("pictures", accepted.word) if accepted and accepted.counted else ""
    second = label("pictures", proposed.word) if proposed and proposed.counted else ""
    if first and second and first != second:
        return _("{word}; with proposals {proposed}").format(word=first, proposed=second)
    return first or second or _("says nothing that counts")


def _ids(account: Account | None) -> tuple[str, ...]:
    return account.counted + account.beside + account.inherited if account else ()


def _notes(account: Account) -> list[str]:
    found = []
    if account.admissions:
        found.append(counted(len(account.admissions), "{number} admission", "{number} admissions"))
    if account.concessions:
        found.append(
            counted(len(account.concessions), "{number} concession", "{number} concessions")
        )
    if account.exceptions:
        found.append(counted(len(account.exceptions), "{number} exception", "{number} exceptions"))
    if account.beside:
        found.append(_("{number} beside, not counted").format(number=len(account.beside)))
    if account.inherited:
        found.append(_("{number} inherited").format(number=len(account.inherited)))
    return found


def word_of(pictures: Sequence[Picture | None]) -> str:
    """Give the word of the first picture there is."""
    return next((one.word for one in pictures if one), "silent")
