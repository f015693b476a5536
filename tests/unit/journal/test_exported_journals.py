"""An exported journal is proved by a short script that knows nothing of us."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.builders import READER, a_source, a_statement, an_agreement, bytes_of

from servanda.domain.entry import (
    AgreementKept,
    PayloadWithheld,
    SourceAdded,
    SourceRead,
    StatementAmended,
    StatementWritten,
)
from servanda.errors import BrokenRecord
from servanda.journal import MEMORY, export_journal, import_journal, open_journal

SCRIPT = Path(__file__).resolve().parents[3] / "scripts" / "verify_journal.py"


def exported() -> list[bytes]:
    """Give the lines of a journal with Arabic and Chinese, and with something withheld."""
    journal = open_journal(MEMORY)
    source = a_source("The road was open. الطريق مفتوح. 道路畅通。 😀 End.")
    other = a_source("Another text.")
    empty = a_source("", data=b"", name="empty.txt")
    with journal.batch(actor="coder-1") as batch:
        batch.append(AgreementKept(an_agreement()))
        for one in (source, other, empty):
            batch.append(SourceAdded(one, bytes_of(one)))
        one, two = a_statement(source, "😀"), a_statement(source, "道路")
        batch.append(SourceRead(source.id, READER, (one, two)))
        batch.append(StatementAmended(one.id, two))
        batch.append(StatementWritten(a_statement(other, "text", reader=None)))
        batch.append(PayloadWithheld("source", other.id, "no consent"))
    stream = io.BytesIO()
    export_journal(journal, stream)
    return stream.getvalue().splitlines(keepends=True)


def verified(folder: Path, lines: list[bytes], *head: str) -> tuple[int, str]:
    """Run the script, apart from everything of ours; gives its exit status and what it says."""
    file = folder / "journal.jsonl"
    file.write_bytes(b"".join(lines))
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(SCRIPT), str(file), *head],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_the_script_is_short_enough_to_be_read() -> None:
    assert len(SCRIPT.read_text().splitlines()) <= 60


def test_a_good_journal_proves_and_its_head_is_said(tmp_path: Path) -> None:
    lines = exported()
    last = json.loads(lines[-1])
    status, said = verified(tmp_path, lines)
    assert (status, said) == (0, f"head 8:{last['hash']} proves\n")
    fourth = json.loads(lines[4])
    assert verified(tmp_path, lines, f"4:{fourth['hash']}")[0] == 0
    assert verified(tmp_path, lines, f"5:{fourth['hash']}")[0] == 1


def changed(at: int, change: Callable[[dict[str, object]], None]) -> list[bytes]:
    lines = exported()
    entry = json.loads(lines[at])
    change(entry)
    lines[at] = json.dumps(entry).encode() + b"\n"
    return lines


@pytest.mark.parametrize(
    ("at", "change", "says"),
    [
        (2, lambda e: e.update(time="1999-01-01T00:00:00Z"), "entry 2: its hash"),
        (2, lambda e: e.update(number=7), "entry 2"),
        (5, lambda e: e["payloads"][1].update(bytes="AAAA"), "entry 5: its payload act"),
        (5, lambda e: e["payloads"][2].update(salt="AAAA"), "entry 5: its payload statement"),
        (5, lambda e: e["payloads"][2].update(bytes=None, salt=None), "entry 5: a payload is gone"),
        (8, lambda e: e.update(withheld=[]), "entry 8: its hash"),
    ],
)
def test_what_was_changed_is_named(
    tmp_path: Path, at: int, change: Callable[[dict[str, object]], None], says: str
) -> None:
    lines = changed(at, change)
    status, said = verified(tmp_path, lines)
    assert status == 1
    assert says in said
    with pytest.raises(BrokenRecord):
        list(_imported(lines))


def _imported(lines: list[bytes]) -> list[object]:
    journal = import_journal(io.BytesIO(b"".join(lines)), MEMORY)
    problems = list(journal.check())
    if problems:
        raise BrokenRecord(problems[0].message)
    return []


def test_a_missing_line_is_noticed(tmp_path: Path) -> None:
    lines = exported()
    assert verified(tmp_path, lines[:3] + lines[4:])[0] == 1
    assert verified(tmp_path, lines[1:])[0] == 1
    assert verified(tmp_path, [])[0] == 1


def test_a_quote_forged_with_a_whole_new_chain_is_noticed(tmp_path: Path) -> None:
    """Who forges a quote and reckons every hash anew still has to put it into the text."""
    sys.path.insert(0, str(SCRIPT.parent))
    from hashlib import sha256  # noqa: PLC0415

    lines = exported()
    previous = json.loads(lines[4])["hash"]
    for at in range(5, len(lines)):
        entry = json.loads(lines[at])
        if at == 5:
            import base64  # noqa: PLC0415

            payload = entry["payloads"][2]
            data = base64.b64decode(payload["bytes"]).replace("😀".encode(), "😡".encode())
            salt = base64.b64decode(payload["salt"])
            payload.update(
                bytes=base64.b64encode(data).decode(), digest=sha256(salt + data).hexdigest()
            )
        entry["previous"] = previous
        covered = {key: entry[key] for key in ("number", "time", "kind", "withheld", "previous")}
        covered["payloads"] = [[one["role"], one["digest"]] for one in entry["payloads"]]
        canonical = json.dumps(covered, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        previous = entry["hash"] = sha256(canonical.encode()).hexdigest()
        lines[at] = json.dumps(entry).encode() + b"\n"
    status, said = verified(tmp_path, lines)
    assert status == 1
    assert "a quote does not stand" in said
