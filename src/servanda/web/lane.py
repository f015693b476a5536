"""One thread with a journal of its own: work on it goes one after the other."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from servanda.journal import Journal, open_journal

T = TypeVar("T")


class Lane:
    """A journal is used from one thread; a lane is that thread.

    The desk has two, so that nobody who rules waits for somebody else's long page.
    """

    def __init__(self, path: Path, *, readonly: bool) -> None:
        self._path = path
        self._readonly = readonly
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._journal: Journal | None = None

    async def run(self, work: Callable[[Journal], T]) -> T:
        """Do some work with the journal; whatever it raises is raised here."""
        # The language of the request goes with the work.
        context = contextvars.copy_context()
        return await asyncio.get_running_loop().run_in_executor(
            self._thread, context.run, self._do, work
        )

    def _do(self, work: Callable[[Journal], T]) -> T:
        if self._journal is None:
            self._journal = open_journal(str(self._path), readonly=self._readonly)
        return work(self._journal)

    def close(self) -> None:
        """Finish the work in hand and let go of the file."""

        def shut() -> None:
            if self._journal is not None:
                self._journal.close()

        self._thread.submit(shut).result()
        self._thread.shutdown()
