"""Corrected texts: what one would change, and recording it."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

from servanda.web.operations import Asks, Call, Operation, Operations
from servanda.web.routes.api.shown import Mark, Name, Recorded, record
from servanda.web.routes.correct import gazetteer_of, source_to_correct
from servanda.workflows.correct import correct_text, plan_correction, text_mark

#: What one body of a request holds; longer texts are corrected from the command line.
MOST_LETTERS = 200_000
Text = Annotated[
    str,
    Meta(min_length=1, max_length=MOST_LETTERS, description="The whole text as it should read."),
]


class AskedPlan(Asks, frozen=True):
    """What a corrected text would change."""

    source: Name
    text: Text


class Correct(Asks, frozen=True):
    """A corrected text takes the place of a source's; `seen` is the mark that the plan gave."""

    source: Name
    text: Text
    seen: Mark


class LookAgain(msgspec.Struct, frozen=True):
    """A statement that people ruled on, and how it would read; "" where its words are gone."""

    statement: str
    read: str
    reads: str


class Plan(msgspec.Struct, frozen=True):
    """How many rulings would go over, how many proposals would be left, what to look at again."""

    seen: str
    carried: int
    proposed: int
    doubtful: tuple[LookAgain, ...]


def plan_correction_of_text(call: Call, asked: AskedPlan) -> Plan:
    """What a corrected text would change; nothing is recorded."""
    source_to_correct(call.desk, call.journal, asked.source)
    planned = plan_correction(
        call.journal, asked.source, asked.text.encode(), cache=gazetteer_of(call.desk)
    )
    return Plan(
        text_mark(call.journal, asked.source),
        planned.carried,
        planned.proposed,
        tuple(LookAgain(one.earlier.id, one.earlier.quote, one.words) for one in planned.doubtful),
    )


def correct_source(call: Call, asked: Correct) -> Recorded:
    """Put a corrected text in the place of a source's, and carry over the rulings on it."""
    source_to_correct(call.desk, call.journal, asked.source)
    return record(
        call,
        lambda: correct_text(
            call.journal,
            asked.source,
            asked.text.encode(),
            cache=gazetteer_of(call.desk),
            actor=call.coder,
            seen=asked.seen,
        ),
    )


OPERATIONS: Operations = [
    Operation("POST", "/api/corrections/plan", AskedPlan, Plan, plan_correction_of_text, "pages"),
    Operation("POST", "/api/corrections", Correct, Recorded, correct_source),
]
