"""One thread with a journal of its own: work on it goes one after the other."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
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
        return await asyncio.wrap_future(self.start(work))

    def start(self, work: Callable[[Journal], T]) -> Future[T]:
        """Put some work at the end of the lane, without waiting for it."""
        # The language of the request goes with the work.
        context = contextvars.copy_context()
        return self._thread.submit(context.run, self._do, work)

    def _do(self, work: Callable[[Journal], T]) -> T:
        if self._journal is None:
            self._journal = self._open()
        return work(self._journal)

    def _open(self) -> Journal:
        return open_journal(str(self._path), readonly=self._readonly)

    def close(self) -> None:
        """Finish the work in hand and let go of the file."""
        self._finish(wait=True)

    def _finish(self, *, wait: bool) -> None:
        def shut() -> None:
            if self._journal is not None:
                self._journal.close()

        done = self._thread.submit(shut)
        if wait:
            done.result()
        self._thread.shutdown(wait=wait)


async def wait_for(promise: Future[T], *, patience: float | None) -> bool:
    """Wait for a lane's promise; tell whether it is done. What went wrong is its `result()`'s."""
    waiting = asyncio.wrap_future(promise)
    # Whoever asks the promise is told; or else it would be printed as something nobody looked at.
    waiting.add_done_callback(lambda one: one.cancelled() or one.exception())
    await asyncio.wait([waiting], timeout=patience)
    return promise.done()
