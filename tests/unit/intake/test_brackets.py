"""Brackets by another hand, by kind; the author's own are left alone."""

from __future__ import annotations

import pytest

from servanda.domain.source import Description, Source
from servanda.intake import take_in

TRANSLATED = Description(translator="M. Reed")


def read(text: str, description: Description | None = TRANSLATED) -> Source:
    return take_in(text.encode(), "letter.txt", description=description)


def kinds(source: Source) -> list[tuple[str, str]]:
    return [(source.text[one.start : one.end], one.part) for one in source.brackets]


@pytest.mark.parametrize(
    ("text", "bracket", "kind"),
    [
        ("They fired in Novigrad [Neustadt] at noon.", "[Neustadt]", "modern-name"),
        ("It was in Novigrad [now Neustadt] then.", "[now Neustadt]", "modern-name"),
        ("It was in Novigrad [Neustadt or Newtown].", "[Neustadt or Newtown]", "modern-name"),
        ("It was in 喀什噶尔 and Kashgar [喀什].", "[喀什]", "modern-name"),
        ("We ask [you] to see to it.", "[you]", "supplied"),
        ("They took [their] posts.", "[their]", "supplied"),
        ("The car of [Ivo] Lind was stopped.", "[Ivo]", "supplied"),
        ("The band of Ivo [Lind's] men came.", "[Lind's]", "supplied"),
        ("They sat in Akov [sic] all day.", "[sic]", "sic"),
        ("The hounding [travlja] of the envoys went on.", "[travlja]", "source-word"),
        ("The council [сход] met twice.", "[сход]", "source-word"),
        ("They left [two words illegible] at night.", "[two words illegible]", "comment"),
        ("They left. [Translator's note: by train.]", "[Translator's note: by train.]", "comment"),
        ("It went on [emphasis added] for days.", "[emphasis added]", "comment"),
        ("The [Neustadt] road was shut.", "[Neustadt]", "supplied"),
    ],
)
def test_an_editors_bracket_has_its_kind(text: str, bracket: str, kind: str) -> None:
    assert kinds(read(text)) == [(bracket, kind)]


def test_a_second_bracket_names_what_the_first_went_on_with() -> None:
    """The first carries the ending that the sentence needs; the second has another name for it."""
    source = read("The men of Ivo [Lind's] [Johann Linde's] band came.")
    assert [kind for _, kind in kinds(source)] == ["supplied", "modern-name"]


@pytest.mark.parametrize(
    "text",
    [
        "The parties [...] agreed.",
        "The parties […] agreed.",
        "As was said before [12], the guns remained [a].",
    ],
)
def test_the_authors_own_punctuation_is_no_editors(text: str) -> None:
    assert read(text).brackets == ()


def test_an_abbreviation_is_no_second_name() -> None:
    assert read("The Northern Free Movement [NFM] signed.", None).brackets == ()


def test_disputed_words_of_a_draft_are_the_parties_own() -> None:
    """Drafts put in brackets what is not agreed yet; nobody edited them."""
    source = read("The parties [shall] [should] withdraw [within 30 days].", None)
    assert source.brackets == ()


def test_a_sic_shows_that_an_editor_was_at_work() -> None:
    source = read("They sat in Akov [sic] and asked for [their] posts.", None)
    assert [kind for _, kind in kinds(source)] == ["sic", "supplied"]


def test_brackets_never_closed_cost_nothing() -> None:
    assert read("[" * 50_000).brackets == ()
