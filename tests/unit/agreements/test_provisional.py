"""What one document says of an agreement that nobody has given: its parts and its parties."""

from __future__ import annotations

from pathlib import Path

from tests.builders import a_source

from servanda.agreements import dump_agreement, parse_agreement, provisional_agreement
from servanda.domain.agreement import Agreement
from servanda.domain.source import Description, Layer
from servanda.intake import take_in

LETTER = """\
We allow ourselves to write to you as the mediator of the peace agreement between the people of \
the Upper Valley and the Central Lowland government. \
We, the representatives of five parishes, signed it.

The 2nd point of the agreement speaks of the return of the cattle, but no cattle came. \
The 4th point was carried out. In Article 5, paragraph 3 it is said otherwise. \
The Lowland authorities closed the road; the Lowland military command knew of it.

If one turns to those points of the agreement which touch on forest questions one sees nothing. \
The agreement provided for the building of stone bridges in two parishes but they are not built. \
The last point of the agreement forbids revenge. Article 7 of the Constitution was not touched.

The people's representatives who signed the agreement.
"""
WRITTEN = Description(
    title="Letter to the envoy",
    creators=("Anna Berg", "Ivo Lind"),
    recipients=("Mr. Stone, Consul General of the Republic of Coastland in Upper Town",),
    language="en",
)


def provisional(text: str = LETTER, description: Description = WRITTEN) -> Agreement:
    return provisional_agreement(a_source(text, description=description))


def test_provisions_are_the_parts_named_and_are_never_merged():
    agreement = provisional()
    assert [one.key for one in agreement.walk()] == [
        "point-2",
        "point-4",
        "article-5-paragraph-3",
        "forest",
        "stone-bridges",
        "last-point",
    ]
    assert agreement.provisional


def test_a_wording_is_what_the_document_says_of_it():
    cattle = provisional().provision("point-2")
    assert cattle is not None
    assert cattle.labels[0].text == "The 2nd point"
    assert [(one.text, one.kind, one.by) for one in cattle.wordings] == [
        ("the return of the cattle", "reported", "Letter to the envoy")
    ]


def test_parties_come_from_the_documents_words():
    """The writers join the people of the Valley: both call themselves the people."""
    parties = {one.key: one for one in provisional().parties}
    assert list(parties) == ["five-parishes", "central-lowland-government", "republic-coastland"]
    own = parties["five-parishes"]
    assert own.name == "five parishes"
    assert "people of the Upper Valley" in own.aliases
    assert "people's representatives" in own.aliases
    assert own.members == ("Anna Berg", "Ivo Lind")


def test_a_shared_word_tells_the_governments_other_names():
    government = provisional().parties[1]
    assert "Lowland authorities" in government.aliases
    assert "Lowland military command" in government.aliases


def test_the_mediator_is_the_power_that_the_letter_addresses():
    mediator = provisional().parties[2]
    assert mediator.name == "Republic of Coastland"
    assert mediator.role == "mediator"
    assert "the mediator" in mediator.aliases


def test_the_archives_words_make_no_provision():
    catalogue = "Summary: the 9th point of the agreement is discussed.\n\n"
    text = catalogue + LETTER
    source = a_source(
        text,
        description=WRITTEN,
        layers=(
            Layer(0, len(catalogue), "archive", "summary"),
            Layer(len(catalogue), len(text), "author", "body"),
        ),
    )
    assert provisional_agreement(source).provision("point-9") is None


def test_a_document_that_names_nothing_gives_an_empty_agreement():
    agreement = provisional("The weather was fine in the valley.", Description(language="en"))
    assert agreement.provisions == ()
    assert agreement.parties == ()


def test_it_can_be_written_down_and_corrected():
    agreement = provisional()
    assert parse_agreement(dump_agreement(agreement), file="a.yaml") == agreement


def test_the_real_letter(letter_path: Path):
    agreement = provisional_agreement(take_in(letter_path.read_bytes(), letter_path.name))
    keys = [one.key for one in agreement.walk()]
    assert {"point-1", "point-3", "point-5", "point-6", "military", "last-point"} <= set(keys)
    assert len(keys) <= 8
    parties = {one.key: one for one in agreement.parties}
    assert list(parties) == ["three-districts", "central-chinese-government", "ussr"]
    assert "peoples of Xinjiang" in parties["three-districts"].aliases
    assert {"Chinese authorities", "Chinese military command"} <= set(
        parties["central-chinese-government"].aliases
    )
    assert parties["ussr"].role == "mediator"


def test_the_monitors_reports_name_the_same_two_parties(shared: Path):
    found = set()
    for path in sorted((shared / "cases" / "bangsamoro" / "reports").glob("*.html")):
        agreement = provisional_agreement(take_in(path.read_bytes(), path.name))
        found.add(tuple(sorted(one.key for one in agreement.parties if one.role == "party")))
    assert found <= {("gph", "milf"), ("moro-islamic-liberation-front", "philippine-government")}


def test_the_missions_notes_name_no_party_and_none_is_made_up(shared: Path):
    for path in sorted((shared / "cases" / "minsk" / "reports").glob("*.html"))[:40]:
        assert provisional_agreement(take_in(path.read_bytes(), path.name)).parties == ()
