"""What others recorded since a page was shown, in a few words: who did what, never on what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable

from servanda.dossier.public import Blackened
from servanda.journal import Journal
from servanda.saying import _, counted, listed
from servanda.web.paging import entries_named

#: So many entries are looked at; of more it is said that there is much.
MOST = 500
#: So many people are named.
MOST_NAMED = 3


def news_since(
    journal: Journal, since: int, *, own: Collection[range] = (), include_sensitive: bool
) -> list[str]:
    """Give what was recorded after entry `since`, a sentence for each person.

    Args:
        journal: The dossier's book.
        since: The number of the last entry that the page showed.
        own: Numbers of entries that this page itself recorded, which are no news to it.
        include_sensitive: Whether names that are marked are told.
    """
    did: dict[str, Counter[str]] = {}
    for looked, leaf in enumerate(journal.leaves(since)):
        if looked >= MOST:
            return [_("Much was recorded since.")]
        if any(leaf.number in one for one in own):
            continue
        actor = (leaf.bytes_of("actor") or b"").decode()
        did.setdefault(actor, Counter())[leaf.kind] += 1
    names = Blackened(() if include_sensitive else journal.marked("person"))
    told = [_sentence(names.of(actor) or _("Somebody"), kinds) for actor, kinds in did.items()]
    if len(told) > MOST_NAMED:
        told = [*told[:MOST_NAMED], _("Others recorded something, too.")]
    return told


def _sentence(who: str, kinds: Counter[str]) -> str:
    parts = [_ACTS[kind](number) for kind, number in kinds.items() if kind in _ACTS]
    if not parts or len(parts) < len(kinds):
        others = sum(number for kind, number in kinds.items() if kind not in _ACTS)
        if others:
            parts.append(
                counted(others, "recorded {number} other act", "recorded {number} other acts")
                if parts
                else counted(others, "recorded {number} act", "recorded {number} acts")
            )
    # Translators: {who} is a coder, {did} what they did: "accepted 3 statements".
    return _("{who} {did}.").format(who=who, did=listed(parts))


#: What each kind of entry comes to in words.
_ACTS: dict[str, Callable[[int], str]] = {
    "StatementAccepted": lambda n: counted(
        n, "accepted {number} statement", "accepted {number} statements"
    ),
    "StatementRejected": lambda n: counted(
        n, "rejected {number} statement", "rejected {number} statements"
    ),
    "StatementAmended": lambda n: counted(
        n, "amended {number} statement", "amended {number} statements"
    ),
    "StatementWritten": lambda n: counted(
        n, "wrote {number} statement", "wrote {number} statements"
    ),
    "RulingWithdrawn": lambda n: counted(
        n, "took back {number} ruling", "took back {number} rulings"
    ),
    "SourceAdded": lambda n: counted(n, "added {number} document", "added {number} documents"),
    "SourceRead": lambda n: counted(n, "had {number} document read", "had {number} documents read"),
    "QuestionAsked": lambda n: counted(n, "asked {number} question", "asked {number} questions"),
    "QuestionAnswered": lambda n: counted(
        n, "answered {number} question", "answered {number} questions"
    ),
    "QuestionClosed": lambda n: counted(n, "closed {number} question", "closed {number} questions"),
    "UnitCoded": lambda n: counted(n, "coded {number} unit", "coded {number} units"),
    "UnitSettled": lambda n: counted(n, "settled {number} unit", "settled {number} units"),
    "CellRated": lambda n: counted(n, "rated {number} cell", "rated {number} cells"),
}


def own_ranges(text: str) -> Iterable[range]:
    """Give the ranges of entries that an address names: `12-14,20-20`; nothing of what is none."""
    for part in text.split(",")[:50]:
        if (named := entries_named(part)) is not None:
            yield named
