"""Documents that came to the desk: taken in and read one after the other, while nobody waits."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Literal

from servanda.domain.problem import Problem
from servanda.domain.source import Description
from servanda.errors import ServandaError
from servanda.journal import Journal, open_journal
from servanda.web.upload import Upload
from servanda.workflows.add_sources import add_sources, find_documents
from servanda.workflows.read_sources import read_sources

#: `waiting` -> `adding` -> `reading` -> `done`; or `stopped`, where the desk was closed or broke.
Stage = Literal["waiting", "adding", "reading", "done", "stopped"]
Fate = Literal["waiting", "added", "known", "refused"]
#: Jobs that wait, and those whose outcome is remembered.
MOST_WAITING = 5
MOST_KEPT = 50
#: So much of a file's bytes is read in this process; more is read in others, which slow nobody.
READ_HERE = 1_000_000


@dataclass(slots=True)
class File:
    """What became of one file: the source it is, and what is wrong with it."""

    name: str
    fate: Fate = "waiting"
    source: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class Job:
    """Files that were sent together, and how far they are."""

    number: int
    coder: str
    files: list[File]
    sensitive: bool
    stage: Stage = "waiting"
    #: Of the reading: documents read, of how many, and statements proposed.
    read: int = 0
    to_read: int = 0
    proposed: int = 0
    #: Why it stopped.
    wrong: str = ""

    @property
    def over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.stage in ("done", "stopped")


class _Stop(Exception):
    """The desk is closed; what was recorded stays."""


@dataclass
class Intake:
    """One thread with a journal of its own: an upload waits for it, and no page does."""

    path: Path
    cache: Path | None
    jobs: OrderedDict[int, Job] = field(default_factory=OrderedDict)

    def __post_init__(self) -> None:
        self._numbers = count(1)
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._journal: Journal | None = None
        self._closing = threading.Event()
        self._work: dict[int, Future[None]] = {}

    def start(
        self,
        upload: Upload | None,
        *,
        coder: str,
        given: Description | None = None,
        sensitive: bool = False,
        read: bool = True,
    ) -> Job:
        """Begin to take files in and to read what is unread; gives the job to look at.

        Raises:
            ServandaError: Too many are waiting.
        """
        if sum(not one.over for one in self.jobs.values()) >= MOST_WAITING:
            if upload is not None:
                upload.drop()
            raise ServandaError(
                "Other documents are still being taken in. Wait until they are, and send yours "
                "again."
            )
        files = find_documents(upload.files) if upload else []
        job = Job(next(self._numbers), coder, [File(one.name) for one in files], sensitive)
        self.jobs[job.number] = job
        while len(self.jobs) > MOST_KEPT:
            oldest = next(iter(self.jobs))
            self.jobs.pop(oldest)
            self._work.pop(oldest, None)
        self._work[job.number] = self._thread.submit(self._do, job, upload, files, given, read)
        return job

    def wait(self, job: Job) -> None:
        """Wait until a job is over."""
        self._work[job.number].result()

    def _do(
        self,
        job: Job,
        upload: Upload | None,
        files: Sequence[Path],
        given: Description | None,
        read: bool,
    ) -> None:
        try:
            if self._journal is None:
                self._journal = open_journal(str(self.path), readonly=False)
            job.stage = "adding"
            self._add(self._journal, job, files, given)
            wanted = not files or any(one.fate == "added" for one in job.files)
            if read and wanted and self.cache is not None:
                job.stage = "reading"
                self._read(self._journal, job, sum(one.stat().st_size for one in files))
            job.stage = "done"
        except _Stop:
            job.stage, job.wrong = "stopped", "The desk was closed."
        except (ServandaError, OSError) as error:
            job.stage, job.wrong = "stopped", str(error)
        except Exception:
            job.stage, job.wrong = "stopped", "Something in the program broke."
            raise
        finally:
            if upload is not None:
                upload.drop()

    def _add(
        self, journal: Journal, job: Job, files: Sequence[Path], given: Description | None
    ) -> None:
        for at, path in enumerate(files):
            self._go_on()
            [added] = add_sources(
                journal,
                [path],
                actor=job.coder,
                given=given,
                sensitive=job.sensitive,
                known_kinds_only=True,
            )
            one = job.files[at]
            one.problems = added.problems
            one.source = added.source.id if added.source else ""
            one.fate = "refused" if added.source is None else "added" if added.new else "known"

    def _read(self, journal: Journal, job: Job, size: int) -> None:
        assert self.cache is not None

        def hear(done: int, total: int, what: str) -> None:
            self._go_on()
            if what:
                job.read, job.to_read = done, total

        run = read_sources(
            journal,
            cache=self.cache,
            actor=job.coder,
            workers=2 if size > READ_HERE else 1,
            progress=hear,
        )
        job.read = job.to_read = run.read
        job.proposed = run.proposed

    def _go_on(self) -> None:
        if self._closing.is_set():
            raise _Stop

    def close(self) -> None:
        """Stop after the document in hand, and let go of the dossier."""
        self._closing.set()

        def shut() -> None:
            if self._journal is not None:
                self._journal.close()

        self._thread.submit(shut).result()
        self._thread.shutdown()
