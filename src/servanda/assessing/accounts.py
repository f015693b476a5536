"""How an account and a picture are made. These docstrings are printed in the dossier."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from servanda.assessing.facts import NOT_COUNTED
from servanda.assessing.independence import Lineage
from servanda.domain.cell import NOBODY, Account, AccountWord, Cell, Picture, PictureWord
from servanda.domain.statement import Statement

#: Two sides dispute when such statements of theirs point apart; a mere incident disputes nothing.
JUDGING = frozenset({"verdict", "denial"})


@dataclass(frozen=True, slots=True)
class Emptiness:
    """What to say of a cell in which nothing counts, and why."""

    word: PictureWord
    why: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A statement as it stands in one cell: in its own right, or only inherited."""

    statement: Statement
    inherited: bool = False


def make_account(side: str, standings: Iterable[Standing], *, lineage: Lineage) -> Account | None:
    """Give one side's word in one cell about one party; None if it says nothing that stands there.

    The word is `kept`, `partly` or `broken` when the statements that count agree; `mixed` when
    they say both or name an exception; `unclear` otherwise. Demands and context never count. An
    example or a repeat does not count beside what it exemplifies or repeats, nor does a statement
    that a later one corrects; of sources that are one witness, because each comes from a common
    origin, the nearest to it counts alone. An admission is reported beside the word, and makes it
    only when the side says nothing else.
    """
    own = [one.statement for one in standings if not one.inherited]
    inherited = tuple(one.statement.id for one in standings if one.inherited)
    counted = _without_linked([one for one in own if one.kind not in NOT_COUNTED], own)
    counted = _once_a_witness(counted, lineage)
    deciding = [one for one in counted if one.kind != "admission"] or counted
    if not own and not inherited:
        return None
    ids = {one.id for one in counted}
    return Account(
        side=side,
        word=_word(deciding),
        counted=tuple(one.id for one in counted),
        beside=tuple(one.id for one in own if one.id not in ids),
        inherited=inherited,
        admissions=tuple(one.id for one in counted if one.kind == "admission"),
        concessions=tuple(one.id for one in counted if one.kind == "concession"),
        exceptions=tuple(one.id for one in counted if one.exceptions),
    )


def _without_linked(candidates: list[Statement], own: Sequence[Statement]) -> list[Statement]:
    """Leave out examples and repeats of what counts here, and what a later statement corrects."""
    if not any(one.links for one in own):
        return candidates
    here = {one.id for one in candidates}
    corrected = {
        link.id for one in own for link in one.links if link.type == "corrects" and link.id in here
    }
    return [
        one
        for one in candidates
        if one.id not in corrected
        and not any(
            link.type in ("example_of", "repeats") and link.id in here for link in one.links
        )
    ]


def _once_a_witness(statements: list[Statement], lineage: Lineage) -> list[Statement]:
    """Leave out what says the same as another source of the same witness."""
    if not any(lineage.derived(one.source) for one in statements):
        return statements
    sources: dict[str, list[str]] = {}
    for one in statements:
        sources.setdefault(one.stance, []).append(one.source)
    counts = {
        (stance, witness.sources[0])
        for stance, said in sources.items()
        for witness in lineage.witnesses(said)
    }
    return [one for one in statements if (one.stance, one.source) in counts]


def _word(statements: Sequence[Statement]) -> AccountWord:
    stances = {one.stance for one in statements} - {"unclear"}
    if not stances:
        return "unclear"
    if len(stances) > 1 or any(one.exceptions for one in statements):
        return "mixed"
    return stances.pop()


def make_picture(
    cell: Cell,
    accounts: Sequence[Account],
    statements: Mapping[str, Statement],
    *,
    empty: Emptiness,
    name: Callable[[str], str] = str,
) -> Picture:
    """Give all accounts of a cell side by side, and one word for them.

    The word is the accounts' common value; `disputed` when two sides' verdicts or denials about
    the same party point apart; `mixed` when accounts differ otherwise; `silent` when what was
    read says nothing; `unread` when nothing, or nothing whole, was read. No side is averaged with
    another and nobody wins.

    Args:
        cell: The cell.
        accounts: What each side says in it.
        statements: The statements that the accounts rest on, by id.
        empty: What to say when nothing counts.
        name: Gives what to print for a side in the picture's `why`.
    """
    speaking = [one for one in accounts if one.counted]
    if not speaking:
        return Picture(cell, empty.word, tuple(accounts), empty.why)
    told = ", ".join(f"{name(one.side)} says {_told(one)}" for one in speaking)
    one_party = cell.party not in ("", NOBODY)
    if one_party and (apart := _point_apart(speaking, statements, name)):
        return Picture(cell, "disputed", tuple(accounts), f"{told}: {apart}")
    words = {one.word for one in speaking}
    if len(words) == 1:
        why = told if len(speaking) == 1 else f"{told}: they agree"
        return Picture(cell, speaking[0].word, tuple(accounts), why)
    return Picture(cell, "mixed", tuple(accounts), f"{told}: they differ")


def _told(account: Account) -> str:
    extras = [
        name
        for name, ids in (
            ("an admission", account.admissions),
            ("a concession", account.concessions),
            ("an exception", account.exceptions),
        )
        if ids
    ]
    alone = account.admissions and len(account.admissions) == len(account.counted)
    if alone:
        return f"{account.word}, by its own admission"
    return account.word + (f", with {' and '.join(extras)}" if extras else "")


def _point_apart(
    accounts: Sequence[Account],
    statements: Mapping[str, Statement],
    name: Callable[[str], str],
) -> str:
    """Say whose judgements contradict whose, or "" when none do."""
    said = {
        one.side: {statements[id].stance for id in one.counted if statements[id].kind in JUDGING}
        for one in accounts
    }
    keeping = [side for side, stances in said.items() if "kept" in stances]
    breaking = [side for side, stances in said.items() if "broken" in stances]
    if len({*keeping, *breaking}) < 2 or not keeping or not breaking:
        return ""
    one, other = (" and ".join(map(name, sides)) for sides in (keeping, breaking))
    return f"the verdicts of {one} and of {other} point apart"
