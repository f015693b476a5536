"""`settle` and `reliability`: where coders differ, who rules on it, and how far they agree."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, get_args

import click

from servanda.assessing.agreement_words import say_custom, say_reliability
from servanda.assessing.code_fields import Choice, CodeField
from servanda.assessing.coder_agreement import (
    Reliability,
    SampleReliability,
    measure_reliability,
)
from servanda.assessing.codings import Difference, codings_of
from servanda.cli.asking import Asker
from servanda.cli.coding import tell_unit
from servanda.cli.options import acting, as_of, dossier, opened, with_sensitive
from servanda.cli.printing import plural
from servanda.cli.telling import say_cell
from servanda.cli.visible import visible
from servanda.domain.coding import STATEMENT
from servanda.domain.judgement import Cause
from servanda.domain.record import Record
from servanda.errors import ServandaError
from servanda.workflows.code import fields_of
from servanda.workflows.sample import find_sample
from servanda.workflows.settle import Settled, Settlement, waiting
from servanda.workflows.settle import settle as settle_unit
from servanda.workflows.show_unit import Showing

#: Widest passage in the list.
WIDTH = 100


@click.command()
@dossier
@click.argument("name")
@click.option("--unit", metavar="ID", help="The unit to rule on, or a beginning of its id.")
@click.option("--code", "codes", multiple=True, metavar="FIELD=WORD", help="What it is; repeats.")
@click.option("--cause", type=click.Choice(get_args(Cause)), help="Why the coders differed.")
@click.option("--why", default="", help="The reason.")
@click.option("--rule", default="", metavar="TEXT", help="A coding rule that closes the gap.")
@click.option("--apply", is_flag=True, help="Also accept, amend or reject the statement so.")
@click.option("--own", is_flag=True, help="You are one of its coders; that is recorded.")
@click.option("--ask", is_flag=True, help="Go through all that differ, one at a time.")
@click.option("--names", is_flag=True, help="Show who gave which code.")
@with_sensitive
@acting
def settle(
    dossier: Path,
    name: str,
    unit: str | None,
    codes: tuple[str, ...],
    cause: Cause | None,
    why: str,
    rule: str,
    apply: bool,
    own: bool,
    ask: bool,
    names: bool,
    include_sensitive: bool,
    actor: str,
) -> None:
    """List where coders differ, most different first, and rule on it as a third person.

    Without --unit it lists; names are hidden unless asked for. A ruling has a cause: ambiguous
    text, a gap in the guideline, a slip, or both stand (then both are kept). With --rule a gap
    becomes a rule in a new version of the codebook, with the passage as its example.
    """
    if unit is not None:
        if cause is None:
            raise click.UsageError(f"Say why they differed: --cause {'|'.join(get_args(Cause))}.")
        wanted = Settlement(unit, cause, why, _parted(codes), rule, apply, own)
        with opened(dossier) as journal:
            _tell(settle_unit(journal, name, wanted, actor=actor))
        return
    if codes or cause or rule or (apply and not ask):
        raise click.UsageError("Name the unit to rule on: --unit ID, as the list gives it.")
    with opened(dossier, readonly=True) as journal:
        record = visible(journal, include_sensitive=include_sensitive)
    found = waiting(record, name)
    if ask:
        table = _Table(dossier, name, record, names=names, own=own, apply=apply, actor=actor)
        table.run(found)
        return
    for line in _listed(record, name, found, names=names):
        click.echo(line)


def _parted(codes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    found = []
    for one in codes:
        field, equals, word = one.partition("=")
        if not equals:
            raise click.UsageError(f"--code is FIELD=WORD, as stance=broken; not {one[:40]!r}.")
        found.append((field.strip(), word.strip()))
    return tuple(found)


def _listed(record: Record, name: str, found: list[Difference], *, names: bool) -> Iterator[str]:
    settled = len(codings_of(record, name).settled)
    showing = Showing(record)
    yield f"{plural(len(found), 'unit')} to settle, {settled} settled. Most different first."
    for one in found:
        fields = "; ".join(
            f"{field}: {_codes(codes, names=names)}" for field, codes in one.fields.items()
        )
        yield f"\n{one.unit.id}  {fields}"
        if one.unit.cell is not None:
            yield f"    {say_cell(one.unit.cell, record)}"
        else:
            for passage in showing.show(one.unit).passages[:1]:
                words = " ".join(passage.words.split())
                cut = words if len(words) <= WIDTH else words[: WIDTH - 1] + "…"
                yield f"    {passage.where}: “{cut}”"
        yield from (f"    note: {note}" for note in _notes(record, name, one, names=names))


def _codes(codes: Mapping[str, tuple[str, ...]], *, names: bool) -> str:
    several = any(len(who) > 1 for who in codes.values())
    return " | ".join(
        code + (f" ({', '.join(who)})" if names else f" ({len(who)})" if several else "")
        for code, who in codes.items()
    )


def _notes(record: Record, name: str, one: Difference, *, names: bool) -> list[str]:
    codings = codings_of(record, name)
    return sorted(
        f"{who}: {coding.note}" if names else coding.note
        for (who, unit), coding in codings.given.items()
        if unit == one.unit.id and coding.note and who in codings.people
    )


def _tell(done: Settled) -> None:
    codes = ", ".join(f"{one.field} {one.value or 'open'}" for one in done.act.codes)
    own = " One of its coders ruled." if done.act.own else ""
    click.echo(f"{done.act.unit} is settled ({done.act.cause.replace('_', ' ')}): {codes}.{own}")
    if done.statement:
        click.echo(f"The statement is {done.statement}.")
    if done.version:
        click.echo(f"The rule stands in version {done.version} of the codebook.")


class _Table:
    """A third person before a terminal: sees a unit and the codes, and rules on one at a time."""

    def __init__(
        self,
        dossier: Path,
        name: str,
        record: Record,
        *,
        names: bool,
        own: bool,
        apply: bool,
        actor: str,
    ) -> None:
        self._dossier = dossier
        self._name = name
        self._record = record
        self._names = names
        self._own = own
        self._apply = apply
        self._actor = actor
        self._asker = Asker()
        self._fields = {one.name: one for one in fields_of(find_sample(record, name), record)}

    def run(self, found: list[Difference]) -> None:
        """Go through the differences until they end or the person stops."""
        showing = Showing(self._record)
        click.echo("?  what the words mean   -  leave open   s  skip   q  stop, go on later")
        for at, one in enumerate(found, 1):
            click.echo(f"\n[{at} of {len(found)} to settle]")
            tell_unit(showing.show(one.unit))
            for note in _notes(self._record, self._name, one, names=self._names):
                click.echo(f"    note: {note}")
            for field, codes in one.fields.items():
                click.echo(f"  {field}: {_codes(codes, names=self._names)}")
            wanted = self._ask(one)
            if wanted == "stop":
                break
            if isinstance(wanted, Settlement):
                try:
                    with opened(self._dossier) as journal:
                        _tell(settle_unit(journal, self._name, wanted, actor=self._actor))
                except ServandaError as error:
                    click.echo(f"  {error}")

    def _ask(self, one: Difference) -> Settlement | str:
        cause = self._asker.field(_cause_field(self._record))
        if cause.command or cause.value is None:
            return "stop" if cause.command == "stop" else "skip"
        named = next(word for word in get_args(Cause) if word == cause.value)
        codes: list[tuple[str, str]] = []
        for field in one.fields if named != "both_stand" else ():
            answer = self._asker.field(self._fields[field])
            if answer.command:
                return "stop" if answer.command == "stop" else "skip"
            codes.append((field, answer.value or "-"))
            if codes[-1] == (STATEMENT, "no"):
                break
        why = self._asker.line("  why > ")
        rule = (
            self._asker.line("  a rule for it, or nothing > ") if named == "guideline_gap" else ""
        )
        if not why or rule is None:
            return "stop" if why is None or rule is None else "skip"
        # Where both stand nothing is decided that could be applied.
        apply = self._apply and named != "both_stand"
        return Settlement(one.unit.id, named, why, tuple(codes), rule, apply, self._own)


def _cause_field(record: Record) -> CodeField:
    meanings = {one.word: one.meaning for one in record.codebook.terms if one.field == "cause"}
    return CodeField(
        "cause",
        tuple(
            Choice(str(number), word, meanings.get(word, ""))
            for number, word in enumerate(get_args(Cause), 1)
        ),
    )


@click.command()
@dossier
@click.argument("name", required=False)
@as_of
@with_sensitive
@click.option("--json", "json_", is_flag=True, help="All figures and confusions as JSON.")
def reliability(
    dossier: Path, name: str | None, as_of: str | None, include_sensitive: bool, json_: bool
) -> None:
    """Say how far coders agree: Krippendorff's alpha, by field, pair, and type of promise.

    The figures are of the codes as they were given, before anybody settled anything. Readers stand
    apart and are in no figure of people. What cannot be measured is said so.
    """
    with opened(dossier, readonly=True) as journal:
        record = visible(journal, include_sensitive=include_sensitive, as_of=as_of)
    found = measure_reliability(record, name)
    if json_:
        click.echo(json.dumps(reliability_object(found), ensure_ascii=False, indent=1))
        return
    lines = list(say_reliability(found))
    if not lines:
        click.echo("Nothing is double coded here. Begin with: servanda sample DOSSIER NAME")
    for line in lines:
        click.echo(line)


def reliability_object(found: Reliability) -> dict[str, Any]:
    """Give all figures as plain values."""
    rows = found.records()
    return {
        "custom": say_custom(),
        "samples": [
            _sample_object(one, [row for row in rows if row["sample"] == one.sample])
            for one in found.samples
        ],
    }


def _sample_object(one: SampleReliability, rows: list[dict[str, Any]]) -> dict[str, Any]:
    flat = {
        key: value
        for key, value in asdict(one).items()
        if key not in ("figures", "confusions", "reader_confusions")
    }
    return {
        **flat,
        "figures": rows,
        "confusions": _tables(one.confusions),
        "reader_confusions": _tables(one.reader_confusions),
    }


def _tables(tables: Mapping[str, Mapping[tuple[str, str], int]]) -> dict[str, list[Any]]:
    return {
        field: [{"one": a, "other": b, "count": count} for (a, b), count in table.items()]
        for field, table in tables.items()
    }
