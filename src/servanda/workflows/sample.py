"""Draw a sample of passages or cells for several people to code apart from each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from servanda.agreements.fields import is_key
from servanda.assessing.code_fields import code_fields, codes_of
from servanda.assessing.sampling import Candidate, Row, cells, draw, passages, stipulations
from servanda.domain.cell import UNMAPPED, WHOLE, Cell
from servanda.domain.coding import OPEN_FIELDS, RATING, READER, STATEMENT_FIELDS
from servanda.domain.entry import SourceRead
from servanda.domain.judgement import SampleDrawn, Unit, UnitCoded
from servanda.domain.record import Record
from servanda.domain.statement import ReaderMark, Statement
from servanda.errors import DossierError, ServandaError, UnknownThing
from servanda.journal import Journal
from servanda.workflows.find_cell import Where, find_cell, find_party

#: What is coded of a passage if nobody says otherwise.
DEFAULT_FIELDS = ("statement", "kind", "stance")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody wants drawn; () and "" leave a limit out."""

    name: str
    of: str = "statements"
    number: int = 50
    seed: int = 0
    provisions: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    by_provision: bool = False
    scale: str = ""
    periods: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()


def draw_sample(journal: Journal, wanted: Wanted, *, actor: str) -> SampleDrawn:
    """Draw a sample and record it, with what readers gave for its passages.

    A reader's own proposal is recorded as one more coding, under the reader's name, so that it can
    be compared however people rule on the statement later.

    Raises:
        ServandaError: The name is taken or none; there is no such field, scale, provision, place
            or party; or nothing is there to be drawn.
    """
    record = journal.record()
    _verify_name(wanted.name, record)
    sample = _sample(record, wanted)
    proposals = _as_read(journal, record, sample.units)
    with journal.batch(actor=actor) as batch:
        batch.append(sample)
    for name in sorted({name for name, _ in proposals}):
        # A batch has one author: the machine's codings stand under its own name.
        with journal.batch(actor=name) as batch:
            for unit in sample.units:
                one = proposals.get((name, unit.id))
                if one is not None:
                    codes = codes_of(one, sample.fields)
                    batch.append(UnitCoded(sample.name, unit.id, codes, sample.codebook))
    return sample


def reader_name(mark: ReaderMark) -> str:
    """Give the name under which a reader codes."""
    return f"{READER}{mark.name} {mark.version}"


def find_sample(record: Record, name: str) -> SampleDrawn:
    """Give the sample of this name.

    Raises:
        UnknownThing: There is none.
    """
    samples = {act.name: act for _, act in record.judged(SampleDrawn)}
    if name not in samples:
        raise UnknownThing("sample", name, nearest=tuple(samples))
    return samples[name]


def _verify_name(name: str, record: Record) -> None:
    if not is_key(name):
        raise ServandaError(
            f"The sample's name is {name[:80]!r}. Expected letters a-z, digits, dots, hyphens and "
            "underscores, at most 80."
        )
    taken = {act.name for _, act in record.judged(SampleDrawn)}
    taken |= {act.sample for _, act in record.judged(UnitCoded)}
    if name in taken:
        raise DossierError(f"There is a sample {name!r} already. Choose another name.")


def _sample(record: Record, wanted: Wanted) -> SampleDrawn:
    if wanted.number < 1:
        raise ServandaError(f"A sample of {wanted.number} is none. Draw one unit at least.")
    _verify_fits(wanted)
    fields = (RATING,) if wanted.of == "cells" else wanted.fields or DEFAULT_FIELDS
    candidates = _cells(record, wanted) if wanted.of == "cells" else _passages(record, wanted)
    code_fields(fields, codebook=record.codebook, agreements=record.agreements, scale=wanted.scale)
    if not candidates:
        raise ServandaError(
            "Nothing is there to be drawn. "
            + (
                "No provision fits."
                if wanted.of == "cells"
                else "No statement fits: read the sources first, or ask for other states or "
                "provisions."
            )
        )
    units = draw(
        candidates, number=wanted.number, seed=wanted.seed, by_provision=wanted.by_provision
    )
    return SampleDrawn(
        name=wanted.name,
        units=tuple(units),
        fields=_in_order(fields),
        seed=wanted.seed,
        how=_how(wanted, drawn=len(units), there=len(candidates), record=record),
        scale=wanted.scale,
        codebook=record.codebook.version,
    )


def _verify_fits(wanted: Wanted) -> None:
    of_cells = bool(wanted.scale or wanted.periods or wanted.places or wanted.parties)
    if wanted.of == "cells" and (wanted.states or wanted.fields):
        raise ServandaError("Cells are rated on a --scale: --state and --fields are of statements.")
    if wanted.of != "cells" and of_cells:
        raise ServandaError(
            "--scale, --period, --place and --party are of cells: add --of cells, or leave them."
        )
    if wanted.of == "cells" and not wanted.scale:
        raise ServandaError("Say on which scale of the codebook cells are rated: --scale pam.")


def _in_order(fields: Sequence[str]) -> tuple[str, ...]:
    """Give fields in the order in which they are asked: first whether it is a statement at all."""
    known = (*STATEMENT_FIELDS, *OPEN_FIELDS, *fields)
    return tuple(sorted(fields, key=known.index))


def _passages(record: Record, wanted: Wanted) -> list[Candidate]:
    rows = _rows(record, wanted.provisions)
    # What is said of "the agreement" does not always say of which one.
    rows += [("", key) for _, key in rows if key in (WHOLE, UNMAPPED)]
    return list(passages(record.statements, states=wanted.states, rows=rows))


def _cells(record: Record, wanted: Wanted) -> list[Candidate]:
    rows = list(stipulations(record.agreements))
    if wanted.provisions:
        asked = _rows(record, wanted.provisions)
        rows = [one for one in rows if one in asked] or asked
    any_row = f"{record.agreements[0].key}/whole" if record.agreements else ""
    found = cells(
        rows,
        periods=[find_cell(record, Where(any_row, period=one)).period for one in wanted.periods]
        or [""],
        places=[find_cell(record, Where(any_row, place=one)).place for one in wanted.places]
        or [""],
        parties=[find_party(record, one) for one in wanted.parties] or [""],
    )
    return list(found)


def _rows(record: Record, names: Sequence[str]) -> list[Row]:
    """Give the provisions named and all below them."""
    cells_named = [find_cell(record, Where(name)) for name in names]
    return list(dict.fromkeys(row for one in cells_named for row in _below(record, one)))


def _below(record: Record, cell: Cell) -> Iterator[Row]:
    agreement = next(one for one in record.agreements if one.key == cell.agreement)
    provision = agreement.provision(cell.provision)
    if provision is None:
        yield agreement.key, cell.provision
    else:
        for one in provision.walk():
            yield agreement.key, one.key


def _how(wanted: Wanted, *, drawn: int, there: int, record: Record) -> str:
    """Say how it was drawn, so that somebody else can draw the same."""
    what = "passages" if wanted.of == "statements" else f"cells, scale {wanted.scale}"
    limits = [
        f"{name} {', '.join(values)}"
        for name, values in (
            ("states", wanted.states),
            ("provisions", wanted.provisions),
            ("periods", wanted.periods),
            ("places", wanted.places),
            ("parties", wanted.parties),
        )
        if values
    ]
    rule = "by the SHA-256 of seed and id"
    if wanted.by_provision:
        rule += ", one for each provision in turn"
    return "; ".join(
        [
            f"{drawn} of {there} {what}",
            *limits,
            f"seed {wanted.seed}",
            rule,
            f"from head {record.head}",
        ]
    )


def _as_read(
    journal: Journal, record: Record, units: Sequence[Unit]
) -> dict[tuple[str, str], Statement]:
    """Give what each reader proposed on each passage, before anybody's ruling.

    The key is the reader's name as a coder, and the unit.
    """
    by_passage = {(one.source, one.start, one.end): one.id for one in units if one.source}
    found: dict[tuple[str, str], Statement] = {}
    for one in record.statements:
        unit = by_passage.get((one.source, one.start, one.end))
        if unit is not None and one.reader is not None:
            key = reader_name(one.reader), unit
            # Where a reader says two things of the same words, the one that was drawn counts.
            if key not in found or one.id == unit:
                found[key] = one
    amended = {one.id for one in found.values() if one.state == "amended"}
    if amended:
        proposed = {
            one.id: one
            for entry in journal.entries()
            if isinstance(entry.act, SourceRead)
            for one in entry.act.statements
            if one.id in amended
        }
        found = {key: proposed.get(one.id, one) for key, one in found.items()}
    return found
