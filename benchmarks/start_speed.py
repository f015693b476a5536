"""What one page costs as a process of its own: seconds and peak memory of a command.

    python benchmarks/start_speed.py

The gazetteer is built first and not measured. The page and the agreement are the bundled example's.
Best of several runs, by the clock and on the processor; the mark is 1.5 s and 250 MB.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "ili-1946"
AGREEMENT, PAGE = EXAMPLE / "agreement.yaml", EXAMPLE / "letter-1947-07-12-restated.txt"
RUNS = 5


def run(*command: str) -> tuple[float, float, float]:
    """Give the seconds by the clock, those of the processor, and the peak in MB of one command."""
    begun = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-m", "servanda", *command], stdout=subprocess.DEVNULL
    )
    _, status, used = os.wait4(child.pid, 0)
    clock = time.perf_counter() - begun
    if status:
        raise SystemExit(f"servanda {' '.join(command)} ended with status {status}")
    return clock, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def told(name: str, runs: list[tuple[float, float, float]]) -> None:
    clock = min(one for one, _, _ in runs)
    processor = min(one for _, one, _ in runs)
    peak = max(one for _, _, one in runs)
    print(f"| {name} | {clock:.2f} | {processor:.2f} | {peak:.0f} |", flush=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SERVANDA_CACHE"] = folder
        page, dossier = str(PAGE), Path(folder) / "one.servanda"
        run("annotate", page, "--json")
        print("| command | s by the clock | s of processor | peak MB |\n|---|---|---|---|")
        told("annotate, one page", [run("annotate", page, "--json") for _ in range(RUNS)])
        loaded = ("--agreement", str(AGREEMENT))
        told(
            "annotate, with an agreement",
            [run("annotate", page, "--json", *loaded) for _ in range(RUNS)],
        )
        runs = []
        for _ in range(RUNS):
            dossier.unlink(missing_ok=True)
            run("new", str(dossier), *loaded)
            run("add", str(dossier), page)
            runs.append(run("read", str(dossier)))
        told("read, one page", runs)


if __name__ == "__main__":
    main()
