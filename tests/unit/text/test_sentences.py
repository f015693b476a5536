"""Sentences and paragraphs: where one ends, to the letter."""

from __future__ import annotations

import pytest

from servanda.domain.span import Span
from servanda.text.sentences import paragraphs, sentences


def cut(text: str) -> list[str]:
    return [span.cut(text) for span in sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["The army left.", "Nobody returned."],
        ["The towns (see No. 5) were shelled.", "12 people fled."],
        ["Mr. Smith met Gen. Jones at 5 p.m. in the hall.", "They agreed."],
        ["Arms, uniforms, etc. were sent.", "Money, food, etc.", "Some came late."],
        ["In Kuqa [Kuche] it was calm.", "In Akou [sic], too."],
        ["He said (it was late. Nobody heard) that he knew.", "She did not."],
        ['"We will leave."', "They left."],
        ["F. 17, Op. 128, D. 391, ll. 115-119 holds it.", "It is a copy."],
        ["The U.S. Army left the U.S.", "The others stayed."],
        ["Was it kept?", "No!", "It was not..."],
        ["See Art. 5 and vol. X, p. 12.", "Article 2.1.8 is kept."],
        ["It rose by 3.5 per cent.", "Then it fell."],
        ["J. K. Mensah spoke.", "The chair did not."],
        ["Fighting went on.”", "“Nobody stopped it.”"],
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(parts: list[str]) -> None:
    assert cut(" ".join(parts)) == parts


def test_a_small_letter_after_a_stop_goes_on_with_the_sentence() -> None:
    assert cut("It remains on paper. and it became a trap. So it is.") == [
        "It remains on paper. and it became a trap.",
        "So it is.",
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_headings_lists_and_paragraphs_end_sentences_without_a_stop(newline: str) -> None:
    parts = ["Article 1: Elections", "The parties shall:", "1. hold elections;", "2. count votes"]
    text = newline.join(parts) + newline * 2 + "Signed in one copy"
    assert cut(text) == [*parts, "Signed in one copy"]


def test_a_bullet_is_no_part_of_its_sentence() -> None:
    assert cut("They shall:\n• leave\n\uf0b7 Return") == ["They shall:", "leave", "Return"]


def test_a_line_wrapped_by_hand_does_not_end_a_sentence() -> None:
    assert cut("The parties shall withdraw to the\nPresident's line within\nthirty days.") == [
        "The parties shall withdraw to the\nPresident's line within\nthirty days."
    ]


def test_a_line_that_nobody_wrapped_is_a_paragraph() -> None:
    long = "The " + "very " * 60 + "long line ends"
    assert len(paragraphs(f"A heading\n{long}\n{long}")) == 3


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("协议没有执行。选举没有举行！为什么？", 3),
        ("لم ينفذ الاتفاق. ما السبب؟ لا أحد يعلم.", 3),
        ("समझौता लागू नहीं हुआ। चुनाव नहीं हुए।", 2),
        ("Соглашение не выполнено. Выборы не проведены.", 2),
    ],
)
def test_other_scripts_end_their_sentences_too(text: str, count: int) -> None:
    assert len(sentences(text)) == count


def test_only_the_stretch_asked_for_is_read() -> None:
    text = "One. Two. Three."
    assert sentences(text, 5, 9) == [Span(5, 9)]


def test_emoji_and_combining_marks_keep_offsets_exact() -> None:
    text = "😀 e\u0301crit. Deux\u0308!"
    assert [text[s.start : s.end] for s in sentences(text)] == ["😀 e\u0301crit.", "Deux\u0308!"]
