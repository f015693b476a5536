"""The bundled example: every fact with its source, every text plainly a restatement."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from servanda.agreements import load_agreement
from servanda.intake import load_sidecar

TEXTS = [
    "letter-1947-07-12-restated.txt",
    "despatch-1947-11-28-restated.txt",
    "telegrams-1946-restated.txt",
    "article-restated.txt",
]


def test_the_agreement_has_the_keys_that_everybody_uses(example: Path):
    agreement = load_agreement(example / "agreement.yaml")
    assert agreement.key == "ili-1946"
    assert [one.key for one in agreement.parties] == ["government", "districts", "ussr"]
    assert {one.key for one in agreement.walk()} >= {
        "elections", "point-3", "culture-freedoms", "release", "no-repression",
        "provincial-government", "military", "army", "detachments", "supply",
        "religion", "language", "taxes", "trade",
    }  # fmt: skip


def test_every_wording_and_every_place_says_where_it_was_read(example: Path):
    agreement = load_agreement(example / "agreement.yaml")
    for provision in agreement.walk():
        assert provision.wordings, provision.key
        assert all(one.kind == "reported" and one.by for one in provision.wordings)
    for place in agreement.territory.places:
        assert place.source, place.id
        assert place.lat is None or "GeoNames" in place.source


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_says_that_it_is_a_restatement_and_whose_voice_it_has(example: Path, name: str):
    text = (example / name).read_text(encoding="utf-8")
    assert text.startswith("A restatement of ")
    assert "It is not the" in text or "It is neither" in text
    described = load_sidecar(example / f"{name}.yaml")
    assert "written for this example" in (described.title or "")
    assert described.side in ("districts", "observer")
    # An article written long after the events is no word of their time.
    assert described.written or "written long after" in " ".join((described.note or "").split())
    assert described.derives_from
    assert (described.note or "").startswith("Not a historical document.")


def test_the_restatement_copies_no_sentence_of_the_letter(example: Path, letter_path: Path):
    letter = " ".join(letter_path.read_text(encoding="utf-8").lower().split())
    text = (example / TEXTS[0]).read_text(encoding="utf-8").lower()
    body = text.split("more than a year", 1)[1]
    for sentence in re.split(r"(?<=[.;])\s+", " ".join(body.split())):
        assert sentence.rstrip(".") not in letter


def test_no_name_of_a_victim_stands_in_the_example(example: Path, letter_path: Path):
    """Names are taken from the letter's own list: what stands between "including" and "others"."""
    letter = letter_path.read_text(encoding="utf-8")
    listed = re.search(r"without a trace, including ([^.]+), and others", letter)
    assert listed
    victims = [part for name in listed[1].split(",") for part in name.split()]
    texts = " ".join(path.read_text(encoding="utf-8") for path in example.iterdir())
    assert not [name for name in victims if re.search(rf"\b{name}\b", texts)]
