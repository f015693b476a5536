"""Each recorded act as one plain sentence, with links to what it is about.

Nothing of what is kept back is told: a source, a statement or a judgement that the desk does not
show is said to be kept back, and a name that is marked is a bar.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from servanda.domain.cell import Cell
from servanda.domain.codebook import Scale
from servanda.domain.entry import (
    Act,
    AgreementKept,
    PayloadWithheld,
    ProblemNoted,
    RulingWithdrawn,
    SensitivityMarked,
    SourceAdded,
    SourceDescribed,
    SourceRead,
    StatementAccepted,
    StatementAmended,
    StatementRejected,
    StatementWritten,
)
from servanda.domain.judgement import (
    CellRated,
    CellReplied,
    CodebookKept,
    DerivationSet,
    DisputeRuled,
    JudgementWithdrawn,
    ReportIssued,
    SampleDrawn,
    SourceGraded,
    StatementGraded,
    UnitCoded,
    UnitSettled,
)
from servanda.domain.question import QuestionAnswered, QuestionAsked, QuestionClosed
from servanda.domain.statement import Statement
from servanda.dossier import addresses
from servanda.dossier.edition import Edition, Row
from servanda.saying import N_, _, listed, ngettext, say_number

#: So much of a statement's words stands in a sentence.
MOST_WORDS = 140
#: Embeddings, overrides, isolates and controls; not the marks for one letter, nor line ends.
_UNSEEN = re.compile("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
#: How a source hangs on another, as a whole sentence.
HANGS = {
    "copy_of": N_("{who} said that {source} is a copy of {origin}: {why}"),
    "translation_of": N_("{who} said that {source} is a translation of {origin}: {why}"),
    "drawn_from": N_("{who} said that {source} is drawn from {origin}: {why}"),
    "briefed_by": N_("{who} said that {source} was briefed by {origin}: {why}"),
    "independent": N_("{who} said that {source} is independent of {origin}: {why}"),
}
#: How a person ruled on a dispute.
RULED = {
    "contradict": N_("they contradict each other"),
    "differ": N_("they differ, and do not exclude each other"),
    "different_things": N_("they speak of different things"),
    "over_wording": N_("they dispute the wording"),
    "both_stand": N_("both stand"),
}
#: Five kinds of not knowing, which are not one.
UNKNOWN = {
    "not_mentioned": N_("not mentioned"),
    "looked_for_and_not_found": N_("looked for and not found"),
    "no_access": N_("no access"),
    "not_yet_due": N_("not yet due"),
    "carried_forward": N_("carried forward"),
}
MARKED = {
    ("source", True): N_("{who} marked a document sensitive: {name}"),
    ("source", False): N_("{who} lifted the mark of a sensitive document: {name}"),
    ("statement", True): N_("{who} marked a statement sensitive: {name}"),
    ("statement", False): N_("{who} lifted the mark of a sensitive statement: {name}"),
    ("person", True): N_("{who} marked a name sensitive: {name}"),
    ("person", False): N_("{who} lifted the mark of a sensitive name: {name}"),
}
#: The same where the desk does not show what was marked.
MARKED_HIDDEN = {
    ("source", True): N_("{who} marked a document sensitive"),
    ("source", False): N_("{who} lifted the mark of a sensitive document"),
    ("statement", True): N_("{who} marked a statement sensitive"),
    ("statement", False): N_("{who} lifted the mark of a sensitive statement"),
    ("person", True): N_("{who} marked a name sensitive"),
    ("person", False): N_("{who} lifted the mark of a sensitive name"),
}
WITHHELD = {
    "source": N_("{who} withheld a document, with all that quoted it"),
    "statement": N_("{who} withheld a statement"),
    "person": N_("{who} withheld what named a person"),
}


@dataclass(frozen=True)
class Teller:
    """Tells acts in the names of an edition.

    `find` gives a statement by its id as it may be shown, or None. `words` tells whether what
    somebody typed may be printed; of a judgement that is kept back it may not.
    """

    edition: Edition
    find: Callable[[str], Statement | None]
    clean: Callable[[str], str] = str

    def tell(  # noqa: PLR0911, PLR0912 - a case for each act
        self,
        act: Act | None,
        *,
        who: str | None,
        id: str = "",
        proposals: int = 0,
        words: bool = True,
    ) -> Markup:
        """Give an act as a sentence.

        Args:
            act: What was done; None where it was withheld.
            who: Who did it.
            id: The entry's hash: the id of a statement that was written.
            proposals: How many statements a reading proposed.
            words: Whether what somebody typed may be printed.
        """
        by = self._who(who)

        def typed(text: str) -> Markup:
            return Markup('<bdi class="typed">{}</bdi>').format(harmless(self.clean(text)))

        if not words and (sentence := self._hushed(act, by)):
            return sentence

        match act:
            case None:
                return _say(_("What {who} recorded here was withheld."), who=by)
            case AgreementKept():
                return _say(
                    _("{who} put an agreement into the dossier: {agreement}"),
                    who=by,
                    agreement=self._agreement(act.agreement.key),
                )
            case SourceAdded(source=source) if source.corrects:
                return _say(
                    _("{who} corrected the text of {source}; rulings on it were carried over"),
                    who=by,
                    source=self.source(source.id),
                )
            case SourceAdded():
                return _say(_("{who} added {source}"), who=by, source=self.source(act.source.id))
            case SourceDescribed():
                return _say(
                    _("{who} corrected the description of {source}"),
                    who=by,
                    source=self.source(act.source),
                )
            case SourceRead():
                return _say(
                    ngettext(
                        "{who} had {source} read by {reader}: {number} proposal",
                        "{who} had {source} read by {reader}: {number} proposals",
                        proposals,
                    ),
                    who=by,
                    source=self.source(act.source),
                    reader=act.reader.name,
                    number=say_number(proposals),
                )
            case StatementWritten():
                said_of = self.statement(id)
                return _say(_("{who} wrote a statement {statement}"), who=by, statement=said_of)
            case StatementAccepted():
                return self._ruled(_("{who} accepted a statement {statement}"), by, act.statement)
            case StatementAmended():
                return self._ruled(_("{who} amended a statement {statement}"), by, act.statement)
            case StatementRejected():
                return self._ruled(_("{who} rejected a statement {statement}"), by, act.statement)
            case RulingWithdrawn():
                text = _("{who} took back the ruling on a statement {statement}")
                return self._ruled(text, by, act.statement)
            case SensitivityMarked():
                name = self._marked(act)
                if name is None:
                    return _say(_(MARKED_HIDDEN[act.subject, act.sensitive]), who=by)
                return _say(_(MARKED[act.subject, act.sensitive]), who=by, name=name)
            case PayloadWithheld():
                return _say(_(WITHHELD[act.subject]), who=by)
            case ProblemNoted():
                return _say(_("{who} brought a file that could not be taken in"), who=by)
            case CodebookKept():
                return _say(
                    _("{who} kept the codebook, version {version}"),
                    who=by,
                    version=act.codebook.version,
                )
            case SourceGraded():
                if act.topic:
                    return _say(
                        _("{who} graded {source} {grade} on {row}: {why}"),
                        who=by,
                        source=self.source(act.source),
                        grade=act.grade,
                        row=self.row(act.agreement, act.topic),
                        why=typed(act.grounds),
                    )
                return _say(
                    _("{who} graded {source} {grade}: {why}"),
                    who=by,
                    source=self.source(act.source),
                    grade=act.grade,
                    why=typed(act.grounds),
                )
            case StatementGraded():
                return _say(
                    _("{who} graded a statement {grade}, {statement}: {why}"),
                    who=by,
                    grade=act.grade,
                    statement=self.statement(act.statement),
                    why=typed(act.grounds),
                )
            case DerivationSet():
                return _say(
                    _(HANGS[act.kind]),
                    who=by,
                    source=self.source(act.source),
                    origin=self.source(act.origin),
                    why=typed(act.why),
                )
            case CellRated():
                return _say(
                    _("{who} rated {cell}: {level}. {why}"),
                    who=by,
                    cell=self.cell(act.cell),
                    level=self.level(act),
                    why=typed(act.why),
                )
            case CellReplied():
                return _say(
                    _("{who} recorded what {party} replies on {cell}: {text}"),
                    who=by,
                    party=_name(self.edition.party_name(act.cell.agreement, act.party)),
                    cell=self.cell(act.cell),
                    text=typed(act.text),
                )
            case DisputeRuled():
                sides = listed([self.edition.side_name(one) for one in act.sides])
                return _say(
                    _("{who} ruled on what {sides} say of {cell}: {ruling}. {why}"),
                    who=by,
                    sides=_name(sides),
                    cell=self.cell(act.cell),
                    ruling=_(RULED[act.ruling]),
                    why=typed(act.why),
                )
            case SampleDrawn():
                return _say(_("{who} drew a sample to be coded twice"), who=by)
            case UnitCoded():
                return _say(_("{who} coded a unit of a sample"), who=by)
            case UnitSettled():
                return _say(_("{who} settled a unit that was coded differently"), who=by)
            case ReportIssued():
                return _say(
                    _("{who} handed out a report made from head {head}"),
                    who=by,
                    head=act.head.partition(":")[0],
                )
            case QuestionAsked():
                text = _("{who} asked a question about a statement {statement}")
                return self._ruled(text, by, act.statement)
            case QuestionAnswered():
                text = _("{who} answered a question about a statement {statement}")
                return self._ruled(text, by, act.statement)
            case QuestionClosed():
                text = _("{who} closed a question about a statement {statement}")
                return self._ruled(text, by, act.statement)
            case JudgementWithdrawn():
                return _say(
                    _("{who} took back entry {number}: {why}"),
                    who=by,
                    number=act.entry,
                    why=typed(act.why),
                )
            case _:
                return _say(_("{who} recorded: {kind}"), who=by, kind=type(act).__name__)

    # Names

    def source(self, id: str) -> Markup:
        """Give a source's name with a link to its page."""
        found = self.edition.record.source_by_id.get(id)
        if found is None:
            return Markup("{}").format(_("a document that is kept back or withheld"))
        return _link(f"/{addresses.source(id)}", found.shown_name)

    def statement(self, id: str) -> Markup:
        """Give what a statement is on, and its words with a link to them."""
        found = self.find(id)
        if found is None:
            return Markup("{}").format(_("that is kept back, withheld or replaced"))
        words = " ".join(found.quote.split())
        words = words if len(words) <= MOST_WORDS else words[: MOST_WORDS - 1] + "…"
        return _say(
            # Translators: stands after "a statement": "on the 5th point: “words”".
            _("on {row}: {words}"),
            row=self.row_of(found),
            words=Markup('<a href="/statement/{}?in=text"><q dir="auto">{}</q></a>').format(
                id, words
            ),
        )

    def row_of(self, statement: Statement) -> Markup:
        """Give the names of the rows that a statement is on."""
        links = [self.row(one.agreement, one.key) for one in statement.provisions]
        if not links:
            key = "(whole)" if statement.level == "whole" else "(unmapped)"
            return _name(self.edition.row_name(Row("", key)))
        return Markup(", ").join(links)

    def row(self, agreement: str, key: str) -> Markup:
        """Give a row's name with a link to its page."""
        row = Row(agreement, key)
        return _link(f"/{addresses.row(agreement, key)}", self.edition.row_name(row))

    def cell(self, cell: Cell) -> Markup:
        """Give a cell: its row, and the place, period and party that it names."""
        edition = self.edition
        parts = [self.row(cell.agreement, cell.provision)]
        parts += [_name(edition.place_name(cell.place))] if cell.place else []
        parts += [_name(edition.period_name(cell.period))] if cell.period else []
        parts += [_name(edition.party_name(cell.agreement, cell.party))] if cell.party else []
        return Markup(", ").join(parts)

    def level(self, act: CellRated) -> str:
        """Give what a rating says: a level, breach, or a kind of not knowing."""
        scale = self.edition.record.codebook.scale(act.scale)
        return say_level(act, scale)

    def _agreement(self, key: str) -> Markup:
        found = self.edition.agreements.get(key)
        return _link(f"/{addresses.agreement(key)}", found.title if found else key)

    def _ruled(self, text: str, by: Markup, id: str) -> Markup:
        return _say(text, who=by, statement=self.statement(id))

    def _hushed(  # noqa: PLR0911 - a case for each act
        self, act: Act | None, by: Markup
    ) -> Markup | None:
        """Give a judgement of which nothing that somebody typed or chose may be told."""
        match act:
            case SourceGraded():
                text = _("{who} graded {source}. The grade and its grounds are kept back.")
                return _say(text, who=by, source=self.source(act.source))
            case StatementGraded():
                return _say(_("{who} graded a statement. What was given is kept back."), who=by)
            case DerivationSet():
                text = _("{who} said how two documents hang on each other. That is kept back.")
                return _say(text, who=by)
            case CellRated():
                text = _("{who} rated {cell}. The rating and its reason are kept back.")
                return _say(text, who=by, cell=self.cell(act.cell))
            case CellReplied():
                text = _("{who} recorded a reply on {cell}. Its words are kept back.")
                return _say(text, who=by, cell=self.cell(act.cell))
            case DisputeRuled():
                text = _("{who} ruled on a dispute on {cell}. The ruling is kept back.")
                return _say(text, who=by, cell=self.cell(act.cell))
            case JudgementWithdrawn():
                text = _("{who} took back entry {number}. The reason is kept back.")
                return _say(text, who=by, number=act.entry)
            case _:
                return None

    def _marked(self, act: SensitivityMarked) -> Markup | None:
        """Give what was marked; None where the desk does not show it."""
        if act.subject == "source":
            shown = act.name in self.edition.record.source_by_id
            return self.source(act.name) if shown else None
        if act.subject == "statement":
            return self.statement(act.name) if self.find(act.name) else None
        return _name(act.name) if self.edition.options.include_sensitive else None

    def _who(self, who: str | None) -> Markup:
        if who is None:
            return Markup("{}").format(_("somebody whose name was withheld"))
        return Markup("<b><bdi>{}</bdi></b>").format(self.clean(who))


def say_level(act: CellRated, scale: Scale | None) -> str:
    """Give what a rating says in words: "2, intermediate (Peace Accords Matrix)"."""
    found = []
    if act.level is not None:
        level = scale.level(act.level) if scale else None
        found.append(f"{act.level:g}, {_(level.name)}" if level else f"{act.level:g}")
    if act.violated:
        found.append(_("violated"))
    if act.unknown:
        found.append(_(UNKNOWN[act.unknown]))
    return f"{'; '.join(found)} ({_(scale.name) if scale else act.scale})"


def harmless(text: str) -> str:
    """Give what somebody typed with signs named that would turn or hide the words around them."""
    return _UNSEEN.sub(lambda one: f"[U+{ord(one[0]):04X}]", text)


def _say(sentence: str, **values: Any) -> Markup:
    return Markup(sentence).format(**values)


def _name(text: str) -> Markup:
    return Markup("<bdi>{}</bdi>").format(text)


def _link(href: str, text: str) -> Markup:
    return Markup('<a href="{}"><bdi>{}</bdi></a>').format(href, text)
