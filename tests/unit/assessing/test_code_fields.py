"""What coders type, and which word it stands for."""

from __future__ import annotations

import pytest
from tests.builders import a_source, a_statement, an_agreement

from servanda.assessing.code_fields import code_fields, codes_of
from servanda.domain import vocabulary
from servanda.domain.agreement import Agreement, Provision
from servanda.domain.codebook import Codebook, Term
from servanda.domain.coding import FIXED, STATEMENT_FIELDS
from servanda.errors import ServandaError


def field(name: str, *, codebook: Codebook | None = None, scale: str = ""):
    book = codebook or vocabulary.codebook()
    (found,) = code_fields([name], codebook=book, agreements=[an_agreement()], scale=scale)
    return found


@pytest.mark.parametrize(
    ("typed", "means"),
    [("1", "kept"), ("kept", "kept"), ("KEPT", "kept"), ("par", "partly"), ("-", None)],
)
def test_a_number_a_word_or_its_beginning_stands_for_a_word(typed, means):
    assert field("stance").read(typed) == means


@pytest.mark.parametrize(
    ("typed", "says"),
    [("", "no choice"), ("'", "no choice"), ("con", "stands for concession or context")],
)
def test_nothing_is_guessed(typed, says):
    with pytest.raises(ServandaError, match=says):
        field("kind").read(typed)


def test_a_whole_key_is_no_beginning_of_another():
    agreement = Agreement("valley", "V", provisions=(Provision("point-1"), Provision("point-10")))
    (provision,) = code_fields(
        ["provision"], codebook=vocabulary.codebook(), agreements=[agreement]
    )
    assert provision.read("point-1") == "valley/point-1"


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ("2", "2"),
        ("2.0", "2"),
        ("2,0", "2"),
        ("minimum", "1"),
        ("v", "violated"),
        ("no acc", "no_access"),
    ],
)
def test_a_level_is_its_number_or_its_name(typed, means):
    assert field("rating", scale="pam").read(typed) == means


def test_words_that_are_numbers_are_their_own_keys():
    """A team's field has the words 0, 1 and 2: typing 1 means 1, not the first of them."""
    book = Codebook("a", "A", terms=tuple(Term("severity", word, "") for word in "012"))
    assert [field("severity", codebook=book).read(one) for one in "012"] == ["0", "1", "2"]


def test_several_provisions_stand_in_one_order_however_they_are_typed():
    first, second, *_ = [one.key for one in an_agreement().walk()]
    provision = field("provision")
    assert provision.read(f"{second}, {first}") == provision.read(f"{first};{second}")


def test_a_statements_own_fields_are_codes_that_its_fields_take():
    one = a_statement(a_source(), "northern road")
    for code in codes_of(one, (*STATEMENT_FIELDS, "provision", "about")):
        assert field(code.field).read(code.value, keys=False) == code.value


def test_what_is_no_field_to_code_is_refused():
    for name in set(FIXED) - set(STATEMENT_FIELDS) | {"mood"}:
        with pytest.raises(ServandaError, match="no field"):
            field(name)
