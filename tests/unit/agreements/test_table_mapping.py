"""A mapping file: what it may say, and that each mistake is told with its line."""

from __future__ import annotations

import pytest

from servanda.agreements.load_table_mapping import Known, parse_table_mapping
from servanda.agreements.table_mapping import Given
from servanda.domain import vocabulary
from servanda.errors import AgreementError, UnknownThing


def known() -> Known:
    """A dossier with one agreement, one promise, one party and one place."""

    def one_of(kind: str, **names: object):
        def find(name: str):
            if name not in names:
                raise UnknownThing(kind, name, nearest=tuple(names))
            return names[name]

        return find

    pam = vocabulary.codebook().scale("pam")
    return Known(
        scale=one_of("scale", pam=pam),
        provision=one_of("provision", roads=("valley", "roads")),
        place=one_of("place", north="north"),
        party=one_of("party", ministry="ministry"),
        side=one_of("side", ministry="ministry", press="press"),
        agreements=("valley",),
    )


BASE = "table: ratings\ncolumns: {provision: P, level: L}\n"


def test_words_are_given_levels_breach_not_knowing_or_nothing():
    found = parse_table_mapping(
        BASE + "values:\n  Good: full\n  Bad: violated\n  n/a: not yet due\n  '-': skip\n"
        "  Same: {level: 2, unknown: carried_forward}\n",
        file="m.yaml",
        known=known(),
    )
    assert found.values["good"] == Given(3)
    assert found.values["bad"] == Given(violated=True)
    assert found.values["n/a"] == Given(unknown="not_yet_due")
    assert found.values["same"] == Given(2, unknown="carried_forward")
    assert any(one.nothing for one in found.values.values())


@pytest.mark.parametrize(
    ("text", "line", "seen"),
    [
        ("table: rating\n", 1, "did you mean 'ratings'"),
        ("columns: {provision: P}\n", 1, "without 'table'"),
        ("table: ratings\n", 1, "without columns"),
        ("table: ratings\ncolumns: {provision: P}\n", 1, "no level"),
        ("table: ratings\ncolumns:\n  provison: P\n", 3, "did you mean 'provision'"),
        (BASE + "values:\n  good: 4\n", 4, "'4' as a value"),
        (BASE + "values:\n  good: 3\n  Good: 2\n", 5, "is compared as"),
        (BASE + "scale: stars\n", 3, "no scale 'stars'"),
        (BASE + "provisions:\n  Ports: ports\n", 4, "no provision 'ports'"),
        (BASE + "parties:\n  They: them\n", 4, "no party 'them'"),
        (BASE + "values:\n  good: '?'\n", 4, "a question mark"),
        (BASE + "periods: '{year}'\n", 1, "beside a column for 'level'"),
        (BASE + "dates: DD.MM\n", 3, "as the form of dates"),
        (BASE + "dates: DD/MM/YYYY/DD\n", 3, "as the form of dates"),
        (BASE + "colour: red\n", 3, "not a field"),
        (BASE + "always: {level: 3}\n", 3, "cannot hold for all rows"),
        ("table: ratings\ncolumns: {provision: P}\nperiods: years\n", 3, "for 'periods'"),
        (
            "table: ratings\ncolumns: {provision: P}\nperiods: '{year}-{year}'\n",
            3,
            "for 'periods'",
        ),
        ("table: events\ncolumns: {text: T}\nkinds:\n  Raid: attack\n", 4, "'attack'"),
        ("table: events\ncolumns: {text: T}\nsides:\n  Radio: radio\n", 4, "no side 'radio'"),
        ("table: events\ncolumns: {text: T}\nalways: {stance: bad}\n", 3, "'bad'"),
        ("table: events\ncolumns: {text: T}\nalways: {place: X}\n", 3, "cannot hold for all"),
        ("table: events\ncolumns: {date: D}\n", 2, "without a column for 'text'"),
    ],
)
def test_a_mistake_is_told_with_its_line(text, line, seen):
    with pytest.raises(AgreementError) as told:
        parse_table_mapping(text, file="m.yaml", known=known())
    assert seen in str(told.value)
    assert told.value.line == line
