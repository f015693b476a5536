"""Two processes that read, against one: the mark is 1.7 times as fast, reading alone.

The documents are the bundled example's texts, repeated with a number in each. Times are wall
seconds in one run; the start of the pool (loading reader and gazetteer twice) is told apart.
"""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

from servanda.agreements import load_agreement
from servanda.domain.source import Source
from servanda.intake import take_in
from servanda.places import open_finder
from servanda.plugins import readers
from servanda.workflows.reading_pool import read_apart

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "ili-1946"
COPIES = 300


def documents() -> list[Source]:
    """Give a few hundred different documents of some ten kilobytes."""
    text = "\n\n".join(one.read_text() for one in sorted(EXAMPLE.glob("*.txt")))
    made = []
    for number in range(COPIES):
        data = f"Report number {number}.\n\n{text}\n\n{text}\n".encode()
        made.append(take_in(data, f"report-{number}.txt"))
    return made


def main() -> None:
    """Read all in one process, then in two, and print the ratio."""
    cache = Path(os.environ.get("SERVANDA_CACHE") or tempfile.gettempdir()) / "servanda-bench"
    agreements = (load_agreement(EXAMPLE / "agreement.yaml"),)
    sources = documents()
    size = sum(one.size for one in sources) / 1e6
    finder = open_finder(agreements, cache=cache)
    reader = readers()["rules"]
    reader.read(sources[0], agreements, finder)

    start = time.perf_counter()
    alone = [reader.read(one, agreements, finder) for one in sources]
    one = time.perf_counter() - start

    start = time.perf_counter()
    list(read_apart(sources[:2], reader="rules", agreements=agreements, cache=cache, workers=2))
    begin = time.perf_counter() - start
    start = time.perf_counter()
    apart = [
        reading
        for _, reading in read_apart(
            sources, reader="rules", agreements=agreements, cache=cache, workers=2
        )
    ]
    two = time.perf_counter() - start
    assert apart == alone
    print(f"{len(sources)} documents, {size:.1f} MB")
    print(f"one process   {one:6.2f} s  {size / one:5.2f} MB/s")
    print(f"two processes {two:6.2f} s  of which starting them {begin:.2f} s")
    print(f"ratio {one / (two - begin):.2f} reading alone, {one / two:.2f} with the start")


if __name__ == "__main__":
    main()
