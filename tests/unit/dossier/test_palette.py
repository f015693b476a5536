"""Contrast by WCAG 2.2, success criteria 1.4.3 (text, 4.5) and 1.4.11 (shapes, 3)."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from servanda.dossier.palette import DARK, LIGHT, palette_css

THEMES = {"light": LIGHT, "dark": DARK}
GROUNDS = ("paper", "sheet", "tint")
TEXT = ("ink", "soft", "link")
PICTURES = ("kept", "partly", "broken", "mixed", "disputed", "unclear")


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, two: str) -> float:
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def blend(one: str, two: str, share: float) -> str:
    pairs = ((int(one[at : at + 2], 16), int(two[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def test_the_measure_is_the_one_of_the_guidelines() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read_on_every_ground(theme: str) -> None:
    colours = THEMES[theme]
    for ground in (*GROUNDS, "quote"):
        for text in TEXT if ground != "quote" else ("ink",):
            assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)


@pytest.mark.parametrize("theme", THEMES)
def test_the_letter_of_a_mark_can_be_read_on_it(theme: str) -> None:
    colours = THEMES[theme]
    for word in PICTURES:
        assert contrast(colours["on"], colours[word]) >= 4.5, word


@pytest.mark.parametrize("theme", THEMES)
def test_the_letter_of_a_proposal_can_be_read_on_its_hatching(theme: str) -> None:
    """Its own colour on the page's, of which 17 in 100 are mixed in where the lines are."""
    colours = THEMES[theme]
    for word in (*PICTURES, "silent", "unread"):
        for ground in GROUNDS:
            assert contrast(colours[word], colours[ground]) >= 4.5, (word, ground)
            # Half of the ground is hatched.
            hatched = blend(colours[word], colours[ground], 0.17 / 2)
            assert contrast(colours[word], hatched) >= 4, (word, ground)


@pytest.mark.parametrize("theme", THEMES)
def test_lines_that_tell_something_can_be_seen(theme: str) -> None:
    colours = THEMES[theme]
    for line in ("edge", "quote-edge", "focus"):
        for ground in ("paper", "sheet"):
            assert contrast(colours[line], colours[ground]) >= 3, (line, ground)
    assert contrast(colours["coast"], colours["water"]) >= 3


def test_both_themes_have_the_same_colours() -> None:
    assert set(LIGHT) == set(DARK)


def test_the_style_uses_only_colours_of_the_palette() -> None:
    """A colour written into the style would have escaped these tests."""
    style = files("servanda.dossier").joinpath("static/site.css").read_text("utf-8")
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?![^{}]*\{)", style.replace("#h", ""))
    used = set(re.findall(r"var\(--([a-z-]+)\)", style)) - {"serif", "sans", "measure", "c"}
    assert used <= set(LIGHT)


def test_the_reader_can_choose_against_the_system_and_paper_is_always_light() -> None:
    style = palette_css()
    assert "prefers-color-scheme:dark" in style
    assert "[data-theme=light]" in style
    assert "[data-theme=dark]" in style
    assert "@media print" in style
