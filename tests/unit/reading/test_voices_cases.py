"""Chains of voices on a real case: claims in monitors' reports, handed on by press and cable."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.builders import a_source
from tests.unit.reading.conftest import NoPlaces

from servanda.agreements import draft_agreement
from servanda.domain.agreement import Agreement, Party
from servanda.domain.source import Description
from servanda.domain.statement import Statement
from servanda.intake import take_in
from servanda.reading.rules import RulesReader

MILF = Party("milf", "Moro Islamic Liberation Front", ("MILF",))
GPH = Party("gph", "Government of the Philippines", ("GPH", "AFP"))


@pytest.fixture(scope="module")
def agreement(shared: Path) -> Agreement:
    path = shared / "cases" / "bangsamoro" / "agreements" / "867.html"
    drafted = draft_agreement(take_in(path.read_bytes(), path.name), key="fab").agreement
    return Agreement(drafted.key, drafted.title, parties=(MILF, GPH), provisions=drafted.provisions)


def read(text: str, agreement: Agreement, *creators: str) -> list[Statement]:
    source = a_source(text, description=Description(language="en", creators=creators))
    return list(RulesReader().read(source, [agreement], NoPlaces()).statements)


def test_a_claim_in_the_press_inside_a_cable_is_a_chain_of_three(
    shared: Path, agreement: Agreement
) -> None:
    """A consul cables what a newspaper prints of what a party says; the party's words, which the
    monitors' report tells as its claim, are cut from the report while this runs."""
    path = shared / "cases" / "bangsamoro" / "reports" / "report_PH_2.html"
    report = " ".join(take_in(path.read_bytes(), path.name).text.split())
    claim = re.search(r"the MILF claims that it faces [^.]+\.", report)
    assert claim is not None
    told = claim[0].replace("it faces", "the GPH has not implemented the Framework Agreement and")
    found = read(
        f"The agreements bind both parties. According to the Cotabato Gazette, {told}",
        agreement,
        "Consul in Davao",
    )
    assert [(one.name, one.role) for one in found[-1].voice] == [
        ("Moro Islamic Liberation Front", "asserts"),
        ("the Cotabato Gazette", "reports"),
        ("Consul in Davao", "reports"),
    ]
    assert found[-1].side == "milf"
    assert [who.party for who in found[-1].about] == ["gph"]


def test_what_a_report_tells_on_a_partys_word_names_party_and_report(
    shared: Path, agreement: Agreement
) -> None:
    """In a report as it is, whoever is quoted asserts and the monitors report."""
    path = shared / "cases" / "bangsamoro" / "reports" / "report_PH_2.html"
    source = take_in(path.read_bytes(), path.name)
    found = RulesReader().read(source, [agreement], NoPlaces()).statements
    handed_on = [one.voice for one in found if len(one.voice) > 1]
    assert handed_on
    assert {voice[0].role for voice in handed_on} == {"asserts"}
    assert {one.role for voice in handed_on for one in voice[1:]} == {"reports"}
