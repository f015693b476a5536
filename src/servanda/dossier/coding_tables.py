"""Codings and how far they agree as tables, and the codebook as it may leave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from servanda.assessing.coder_agreement import COLUMNS, measure_reliability
from servanda.assessing.codings import Codings, codings_of, sample_names
from servanda.domain.codebook import Codebook
from servanda.domain.coding import is_reader
from servanda.domain.judgement import UnitCoded
from servanda.domain.record import Record
from servanda.dossier.dictionary import Value


def coding_rows(record: Record) -> Iterator[list[Value]]:
    """Give one row for each code of each coding that stands, then those of the third persons."""
    times = {(one.actor, act.sample, act.unit): one.time for one, act in record.judged(UnitCoded)}
    for name in sample_names(record):
        codings = codings_of(record, name)
        for (who, unit), coding in sorted(codings.given.items(), key=lambda one: one[0]):
            role = "reader" if is_reader(who) else "coder"
            time = times[who, name, unit]
            for code in coding.codes:
                yield [
                    name,
                    unit,
                    role,
                    who,
                    code.field,
                    code.value,
                    coding.codebook,
                    time,
                    None,
                    coding.note or None,
                ]
        yield from _settled_rows(codings)


def _settled_rows(codings: Codings) -> Iterator[list[Value]]:
    for unit, (one, act) in sorted(codings.settled.items()):
        role = "coder who settled" if act.own else "third person"
        for code in act.codes:
            yield [
                codings.sample,
                unit,
                role,
                one.actor,
                code.field,
                code.value,
                None,
                one.time,
                act.cause,
                act.why,
            ]


def reliability_rows(record: Record) -> Iterator[list[Value]]:
    """Give one row for each figure of agreement, those that cannot be measured among them."""
    for row in measure_reliability(record).records():
        yield [row[name] for name in COLUMNS]


def public_codebook(record: Record) -> Codebook:
    """Give the codebook with the examples that this edition shows; others are not named."""
    shown = record.statement_by_id
    codebook = record.codebook
    return replace(
        codebook,
        terms=tuple(
            replace(one, examples=tuple(id for id in one.examples if id in shown))
            for one in codebook.terms
        ),
        rules=tuple(
            replace(one, examples=tuple(id for id in one.examples if id in shown))
            for one in codebook.rules
        ),
    )
