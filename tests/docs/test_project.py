"""What the project as a whole promises: licences, locks, documents that stay true."""

from __future__ import annotations

import re
import subprocess
import tomllib
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

import pytest

from servanda.cli.app import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
ALLOWED = re.compile(
    r"\b(MIT|MIT-0|BSD|ISC|Apache|MPL|Mozilla Public|PSF|Python Software Foundation|0BSD|CNRI)\b"
)
FORBIDDEN = re.compile(r"\b(A?GPL|LGPL|GNU|NonCommercial|Non-Commercial|Proprietary)\b", re.I)


def locked(name: str) -> list[str]:
    """The packages of a lock, by name."""
    text = (ROOT / "requirements" / name).read_text()
    return re.findall(r"^([a-z0-9][a-z0-9._-]*)==", text, re.M)


def licence_of(package: str) -> str:
    """All that a package's metadata says about its licence, short texts only."""
    about = metadata(package)
    said = [about.get("License-Expression") or "", (about.get("License") or "")[:300]]
    said += [one for one in about.get_all("Classifier") or [] if one.startswith("License ::")]
    return " | ".join(said)


@pytest.mark.parametrize("package", locked("run.txt"))
def test_every_runtime_dependency_has_a_licence_that_users_may_pass_on(package):
    try:
        said = licence_of(package)
    except PackageNotFoundError:
        pytest.fail(f"{package} is locked and not installed: run `make test` from the lock")
    # A package may offer a choice ("MIT OR LGPL"): then what is allowed may be chosen.
    assert ALLOWED.search(said), said
    assert not FORBIDDEN.search(said) or " OR " in said or " or " in said, said


@pytest.mark.parametrize("lock", LOCKS, ids=lambda one: one.name)
def test_locks_carry_hashes_and_no_host(lock):
    text = lock.read_text()
    packages = re.findall(r"^[a-z0-9][^\n]*==[^\n]*\\$", text, re.M)
    assert packages
    assert text.count("==") == len(packages)
    assert "--hash=sha256:" in text
    assert not re.search(r"https?://|file:|--index-url|--find-links", text)


def test_the_locks_hold_every_declared_dependency():
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    names = {re.match(r"[A-Za-z0-9_.-]+", one)[0].lower().replace("_", "-") for one in declared}
    present = {one.lower().replace("_", "-") for one in locked("run.txt")}
    assert {one.replace(".", "-") for one in names} <= {one.replace(".", "-") for one in present}


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_its_place_in_the_reference(command):
    reference = (ROOT / "docs" / "reference" / "commands.md").read_text()
    assert f"## `servanda {command}`" in reference


def test_every_file_that_the_documents_point_at_is_there():
    for page in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name} points at {target}"


def test_nothing_committed_names_a_registry_or_a_path_of_one_machine():
    """Who clones this has other machines than ours."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("this is no git checkout, so what is committed cannot be listed")
    needles = ("pypi" + ".org", "registry.npm" + "js", "/wo" + "rk/", "/tm" + "p/sv")
    for name in filter(None, listed.stdout.split("\0")):
        data = (ROOT / name).read_bytes() if (ROOT / name).is_file() else b""
        for needle in needles:
            assert needle.encode() not in data, f"{name} holds {needle}"
