"""Pictures said in sentences: about whom, on what, according to whom, and the one word for it."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.domain.cell import NOBODY, UNMAPPED, WHOLE, Account, Picture
from servanda.dossier.edition import Edition, Pair, Row
from servanda.dossier.words import capital, label
from servanda.saying import N_, _


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence about one cell, in parts, so that a page can set each part in its own hand."""

    #: About whom, and on what.
    about: str
    accounts: tuple[str, ...]
    word: str
    ruled: bool

    @property
    def told(self) -> str:
        """What every side says."""
        return "; ".join(self.accounts) or _("nothing is said that counts")

    @property
    def verdict(self) -> str:
        """The one word for all accounts; "" where the only account has said it already."""
        word = label("pictures", self.word)
        return "" if len(self.accounts) == 1 and f" {word}" in self.told else word

    def __str__(self) -> str:
        if self.verdict:
            return _("{about}: {told}: {verdict}.").format(
                about=self.about, told=self.told, verdict=self.verdict
            )
        return _("{about}: {told}.").format(about=self.about, told=self.told)


#: What goes with an account's word: an admission, a concession, an exception.
WITH = {
    (True, False, False): N_("{account}, with an admission"),
    (False, True, False): N_("{account}, with a concession"),
    (False, False, True): N_("{account}, with an exception"),
    (True, True, False): N_("{account}, with an admission and a concession"),
    (True, False, True): N_("{account}, with an admission and an exception"),
    (False, True, True): N_("{account}, with a concession and an exception"),
    (True, True, True): N_("{account}, with an admission and a concession and an exception"),
}


def say_account(edition: Edition, account: Account, judged: str) -> str:
    """Give "according to the consul kept, with an exception"."""
    voices = edition.voices(account.side, account.counted)
    alone = bool(account.admissions) and len(account.admissions) == len(account.counted)
    if account.side == judged:
        said = _("by its own account {word}")
    elif voices:
        said = (
            _("according to {side} ({voices}) {word}, by its own admission")
            if alone
            else _("according to {side} ({voices}) {word}")
        )
    elif alone:
        said = _("according to {side} {word}, by its own admission")
    else:
        said = _("according to {side} {word}")
    told = said.format(
        side=edition.side_name(account.side), voices=voices, word=label("pictures", account.word)
    )
    beside = (
        bool(account.admissions) and not alone,
        bool(account.concessions),
        bool(account.exceptions),
    )
    return _(WITH[beside]).format(account=told) if any(beside) else told


def say_picture(edition: Edition, row: Row, picture: Picture, *, ruled: bool) -> Saying:
    """Give the sentence for one party's keeping of one row."""
    party = picture.cell.party
    told = tuple(say_account(edition, one, party) for one in picture.accounts if one.counted)
    return Saying(capital(_say_about(edition, row, party)), told, picture.word, ruled)


def _say_about(edition: Edition, row: Row, party: str) -> str:
    nobody = party == NOBODY
    if row.key == WHOLE:
        about = (
            _("on the whole, no party of the agreement is named")
            if nobody
            else _("{party}, on the whole")
        )
    elif row.key == UNMAPPED:
        about = (
            _("beside every provision we know, no party of the agreement is named")
            if nobody
            else _("{party}, beside every provision we know")
        )
    else:
        about = (
            _("on {provision}, no party of the agreement is named")
            if nobody
            else _("{party}, on {provision}")
        )
    name = "" if nobody else edition.party_name(row.agreement, party)
    return about.format(party=name, provision=edition.row_name(row))


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
