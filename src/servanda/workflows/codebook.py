"""Keep a new version of the codebook, and turn what settling taught into a rule of it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from servanda.agreements import load_codebook
from servanda.domain.codebook import Codebook, CodingRule
from servanda.domain.coding import OPEN_FIELDS, RATING, VIOLATED
from servanda.domain.judgement import CellRated, CodebookKept, SampleDrawn, UnitCoded, UnitSettled
from servanda.domain.record import Record
from servanda.errors import DossierError
from servanda.journal import Journal
from servanda.workflows.rule import find_statement


def keep_codebook(journal: Journal, file: Path, *, actor: str) -> tuple[Codebook, bool]:
    """Keep a new version of the codebook; gives it, and whether anything changed.

    Raises:
        AgreementError: The file has an error; the message names its line.
        DossierError: The version's name is taken, or something that codings or ratings use would
            vanish.
    """
    codebook = load_codebook(file, find=lambda id: find_statement(journal, id).id)
    record = journal.record()
    if codebook == record.codebook:
        return codebook, False
    verify_codebook(codebook, record)
    with journal.batch(actor=actor) as batch:
        batch.append(CodebookKept(codebook))
    return codebook, True


def verify_codebook(codebook: Codebook, record: Record) -> None:
    """Return only if a codebook can follow the one that stands."""
    if codebook.version in versions_named(record):
        raise DossierError(
            f"Version {codebook.version!r} of the codebook is there already, and codings may name "
            f"it. Give the new one a name of its own: `codebook: {next_version(record)}`."
        )
    for key, levels in _levels_used(record).items():
        scale = codebook.scale(key)
        lost = [one for one in sorted(levels) if scale is None or scale.level(one) is None]
        if lost:
            counts = ", ".join(f"{one:g} ({levels[one]})" for one in lost[:5])
            raise DossierError(
                f"The new codebook leaves out levels of the scale {key} that ratings use: "
                f"{counts}. Keep them and change their names or meanings, or withdraw these "
                "ratings first."
            )
    for field, words in _words_used(record).items():
        kept = {one.word for one in codebook.terms if one.field == field}
        gone = [one for one in sorted(words) if one not in kept]
        if gone:
            counts = ", ".join(f"{one} ({words[one]})" for one in gone[:5])
            raise DossierError(
                f"The new codebook leaves out words for {field} that codings use: {counts}. Keep "
                "them and change their meanings."
            )


def versions_named(record: Record) -> set[str]:
    """Give every version of the codebook that something in the record names."""
    found = {record.codebook.version}
    for one in record.judgements:
        if isinstance(one.act, SampleDrawn | UnitCoded | CellRated) and one.act.codebook:
            found.add(one.act.codebook)
    return found


def next_version(record: Record) -> str:
    """Give a version's name that is free: "2" after "1", "2024-b.2" after "2024-b"."""
    taken = versions_named(record)
    name = record.codebook.version
    while name in taken:
        number = re.search(r"(?<![0-9])[0-9]{1,6}$", name)
        name = f"{name[: number.start()]}{int(number[0]) + 1}" if number else f"{name}.2"
    return name


def with_rule(record: Record, text: str, *, added: str, examples: Iterable[str]) -> Codebook:
    """Give the codebook that stands with one more rule, as a version of its own."""
    codebook = record.codebook
    keys = {one.key for one in codebook.rules}
    key = next(name for at in range(1, len(keys) + 2) if (name := f"settled-{at}") not in keys)
    rule = CodingRule(key, text.strip(), added, tuple(examples))
    return replace(codebook, version=next_version(record), rules=(*codebook.rules, rule))


def _levels_used(record: Record) -> dict[str, Counter[float]]:
    """Give how many ratings and codings stand on each level of each scale."""
    found: dict[str, Counter[float]] = defaultdict(Counter)
    for _, rated in record.judged(CellRated):
        if rated.level is not None:
            found[rated.scale][rated.level] += 1
    scales = {act.name: act.scale for _, act in record.judged(SampleDrawn)}
    for one in record.judgements:
        if isinstance(one.act, UnitCoded | UnitSettled) and scales.get(one.act.sample):
            for code in one.act.codes:
                if code.field == RATING and _is_number(code.value):
                    found[scales[one.act.sample]][float(code.value or 0)] += 1
    return found


def _words_used(record: Record) -> dict[str, Counter[str]]:
    """Give how many codings stand on each word of each field that has words of its own."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for one in record.judgements:
        if isinstance(one.act, UnitCoded | UnitSettled):
            for code in one.act.codes:
                if code.value is not None and code.field not in (*OPEN_FIELDS, RATING):
                    found[code.field][code.value] += 1
    return found


def _is_number(value: str | None) -> bool:
    return value is not None and value != VIOLATED and value.replace(".", "", 1).isdigit()
