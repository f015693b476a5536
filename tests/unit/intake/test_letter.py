"""The real letter: whose words are whose, and what its page says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.domain.source import ArchiveReference, Source
from servanda.domain.span import Span
from servanda.intake import take_in
from servanda.intake.templates import built_in_templates

#: Words by which a place in the letter is found again, and the layer that they belong to.
PLACES = {
    "Skip to content": "furniture/navigation",
    "July 12, 1947": "archive/date",
    "Letter from": "archive/title",
    "made possible with": "archive/credit",
    "Translation from": "archive/credit",
    "Having found out": "author/body",
    "3rd point": "author/body",
    "Please pardon us": "author/body",
    "With respect": "author/signature",
    "NOTE:": "author/note",
    "12 July 1947": "author/signature",
    "and a colleague asks": "archive/summary",
    "Document Information": "archive/information",
    "RGASPI": "archive/information",
    "welcomes reuse": "archive/rights",
    "To enquire about": "archive/rights",
    "Record ID": "archive/information",
}


@pytest.fixture(scope="module", params=["with templates", "by general rules"])
def letter(request: pytest.FixtureRequest, letter_path: Path) -> Source:
    templates = built_in_templates() if request.param == "with templates" else ()
    return take_in(letter_path.read_bytes(), letter_path.name, templates=templates)


def test_the_text_is_the_file(letter: Source, letter_path: Path) -> None:
    assert letter.text == letter_path.read_bytes().decode("utf-8")
    assert letter.problems == ()


@pytest.mark.parametrize(("words", "layer"), PLACES.items())
def test_each_part_has_its_layer(letter: Source, words: str, layer: str) -> None:
    assert letter.text.count(words) == 1
    at = letter.text.index(words)
    (found,) = [one for one in letter.layers if one.start <= at < one.end]
    assert f"{found.layer}/{found.part}" == layer


def test_the_author_has_one_body(letter: Source) -> None:
    assert [one.part for one in letter.layers if one.layer == "author"] == [
        "body",
        "signature",
        "note",
        "signature",
    ]


def test_the_description_is_read_from_the_page(letter: Source) -> None:
    known = letter.description
    assert known.written == "1947-07-12"
    assert known.title is not None
    assert known.title.startswith("Letter from Ahmetjan Qasimi")
    assert known.creators == ("Ahmetjan Qasimi", "Rahim Jan Sabri")
    (recipient,) = known.recipients
    assert recipient.startswith("Mr. Savel'yev, Consul General")
    assert (known.language, known.original_language) == ("en", "ug")
    assert (known.translator, known.obtained_by) == ("Gary Goldberg", "Jamil Hasanli")
    assert known.reference == ArchiveReference(
        text="RGASPI F. 17, Op. 128, D. 391, ll. 115-119",
        repository="RGASPI",
        fond="17",
        opis="128",
        delo="391",
        leaves="115-119",
    )
    assert known.rights is not None
    assert (known.record_id, known.complete, known.side) == (None, None, None)


def test_the_template_names_its_publisher(letter: Source) -> None:
    if letter.template:
        assert letter.template == "wilson-center-digital-archive"
        assert letter.description.publisher == "Wilson Center Digital Archive"
    else:
        assert letter.description.publisher is None


def test_the_brackets_have_their_kinds(letter: Source) -> None:
    kinds = {letter.text[one.start : one.end]: one.part for one in letter.brackets}
    assert kinds["[Kuche]"] == kinds["[Yutian]"] == kinds["[Tacheng or Qoqek]"] == "modern-name"
    assert (
        kinds["[their]"] == kinds["[you]"] == kinds["[them]"] == kinds["[Ahmetjan]"] == "supplied"
    )
    assert kinds["[sic]"] == "sic"
    assert kinds["[travlya]"] == "source-word"
    assert kinds["[Batyr's]"] == "supplied"
    assert kinds["[Osman Batur’s]"] == "modern-name"
    assert len(letter.brackets) == letter.text.count("[")


def test_brackets_lie_within_one_layer(letter: Source) -> None:
    for one in letter.brackets:
        layers = [
            layer
            for layer in letter.layers
            if Span(layer.start, layer.end).overlaps(Span(one.start, one.end))
        ]
        assert len(layers) == 1
