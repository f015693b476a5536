"""A side-car says what somebody knows; what is wrong in it is named by its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from servanda.cli.options import described
from servanda.domain.source import ArchiveReference, Description
from servanda.errors import ServandaError, SidecarError
from servanda.intake import load_sidecar
from servanda.intake.sidecar import parse_sidecar


def test_every_field_may_stand_in_it(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt.yaml"
    file.write_text(
        "title: Letter from the council\ncreators: [A. Berg, I. Lind]\nrecipients: Mr. Stone\n"
        "side: council\nwritten: 1951-03-03\nsent: 1951-03?\nreceived: 5 March 1951\n"
        "record_id: 0117\ncomplete: no\nreference: SAR F. 17, Op. 128, D. 391, ll. 5-7\n"
        "derives_from:\n  - src-1\nnote:\n",
        encoding="utf-8",
    )
    assert load_sidecar(file) == Description(
        title="Letter from the council",
        creators=("A. Berg", "I. Lind"),
        recipients=("Mr. Stone",),
        side="council",
        written="1951-03-03",
        sent="1951-03?",
        received="1951-03-05",
        record_id="0117",
        complete=False,
        reference=ArchiveReference(
            "SAR F. 17, Op. 128, D. 391, ll. 5-7", "SAR", "17", "128", "391", "5-7"
        ),
        derives_from=("src-1",),
    )


@pytest.mark.parametrize("text", ["", "\n", "# nothing yet\n"])
def test_an_empty_one_says_nothing(text: str) -> None:
    assert parse_sidecar(text, file="x.yaml") == Description()


def test_a_reference_may_be_given_in_parts() -> None:
    text = "reference:\n  text: Box 5\n  repository: Town archive\n  fond: 0100\n"
    assert parse_sidecar(text, file="x.yaml").reference == ArchiveReference(
        "Box 5", repository="Town archive", fond="0100"
    )


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("titel: x", 2, "`title:`"),
        ("title: {a: 1}", 2, "words"),
        ("title: a\ntitle: b", 3, "second time"),
        ("complete: perhaps", 2, "true or false"),
        ("reference:\n  fond: 1", 3, "`repository:`"),
        ("reference: {text: x, shelf: 2}", 2, "no part"),
        ("written: long ago", 2, "EDTF"),
        ("written: 1951-13-03", 2, "EDTF"),
        ("received: 1951-02-30", 2, "EDTF"),
        ("title: [", 2, "title: Letter"),
        ("a: b: c", 2, "title: Letter"),
        ("creators: [a, {b: c}]", 2, "words"),
    ],
)
def test_what_is_wrong_is_named_by_its_line(text: str, line: int, says: str) -> None:
    with pytest.raises(SidecarError) as caught:
        parse_sidecar(f"side: council\n{text}\n", file="letter.txt.yaml")
    assert f"letter.txt.yaml, line {line}" in str(caught.value)
    assert says in str(caught.value)


@pytest.mark.parametrize("text", ["- a\n- b\n", "just words", "[" * 5_000, "x: &a [*a]"])
def test_what_is_no_side_car_is_one_clear_error(text: str) -> None:
    with pytest.raises(SidecarError):
        parse_sidecar(text, file="x.yaml")


def test_no_program_is_run_by_a_tag() -> None:
    assert parse_sidecar("!!python/name:os.system {}", file="x.yaml") == Description()


def test_a_file_that_is_not_there_or_not_text_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(SidecarError, match="cannot be opened"):
        load_sidecar(tmp_path / "none.yaml")
    (tmp_path / "x.yaml").write_bytes(b"title: a\nnote: \xff\n")
    with pytest.raises(SidecarError, match="line 2"):
        load_sidecar(tmp_path / "x.yaml")
    (tmp_path / "big.yaml").write_bytes(b"#" * 300_000)
    with pytest.raises(SidecarError, match="300,000 bytes"):
        load_sidecar(tmp_path / "big.yaml")


def test_a_flag_takes_the_dates_that_a_side_car_takes() -> None:
    given = described({"described_written": "5 March 1951", "described_sent": "1951-03?"})
    assert given == Description(written="1951-03-05", sent="1951-03?")
    with pytest.raises(ServandaError, match=r"--written is 'sometime in spring'.*EDTF"):
        described({"described_written": "sometime in spring"})
