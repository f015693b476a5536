"""Laws of what a page tells of all statements: columns answer what the whole record answers."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("numpy")
pytest.importorskip("starlette", reason="the extra `web` is not installed")

from tests.properties.test_exploring import SOME, columns_of, records

from servanda.assessing import assess
from servanda.domain.cell import UNMAPPED
from servanda.dossier.edition import Edition, Pair
from servanda.dossier.heard import HeardWhole
from servanda.dossier.layout import lay_out
from servanda.dossier.options import SiteOptions
from servanda.web.heard import HeardColumns


def told(pair: Pair) -> list[Any]:
    """All that a page may print of a cell."""
    found: list[Any] = [pair.word, pair.word_with, pair.ruled, pair.open]
    for picture in (pair.accepted if pair.ruled else None, pair.proposed):
        for one in picture.accounts if picture else ():
            ids = (one.counted, one.beside, one.inherited, one.admissions, one.concessions)
            found += [one.side, one.word, *(tuple(each) for each in (*ids, one.exceptions))]
            found += [len(each) for each in (*ids, one.exceptions)]
    return found


def told_of(pairs: Any) -> Any:
    return {
        key: {party: told(pair) for party, pair in parties.items()}
        for key, parties in pairs.items()
    }


@given(records(), st.sampled_from(["party", "side", "place", "period"]), st.booleans())
@SOME
def test_the_accounts_of_a_row_are_those_of_the_whole(record, columns, own):
    edition = Edition(record, assess(record), SiteOptions())
    whole, parts = HeardWhole(edition), HeardColumns(columns_of(record))
    assert set(parts.rows()) == set(whole.rows())
    for row in whole.rows():
        expected = told_of(whole.pairs(row, columns, own=own))
        found = told_of(parts.pairs_of(edition, row, columns, own=own))
        assert found == expected, row
        assert list(found) == list(expected), row
        assert parts.judging(row) == whole.judging(row)


@given(records())
@SOME
def test_the_accounts_of_a_place_and_of_a_party_are_those_of_the_whole(record):
    edition = Edition(record, assess(record), SiteOptions())
    whole, parts = HeardWhole(edition), HeardColumns(columns_of(record))
    for place in ("land", "valley", "town", "~pass"):
        expected = {key: told(one) for key, one in whole.judged(place=place).items()}
        assert {key: told(one) for key, one in parts.judged_of(place=place).items()} == expected
    for party in ("council", "ministry", "a miller"):
        for agreement in ("accord", "pact"):
            asked = {"agreement": agreement, "party": party}
            expected = {key: told(one) for key, one in whole.judged(**asked).items()}
            assert {key: told(one) for key, one in parts.judged_of(**asked).items()} == expected


@given(records())
@SOME
def test_cards_are_numbered_as_in_the_whole(record):
    edition = Edition(record, assess(record), SiteOptions())
    parts = HeardColumns(columns_of(record))
    for row, placed in lay_out(edition).rows.items():
        if row.key == UNMAPPED and row.agreement:
            continue
        cards = parts.cards(edition, row)
        assert [parts.id_of(one) for one in cards.rows.tolist()] == list(placed.cards), row
        for number, id in enumerate(placed.cards, 1):
            assert cards.number(parts.row_of(id)) == number


@given(records())
@SOME
def test_the_numbers_of_everything_are_those_of_the_whole(record):
    edition = Edition(record, assess(record), SiteOptions())
    whole, parts = HeardWhole(edition), HeardColumns(columns_of(record))
    assert parts.counts() == whole.counts()
    assert parts.by_source() == whole.by_source()
    assert parts.placeless() == whole.placeless()
    assert set(parts.speaking()) == set(whole.speaking())
    assert set(parts.spoken_of()) == set(whole.spoken_of())
    expected = {key: both for key, both in whole.rests().items() if any(both)}
    assert {key: both for key, both in parts.rests().items() if any(both)} == expected
