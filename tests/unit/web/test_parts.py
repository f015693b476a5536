"""Pages made of parts of a record: the same, word for word, as those of the whole."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from servanda.assessing import assess
from servanda.domain.entry import SensitivityMarked
from servanda.dossier.judged import gather_judgements
from servanda.dossier.layout import lay_out
from servanda.dossier.options import SiteOptions
from servanda.dossier.pages import all_pages
from servanda.dossier.public import public_record
from servanda.dossier.site import make_edition
from servanda.journal import open_journal
from servanda.web.desk import Desk
from servanda.web.entrance.session import Keys

from .conftest import HOST
from .test_pages import placed

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "benchmarks"))
from desk_dossier import Size, build


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty statements of every kind in sources that copy one another, ruled on, rated, graded."""
    return build(Size(60, 6, 12, 4), folder=tmp_path_factory.mktemp("made-up"))


def told(html: str) -> str:
    found = re.search(r"<body.*</footer>", html, re.S)
    assert found
    return re.sub(r"\s+", " ", placed(found[0]))


def compare(path: Path) -> int:
    """Read every page from the whole and from its part; gives how many there are."""
    journal = open_journal(str(path), readonly=True)
    record, history = journal.record(), tuple(journal.entries())
    record = public_record(record)
    edition = make_edition(record, assess(record), SiteOptions(history=history))
    judged = gather_judgements(edition)
    desk = Desk(path, Keys(b"s" * 32, path), frozenset({HOST}))
    number = 0
    for page in all_pages(edition, lay_out(edition), judged):
        with desk.parts(journal) as parts:
            alone = parts.report(page.path).page(page.path)
            assert alone is not None, page.path
            assert told(alone.html) == told(page.html), page.path
        number += 1
    desk.close()
    journal.close()
    return number


def test_a_page_of_a_part_says_what_the_page_of_the_whole_says(made_up: Path) -> None:
    assert compare(made_up) > 150


def test_what_is_hidden_is_hidden_in_parts_as_in_the_whole(made_up: Path, tmp_path: Path) -> None:
    """A source, a statement of another, and a name that stands in many texts."""
    path = tmp_path / "hidden.servanda"
    path.write_bytes(made_up.read_bytes())
    journal = open_journal(str(path))
    sources = journal.outline().sources
    one = next(iter(journal.statements(source=sources[1].id)))
    with journal.batch(actor="coder-1") as batch:
        batch.append(SensitivityMarked("source", sources[0].id, True))
        batch.append(SensitivityMarked("statement", one.id, True))
        batch.append(SensitivityMarked("person", "Office 2", True))
    journal.close()
    compare(path)
