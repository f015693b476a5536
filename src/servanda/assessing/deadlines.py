"""When promises fall due by the agreement's own clock, and what is overdue on a day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from servanda.assessing.assessment import Assessment
from servanda.assessing.periods import last_day
from servanda.domain.agreement import Agreement, Due, Event, Provision
from servanda.domain.cell import Cell, PictureWord
from servanda.domain.judgement import CellRated
from servanda.domain.record import Record
from servanda.saying import _, joined, ngettext
from servanda.text.edtf import bounds

#: `upcoming`: its last day is not over; `overdue`: it is, and nothing says that it was kept;
#: `kept`: accounts or a rating say so; `disputed`: they point apart; `undated`: the event that it
#: counts from has no date, or the words give no day; `waiting`: what must come first is not kept.
DeadlineWord = Literal["upcoming", "overdue", "kept", "disputed", "undated", "waiting"]
_NAME = re.compile(r"\w+")
#: Small words that do not tell one event from another.
_SMALL = frozenset({"the", "of", "a", "an", "this", "its", "agreement", "accord", "date", "day"})
#: Words that mean the signing, whose date the agreement itself gives.
_SIGNING = frozenset({"signing", "signature", "signed", "conclusion"})


@dataclass(frozen=True, slots=True)
class Deadline:
    """One due date of a provision and how it stands on a day.

    `earliest` and `latest` are ISO days between which it falls due, None where open or unknown.
    `counted_from` names the event and its date where the clock starts with one. `why` says in a
    sentence how day and word came about. `picture` is the word for the provision as a whole.
    """

    agreement: str
    provision: str
    text: str
    earliest: str | None
    latest: str | None
    counted_from: str
    word: DeadlineWord
    picture: PictureWord
    #: Keys of provisions that must come first and are not kept.
    waits_for: tuple[str, ...]
    obligors: tuple[str, ...]
    why: str
    #: Days since the last day, 0 or less while it is not over; None where there is no last day.
    days_over: int | None


def deadlines(
    assessment: Assessment,
    *,
    agreement: str,
    on: str,
    proposals: bool,
    picture: Callable[[str], PictureWord] | None = None,
    provision: str = "",
) -> tuple[Deadline, ...]:
    """Give every due date of an agreement, soonest first, as it stands on an ISO day.

    A date of the agreement is taken as it is; "10 days after the approval" counts calendar days
    from the event's latest possible day, so that nothing is called overdue too early. The signing
    is known from the agreement, other events from its `events`. A provision is kept when a person
    rated it at the top of a scale, or the accounts of it all say so.

    Args:
        assessment: The record, assessed.
        agreement: Key of the agreement.
        on: The day on which to look, `1947-07-12`.
        proposals: Count what no person has ruled on yet, too.
        picture: Gives the word of all accounts of a provision, `disputed` where the sides' verdicts
            on any one party point apart; asked of the assessment if None.
        provision: Only those of this provision; of all if "".
    """
    own = next((one for one in assessment.record.agreements if one.key == agreement), None)
    if own is None:
        return ()
    look = _Look(assessment, own, date.fromisoformat(on), proposals, picture)
    found = [
        look.at(one, due) for one in own.walk() if provision in ("", one.key) for due in one.due
    ]
    return tuple(sorted(found, key=lambda one: (one.latest is None, one.latest or "")))


@dataclass(frozen=True, slots=True)
class _Look:
    assessment: Assessment
    agreement: Agreement
    on: date
    proposals: bool
    picture: Callable[[str], PictureWord] | None = None

    def at(self, provision: Provision, due: Due) -> Deadline:
        earliest, latest, counted_from, told = _days_of(due, self.agreement)
        picture = self._picture(provision.key)
        waits = tuple(key for key in provision.after if self._picture(key) != "kept")
        over = _days_between(latest, self.on)
        word, why = self._word(picture, over, waits)
        return Deadline(
            agreement=self.agreement.key,
            provision=provision.key,
            text=due.text,
            earliest=earliest,
            latest=latest,
            counted_from=counted_from,
            word=word,
            picture=picture,
            waits_for=waits,
            obligors=provision.obligors,
            why=_("{basis}; {standing}").format(basis=told, standing=why),
            days_over=over,
        )

    def _picture(self, key: str) -> PictureWord:
        if _rated_complete(self.assessment.record, self.agreement.key, key):
            return "kept"
        if self.picture is not None:
            return self.picture(key)
        # A dispute about one of several who are judged is not to be drowned in "mixed".
        cell = Cell(self.agreement.key, key)
        facts = list(self.assessment.select(cell, proposals=self.proposals, below=True))
        for party in sorted({party for fact in facts for party in fact.parties}):
            about = replace(cell, party=party)
            own = [fact for fact in facts if party in fact.parties]
            if self.assessment.picture_of(about, own).word == "disputed":
                return "disputed"
        return self.assessment.picture_of(cell, facts).word

    def _word(
        self, picture: PictureWord, over: int | None, waits: tuple[str, ...]
    ) -> tuple[DeadlineWord, str]:
        if picture == "kept":
            return "kept", _("accounts, or the monitors' last rating, say that it was kept")
        if picture == "disputed":
            return "disputed", _("the sides' verdicts on it point apart")
        if over is None:
            return "undated", _("so it has no last day to be measured by")
        if over > 0:
            return "overdue", ngettext(
                "{number} days later nothing that counts says that it was kept",
                "{number} days later nothing that counts says that it was kept",
                over,
            ).format(number=over)
        if waits:
            return "waiting", _("it waits for {what}").format(what=joined(waits))
        return "upcoming", ngettext(
            "{number} days are left", "{number} days are left", -over
        ).format(number=-over)


def _days_of(due: Due, agreement: Agreement) -> tuple[str | None, str | None, str, str]:
    """Give the earliest and latest day, the event counted from, and a sentence on how."""
    if due.edtf:
        earliest, latest = bounds(due.edtf)
        return earliest, latest, "", _("the agreement says {words}").format(words=repr(due.text))
    if due.days is None or not due.after:
        return None, None, due.after or "", _("{words} gives no day").format(words=repr(due.text))
    event = _event_called(due.after, agreement)
    if event is None:
        return (
            None,
            None,
            due.after,
            _("no date is known for {event}").format(event=repr(due.after)),
        )
    first, last = bounds(event.date)
    counted = f"{event.name} ({event.date})"
    told = ngettext(
        "{number} days are counted from {event}",
        "{number} days are counted from {event}",
        due.days,
    ).format(number=due.days, event=counted)
    return _later(first, due.days), _later(last, due.days), counted, told


def _later(day: str | None, days: int) -> str | None:
    try:
        return None if day is None else (date.fromisoformat(day) + timedelta(days)).isoformat()
    except (ValueError, OverflowError):
        return None  # before the year 1 or after 9999 no calendar of Python's counts


def _days_between(latest: str | None, on: date) -> int | None:
    try:
        return None if latest is None else (on - date.fromisoformat(latest)).days
    except ValueError:
        return None


def _event_called(words: str, agreement: Agreement) -> Event | None:
    """Give the event that these words mean: all of a name's own words stand among them."""
    asked = set(_names(words))
    for event in agreement.events:
        own = set(_names(event.name))
        if own and own <= asked:
            return event
    if asked & _SIGNING and agreement.signed:
        return Event(_("the signing"), agreement.signed[-1])
    return None


def _names(words: str) -> Iterator[str]:
    return (one for one in _NAME.findall(words.casefold()) if one not in _SMALL)


def _rated_complete(record: Record, agreement: str, key: str) -> bool:
    """Tell whether the ratings of the latest period all give their scale's top level.

    Those of single places do not count; one without a period is of the latest.
    """
    ratings = [
        act
        for _, act in record.judged(CellRated)
        if (act.cell.agreement, act.cell.provision, act.cell.place) == (agreement, key, "")
    ]
    latest = max((last_day(one.cell.period) for one in ratings if one.cell.period), default="")
    deciding = [
        one for one in ratings if not one.cell.period or last_day(one.cell.period) == latest
    ]
    return bool(deciding) and all(_complete(record, one) for one in deciding)


def _complete(record: Record, rating: CellRated) -> bool:
    scale = record.codebook.scale(rating.scale)
    return not rating.violated and scale is not None and rating.level == scale.maximum
