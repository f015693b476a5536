"""Which texts repeat one another, told in their own words."""

from __future__ import annotations

import unicodedata

from servanda.domain.span import Span
from servanda.text.likeness import find_likenesses

REPORT = (
    "The council of Norhaven says that the road to the harbour was never opened, that no prisoner "
    "was let go before the winter, and that the schools of the valley have stayed shut since May."
)
OTHER = (
    "In the second quarter the joint commission met four times, agreed on the minutes of all its "
    "meetings but one, and left the question of the budget to a committee of six experts."
)


def test_a_copy_is_found_whatever_its_type_and_lines():
    """Capitals, accents lost, other lines: the same words."""
    copied = REPORT.upper().replace(" ", "\r\n")
    (found,) = find_likenesses({"a": REPORT, "b": copied})
    assert (found.one, found.other, found.kind) == ("a", "b", "copy")
    assert (found.share_of_one, found.share_of_other) == (1.0, 1.0)


def test_different_texts_are_not_alike():
    assert find_likenesses({"a": REPORT, "b": OTHER, "c": "", "d": "Norhaven."}) == []


def test_a_newspaper_that_prints_a_letter_shares_all_of_the_letter():
    paper = f"{OTHER} The letter follows. {REPORT} So far the letter. {OTHER[::-1]}"
    (found,) = find_likenesses({"letter": REPORT, "paper": paper})
    assert found.kind == "shared passages"
    assert found.share_of_one == 1.0
    assert found.share_of_other < 0.6
    (passage,) = found.passages
    assert passage.one.cut(REPORT) == REPORT.rstrip(".")
    assert passage.other.cut(paper) == REPORT.rstrip(".")


def test_a_word_broken_or_misread_here_and_there_leaves_a_near_copy():
    scanned = REPORT.replace("harbour", "har-\nbour").replace("prisoner", "pris0ner")
    (found,) = find_likenesses({"a": REPORT, "b": scanned})
    assert (found.kind, len(found.passages)) == ("near copy", 1)
    assert found.passages[0].words == len(REPORT.split()) - 1


def test_spans_count_code_points_of_each_text_as_it_is():
    text = "📜 " + unicodedata.normalize("NFD", "Ürümqi'de é ") + REPORT
    (found,) = find_likenesses({"a": REPORT, "b": text})
    assert found.passages[0].other.cut(text) == REPORT.rstrip(".")


def test_letters_and_their_combining_marks_are_one_word():
    accented = REPORT.replace("e", "é")
    (found,) = find_likenesses({"a": accented, "b": unicodedata.normalize("NFD", accented)})
    assert found.kind == "copy"


def test_scripts_without_spaces_are_compared_sign_by_sign():
    text = "南北两港之间的道路至今没有开放冬天之前没有任何囚犯获释"
    (found,) = find_likenesses({"a": text, "b": "报载：" + text + "。完"})
    assert found.share_of_one == 1.0
    assert found.passages[0].other.start == 3


def test_words_of_the_agreement_are_free_to_all():
    """Two reports quote the same long article, and share nothing else."""
    one, two = f"{OTHER} {REPORT}", f"{REPORT} {OTHER[::-1]}"
    assert find_likenesses({"a": one, "b": two}) != []
    assert find_likenesses({"a": one, "b": two}, free=[REPORT]) == []


def test_only_the_words_within_the_given_spans_are_compared():
    """The archive's notice stands over both letters; their authors share no words."""
    one, two = f"{REPORT} {OTHER}", f"{REPORT} {OTHER[::-1]}"
    own = {id: [Span(len(REPORT), len(text))] for id, text in {"a": one, "b": two}.items()}
    assert find_likenesses({"a": one, "b": two}, within=own) == []


def test_every_copy_of_an_often_copied_text_is_found_and_a_formula_is_not():
    """Thirty papers print the letter; thirty cables begin with the same banner."""
    texts = {f"paper-{at}": f"{REPORT} Paper {at}." for at in range(30)}
    texts |= {
        f"cable-{at}": f"{REPORT.swapcase()[:75]} " + " ".join(f"word{at}x{i}" for i in range(60))
        for at in range(30)
    }
    found = find_likenesses(texts)
    assert {one.other for one in found} == {f"paper-{at}" for at in range(1, 30)}
