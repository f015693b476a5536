"""Time and memory of finding places, on this machine.

    python benchmarks/places_speed.py [--cache FOLDER]

Prints one line of JSON: seconds and memory of the one build, then, in a fresh process that finds
the gazetteer built, milliseconds to open it, MB/s of finding names, of the whole room (names judged
and placed), seconds of a first page and the peak of memory. CPU time of one core; the text is made
here, of sentences of ours with names drawn from the gazetteer.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from servanda.domain.agreement import Agreement, Territory
from servanda.domain.source import Source
from servanda.places.cues import english
from servanda.places.finder import Finder
from servanda.places.gazetteer import Gazetteer, open_gazetteer
from servanda.places.mentions import find_hits
from servanda.places.scope import Scope

TERRITORY = Territory(countries=("UA",), divisions=("UA.05", "UA.14"))
SENTENCES = (
    "The observers reached {0} in the morning and counted fourteen violations near {1}.",
    "None of the officials removed from their posts in {0}, {1} and {2} has come back since.",
    "According to residents of {0}, the commander refused to withdraw, and nothing was done.",
    "Both sides agreed that prisoners would be released, but the lists were never exchanged.",
    "In March the Council met again; more was promised than before, and less of it was kept.",
    "The third point was not implemented anywhere, with the exception of the schools in {0}.",
)


def text_of(gazetteer: Gazetteer, megabytes: float) -> str:
    chance = random.Random(1946)
    names = sorted({site.name for site, _ in gazetteer.named_in(TERRITORY.divisions)})
    pieces: list[str] = []
    size = 0
    while size < megabytes * 1e6:
        sentence = chance.choice(SENTENCES).format(*chance.sample(names, 3))
        pieces.append(sentence + ("\n\n" if chance.random() < 0.1 else " "))
        size += len(pieces[-1])
    return "".join(pieces)


def source_of(text: str) -> Source:
    return Source(
        id="bench", digest="", name="bench", media_type="text/plain", size=len(text), text=text
    )


def peak_mb() -> float:
    """The most memory this process held; Linux tells it of the program, not of who started it."""
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(one for one in status.read_text().splitlines() if one.startswith("VmHWM"))
        return round(int(line.split()[1]) / 1024, 1)
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


def measure_build(cache: Path) -> dict[str, float]:
    start = time.process_time()
    open_gazetteer(cache)
    size = sum(one.stat().st_size for one in cache.rglob("*") if one.is_file())
    return {
        "build_s": round(time.process_time() - start, 2),
        "build_peak_mb": peak_mb(),
        "on_disk_mb": round(size / 1e6, 1),
    }


def measure_use(cache: Path) -> dict[str, float]:
    start = time.perf_counter()
    gazetteer = open_gazetteer(cache)
    opened = time.perf_counter() - start
    finder = Finder(gazetteer, [Agreement("bench", "bench", territory=TERRITORY)])
    page = text_of(gazetteer, 0.003)
    start = time.perf_counter()
    finder.find(source_of(page))
    first = time.perf_counter() - start
    text = text_of(gazetteer, 1.0)
    start = time.process_time()
    hits = list(
        find_hits(
            text, 0, len(text), gazetteer=gazetteer, scope=Scope(()), particles=english().particles
        )
    )
    found = time.process_time() - start
    start = time.process_time()
    mentions = finder.find(source_of(text))
    whole = time.process_time() - start
    return {
        "open_ms": round(opened * 1000, 1),
        "first_page_s": round(first, 3),
        "names_mb_per_s": round(len(text) / 1e6 / found, 1),
        "names": len(hits),
        "room_mb_per_s": round(len(text) / 1e6 / whole, 2),
        "mentions": len(mentions),
        "peak_mb": peak_mb(),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--use", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.use:
        print(json.dumps(measure_use(given.cache)))
        return
    with tempfile.TemporaryDirectory() as folder:
        cache = given.cache or Path(folder)
        built = measure_build(cache)
        used = subprocess.run(
            [sys.executable, __file__, "--use", "--cache", str(cache)],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
        print(json.dumps({**built, **json.loads(used.stdout)}))


if __name__ == "__main__":
    main()
