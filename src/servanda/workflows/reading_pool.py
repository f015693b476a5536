"""Reading in several processes: sources go out, readings come back, the journal stays here."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from servanda.domain.agreement import Agreement
from servanda.domain.source import Source
from servanda.places import open_finder
from servanda.plugins import readers
from servanda.reading.port import Reader, Reading
from servanda.text.port import PlaceFinder
from servanda.workflows.uncollected import uncollected

#: So many parcels for each worker: few enough to cost nothing, many enough to end together.
PARCELS = 8

_bench: tuple[Reader, tuple[Agreement, ...], PlaceFinder]


def read_apart(
    sources: Sequence[Source],
    *,
    reader: str,
    agreements: tuple[Agreement, ...],
    cache: Path,
    workers: int,
) -> Iterator[tuple[Source, Reading]]:
    """Give each source with its reading, in the order given, read in `workers` processes.

    Every process loads the reader and the gazetteer once, and is handed parcels of sources.
    """
    size = max(1, len(sources) // (workers * PARCELS))
    with ProcessPoolExecutor(
        workers,
        # A fork would share the dossier's open file with processes that must not touch it.
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_set_up,
        initargs=(reader, agreements, cache),
    ) as pool:
        yield from zip(sources, pool.map(_read, sources, chunksize=size), strict=True)


def _set_up(reader: str, agreements: tuple[Agreement, ...], cache: Path) -> None:
    global _bench  # noqa: PLW0603 - what a process of the pool is set up with, once
    _bench = (readers()[reader], agreements, open_finder(agreements, cache=cache))


def _read(source: Source) -> Reading:
    reader, agreements, finder = _bench
    with uncollected():
        return reader.read(source, agreements, finder)
