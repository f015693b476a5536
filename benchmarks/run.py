"""Run every benchmark and write what they print into a dated page of docs/measures/."""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
#: What is no measurement: this, and what makes a dossier to measure on.
OTHERS = {"run.py", "desk_dossier.py"}
SCRIPTS = sorted(one for one in Path(__file__).parent.glob("*.py") if one.name not in OTHERS)


def run(script: Path, *, timeout_seconds: int) -> str:
    """Give what one benchmark prints, or why it could not be run."""
    try:
        done = subprocess.run(
            [sys.executable, str(script)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=timeout_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"stopped after {timeout_seconds} s\n"
    return done.stdout or f"exit {done.returncode}: {done.stderr.strip().splitlines()[-1:]}\n"


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


#: What the README shows: words, the mark, the benchmark, and where its figure is printed there.
SHOWN = (
    ("HTML pages taken in per second", "≥ 500", "intake_speed", r'html_pages_per_second": (\d+)'),
    ("PDF, times bare pypdfium2", "≤ 1.5", "intake_speed", r'times_bare_pypdfium2": ([\d.]+)'),
    ("reading, MB/s on one core", "≥ 1", "reading_speed", r"4 million.*\| ([\d.]+) \| [\d.]+ \|$"),
    (
        "the same, compiled (`make compiled`)",
        "–",
        "reading_speed",
        r"4 million[^|\n]*, compiled \|.*\| ([\d.]+) \| [\d.]+ \|$",
    ),
    ("reading, times spaCy's small pipeline", "≥ 30", "reading_speed", r"Ours is (\d+) times"),
    ("one page annotated by a new process, s", "≤ 1.5", "start_speed", r"one page \| ([\d.]+)"),
    ("two processes reading, times one", "≥ 1.7", "workers_speed", r"ratio ([\d.]+)"),
    ("gazetteer: built once, s", "–", "places_speed", r'build_s": ([\d.]+)'),
    ("gazetteer: opened in ms", "–", "places_speed", r'open_ms": ([\d.]+)'),
    ("places: peak memory, MB", "< 250", "places_speed", r'"peak_mb": ([\d.]+)'),
    ("statements written per second", "≥ 20,000", "journal_speed", r"^write +([\d,]+)"),
    ("statements checked per second", "≥ 50,000", "journal_speed", r"^check +([\d,]+)"),
    ("ranked search, ms", "≤ 10", "journal_speed", r"two words +([\d.]+)"),
    ("matrix 60 × 30 × 40, ms", "≤ 50", "journal_speed", r"^matrix \S+ +([\d.]+)"),
    (
        "leave one out, 100,000 statements, 578 provisions, s",
        "seconds",
        "sensitivity_speed",
        r'provision_s": ([\d.]+)',
    ),
    ("brief of the same, s", "≤ 30", "brief_speed", r'brief_seconds": ([\d.]+)'),
    (
        "desk of 20,000 statements: a page at the median, ms",
        "≤ 100",
        "desk_speed",
        r"all pages +(\d+)",
    ),
    ("the same, 95 of 100 pages, ms", "≤ 300", "desk_speed", r"all pages +\d+ +(\d+)"),
    (
        "site of 578 provisions × 32 places × 40 quarters, s",
        "≤ 10",
        "site_speed",
        r"barometer.*'seconds': ([\d.]+)",
    ),
    (
        "site of 20,000 statements in 500 sources, s",
        "≤ 30",
        "site_speed",
        r"many.*'seconds': ([\d.]+)",
    ),
)
BLOCK = re.compile(r"(<!-- measured: speed -->\n).*?(<!-- end -->)", re.DOTALL)


def readme_table(page: str) -> str:
    """Give the README's table out of a page of printed figures."""
    sections = dict(re.findall(r"^## (\w+)\n\n```\n(.*?)```", page, re.DOTALL | re.MULTILINE))
    lines = ["| what | measured | mark |", "|---|---|---|"]
    for what, mark, name, pattern in SHOWN:
        found = re.search(pattern, sections.get(name, ""), re.MULTILINE)
        lines.append(f"| {what} | {found[1] if found else 'not measured'} | {mark} |")
    return "\n".join(lines)


def write_readme(page: Path) -> None:
    """Put the table of a dated page into the README."""
    table = readme_table(page.read_text(encoding="utf-8"))
    told = f"{table}\n\nAll figures, and the commit: [{page.name}](docs/measures/{page.name}).\n"
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    readme.write_text(BLOCK.sub(lambda found: found[1] + told + found[2], text), encoding="utf-8")


def main() -> None:
    """Run all, or those named; print and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="names of benchmarks; all if none is given")
    parser.add_argument("--timeout", type=int, default=900, help="seconds for one benchmark")
    wanted = parser.parse_args()
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    page = ROOT / "docs" / "measures" / f"benchmarks-{today}.md"
    parts = [
        f"# Benchmarks of {today}\n",
        f"Commit {commit()}; {os.cpu_count()} cores, Python {platform.python_version()}, "
        f"{platform.system()} {platform.machine()}. The machine is shared and noisy: "
        "read the ratios.\n",
    ]
    for script in SCRIPTS:
        if wanted.names and script.stem not in wanted.names:
            continue
        print(f"{script.stem} ...", file=sys.stderr, flush=True)
        printed = run(script, timeout_seconds=wanted.timeout)
        print(printed, flush=True)
        parts.append(f"## {script.stem}\n\n```\n{printed.rstrip()}\n```\n")
    if not wanted.names:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text("\n".join(parts), encoding="utf-8")
        write_readme(page)
        print(page)


if __name__ == "__main__":
    main()
