"""A dossier of 20,000 statements in a real browser: its pages open and lead to one another."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.browser.desk import RunningDesk, sit_down

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
from desk_dossier import Size, build

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def large_dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """20,000 statements in 400 sources, made once for all tests."""
    return build(Size(20_000, 400), folder=tmp_path_factory.mktemp("large"))


@pytest.fixture
def desk(large_dossier: Path, tmp_path: Path) -> Iterator[RunningDesk]:
    path = tmp_path / "large.servanda"
    shutil.copy(large_dossier, path)
    with RunningDesk(path, cache=tmp_path / "cache") as opened:
        yield opened


def test_the_pages_of_a_large_dossier_lead_to_one_another(browser, desk: RunningDesk) -> None:
    """From the picture to a promise, to a later part of it, to the words, and to the queue."""
    page = sit_down(browser, desk)
    page.set_default_timeout(60_000)
    page.goto(f"{desk.base}/index.html")
    assert page.locator("h1").inner_text() == "The made-up accord"
    assert "people have accepted" in page.locator(".lead").inner_text()

    page.goto(f"{desk.base}/agreements/accord/provisions/clause-3.html")
    assert page.locator("article.card").count() == 40
    page.locator("nav[aria-label='Parts of this page'] a", has_text="2").first.click()
    assert page.locator("article.card").count() > 0
    number = page.locator("article.card .no").first.inner_text()
    assert number == "41"

    page.locator("article.card a", has_text="In the source").first.click()
    page.wait_for_url("**/sources/**")
    assert page.locator("mark.q").count() > 10
    page.locator(".mini a[href*='statement/']").first.click()
    page.wait_for_url("**#st-*")
    assert page.locator("article.card:target").count() == 1

    page.goto(f"{desk.base}/queue")
    assert page.locator("h1").count() == 1
    assert "still proposed" in page.locator("main").inner_text()
