"""How to read the dossier, what data lies beside it, and the journal's history."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from servanda.assessing.accounts import make_account, make_picture
from servanda.domain.codebook import Codebook
from servanda.domain.entry import (
    AgreementKept,
    Entry,
    RulingWithdrawn,
    SourceAdded,
    SourceDescribed,
    SourceRead,
    StatementAccepted,
    StatementAmended,
    StatementRejected,
    StatementWritten,
)
from servanda.domain.vocabulary import codebook as default_codebook
from servanda.dossier import addresses
from servanda.dossier.dictionary import table_kinds
from servanda.dossier.edition import Edition
from servanda.dossier.layout import Layout, in_parts
from servanda.dossier.render import Page, linker, render
from servanda.dossier.words import Term, terms
from servanda.saying import N_, _, counted

#: The vocabularies that the page "How to read this" tells, under what heading.
VOCABULARIES = {
    "kinds": N_("Kinds of statement"),
    "stances": N_("Stances"),
    "extents": N_("Extents"),
    "states": N_("States"),
    "sides": N_("Sides that are no party"),
    "levels": N_("Levels"),
    "bases": N_("How a statement is linked to a provision"),
    "date_bases": N_("How a date is known"),
    "granularities": N_("Sorts of place"),
    "knowing": N_("How a voice knows"),
    "chain": N_("Hands through which a claim came"),
    "links": N_("How statements stand to one another"),
    "wordings": N_("Wordings of a promise"),
    "layers": N_("Whose words a text holds"),
    "problems": N_("Problems"),
}
#: Vocabularies whose meanings stand in the codebook, by the field that coders fill with them.
CODED = {
    "kinds": "kind",
    "stances": "stance",
    "extents": "extent",
    "levels": "level",
    "knowing": "knowing",
}

#: Entries of the journal in words; `{}` is what it is about.
ACTS = {
    "AgreementKept": N_("kept an agreement"),
    "SourceAdded": N_("added a source"),
    "SourceDescribed": N_("described a source"),
    "SourceRead": N_("read a source"),
    "StatementWritten": N_("wrote a statement"),
    "StatementAccepted": N_("accepted a statement"),
    "StatementAmended": N_("amended a statement"),
    "StatementRejected": N_("rejected a statement"),
    "RulingWithdrawn": N_("took back a ruling on a statement"),
    "SensitivityMarked": N_("changed a mark of sensitivity"),
    "PayloadWithheld": N_("withheld something"),
    "ProblemNoted": N_("noted a problem"),
    "CodebookKept": N_("kept the codebook"),
    "SourceGraded": N_("graded a source"),
    "StatementGraded": N_("graded a statement"),
    "DerivationSet": N_("said how sources hang together"),
    "CellRated": N_("rated a cell"),
    "CellReplied": N_("recorded a reply"),
    "DisputeRuled": N_("ruled on a dispute"),
    "SampleDrawn": N_("drew a sample for coding"),
    "UnitCoded": N_("coded a unit of a sample"),
    "UnitSettled": N_("settled a unit of a sample"),
    "ReportIssued": N_("issued a report"),
    # What coders ask each other is theirs: that they did is told, and on what is not.
    **dict.fromkeys(
        ("QuestionAsked", "QuestionAnswered", "QuestionClosed"), N_("spoke with other coders")
    ),
    "JudgementWithdrawn": N_("took a judgement back"),
}


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """An entry of the journal, told without any word that may be sensitive."""

    number: int
    time: str
    actor: str
    told: str
    subject: str
    href: str
    hash: str


def reference_pages(edition: Edition, layout: Layout) -> Iterator[Page]:
    """Give the pages on method, data and, if the history was given, the journal."""
    yield render(
        edition,
        "method.html",
        "method.html",
        title=_("How to read this"),
        section="method",
        vocabularies=[
            (_(heading), defined(name, edition.record.codebook))
            for name, heading in VOCABULARIES.items()
        ],
        codebook_version=edition.record.codebook.version,
        account_rule=rule_of(make_account),
        picture_rule=rule_of(make_picture),
        period=edition.assessment.period,
    )
    yield render(
        edition,
        "data.html",
        "data.html",
        title=_("Data"),
        section="data",
        kinds=table_kinds().values(),
        texts=[one for one in edition.record.sources if one.text],
    )
    if edition.options.history:
        yield from _journal(edition, layout, edition.options.history)


def defined(name: str, codebook: Codebook) -> list[Term]:
    """Give a vocabulary with the meanings that the codebook gives it, where coders use it."""
    coded = {
        one.word: _(one.meaning)
        for one in (*default_codebook().terms, *codebook.terms)
        if one.field == CODED.get(name)
    }
    return [
        replace(one, means=" ".join(filter(None, (coded.get(one.key, one.means), one.counts))))
        for one in terms(name).values()
    ]


def rule_of(function: object) -> str:
    """Give a rule as the docstring of its own code states it, below the line that sums it up."""
    text = (getattr(function, "__doc__", None) or "").strip()
    told = " ".join((text.partition("\n\n")[2] or text).partition("Args:")[0].split())
    return _(re.sub(r"`([^`]+)`", r"“\1”", told))


def _journal(edition: Edition, layout: Layout, history: Sequence[Entry]) -> Iterator[Page]:
    path = "journal.html"
    to = linker(path)
    lines = []
    for entry in history:
        subject, target = _subject(edition, layout, entry)
        lines.append(
            HistoryLine(
                entry.number,
                entry.time.replace("T", " ").removesuffix("Z"),
                entry.actor or _("withheld"),
                _(ACTS.get(entry.kind, entry.kind)),
                subject,
                to(target) if target else "",
                entry.hash,
            )
        )
    parts = list(in_parts((one, 420 + len(one.subject.encode())) for one in lines)) or [[]]
    first, count, total = edition.options.part_of_history or (1, len(parts), len(lines))
    if edition.options.part_of_history:
        parts = [lines]
    for number, part in enumerate(parts, first):
        yield render(
            edition,
            "journal.html",
            addresses.part(path, number),
            title=_("Journal"),
            section="journal",
            lines=part,
            total=total,
            number=number,
            count=count,
            address=lambda n: addresses.part(path, n),
        )


def _subject(edition: Edition, layout: Layout, entry: Entry) -> tuple[str, str]:
    """Name what an entry is about, only if it stands in the public record; never its own words."""
    act = entry.act
    if isinstance(act, SourceAdded | SourceDescribed | SourceRead):
        id = act.source.id if isinstance(act, SourceAdded) else act.source
        source = edition.record.source_by_id.get(id)
        if source is None:
            return _("one that was kept back or withheld"), ""
        told = (
            f": {counted(len(act.statements), '{number} proposal', '{number} proposals')}"
            if isinstance(act, SourceRead)
            else ""
        )
        return source.shown_name + told, addresses.source(id)
    if isinstance(
        act,
        StatementWritten
        | StatementAccepted
        | StatementAmended
        | StatementRejected
        | RulingWithdrawn,
    ):
        id = entry.hash if isinstance(act, StatementWritten) else act.statement
        statement = edition.record.statement_by_id.get(id)
        if statement is None:
            return _("one that was kept back, withheld or replaced"), ""
        words = " ".join(statement.quote.split())
        return words if len(words) <= 120 else words[:119] + "…", layout.card(id) or ""
    if isinstance(act, AgreementKept) and act.agreement.key in edition.agreements:
        key = act.agreement.key
        return edition.agreements[key].title, addresses.agreement(key)
    return "", ""
