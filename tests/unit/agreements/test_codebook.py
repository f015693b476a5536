"""A team's codebook: what it may say, and how a mistake is told with its line."""

from __future__ import annotations

import pytest

from servanda.agreements import dump_codebook, parse_codebook
from servanda.domain import vocabulary
from servanda.domain.coding import FIXED
from servanda.errors import AgreementError, UnknownThing

HEAD = "codebook: a\ntitle: Ours\n"
SCALE = HEAD + "scales:\n  s:\n    name: S\n    levels:\n"


def find(id: str) -> str:
    if not id.startswith("st-"):
        raise UnknownThing("statement", id)
    return "st-whole"


def parse(text: str):
    return parse_codebook(text, file="ours.yaml", find=find)


def test_the_codebook_that_a_dossier_starts_with_defines_every_word_that_has_a_meaning():
    codebook = vocabulary.codebook()
    for field, words in FIXED.items():
        assert tuple(one.word for one in codebook.terms if one.field == field) == words
    assert all(one.meaning.endswith((".", '"')) for one in codebook.terms)
    assert len({one.key for one in codebook.rules}) == len(codebook.rules)


def test_what_is_dumped_reads_back_equal():
    codebook = vocabulary.codebook()
    assert parse(dump_codebook(codebook, heading=["mind the\nversion"])) == codebook


def test_short_and_long_forms_mean_the_same():
    codebook = parse(
        SCALE + "      0: no\n      2.5: {name: some, meaning: A part.}\n"
        "terms:\n  mood:\n    calm: Nobody shouts.\n    loud: {meaning: They do., examples: st-1}\n"
        "rules:\n  one: Listen first.\n  two: {text: Then write., added: in May}\n"
    )
    (scale,) = codebook.scales
    assert [(one.value, one.name, one.meaning) for one in scale.levels] == [
        (0, "no", ""),
        (2.5, "some", "A part."),
    ]
    assert codebook.terms[1].examples == ("st-whole",)
    assert [(one.text, one.added) for one in codebook.rules] == [
        ("Listen first.", ""),
        ("Then write.", "in May"),
    ]


def test_kinds_keep_their_order_whatever_a_file_says():
    """Of the kinds the first that fits counts, so their order is no matter of taste."""
    codebook = parse(HEAD + "terms:\n  kind:\n    verdict: x\n    denial: y\n")
    assert [one.word for one in codebook.terms] == ["denial", "verdict"]


WRONG = {
    "nothing": ("", None, "the file is empty"),
    "no version": ("title: Ours\n", 1, "without 'codebook'"),
    "a version with blanks": ("codebook: a b\ntitle: x\n", 1, "the key 'a b'"),
    "a stranger": (HEAD + "scale: x\n", 3, "did you mean 'scales'"),
    "a scale without levels": (HEAD + "scales:\n  s: {name: S}\n", 4, "without levels"),
    "one level": (SCALE + "      0: none\n", 6, "1 level in"),
    "a level that is a word": (SCALE + "      low: none\n      1: x\n", 7, "'low' for a level"),
    "a level that is not a number": (SCALE + "      nan: none\n      1: x\n", 7, "'nan'"),
    "levels that fall": (SCALE + "      1: a\n      0: b\n", 8, "level 0 after 1"),
    "a cap off the scale": (
        SCALE + "      0: a\n      1: b\n    self_report_cap: 3\n",
        9,
        "3 for 'self_report_cap'",
    ),
    "a stance of its own": (
        HEAD + "terms:\n  stance:\n    brokn: x\n",
        5,
        "did you mean 'broken'",
    ),
    "a field that is taken": (HEAD + "terms:\n  about:\n    x: y\n    z: a\n", 4, "'about'"),
    "one word": (HEAD + "terms:\n  mood:\n    calm: x\n", 4, "1 word for your own field"),
    "a rule without text": (HEAD + "rules:\n  one: {added: May}\n", 4, "without 'text'"),
    "a rule that is a list": (HEAD + "rules:\n  one: [a]\n", 4, "a list for rule 'one'"),
    "an example that is none": (
        HEAD + "rules:\n  one:\n    text: x\n    examples: [nowhere]\n",
        6,
        "no statement 'nowhere'",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_mistake_is_told_with_its_line(what: str):
    text, line, seen = WRONG[what]
    with pytest.raises(AgreementError) as error:
        parse(text)
    assert seen in str(error.value)
    assert error.value.line == line
    assert str(error.value).startswith("ours.yaml")
