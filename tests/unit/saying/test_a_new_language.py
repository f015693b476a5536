"""A translator's way from an empty catalogue to a report in their language."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner
from tests.builders import READER, a_source, an_agreement, bytes_of

from servanda.cli.app import servanda
from servanda.domain.entry import AgreementKept, SourceAdded, SourceRead
from servanda.journal import open_journal

CATALOGUE = r"""
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"

msgctxt "direction of writing"
msgid "ltr"
msgstr "rtl"

msgid "Where it stands"
msgstr "Quo stat"

msgid "In {documents} nobody has marked anything about the keeping of this agreement."
msgstr "Nemo in {documents} notavit."

msgid "{number} document"
msgid_plural "{number} documents"
msgstr[0] "{number} charta"
msgstr[1] "{number} chartis"
"""


def a_dossier(folder: Path) -> Path:
    path = folder / "valley.servanda"
    source = a_source()
    journal = open_journal(str(path), create=True)
    with journal.batch(actor="coder-1") as batch:
        batch.append(AgreementKept(an_agreement()))
        batch.append(SourceAdded(source, bytes_of(source)))
        batch.append(SourceRead(source.id, READER, ()))
    journal.close()
    return path


def test_a_catalogue_that_is_being_written_makes_a_report_in_its_language(tmp_path: Path) -> None:
    """What is translated is said so; what is not yet stays English."""
    catalogue = tmp_path / "xv.po"
    catalogue.write_text(CATALOGUE, "utf-8")
    command = ["report", str(a_dossier(tmp_path)), "-o", str(tmp_path / "site")]
    done = CliRunner().invoke(servanda, [*command, "--language", str(catalogue)])
    assert done.exit_code == 0, done.output
    page = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert '<html lang="xv" dir="rtl">' in page
    assert "Quo stat" in page
    assert "Nemo in 1 charta notavit." in page
    assert "How to read this" in page


def test_a_language_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    command = ["report", str(a_dossier(tmp_path)), "-o", str(tmp_path / "site")]
    done = CliRunner().invoke(servanda, [*command, "--language", "xx"])
    assert done.exit_code != 0
    assert re.search(r"'xx' has no catalogue. There are: en, .*qps-plocm", done.output)
    assert not (tmp_path / "site").exists()


def test_what_a_codebook_says_is_never_taken_for_html(tmp_path: Path) -> None:
    """Words that may be ours or a project's are looked up, and escaped."""
    from servanda.dossier.render import environment  # noqa: PLC0415

    said = environment().from_string("{{ translated(it) }}").render(it="<b>100 %(x)s</b>")
    assert said == "&lt;b&gt;100 %(x)s&lt;/b&gt;"
