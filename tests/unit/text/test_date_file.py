"""A newcomer's `dates.toml`: what it may leave out, and how a mistake is named."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from servanda.errors import ServandaError
from servanda.text import date_file as of_file
from servanda.text import events, plausible
from servanda.text.dates import find_dates

PAGE = Path(__file__).resolve().parents[3] / "docs/how-to/add-a-language.md"


@pytest.fixture
def spanish(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """The file that the page shows, as if it lay beside the others."""
    words = tomllib.loads(PAGE.read_text("utf-8").split("```toml\n")[1].split("```")[0])
    monkeypatch.setattr(of_file, "vocabulary", lambda language, subject: words)
    caches = (of_file.date_file, plausible.date_words, events._pattern)
    for one in caches:
        one.cache_clear()
    yield words
    for one in caches:
        one.cache_clear()


def edtfs(text: str) -> list[str]:
    return [one.edtf for one in find_dates(text, anchor="2017-07-12", language="es")]


def test_the_file_that_the_page_shows_reads_what_it_says(spanish: dict[str, Any]) -> None:
    assert edtfs("Se firmó el 24 de noviembre de 2016.") == ["2016-11-24"]
    assert edtfs("Nadie vino desde marzo de 2017.") == ["2017-03/.."]
    assert edtfs("La lista es del 05/03/2016.") == ["2016-03-05"]


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("triggers", ["season"], r"es/dates.toml: triggers name 'season', .* no \[words.season\]"),
        ("triggers", [], r"es/dates.toml needs \[words.month\] and triggers"),
        ("atoms", [{"means": "dates", "patterns": ["{month}"]}], r"means 'dates', which is none"),
        ("atoms", [{"means": "date", "patterns": ["{mes}"]}], r"the class 'mes'.*\[words.mes\]"),
        ("atoms", [{"means": "date", "patterns": ["$D"]}], r"names \$D, which \[macros\] lacks"),
    ],
)
def test_a_mistake_is_named_with_its_place(
    spanish: dict[str, Any], key: str, value: object, said: str
) -> None:
    spanish[key] = value
    with pytest.raises(ServandaError, match=said):
        edtfs("en noviembre")
