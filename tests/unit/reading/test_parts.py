"""The small machinery: forms of verbs, phrases, stems, words."""

from __future__ import annotations

import pytest

from servanda.domain.agreement import Agreement
from servanda.reading.inflect import verb_forms
from servanda.reading.lexicon import lexicon
from servanda.reading.link import LabelIndex
from servanda.reading.phrases import PhraseTable
from servanda.reading.stems import stem
from servanda.reading.words import Words
from servanda.text.references import find_references


@pytest.mark.parametrize(
    ("plain", "form", "name"),
    [
        ("release", "released", "ed"),
        ("carry", "carries", "s"),
        ("ban", "banned", "ed"),
        ("breach", "breaches", "s"),
        ("break", "broke", "past"),
        ("break", "broken", "part"),
        ("keep", "kept", "ed"),
        ("free", "freeing", "ing"),
    ],
)
def test_verbs_are_inflected_by_rule_and_by_list(plain: str, form: str, name: str) -> None:
    forms = verb_forms(
        plain, irregular={"break": ["broke", "broken"], "keep": ["kept"]}, doubling={"ban"}
    )
    assert forms[form] == name


def test_a_gap_lets_a_few_words_stand_between() -> None:
    table: PhraseTable[str] = PhraseTable()
    table.add(["put", "…", "into", "practice"], "done")
    words = ["they", "put", "the", "whole", "agreement", "into", "practice"]
    assert table.at(words, 1, len(words)) == [("done", 7)]
    far = ["put", *["x"] * 7, "into", "practice"]
    assert table.at(far, 0, len(far)) == []


def test_related_words_meet_in_their_stem() -> None:
    assert stem("elected") == stem("elections") == stem("elect")
    assert stem("organize") == stem("organise")
    assert stem("art") == "art"


def test_words_keep_their_places_and_lose_their_s() -> None:
    text = "The army’s men didn't leave in May."
    words = Words(text, 0, len(text))
    assert words.lower == ["the", "army", "men", "didn't", "leave", "in", "may-month"]
    assert words.possessive == {1}
    assert [text[a:b] for a, b in zip(words.starts, words.ends, strict=True)][1] == "army’s"


def test_a_number_sign_is_no_denial() -> None:
    text = "It adopted Resolution No. 5 and no other."
    assert Words(text, 0, len(text)).lower[3:] == ["no-number", "5", "and", "no", "other"]


def test_small_letters_never_move_a_place() -> None:
    text = "İstanbul İ kept"
    words = Words(text, 0, len(text))
    assert text[words.starts[-1] : words.ends[-1]] == "kept"


def test_the_lexicon_is_named_by_its_content_and_holds_no_names() -> None:
    found = lexicon()
    assert len(found.digest) == 64
    assert found is lexicon()
    assert not any(word[:1].isupper() for word in found.table.first)


def test_a_language_without_a_lexicon_is_an_error() -> None:
    with pytest.raises(KeyError):
        lexicon("xx")


def test_an_agreement_is_known_by_its_title_its_letters_and_how_its_title_begins() -> None:
    """Nobody writes the whole title twice; a report of two agreements means one of them."""
    titles = ("Framework Agreement on the Hills", "Accord of the Lakes")
    index = LabelIndex([Agreement(key, title) for key, title in zip("ab", titles, strict=True)])
    text = "The FAH, the Framework Agreement, the Lake Pact (LP), the Accord of the Lakes."
    found = find_references(text, names=index.names)
    assert [(one.text, index.named(one)) for one in found] == [
        ("The FAH", "a"),
        ("the Framework Agreement", "a"),
        ("the Lake Pact", None),
        ("LP", None),
        ("the Accord of the Lakes", "b"),
    ]
