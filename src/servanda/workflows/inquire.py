"""Ask a question on a statement, answer one, close it with what came of it, or take it back."""

from __future__ import annotations

from collections.abc import Iterable

from servanda.assessing.questions import Thread, gather_threads
from servanda.domain.entry import Act, Entry
from servanda.domain.judgement import JudgementWithdrawn
from servanda.domain.question import QuestionAnswered, QuestionAsked, QuestionClosed
from servanda.errors import ServandaError, StaleAct, UnknownThing
from servanda.journal import Journal
from servanda.saying import _
from servanda.workflows.rule import find_statement

KINDS = (QuestionAsked, QuestionAnswered, QuestionClosed)
#: What is longer is a report, and is cited as a source.
LONGEST = 4_000


def threads_in(journal: Journal) -> list[Thread]:
    """Give all questions that stand, oldest first; what is marked sensitive is among them."""
    return gather_threads(journal.judged(*KINDS))


def find_thread(threads: Iterable[Thread], number: int) -> Thread:
    """Give the question that this entry asked.

    Raises:
        UnknownThing: There is none that stands.
    """
    found = {one.number: one for one in threads}
    if number not in found:
        raise UnknownThing("question", str(number), nearest=tuple(map(str, list(found)[-3:])))
    return found[number]


def ask(journal: Journal, id: str, text: str, *, to: str = "", actor: str) -> Entry:
    """Ask something about a statement: of one coder, or of whoever knows.

    Raises:
        UnknownThing: There is no such statement.
        ServandaError: It has no words, or is asked and open already.
    """
    words, to = _words(text, "A question needs its words."), " ".join(to.split())
    if to == actor:
        raise ServandaError(_("A question goes to somebody else: name another coder, or nobody."))
    statement = find_statement(journal, id).id
    with journal.batch(actor=actor) as batch:
        for one in threads_in(journal):
            same = one.statement == statement and one.asked.actor == actor
            if same and one.asked.text == words and not one.closed:
                raise ServandaError(_("You asked this already, and it is open."))
        return batch.append(QuestionAsked(statement, words, to))


def answer(
    journal: Journal, number: int, text: str, *, seen: int | None = None, actor: str
) -> Entry:
    """Answer a question; the asker may add to it in the same way.

    With `seen`, the entry that spoke last when the thread was shown, nothing is recorded if
    somebody spoke meanwhile.

    Raises:
        UnknownThing: There is no such question.
        ServandaError: It is closed, or the answer has no words.
    """
    words = _words(text, "An answer needs its words.")
    with journal.batch(actor=actor) as batch:
        one = _open(journal, number, seen)
        return batch.append(QuestionAnswered(number, one.statement, words))


def close(
    journal: Journal, number: int, outcome: str, *, seen: int | None = None, actor: str
) -> Entry:
    """Close a question with what came of it; `seen` as for `answer`.

    Raises:
        UnknownThing: There is no such question.
        ServandaError: It is closed already, or nothing is said of what came of it.
    """
    words = _words(outcome, "Say what came of the question: a line is enough.")
    with journal.batch(actor=actor) as batch:
        one = _open(journal, number, seen)
        return batch.append(QuestionClosed(number, one.statement, words))


def withdrawals(journal: Journal, entries: Iterable[Entry]) -> list[Act]:
    """Give what takes back these questions, answers and closings; asked within a batch.

    Raises:
        StaleAct: Somebody spoke in the thread since.
    """
    threads = threads_in(journal)
    found: list[Act] = []
    for entry in entries:
        thread = next((one for one in threads if entry.number in _turns(one)), None)
        if thread is None:
            raise StaleAct(_("This was taken back already. Nothing was changed."))
        if thread.last.entry != entry.number:
            last = thread.last.actor or "Somebody"
            raise StaleAct(f"{last} spoke in this thread since. Nothing was taken back.")
        found.append(JudgementWithdrawn(entry.number, "Taken back by the one who said it."))
    return found


def _turns(one: Thread) -> set[int]:
    closed = {one.closed.entry} if one.closed else set()
    return {one.number, *(each.entry for each in one.answers), *closed}


def _open(journal: Journal, number: int, seen: int | None) -> Thread:
    one = find_thread(threads_in(journal), number)
    if one.closed:
        raise StaleAct(
            f"{one.closed.actor or 'Somebody'} closed this question: “{one.closed.text}”. "
            "Nothing was recorded; ask anew if something is still open."
        )
    if seen is not None and one.last.entry != seen:
        raise StaleAct(
            f"{one.last.actor or 'Somebody'} answered since you saw this thread: "
            f"“{one.last.text[:200]}”. Nothing was recorded."
        )
    return one


def _words(text: str, missing: str) -> str:
    words = text.strip()
    if not words:
        raise ServandaError(missing)
    if len(words) > LONGEST:
        raise ServandaError(
            f"These are {len(words):,} letters; at most {LONGEST:,} fit into a thread."
        )
    return words
