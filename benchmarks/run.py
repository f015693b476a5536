"""Run every benchmark and write what they print into a dated page of docs/measures/."""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS = sorted(one for one in Path(__file__).parent.glob("*.py") if one.name != "run.py")


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
        print(page)


if __name__ == "__main__":
    main()
