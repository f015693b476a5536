"""What the sections of one brief share: the record as it may leave, its points, its documents."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

from servanda.assessing import Fact
from servanda.assessing.changes import Changes
from servanda.domain.cell import UNMAPPED, WHOLE
from servanda.domain.judgement import SourceGraded, StatementGraded
from servanda.domain.source import Source
from servanda.domain.statement import Statement
from servanda.dossier.brief.content import Audience, Run, Words, name, soft, words
from servanda.dossier.brief.contests import Contest, Contests, find_contests
from servanda.dossier.brief.points import Point, gather_points
from servanda.dossier.citation import locator
from servanda.dossier.edition import Edition, Row
from servanda.dossier.words import capital, say_date

#: Kinds that tell most come first where only some statements can be shown.
TELLING = (
    "verdict",
    "denial",
    "admission",
    "concession",
    "compliance",
    "obstruction",
    "incident",
    "demand",
    "context",
)


@dataclass(frozen=True)
class BriefOptions:
    """Choices about a brief; the same record and options give the same bytes.

    `party` puts that party's own obligations first. `changes` are those since an earlier state of
    the record, which `since` names. `recorded` is the time of the record's last entry, ISO 8601,
    which dates the brief.
    """

    title: str = ""
    audience: Audience = "public"
    party: str = ""
    changes: Changes | None = None
    since: str = ""
    recorded: str = ""


@dataclass(frozen=True)
class Draft:
    """A brief in the making."""

    edition: Edition
    options: BriefOptions = field(default_factory=BriefOptions)

    @cached_property
    def points(self) -> list[Point]:
        """Every point, the most contested first; a party's own obligations before all others."""
        found = gather_points(self.edition)
        if self.options.party:
            found.sort(key=lambda one: not self.owes(one))
        return found

    def owes(self, point: Point | Contest) -> bool:
        """Tell whether the party that the brief is for is judged here, or owes the promise."""
        provision = self.edition.provisions.get(point.row)
        asked = self.options.party
        return point.party == asked or bool(provision and asked in provision.obligors)

    @cached_property
    def contests(self) -> Contests:
        """What two sides contest; a party's own obligations before all others."""
        found = find_contests(self.edition)
        if not self.options.party:
            return found
        return replace(found, apart=tuple(sorted(found.apart, key=lambda one: not self.owes(one))))

    @cached_property
    def contested(self) -> frozenset[tuple[Row, str]]:
        """The rows and parties on which sides contradict each other, or both stand by a ruling."""
        found = (*self.contests.apart, *self.contests.standing)
        return frozenset(point for one in found for point in one.points)

    @cached_property
    def uncontested(self) -> list[Point]:
        """The points on which no two sides contradict each other."""
        return [one for one in self.points if (one.row, one.party) not in self.contested]

    @cached_property
    def grades(self) -> dict[str, list[str]]:
        """The grades that people gave to sources and statements, by id."""
        found: dict[str, list[str]] = {}
        for _, source in self.edition.record.judged(SourceGraded):
            found.setdefault(source.source, []).append(source.grade)
        for _, statement in self.edition.record.judged(StatementGraded):
            found.setdefault(statement.statement, []).append(statement.grade)
        return found

    @cached_property
    def documents(self) -> list[Source]:
        """The sources by date, then by id: their place here is their number in the brief."""
        return sorted(self.edition.record.sources, key=lambda one: (dated(one) or "~", one.id))

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {one.id: number for number, one in enumerate(self.documents, 1)}

    def number(self, source: str) -> int:
        """Give a source's number in the brief."""
        return self._numbers.get(source, 0)

    def where(self, statement: Statement, *, dated: bool = False) -> str:
        """Give "document 2, line 19"; with its day where an account draws on several."""
        found = f"document {self.number(statement.source)}"
        told = statement.as_of
        if dated and told and told.edtf:
            found += f" of {say_date(told.edtf)}"
        place = locator(statement.quotes[0]) if statement.quotes else ""
        return f"{found}, {place}" if place else found

    def row_words(self, row: Row) -> Words:
        """Give a row's name; with its agreement's where there are several."""
        if row not in self._row_words:
            self._row_words[row] = self._name_row(row)
        return self._row_words[row]

    @cached_property
    def _row_words(self) -> dict[Row, Words]:
        return {}

    def _name_row(self, row: Row) -> Words:
        if row.key == UNMAPPED:
            return words("matters beyond the known provisions")
        if row.key == WHOLE:
            found = words("the agreement as a whole")
        else:
            found = words("“", name(self.edition.row_name(row), 80), "”", self._number_of(row))
        agreement = self.edition.agreements.get(row.agreement)
        if agreement and len(self.edition.agreements) > 1:
            found = words(found, " (", name(agreement.title, 50), ")")
        return found

    def _number_of(self, row: Row) -> str:
        """Give " (VII.3)" where a title is only the beginning of the words, and does not tell."""
        provision = self.edition.provisions.get(row)
        called = provision.labels[0].text if provision and provision.labels else ""
        return f" ({called[:20]})" if called and self.edition.row_name(row).endswith("…") else ""

    def title(self, row: Row) -> Words:
        """Give a row's name as a heading, with what texts call it."""
        provision = self.edition.provisions.get(row)
        if provision is None:
            first, *rest = self.row_words(row)
            return (Run(capital(first.text), first.tone), *rest)
        found = words(name(self.edition.row_name(row), 110))
        called = provision.labels[0].text if provision.labels else ""
        if called and called.casefold().removeprefix("the ") not in found[0].text.casefold():
            found = words(found, soft(" · "), name(called, 40))
        agreement = self.edition.agreements.get(row.agreement)
        if agreement and len(self.edition.agreements) > 1:
            found = words(found, " (", name(agreement.title, 50), ")")
        return found

    def speaker(self, key: str) -> Words:
        """Give a side that speaks, with its voices where the side alone does not tell."""
        if key not in self._speakers:
            voices = self.edition.voices(key, self._ids_by_side.get(key, ()))
            told = words(" (", name(voices, 60), ")") if voices else ()
            self._speakers[key] = words(self.side(key), told)
        return self._speakers[key]

    @cached_property
    def _speakers(self) -> dict[str, Words]:
        return {}

    @cached_property
    def _ids_by_side(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for fact in self.edition.assessment.facts:
            found.setdefault(fact.statement.side, []).append(fact.statement.id)
        return {side: tuple(ids) for side, ids in found.items()}

    def side(self, key: str) -> Run:
        """Give the name of a side that speaks."""
        return name(self.edition.side_name(key), 70)

    def party_run(self, row: Row, key: str) -> Run:
        """Give the name of a party judged."""
        return name(self.edition.party_name(row.agreement, key), 70)


def dated(source: Source) -> str:
    """Give the date by which a source is ordered and told: of writing, else the next there is."""
    about = source.description
    return about.written or about.sent or about.received or about.published or ""


def telling(fact: Fact) -> tuple[int, int, int, int, int, int]:
    """Give what sorts statements where only some can be shown: ruled, judging, newest, concrete."""
    one = fact.statement
    beside = any(link.type in ("example_of", "repeats") for link in one.links)
    concrete = bool(one.exceptions) + bool(one.places) + bool(one.quantities) + bool(one.when)
    return (
        0 if fact.ruled else 1,
        int(beside),
        TELLING.index(one.kind) // 4,
        -_day(one),
        -concrete,
        fact.order,
    )


def _day(statement: Statement) -> int:
    """Give the day of the telling as a number, 0 where it has none."""
    told = statement.as_of
    day = (told.latest or told.earliest or "") if told else ""
    return int(day.replace("-", "")) if day.replace("-", "").isdigit() else 0
