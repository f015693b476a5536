"""`disputes`: where sides speak against each other, in words that a mediator can hand on."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from servanda.assessing.dispute import Dispute, Disputes
from servanda.assessing.owning import Owning
from servanda.assessing.pair_words import OTHERS
from servanda.cli.options import as_of, dossier, of_party, one_agreement, opened
from servanda.cli.printing import QUOTE_WIDTH, plural
from servanda.cli.telling import say_cell
from servanda.cli.visible import tell_left_out
from servanda.domain.cell import NO_PLACE, Cell
from servanda.domain.judgement import DisputeWord
from servanda.domain.statement import Statement
from servanda.wire import encode, plain
from servanda.workflows.disputes import Heard, disputes_of

#: What stands before a dispute, and how several are counted.
WORDS: dict[DisputeWord, tuple[str, str]] = {
    "contradict": ("They contradict each other", "contradiction"),
    "differ": ("They differ, and both may be true", "mere difference"),
    "different_things": ("They speak of different things", "case of different things"),
    "over_wording": ("They dispute what was promised", "dispute over wording"),
    "both_stand": ("Both stand", "dispute in which both stand"),
}
WIDTH = 100
#: So many pairs of a dispute are printed; `--json` has them all.
SHOWN = 3


@click.command()
@dossier
@one_agreement
@click.option("--provision", metavar="KEY", help="Only this provision and those below it.")
@click.option("--place", metavar="PLACE", help="Only what is said of this place: its id or name.")
@of_party
@click.option("--accepted", is_flag=True, help="Only from what people accepted.")
@click.option("--include-sensitive", is_flag=True, help="Also hear what is marked sensitive.")
@as_of
@click.option("--json", "json_", is_flag=True, help="One dispute object a line.")
def disputes(
    dossier: Path,
    agreement: str | None,
    provision: str | None,
    place: str | None,
    party: str | None,
    accepted: bool,
    include_sensitive: bool,
    as_of: str | None,
    json_: bool,
) -> None:
    """Say where sides contradict each other and where they merely differ, and what would settle it.

    What people accepted and what is only proposed are heard apart: a dispute that rests on
    proposals says so. Admissions and concessions stand below. A person's ruling (`servanda rule`)
    stands in place of the computed word.
    """
    with opened(dossier, readonly=True) as journal:
        heard = disputes_of(
            journal,
            agreement=agreement,
            provision=provision,
            place=place,
            party=party,
            as_of=as_of,
            include_sensitive=include_sensitive,
        )
    if not include_sensitive:
        tell_left_out(heard.record)
    if json_:
        for one in (*heard.accepted, *(() if accepted else heard.proposed)):
            click.echo(encode(plain(one)))
        return
    for line in _lines(heard, accepted_only=accepted):
        click.echo(line)


def _lines(heard: Heard, *, accepted_only: bool) -> Iterator[str]:
    shown = heard.accepted if accepted_only else heard.proposed
    known = {(one.cell, one.sides, bool(one.wordings)): one for one in heard.accepted}
    heading = ""
    for one, *again in shown.matters():
        row = say_cell(one.cell, heard.record)
        if row != heading:
            heading = row
            yield f"{row[0].upper()}{row[1:]}"
        ruled = known.get((one.cell, one.sides, bool(one.wordings)))
        yield from _dispute(one, ruled, heard)
        if again:
            cells = "; ".join(say_cell(other.cell, heard.record) for other in again)
            yield from _wrapped(f"The same statements are heard on: {cells}")
        yield ""
    for name, owned in (("Admissions", heard.admissions), ("Concessions", heard.concessions)):
        found = [one for one in owned if not accepted_only or _ruled(heard, one.statement)]
        if found:
            yield name
            for own in found:
                yield from _owning(own, heard)
            yield ""
    yield _count(shown, accepted_only=accepted_only)


def _dispute(one: Dispute, accepted: Dispute | None, heard: Heard) -> Iterator[str]:
    sides = " against ".join(_side(side, heard) for side in one.sides)
    if len(one.sides) == 1:
        sides = f"two voices of {sides}"
    open_ = one.word == "contradict" and one.pairs and not one.pairs[0].certain
    word = WORDS[one.word][0] + (", as far as can be told" if open_ else "")
    yield f"  {word}: {sides}{_standing(one, accepted)}"
    if one.ruled:
        computed = WORDS[one.computed][0].lower() if one.computed else "nothing was computed"
        yield from _wrapped(
            f"ruled by {one.ruled.actor} on {one.ruled.time[:10]}: {one.ruled.why} "
            f"(computed: {computed})"
        )
    if one.computed:
        yield from _wrapped(one.why)
    for pair in one.pairs[:SHOWN]:
        for id in pair.statements:
            if id in _told(one, pair.statements):
                yield _quote(heard.assessment.statements_by_id[id])
    more = max(0, len(one.pairs) - SHOWN) + one.left_out
    if more:
        yield f"      and {plural(more, 'pair')} more (--json has those compared)"
    for word, ids in (("admission", one.admissions), ("concession", one.concessions)):
        if ids:
            yield f"      {plural(len(ids), word)} among them: {', '.join(ids)}"
    if one.settle:
        yield from _wrapped(f"To settle it: {one.settle[0].lower()}{one.settle[1:]}")


def _told(one: Dispute, ids: tuple[str, str]) -> tuple[str, ...]:
    """Give those of a pair's statements that no earlier pair has brought."""
    earlier: set[str] = set()
    for pair in one.pairs:
        if pair.statements == ids:
            break
        earlier.update(pair.statements)
    return tuple(id for id in ids if id not in earlier)


def _standing(one: Dispute, accepted: Dispute | None) -> str:
    if one.wordings or not one.proposals or (one.ruled and not one.computed):
        return ""
    if accepted is None or accepted.computed is None:
        return " (proposed)"
    if accepted.computed == one.computed:
        return ""
    return f" (proposed; from what people accepted: {accepted.computed.replace('_', ' ')})"


def _owning(own: Owning, heard: Heard) -> Iterator[str]:
    by_id = heard.assessment.statements_by_id
    rows = "; ".join(say_cell(Cell(*row), heard.record) for row in own.provisions)
    named = [heard.assessment.place_name(key) for key in own.places if key != NO_PLACE]
    places = f", in {' and '.join(named)}" if named else ""
    mark = "" if _ruled(heard, own.statement) else " (proposed)"
    yield f"  {_side(own.party, heard)}, on {rows}{places}{mark}"
    yield _quote(by_id[own.statement])
    for id in own.examples:
        yield _quote(by_id[id], "for example ")
    for id in own.excuse:
        yield _quote(by_id[id], "beside it, in excuse ")


def _quote(one: Statement, before: str = "") -> str:
    words = " ".join(one.quote.split())
    if len(words) > QUOTE_WIDTH:
        words = words[: QUOTE_WIDTH - 1] + "…"
    return f"      {one.id}  {before}“{words}”"


def _ruled(heard: Heard, id: str) -> bool:
    return heard.assessment.statements_by_id[id].state in ("accepted", "amended")


def _side(key: str, heard: Heard) -> str:
    return OTHERS.get(key) or heard.assessment.side_name(key)


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False
    )


def _count(shown: Disputes, *, accepted_only: bool) -> str:
    counts = Counter(group[0].word for group in shown.matters())
    if not counts:
        basis = "what people accepted" if accepted_only else "what was read"
        return f"No two sides speak against each other in {basis}."
    told = [
        plural(count, WORDS[word][1], _many(WORDS[word][1]))
        for word, count in sorted(counts.items(), key=lambda two: list(WORDS).index(two[0]))
    ]
    return ", ".join(told) + "."


def _many(one: str) -> str:
    if one.startswith(("case ", "dispute ")):
        first, _, rest = one.partition(" ")
        return f"{first}s {rest}"
    return one + "s"
