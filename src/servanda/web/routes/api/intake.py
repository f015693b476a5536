"""Documents that come: a file is taken in and read while nobody waits, and how far that is."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from servanda.domain.source import Description
from servanda.errors import UnknownThing
from servanda.web.intake import Fate, Job, Stage
from servanda.web.operations import Asks, Call, Nothing, Operation, Operations
from servanda.web.routes.api.shown import Name, record_of
from servanda.workflows.sides import with_side


class AddSource(Asks, frozen=True, kw_only=True):
    """A document, whose bytes are the body of the request."""

    name: Annotated[Name, Meta(description="What the file is called.")]
    side: Annotated[Name | None, Meta(description="Whose voice it is.")] = None
    sensitive: Annotated[bool, Meta(description="Mark it sensitive from the start.")] = False
    read: Annotated[bool, Meta(description="Have the reader read what is unread.")] = True


class FileTaken(msgspec.Struct, frozen=True):
    """What became of one file; `source` is "" where it was refused, `problems` say why."""

    name: str
    fate: Fate
    source: str
    problems: tuple[str, ...]


class Intake(msgspec.Struct, frozen=True):
    """Files that were sent together, and how far they are; ask again until `over`."""

    number: int
    stage: Stage
    over: bool
    files: list[FileTaken]
    read: int
    to_read: int
    proposed: int
    wrong: str


class Intakes(msgspec.Struct, frozen=True):
    """What was sent since the desk was opened, newest first."""

    intakes: list[Intake]


class AskedIntake(Asks, frozen=True):
    """Which of them."""

    number: Annotated[int, Meta(ge=1, le=2**53)]


def add_source(call: Call, asked: AddSource) -> Intake:
    """Keep a document: its bytes, its words, its description, and have it read.

    The answer comes at once, and is looked at again under /api/intakes/{number}.
    """
    upload = call.upload
    assert upload is not None
    given = None
    if asked.side is not None:
        try:
            given = with_side(record_of(call), Description(side=asked.side))
        except BaseException:
            upload.drop()
            raise
    job = call.desk.intake.start(
        upload, coder=call.coder, given=given, sensitive=asked.sensitive, read=asked.read
    )
    return _shown(job)


def read_sources(call: Call, asked: Nothing) -> Intake:  # noqa: ARG001 - nothing is asked
    """Have the reader read what is unread."""
    return _shown(call.desk.intake.start(None, coder=call.coder))


def list_intakes(call: Call, asked: Nothing) -> Intakes:  # noqa: ARG001 - nothing is asked
    """What was sent since the desk was opened, newest first, and how far it is."""
    return Intakes([_shown(one) for one in list(call.desk.intake.jobs.values())[::-1]])


def show_intake(call: Call, asked: AskedIntake) -> Intake:
    """How far some files are, and what is wrong with each."""
    found = call.desk.intake.jobs.get(asked.number)
    if found is None:
        raise UnknownThing("upload", str(asked.number))
    return _shown(found)


def _shown(job: Job) -> Intake:
    return Intake(
        job.number,
        job.stage,
        job.over,
        [
            FileTaken(one.name, one.fate, one.source, tuple(each.message for each in one.problems))
            for one in job.files
        ],
        job.read,
        job.to_read,
        job.proposed,
        job.wrong,
    )


OPERATIONS: Operations = [
    Operation("POST", "/api/sources", AddSource, Intake, add_source, takes_file=True),
    Operation("POST", "/api/sources/read", Nothing, Intake, read_sources),
    Operation("GET", "/api/intakes", Nothing, Intakes, list_intakes),
    Operation("GET", "/api/intakes/{number}", AskedIntake, Intake, show_intake),
]
