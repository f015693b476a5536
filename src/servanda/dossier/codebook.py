"""The codebook as Markdown for people: what every word means, with words of the dossier's own."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.domain.codebook import Codebook, Scale
from servanda.domain.record import Record
from servanda.saying import N_

#: Names of the fields, for headings; a field of a project's own keeps its name.
FIELDS = {
    "statement": N_("Is it a statement?"),
    "kind": N_("Kind: the first that fits"),
    "stance": N_("Stance"),
    "extent": N_("Extent"),
    "level": N_("Level: of what it speaks"),
    "knowing": N_("Knowing"),
    "unknown": N_("Kinds of not knowing"),
    "cause": N_("Why coders differed"),
    "source_grade": N_("Grades of a source"),
    "statement_grade": N_("Grades of a statement"),
}
#: Longest example; the whole stands in the dossier.
LONGEST = 300


def codebook_markdown(codebook: Codebook, record: Record) -> str:
    """Give the codebook as Markdown; examples are quoted from the record's own statements."""
    return "\n".join(_lines(codebook, record)).rstrip("\n") + "\n"


def _lines(codebook: Codebook, record: Record) -> Iterator[str]:
    yield f"# {codebook.title}"
    yield ""
    yield f"Version {codebook.version}. Codings and ratings name the version they were made under."
    yield ""
    for field in dict.fromkeys(one.field for one in codebook.terms):
        yield f"## {FIELDS.get(field, field)}"
        yield ""
        for term in codebook.terms:
            if term.field == field:
                yield f"- **{_said(term.word)}**: {term.meaning}"
                yield from _examples(term.examples, record)
        yield ""
    if codebook.rules:
        yield "## Rules"
        yield ""
        for number, rule in enumerate(codebook.rules, 1):
            added = f" *({rule.added})*" if rule.added else ""
            yield f"{number}. {rule.text}{added}"
            yield from _examples(rule.examples, record)
        yield ""
    for scale in codebook.scales:
        yield from _scale(scale)


def _scale(scale: Scale) -> Iterator[str]:
    yield f"## Scale: {scale.name} (`{scale.key}`)"
    yield ""
    for level in scale.levels:
        yield f"- **{level.value:g}, {level.name}**" + (
            f": {level.meaning}" if level.meaning else ""
        )
    yield ""
    if scale.rule:
        yield scale.rule
    cap = scale.self_report_cap
    if cap is not None:
        yield f"The word of those who owe the promise alone reaches {cap:g} at most."
    if scale.source:
        yield f"Source: {scale.source}."
    yield ""


def _examples(ids: tuple[str, ...], record: Record) -> Iterator[str]:
    """Give each example's words; one that is not in this edition is not named at all."""
    for id in ids:
        statement = record.statement_by_id.get(id)
        if statement is None:
            continue
        words = " ".join(statement.quote.split())
        if len(words) > LONGEST:
            words = words[: LONGEST - 1] + "…"
        source = record.source_by_id.get(statement.source)
        title = source.shown_name if source else statement.source
        yield f"  > “{words}” ({title}, {id})"


def _said(word: str) -> str:
    return word.replace("_", " ")
