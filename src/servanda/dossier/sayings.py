"""Pictures said in sentences: about whom, on what, according to whom, and the one word for it."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.domain.cell import NOBODY, UNMAPPED, WHOLE, Account, Picture
from servanda.dossier.edition import Edition, Pair, Row
from servanda.dossier.words import capital, label


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence about one cell, in parts, so that a page can set each part in its own hand."""

    subject: str
    on: str
    accounts: tuple[str, ...]
    word: str
    ruled: bool

    @property
    def about(self) -> str:
        """About whom, and on what."""
        return capital(f"{self.subject}, {self.on}" if self.subject else self.on)

    @property
    def told(self) -> str:
        """What every side says."""
        return "; ".join(self.accounts) or "nothing is said that counts"

    @property
    def verdict(self) -> str:
        """The one word for all accounts; "" where the only account has said it already."""
        word = label("pictures", self.word)
        return "" if len(self.accounts) == 1 and f" {word}" in self.told else word

    def __str__(self) -> str:
        return f"{self.about}: {self.told}{': ' + self.verdict if self.verdict else ''}."


def say_account(edition: Edition, account: Account, judged: str) -> str:
    """Give "according to the consul kept, with an exception"."""
    who = edition.side_name(account.side)
    voices = edition.voices(account.side, account.counted)
    if account.side == judged:
        told = "by its own account"
    else:
        told = f"according to {who}" + (f" ({voices})" if voices else "")
    alone = bool(account.admissions) and len(account.admissions) == len(account.counted)
    extras = [
        words
        for words, ids in (
            ("an admission", () if alone else account.admissions),
            ("a concession", account.concessions),
            ("an exception", account.exceptions),
        )
        if ids
    ]
    word = label("pictures", account.word)
    said = f"{told} {word}" + (", by its own admission" if alone and account.side != judged else "")
    return said + (f", with {' and '.join(extras)}" if extras else "")


def say_picture(edition: Edition, row: Row, picture: Picture, *, ruled: bool) -> Saying:
    """Give the sentence for one party's keeping of one row."""
    party = picture.cell.party
    subject = "" if party == NOBODY else edition.party_name(row.agreement, party)
    if row.key == WHOLE:
        on = "on the whole"
    elif row.key == UNMAPPED:
        on = "beside every provision we know"
    else:
        on = f"on {edition.row_name(row)}"
    if party == NOBODY:
        on += ", no party of the agreement is named"
    told = tuple(say_account(edition, one, party) for one in picture.accounts if one.counted)
    return Saying(subject, on, told, picture.word, ruled)


def say_pair(edition: Edition, row: Row, pair: Pair) -> tuple[Saying | None, Saying | None]:
    """Give the sentence from what people accepted, and the one with proposals where it differs."""
    accepted = (
        say_picture(edition, row, pair.accepted, ruled=True)
        if pair.accepted is not None and pair.ruled
        else None
    )
    proposed = (
        say_picture(edition, row, pair.proposed, ruled=False)
        if pair.proposed is not None and pair.open
        else None
    )
    if accepted and proposed and (accepted.told, accepted.word) == (proposed.told, proposed.word):
        proposed = None
    return accepted, proposed
