"""The reader's promises: its mark, what it cannot read, ids, reasons, the last gate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from tests.builders import a_source, a_statement
from tests.unit.reading.conftest import NoPlaces

from servanda.domain.agreement import Agreement
from servanda.domain.source import Description
from servanda.domain.span import Span
from servanda.domain.statement import Statement
from servanda.plugins import readers
from servanda.reading.ids import statement_id
from servanda.reading.rules import RulesReader
from servanda.reading.verify import verified

Read = Callable[..., list[Statement]]


class OtherPlaces(NoPlaces):
    fingerprint = "other"


def test_the_fingerprint_changes_with_what_a_reading_depends_on(valley: Agreement) -> None:
    reader = RulesReader()
    mark = reader.mark([valley], NoPlaces())
    assert mark == reader.mark([valley], NoPlaces())
    assert mark != reader.mark([replace(valley, title="Another")], NoPlaces())
    assert mark != reader.mark([valley], OtherPlaces())


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("", "en", "no text"),
        ("Соглашение о мире не выполняется нигде, и пленные остаются в тюрьме.", None, "Cyrillic"),
        ("لم يتم تنفيذ الاتفاق في أي مكان ولا يزال السجناء في السجن", None, "Arabic"),
        ("Le gouvernement n'a pas libéré les prisonniers. " * 8, None, "not look like English"),
        ("The agreement was kept.", "fr", "'fr'"),
    ],
)
def test_what_cannot_be_read_is_unread_and_not_silent(
    text: str, language: str | None, said: str
) -> None:
    source = a_source(text, description=Description(language=language))
    reason = RulesReader().reads(source)
    assert reason is not None
    assert said in reason


def test_english_is_read_whether_it_is_said_or_not() -> None:
    text = "The Government has not released the prisoners, and the talks have not begun."
    assert RulesReader().reads(a_source(text, description=Description())) is None
    assert RulesReader().reads(a_source(text, description=Description(language="en-GB"))) is None


def test_the_same_reading_gives_the_same_ids(read: Read) -> None:
    text = "Article 2 has not been implemented. Article 3 has been fully implemented."
    assert [one.id for one in read(text)] == [one.id for one in read(text)]
    assert len({one.id for one in read(text)}) == 2


def test_equal_spans_get_ids_of_their_own() -> None:
    span = [Span(0, 5)]
    assert statement_id("src-1", span, "f", 0) != statement_id("src-1", span, "f", 1)


def test_every_statement_says_why_in_sentences(read: Read) -> None:
    for one in read(
        "The Arvenian army arrested forty teachers. Article 2 was broken.", side="front"
    ):
        assert one.reasons
        assert all(reason.endswith(".") for reason in one.reasons)
        assert "“" in one.reasons[0]


def test_no_quote_leaves_that_does_not_stand_in_its_source() -> None:
    source = a_source("No prisoner was released.")
    good = a_statement(source, "No prisoner was released")
    wrong = replace(good, quote="No prisoner was freed")
    kept, problems = verified([good, wrong], source)
    assert kept == (good,)
    assert len(problems) == 1
    assert "does not stand" in problems[0].message


def test_the_statement_is_of_the_documents_day(read: Read) -> None:
    (one,) = read("Article 2 has not been implemented.", written="2004-06-01")
    assert one.as_of is not None
    assert one.as_of.edtf == "2004-06-01"


def test_readers_are_found_by_name() -> None:
    assert isinstance(readers()["rules"], RulesReader)


def test_a_passage_without_an_end_is_passed_over_and_told(valley: Agreement) -> None:
    source = a_source("released prisoners and " * 400)
    found = RulesReader().read(source, [valley], NoPlaces())
    assert found.statements == ()
    (problem,) = found.problems
    assert problem.kind == "unread"
    assert "hold no end of a sentence" in problem.message
