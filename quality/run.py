"""Measure how good the answers are and write it down: a dated page, and the table of the README.

Run `make quality`. It needs the material beside the project (SERVANDA_SHARED, else `../shared`).
Everything is printed as it is, also what falls short.
"""

from __future__ import annotations

import datetime
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("SERVANDA_SHARED") or ROOT.parent / "shared")
AGREEMENT = ["--agreement", "examples/ili-1946/agreement.yaml"]
#: Title of a section -> the script and its arguments.
SECTIONS = {
    "The letter, with its agreement": ["letter.py", *AGREEMENT],
    "The letter, without an agreement": ["letter.py"],
    "Monitors' reports": ["monitors.py"],
    "Monitors' reports, 150 more, seen since they were measured first": ["monitors.py", "--held"],
    "Monitors' reports, 100 that no rule was mended on": ["monitors.py", "--held2"],
    "Dates": ["dates.py"],
    "Places": ["places.py"],
    "Actors": ["actors.py"],
}
BLOCK = re.compile(r"(<!-- measured: quality -->\n).*?(<!-- end -->)", re.DOTALL)


def run(arguments: list[str]) -> str:
    """Give what one script of this folder prints."""
    script = Path(__file__).with_name(arguments[0])
    if not script.is_file():
        return "not measured: there is no such script yet\n"
    done = subprocess.run(
        [sys.executable, str(script), *arguments[1:]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout or f"exit {done.returncode}: {done.stderr.strip()[-400:]}\n"


def measured(arguments: list[str]) -> Any:
    """Give the figures that one script prints as JSON."""
    return json.loads(run([*arguments, "--json"]))


def share(pair: list[int]) -> str:
    """Give "43/46 (.93)"."""
    return f"{pair[0]}/{pair[1]} ({pair[0] / pair[1]:.2f})" if pair[1] else "0/0"


def readme_table() -> str:
    """Give the README's table, from the figures themselves."""
    rows: list[tuple[str, str, str]] = []
    for name, arguments in (
        ("with its agreement", ["letter.py", *AGREEMENT]),
        ("without an agreement", ["letter.py"]),
    ):
        found = measured(arguments)
        fields = found["fields"]
        rows += [
            (f"The letter, {name}: statements found", share(found["recall"]), "≥ .85"),
            (f"The letter, {name}: proposals that are right", share(found["precision"]), "≥ .80"),
            (
                f"The letter, {name}: stance · kind · party judged",
                " · ".join(share(fields[one]) for one in ("stance", "kind", "about")),
                "≥ .90 · .80 · .80",
            ),
            (
                f"The letter, {name}: the same, only gold's first reading accepted",
                " · ".join(share(fields[f"{one} strict"]) for one in ("stance", "kind", "about")),
                "–",
            ),
        ]
    for name, arguments in (
        ("mended on", ["monitors.py"]),
        ("mended on", ["monitors.py", "--held"]),
        ("never mended on", ["monitors.py", "--held2"]),
    ):
        rows += monitor_rows(name, measured(arguments))
    lines = ["| what | measured | mark |", "|---|---|---|"]
    lines += [f"| {what} | {value} | {mark} |" for what, value, mark in rows]
    return "\n".join(lines)


def monitor_rows(name: str, monitors: Any) -> list[tuple[str, str, str]]:
    """Give the README's rows for one gold of monitors' sentences."""
    low, high = monitors["intervals"]["macro-F1"]
    figures = monitors["figures"]
    lead = f"Monitors' reports, {monitors['sentences']} sentences {name}"
    return [
        (
            f"{lead}: kept / not kept / none, macro-F1 (with the readings gold accepts)",
            f"{figures['macro-F1']:.2f}, {low:.2f} to {high:.2f} "
            f"({figures['macro-F1 with leave']:.2f})",
            "≥ .65, aim .80",
        ),
        (
            f"{lead}: statement or none, precision · recall",
            f"{figures['statement precision']:.2f} · {figures['statement recall']:.2f}",
            "–",
        ),
        (
            f"{lead}: explicit references, F1",
            f"{figures['references F1']:.2f} ({monitors['references'][1]} in gold)",
            "≥ .95",
        ),
        (
            f"{lead}: party judged, where the sentence names one",
            share(monitors["about where named"]),
            "–",
        ),
    ]


def commit() -> str:
    """Name the commit that is measured."""
    done = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.strip() or "unknown"


def main() -> None:
    """Measure all, print it, write the dated page and the README's table."""
    if not (SHARED / "yardsticks").is_dir():
        sys.exit(
            "Quality is measured on material that is not part of the project; set SERVANDA_SHARED."
        )
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    parts = [f"# Quality on {today}\n", f"Commit {commit()}. `make quality` computes it again.\n"]
    for title, arguments in SECTIONS.items():
        printed = run(arguments)
        print(f"== {title}\n{printed}", flush=True)
        parts.append(f"## {title}\n\n```\n{printed.rstrip()}\n```\n")
    page = ROOT / "docs" / "measures" / f"quality-{today}.md"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("\n".join(parts), encoding="utf-8")
    table = f"{readme_table()}\n\nMeasured on {today}, commit {commit()}; all figures: " + (
        f"[docs/measures/{page.name}](docs/measures/{page.name}).\n"
    )
    readme = ROOT / "README.md"
    readme.write_text(
        BLOCK.sub(lambda found: found[1] + table + found[2], readme.read_text(encoding="utf-8")),
        encoding="utf-8",
    )
    print(page)


if __name__ == "__main__":
    main()
