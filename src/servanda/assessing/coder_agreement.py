"""How far those who coded a sample agree: by field, promise, pair and reader, each figure apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal

from servanda.assessing.codings import Codings, codings_of, differences, sample_names
from servanda.assessing.frames import frame_of, table_of
from servanda.assessing.reliability import Alpha, Coding, Metric, agreement, alpha
from servanda.assessing.sampling import themes_of
from servanda.domain.coding import ORDERED, RATING
from servanda.domain.record import Record
from servanda.errors import UnknownThing
from servanda.saying import _, ngettext

if TYPE_CHECKING:
    import pandas

#: Fewer units than these, coded by two, make no figure: one code more or less would turn it.
FEWEST = 10
#: By whom or on what a figure is: people all together, two of them, one type of promise, a reader
#: with one person, or a reader as one more coder beside all people.
Group = Literal["people", "pair", "theme", "reader and person", "people and reader"]


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure: the agreement on one field in one group of codings.

    Attributes:
        sample: The sample's name.
        field: What was coded.
        part: Of a rating `levels` (numbers alone) or `status` (level, violated, or how it is not
            known); of a field with an order `order` (the words that have a rank); "" for all words.
        metric: `nominal` or `ordinal`.
        group: Whose codings.
        of: The pair, the type of promise, or the reader; "" for all people.
        units: Units that two of them coded.
        coders: Coders that took part in these units.
        alpha: Krippendorff's alpha with its interval; None where `why_not` says why there is none.
        percent: Of two coders: how often they gave the same, 0 to 100. Never to be printed alone.
        kappa: Of two coders: Cohen's kappa, nominal.
        why_not: What is missing to measure it.
    """

    sample: str
    field: str
    part: str
    metric: Metric
    group: Group
    of: str
    units: int
    coders: int
    alpha: Alpha | None
    percent: float | None = None
    kappa: float | None = None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class SampleReliability:
    """What can be said of one sample: figures, confusions, and why coders differed.

    `coded` counts the units of each person, `machines` those of each reader. `confusions` count
    for each field how often two people gave these two codes for one unit, equal ones among them;
    `reader_confusions` how often a reader gave the first and a person the second.
    """

    sample: str
    how: str
    units: int
    codebooks: tuple[str, ...]
    coded: Mapping[str, int]
    machines: Mapping[str, int]
    figures: tuple[Measured, ...]
    confusions: Mapping[str, Mapping[tuple[str, str], int]]
    reader_confusions: Mapping[str, Mapping[tuple[str, str], int]]
    differing: int
    settled: int
    #: Of the settled ones, those on which one of the coders ruled.
    own: int
    causes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Reliability:
    """How reliable the coding of a dossier is, sample by sample; nothing is pooled over samples."""

    samples: tuple[SampleReliability, ...]

    def __repr__(self) -> str:
        names = ", ".join(one.sample for one in self.samples) or "no sample"
        return f"<reliability of {names}: .to_frame()>"

    def records(self) -> list[dict[str, Any]]:
        """Give one flat row for each figure, ready for a data frame or CSV."""
        return [_row(one) for sample in self.samples for one in sample.figures]

    def to_frame(self) -> pandas.DataFrame:
        """Give the figures as a pandas DataFrame, one row each.

        Raises:
            MissingExtra: pandas is not installed.
        """
        return frame_of(self.records(), COLUMNS)

    def _repr_html_(self) -> str:
        """Give the figures as a table for a notebook."""
        return table_of(self.records(), COLUMNS)


#: Columns of a figure's row.
COLUMNS = (
    "sample",
    "field",
    "part",
    "metric",
    "group",
    "of",
    "units",
    "coders",
    "alpha",
    "low",
    "high",
    "word",
    "percent",
    "kappa",
    "why_not",
)


def _row(one: Measured) -> dict[str, Any]:
    flat = {name: value for name, value in asdict(one).items() if name != "alpha"}
    found = one.alpha
    return {
        **{name: flat.get(name) for name in COLUMNS},
        "alpha": found.value if found else None,
        "low": found.low if found else None,
        "high": found.high if found else None,
        "word": found.word if found else "not measurable",
    }


def measure_reliability(
    record: Record, sample: str | None = None, *, draws: int = 1000, seed: int = 0
) -> Reliability:
    """Give how far independent coders agree, by field, pair, type of promise, and with readers.

    Alpha is computed on the codes as coders gave them, before anybody settled anything. A unit
    that a coder calls no statement has no kind or stance by that coder, so agreement on these is
    agreement among those who see a statement; whether they see one is a field of its own. Words
    without a rank ("unclear", "not stated") have no place in an ordinal figure; breach and not
    knowing are compared apart from levels. A reader is one more coder: its figures stand apart,
    and it is in no figure of people. Below ten units that two coded there is no figure.

    Args:
        record: The dossier's record.
        sample: One sample's name; all if None.
        draws: Resamples for each interval.
        seed: The same seed gives the same intervals.

    Raises:
        UnknownThing: There is no such sample.
    """
    names = sample_names(record)
    if sample is not None and sample not in names:
        raise UnknownThing("sample", sample, nearest=tuple(names[:3]))
    return Reliability(
        tuple(
            _measure(codings_of(record, name), record, draws=draws, seed=seed)
            for name in names
            if sample in (None, name)
        )
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """One way to compare a field: which codes count, as what, and by which metric."""

    name: str
    metric: Metric
    turn: Callable[[str], str | float | None]
    order: tuple[str, ...] | None = None


def _parts(field: str) -> Iterator[_Part]:
    if field == RATING:
        yield _Part("levels", "ordinal", _level)
        yield _Part("status", "nominal", lambda code: code if _level(code) is None else "level")
        return
    yield _Part("", "nominal", lambda code: code)
    order = ORDERED.get(field)
    if order:
        yield _Part("order", "ordinal", lambda code: code if code in order else None, order)


def _level(code: str) -> float | None:
    try:
        return float(code)
    except ValueError:
        return None


def _measure(codings: Codings, record: Record, *, draws: int, seed: int) -> SampleReliability:
    themes = [themes_of(unit, record) for unit in codings.units]
    ruled = [act for _, act in codings.settled.values()]
    figures = [
        one
        for field in codings.fields
        for part in _parts(field)
        for one in _Figures(codings, field, part, draws=draws, seed=seed).all(themes)
    ]
    return SampleReliability(
        sample=codings.sample,
        how=codings.how,
        units=len(codings.units),
        codebooks=codings.codebooks,
        coded=_counts(codings, codings.people),
        machines=_counts(codings, codings.readers),
        figures=tuple(figures),
        confusions={field: _confusion(codings, field) for field in codings.fields},
        reader_confusions={field: _reader_confusion(codings, field) for field in codings.fields}
        if codings.readers
        else {},
        differing=len(differences(codings)),
        settled=len(ruled),
        own=sum(one.own for one in ruled),
        causes=dict(sorted(Counter(one.cause for one in ruled).items())),
    )


class _Figures:
    """All figures of one field, compared in one way."""

    def __init__(self, codings: Codings, field: str, part: _Part, *, draws: int, seed: int) -> None:
        self._codings = codings
        self._field = field
        self._part = part
        self._draws = draws
        self._seed = seed
        self._columns = {
            who: [None if code is None else part.turn(code) for code in codings.column(who, field)]
            for who in (*codings.people, *codings.readers)
        }

    def all(self, themes: Sequence[Sequence[str]]) -> Iterator[Measured]:
        people = self._codings.people
        if len(people) == 2:
            yield self._pair("people", (people[0], people[1]), of="")
        else:
            yield self._figure("people", "", people)
        for pair in combinations(people, 2):
            yield self._pair("pair", pair)
        for theme in sorted({one for found in themes for one in found}):
            at = [at for at, found in enumerate(themes) if theme in found]
            yield self._figure("theme", theme, people, at)
        for reader in self._codings.readers:
            for who in people:
                yield self._pair("reader and person", (reader, who))
            if len(people) > 1:
                yield self._figure("people and reader", reader, (*people, reader))

    def _figure(
        self, group: Group, of: str, coders: Sequence[str], at: Sequence[int] | None = None
    ) -> Measured:
        chosen: list[Coding] = [
            self._columns[who] if at is None else [self._columns[who][one] for one in at]
            for who in coders
        ]
        part = self._part
        found = alpha(chosen, part.metric, 0, order=part.order) if chosen else None
        if found is not None and found.varied and found.units >= FEWEST:
            found = alpha(chosen, part.metric, self._draws, self._seed, order=part.order)
        return self._measured(group, of, found)

    def _pair(self, group: Group, pair: tuple[str, str], *, of: str | None = None) -> Measured:
        one = self._figure(group, " and ".join(pair) if of is None else of, pair)
        same = agreement(self._columns[pair[0]], self._columns[pair[1]])
        if same is None or one.alpha is None:
            return one
        return replace(one, percent=same.percent, kappa=same.kappa)

    def _measured(self, group: Group, of: str, found: Alpha | None) -> Measured:
        units, coders = (found.units, found.coders) if found else (0, 0)
        why_not = ""
        if units < FEWEST:
            why_not = ngettext(
                "{number} unit coded by two; {fewest} are needed",
                "{number} units coded by two; {fewest} are needed",
                units,
            ).format(number=units, fewest=FEWEST)
        elif found is not None and not found.varied:
            why_not = _("all codes are the same, so nothing can be told")
        return Measured(
            sample=self._codings.sample,
            field=self._field,
            part=self._part.name,
            metric=self._part.metric,
            group=group,
            of=of,
            units=units,
            coders=coders,
            alpha=None if why_not else found,
            why_not=why_not,
        )


def _counts(codings: Codings, coders: Sequence[str]) -> dict[str, int]:
    return {who: sum(1 for coder, _ in codings.given if coder == who) for who in coders}


def _confusion(codings: Codings, field: str) -> dict[tuple[str, str], int]:
    found: Counter[tuple[str, str]] = Counter()
    for unit in codings.units:
        codes = [codings.code(who, unit.id, field) for who in codings.people]
        given = sorted(one for one in codes if one is not None)
        found.update(combinations(given, 2))
    return dict(sorted(found.items()))


def _reader_confusion(codings: Codings, field: str) -> dict[tuple[str, str], int]:
    found: Counter[tuple[str, str]] = Counter()
    for reader in codings.readers:
        for unit in codings.units:
            read = codings.code(reader, unit.id, field)
            for who in codings.people:
                code = codings.code(who, unit.id, field)
                if read is not None and code is not None:
                    found[read, code] += 1
    return dict(sorted(found.items()))
