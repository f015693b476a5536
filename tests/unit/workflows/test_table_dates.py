"""Dates of a table: the stated form, or plain ones; two days are never made one."""

from __future__ import annotations

import pytest

from servanda.workflows.table_dates import DateForms
from servanda.workflows.table_words import NotUnderstood

DAY_FIRST = DateForms(["DD/MM/YYYY", "D.M.YYYY"], language="en")


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("03/04/2021", "2021-04-03"),
        ("3.4.2021", "2021-04-03"),
        ("03/04/2021 14:30", "2021-04-03"),
        ("2021-04-03", "2021-04-03"),
        ("May 2021", "2021-05"),
        ("3 to 5 May 2021", "2021-05-03/2021-05-05"),
    ],
)
def test_the_stated_form_and_plain_dates_are_read(words, edtf):
    assert DAY_FIRST.read(words).edtf == edtf


@pytest.mark.parametrize("words", ["04/13/2021", "31/02/2021", "soon", "the day of 3 May 2021"])
def test_what_is_no_date_of_the_form_is_refused(words):
    with pytest.raises(NotUnderstood, match="no date that can be read"):
        DAY_FIRST.read(words)


def test_without_a_form_a_number_that_may_be_day_or_month_is_refused():
    plain = DateForms([], language="en")
    with pytest.raises(NotUnderstood, match="one of two days"):
        plain.read("03/04/2021")
    assert plain.read("13/04/2021").edtf == "2021-04-13"
    assert DateForms([], language="fr").read("4 mars 2021").edtf == "2021-03-04"
