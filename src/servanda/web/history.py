"""The journal as a readable history: what the address asks, and the lines that fit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from markupsafe import Markup

from servanda.domain.entry import (
    Act,
    SourceAdded,
    SourceDescribed,
    SourceRead,
    StatementWritten,
)
from servanda.domain.judgement import JudgementWithdrawn, cell_of, sources_of, statements_of
from servanda.exploring import Asked as AskedOfColumns
from servanda.journal import History, HistoryAsked, Journal, Line
from servanda.journal.facts import STATES
from servanda.journal.replay import JUDGEMENTS
from servanda.saying import N_
from servanda.web.desk import Desk
from servanda.web.sight import Sight
from servanda.web.telling import Teller
from servanda.workflows.past import IS_DAY

#: So many entries stand on a page; so many are written into one file.
ON_A_PAGE, IN_A_FILE = 60, 1_000
#: So many entries at most are looked through for what is about one thing.
MOST_FOR_A_THING = 2_000
#: So many statements at most of a row or a source are looked for.
MOST_OF_A_THING = 50_000
#: Kinds of act in a few groups: what they are called, and the names of their acts.
KINDS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "rulings": (
        N_("rulings on statements"),
        ("StatementAccepted", "StatementAmended", "StatementRejected", "RulingWithdrawn"),
    ),
    "statements": (N_("statements written"), ("StatementWritten",)),
    "documents": (N_("documents"), ("SourceAdded", "SourceDescribed", "ProblemNoted")),
    "readings": (N_("readings"), ("SourceRead",)),
    "judgements": (
        N_("judgements"),
        (
            "SourceGraded",
            "StatementGraded",
            "DerivationSet",
            "CellRated",
            "CellReplied",
            "DisputeRuled",
            "JudgementWithdrawn",
        ),
    ),
    "questions": (N_("questions"), ("QuestionAsked", "QuestionAnswered", "QuestionClosed")),
    "coding": (N_("double coding"), ("SampleDrawn", "UnitCoded", "UnitSettled")),
    "marks": (N_("marks and withholding"), ("SensitivityMarked", "PayloadWithheld")),
    "reports": (N_("reports handed out"), ("ReportIssued",)),
    "agreements": (N_("agreements and codebook"), ("AgreementKept", "CodebookKept")),
}


@dataclass(frozen=True)
class Asked:
    """What the address asks of the history; "" asks nothing."""

    who: str = ""
    kind: str = ""
    since: str = ""
    until: str = ""
    #: A source's or statement's id, or a row `agreement/key`.
    about: str = ""
    #: Only entries below this number.
    before: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Asked:
        """Read an address; what it does not know asks nothing."""
        found = cls(
            **{one.name: given[one.name].strip() for one in fields(cls) if one.name in given}
        )
        return replace(
            found,
            kind=found.kind if found.kind in KINDS else "",
            since=found.since if IS_DAY.fullmatch(found.since) else "",
            until=found.until if IS_DAY.fullmatch(found.until) else "",
            before=found.before if re.fullmatch(r"[0-9]{1,15}", found.before, re.ASCII) else "",
        )

    def address(self, path: str = "/journal.html", **changed: str) -> str:
        """Give the address that asks this, with something else asked."""
        said = {one.name: getattr(self, one.name) for one in fields(self)} | changed
        asked = urlencode({name: value for name, value in said.items() if value})
        return f"{path}?{asked}" if asked else path

    @property
    def filtered(self) -> bool:
        """Whether anything but a page is asked for."""
        return bool(self.who or self.kind or self.since or self.until or self.about)


@dataclass(frozen=True)
class Told:
    """A line of the history in a sentence."""

    line: Line
    sentence: Markup
    #: Whether this act begins a new day on the page.
    day: str = ""


def find_lines(desk: Desk, journal: Journal, asked: Asked, *, limit: int) -> History:
    """Give a page of what is asked; of a thing, so far as was looked."""
    wanted = HistoryAsked(
        kinds=KINDS[asked.kind][1] if asked.kind else (),
        actor=asked.who,
        since=asked.since,
        until=asked.until,
    )
    before = min(int(asked.before or 2**53), journal.head().count + 1)
    if asked.until:
        before = min(before, journal.last_on(asked.until) + 1)
    if not asked.about:
        return journal.history(wanted, before=before, limit=limit)
    things = _things(desk, journal, asked.about)
    lowest = max(0, before - MOST_FOR_A_THING)
    found: list[Line] = []
    while before > 1 and before > lowest:
        page = journal.history(wanted, before=before, limit=500)
        for line in page.lines:
            if things & _about(line):
                found.append(line)
                if len(found) == limit:
                    return History(tuple(found), line.number)
        before = page.looked_to
    return History(tuple(found), before)


def tell_lines(report: Sight, teller: Teller, lines: tuple[Line, ...]) -> list[Told]:
    """Give lines in sentences, without a word of what is kept back."""
    report.see(id for line in lines for id in _about(line) if not id.startswith("src-"))
    record = report.edition.record
    hides = not report.edition.options.include_sensitive and bool(
        record.sensitive_sources or record.sensitive_statements or record.sensitive_persons
    )
    shown = {one.entry for one in record.judgements} if hides else set()
    found, day = [], ""
    for line in lines:
        judged = isinstance(line.act, (*JUDGEMENTS, JudgementWithdrawn))
        sentence = teller.tell(
            line.act,
            who=line.actor,
            id=line.hash,
            proposals=line.proposals,
            words=not (hides and judged and line.number not in shown),
        )
        fresh = line.time[:10] if line.time[:10] != day else ""
        day = line.time[:10]
        found.append(Told(line, sentence, fresh))
    return found


def _things(desk: Desk, journal: Journal, about: str) -> frozenset[str]:
    """Give the ids that stand for a thing: of a source or a row, also those of its statements."""
    chosen = None
    if about.startswith("src-"):
        chosen = AskedOfColumns(sources=(about,), states=STATES)
    elif "/" in about:
        agreement, _sep, key = about.rpartition("/")
        chosen = AskedOfColumns(agreement=agreement, provision=key, states=STATES)
    if chosen is None:
        return frozenset((about,))
    ids = desk.columns(journal).chosen(chosen).ids(limit=MOST_OF_A_THING)
    return frozenset((about, *ids))


def _about(line: Line) -> frozenset[str]:
    """Give the ids of all that an act is about."""
    act: Act | None = line.act
    if isinstance(act, SourceAdded):
        return frozenset((act.source.id,))
    if isinstance(act, SourceRead | SourceDescribed):
        return frozenset((act.source,))
    if isinstance(act, StatementWritten):
        return frozenset((line.hash,))
    if isinstance(act, JUDGEMENTS):
        cell = cell_of(act)
        row = (f"{cell.agreement}/{cell.provision}",) if cell else ()
        asked = getattr(act, "statement", "")
        return frozenset((*row, *sources_of(act), *statements_of(act), asked))
    named = (getattr(act, name, "") for name in ("statement", "name"))
    return frozenset(one for one in named if isinstance(one, str))
