"""What translators are given, and what is looked at in what they give back."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

pytest.importorskip("babel")

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "scripts"))

import words  # noqa: E402
from babel.messages.catalog import Catalog, Message  # noqa: E402
from babel.messages.pofile import read_po  # noqa: E402

from servanda.dossier.script_words import SCRIPT_WORDS  # noqa: E402

#: How many of a function's first arguments must stand there as they are.
LITERALS = {"_": 1, "gettext": 1, "ngettext": 2, "pgettext": 2, "npgettext": 3}
SOURCES = ROOT / "src" / "servanda"


@pytest.fixture(scope="module")
def found() -> Catalog:
    return words.find_words()


def test_sentences_are_found_where_they_are_said(found: Catalog) -> None:
    """In a template, in Python, in our TOML files, with its forms and its context."""
    assert found.get("Write a statement")
    assert found.get(("{number} statement", "{number} statements"))
    assert found.get("July", context="month in a date")
    assert found.get("partly kept", context="pictures")
    assert found.get("Nothing was done to carry the provision out.")
    assert found.get("Cease Fire", context="theme")


def test_the_file_for_translators_is_the_same_from_one_run_to_the_next(found: Catalog) -> None:
    """It is made when it is asked for and never committed, so it cannot be out of date."""
    once = words.text_of(found)
    assert once == words.text_of(words.find_words())
    assert 'msgid "Write a statement"' in once


def test_no_catalogue_has_anything_that_must_be_looked_at() -> None:
    wrong = []
    for path in sorted(words.CATALOGUES.glob("*.po")):
        with path.open("rb") as file:
            for one in read_po(file):
                wrong += [f"{path.name}: {one.id!r}: {told}" for told in words.what_is_wrong(one)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("asked", "said", "told"),
    [
        ("Made by {name}", "Von {nome}", "places"),
        ("Made by %(name)s", "Von jemand", "places"),
        ("Made by {name}", "Von {name", "places"),
        ("A <b>bold</b> word", "Ein fettes Wort", "tags"),
        ("A word", 'Ein "Wort"', "quote"),
        (("{number} thing", "{number} things"), ("ein Ding", ""), "plural"),
    ],
)
def test_what_a_translator_overlooked_is_told(asked: object, said: object, told: str) -> None:
    assert any(told in one for one in words.what_is_wrong(Message(asked, said)))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("Made by {name}", "{name} hat das gemacht"),
        (("{number} thing", "{number} things"), ("ein Ding", "{number} Dinge")),
        ("A <b>bold</b> word", "Ein <b>fettes</b> Wort"),
        ("Not yet", ""),
    ],
)
def test_what_is_right_or_not_there_yet_is_let_be(asked: object, said: object) -> None:
    assert not list(words.what_is_wrong(Message(asked, said)))


def test_in_a_template_only_sentences_that_stand_there_are_looked_up() -> None:
    """What `_` gives is HTML as it is: a value that went through it would not be escaped."""
    templates = Environment(extensions=["jinja2.ext.i18n"])
    loose = []
    for path in SOURCES.rglob("*.html"):
        tree = templates.parse(path.read_text("utf-8"))
        for call in tree.find_all(nodes.Call):
            name = call.node.name if isinstance(call.node, nodes.Name) else ""
            sentences = call.args[: LITERALS.get(name, 0)]
            if not all(isinstance(one, nodes.Const) for one in sentences):
                loose.append(f"{path.name}, line {call.lineno}")
    assert not loose, loose


def test_the_script_of_the_report_says_nothing_that_the_page_does_not_translate() -> None:
    script = (SOURCES / "dossier" / "static" / "site.js").read_text("utf-8")
    assert set(re.findall(r'words\("([^"]+)"', script)) == set(SCRIPT_WORDS)
