"""How we know: the documents, who read them, what was accepted, and what the words mean."""

from __future__ import annotations

from collections import Counter

from servanda.assessing.agreement_words import say_custom
from servanda.assessing.coder_agreement import Measured, measure_reliability
from servanda.domain.cell import NO_DATE, NO_PLACE
from servanda.domain.source import Source
from servanda.dossier.brief.content import (
    Block,
    Paragraph,
    Table,
    Words,
    listed_words,
    name,
    soft,
    strong,
    with_more,
    words,
)
from servanda.dossier.brief.draft import Draft, dated
from servanda.dossier.kept_back import list_kept_back, say_kept_back
from servanda.dossier.words import counted, label, listed, say_date, terms

#: So many documents stand in the table; the report lists all.
MOST_DOCUMENTS = 12
MOST_FIGURES = 4
NO_GRADES = "Nobody has graded these documents yet."


def known_blocks(draft: Draft) -> list[Block]:
    """Give the documents with their grades, how the statements came about, and what they lack."""
    return [*_documents(draft), *_reading(draft), *_codebook(draft)]


def _documents(draft: Draft) -> list[Block]:
    shown = sorted(
        draft.documents,
        key=lambda one: -len(draft.edition.statements_by_source.get(one.id, ())),
    )[:MOST_DOCUMENTS]
    shown.sort(key=lambda one: draft.number(one.id))
    grades = {one.id: draft.grades[one.id] for one in draft.documents if one.id in draft.grades}
    rows = tuple(_row(draft, one, grades.get(one.id, [])) for one in shown)
    if not rows:
        return [Paragraph(words("No document was added."))]
    head: tuple[str, ...] = ("No.", "Document", "Voice", "Date", "Grade", "Accepted", "Proposed")
    if not grades:
        head = tuple(one for one in head if one != "Grade")
        rows = tuple((*row[:4], *row[5:]) for row in rows)
    found: list[Block] = [Table(head, rows, wide=1)]
    if not grades:
        kept_back = say_kept_back(draft.edition.record, "SourceGraded")
        told = f"No grade of these documents is shown. {kept_back}" if kept_back else NO_GRADES
        found.append(Paragraph(words(told), "small"))
    left = len(draft.documents) - len(shown)
    if left:
        found.append(
            Paragraph(
                words(
                    f"{counted(left, 'more document')} stand on the page “Sources” of the report."
                ),
                "small",
            )
        )
    return found


def _row(draft: Draft, source: Source, grades: list[str]) -> tuple[Words, ...]:
    about = source.description
    statements = draft.edition.statements_by_source.get(source.id, [])
    ruled = sum(1 for one in statements if one.state in ("accepted", "amended"))
    extra = []
    if about.reference:
        extra.append(words(name(about.reference.text, 70)))
    if about.translator:
        extra.append(words("translated by ", name(about.translator, 40)))
    if about.derives_from:
        known = [
            one
            for one in draft.documents
            if one.id in about.derives_from or one.name in about.derives_from
        ]
        extra += [words(f"drawn from document {draft.number(one.id)}") for one in known[:1]]
    if about.complete is False:
        extra.append(words("breaks off"))
    if not draft.edition.record.readings.get(source.id):
        extra.append(words("not read"))
    tail: Words = ()
    for one in extra:
        tail = words(tail, soft("; "), one)
    return (
        words(str(draft.number(source.id))),
        words(name(about.title or source.name, 100), tail),
        _voice(draft, source),
        words(name(say_date(dated(source)), 30)) if dated(source) else words(soft("not known")),
        words(", ".join(sorted(set(grades)))) if grades else words(soft("none")),
        words(str(ruled)),
        words(str(len(statements) - ruled)),
    )


def _voice(draft: Draft, source: Source) -> Words:
    """Give whose voice a source is: as it is described, or as most of its statements say."""
    if source.description.side:
        return words(draft.side(source.description.side))
    sides = Counter(one.side for one in draft.edition.statements_by_source.get(source.id, ()))
    return words(draft.side(sides.most_common(1)[0][0])) if sides else words(soft("not said"))


def _reading(draft: Draft) -> list[Block]:
    edition = draft.edition
    ruled, proposed = edition.counts()
    readers = Counter(
        f"{one.name} {one.version}" for all_ in edition.record.readings.values() for one in all_
    )
    read = listed(
        [
            f"the reader “{one}” read {counted(number, 'document')}"
            for one, number in readers.most_common(3)
        ]
    )
    rejected = len(edition.rejected)
    found = [
        words(
            strong("From words to statements"),
            f": {read}. " if read else ": nothing was read by a machine. ",
            f"People accepted {counted(ruled, 'statement')} and rejected {rejected:,}; "
            f"{proposed:,} are only proposed. "
            "Every quote stands letter for letter in its document.",
        )
    ]
    bases: Counter[str] = Counter()
    undated = unplaced = 0
    for fact in edition.assessment.facts:
        one = fact.statement
        basis = {link.basis for link in one.provisions} if one.level == "provision" else set()
        first = next((key for key in ("coder", "named", "topic") if key in basis), "")
        bases[label("bases", first) if first else label("levels", one.level)] += 1
        undated += NO_DATE in fact.periods
        unplaced += NO_PLACE in fact.places
    if bases:
        rests = listed([f"{number:,} {what}" for what, number in bases.most_common()])
        found.append(
            words(
                strong("How they are linked"),
                f" to what was promised: {rests}. {undated:,} have no date, {unplaced:,} no place.",
            )
        )
    found.append(_reliability(draft))
    if edition.hidden:
        hidden = edition.hidden
        found.append(
            words(
                strong("Kept back"),
                " because it is marked sensitive: "
                f"{counted(len(hidden.marks), 'document')}, "
                f"{counted(hidden.statements, 'statement')}, ",
                ", ".join((counted(hidden.persons, "name"), *list_kept_back(edition.record))),
                ". Nothing here rests on it.",
            )
        )
    return [Paragraph(one) for one in found]


def _reliability(draft: Draft) -> Words:
    confident = [
        one.statement.confidence
        for one in draft.edition.assessment.facts
        if one.statement.confidence is not None and not one.ruled
    ]
    tail = ""
    if confident:
        tail = (
            " The reader gives its proposals a confidence of "
            f"{min(confident):.2f} to {max(confident):.2f}, measured on other coded texts."
        )
    figures = [
        one
        for sample in measure_reliability(draft.edition.record).samples
        for one in sample.figures
        if one.group == "people" and one.alpha is not None
    ]
    if not figures:
        told: list[Words] = [words("not measured in this dossier; no sample was coded twice")]
    else:
        told = [_measured(one) for one in figures[:MOST_FIGURES]]
    more = len(figures) - len(told)
    left = f" and {more} more figures, which servanda reliability prints" if more > 0 else ""
    custom = f". {say_custom()}" if figures else "."
    return words(strong("Agreement between coders"), ": ", listed_words(told), left, custom, tail)


def _measured(one: Measured) -> Words:
    found = one.alpha
    if found is None:
        return ()
    between = (
        f" ({found.low:.2f} to {found.high:.2f})"
        if found.low is not None and found.high is not None
        else ""
    )
    part = f", {one.part}" if one.part else ""
    return words(
        "sample ",
        name(one.sample, 40),
        f", {one.field}{part}: Krippendorff's alpha ({one.metric}) {found.value:.2f}{between} on "
        f"{one.units} units by {one.coders} coders",
    )


def _codebook(draft: Draft) -> list[Block]:
    book = draft.edition.record.codebook
    used = [
        one
        for one in terms("pictures").values()
        if one.key in {point.word for point in draft.points} or one.key == "disputed"
    ]
    meaning = [words(strong(one.label), f": {one.means} ") for one in used[:6]]
    scales = [words(name(one.name, 60)) for one in book.scales]
    tail = words("Scales for ratings: ", with_more(scales, 4), ". ") if scales else ()
    return [
        Paragraph(words(*meaning), "small"),
        Paragraph(
            words(
                "Codebook: ",
                name(book.title, 80),
                ", version ",
                name(book.version, 30),
                ". ",
                tail,
                "The report's page “How to read this” prints it whole.",
            ),
            "small",
        ),
    ]
