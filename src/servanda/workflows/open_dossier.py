"""A dossier in Python: `servanda.open("ili.servanda").matrix(...).to_frame()`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import get_args

from servanda.assessing import Assessment, Dimension, assess
from servanda.assessing.changes import Changes
from servanda.assessing.coder_agreement import Reliability, measure_reliability
from servanda.assessing.corroboration import Corroboration, corroborate
from servanda.assessing.deadlines import Deadline
from servanda.assessing.dispute import Disputes
from servanda.assessing.disputes import disputes
from servanda.assessing.frames import Rows
from servanda.assessing.independence import Lineage
from servanda.assessing.owning import Owning, admissions, concessions
from servanda.assessing.sensitivity import Grain
from servanda.assessing.series import Counting
from servanda.domain.cell import NOBODY, Cell, Picture
from servanda.domain.entry import Head
from servanda.domain.judgement import Judged, Judgement
from servanda.domain.record import Record
from servanda.domain.source import Source
from servanda.domain.statement import Statement
from servanda.dossier.brief import Audience
from servanda.errors import UnknownThing
from servanda.journal import Journal, open_journal
from servanda.workflows.brief import DrawnUp, draw_up, recorded_on
from servanda.workflows.find_cell import Where, find_cell, find_party, one_agreement
from servanda.workflows.pictured import PicturedMatrix, pictured
from servanda.workflows.rows import (
    deadline_table,
    judgement_table,
    owning_table,
    source_table,
    statement_table,
)
from servanda.workflows.scores import Scores, scores_of
from servanda.workflows.sensitivity import Hanging, what_hangs
from servanda.workflows.times import deadlines_on, record_of, what_changed
from servanda.workflows.witnesses import Witnesses, derivations_of, witnesses_of


class Dossier:
    """A dossier opened to be asked; close it, or use it as a context manager.

    It shows the record as it stood when first asked; open it again to see later acts.
    """

    def __init__(
        self, journal: Journal, *, as_of: str | None = None, include_sensitive: bool = True
    ) -> None:
        self.journal = journal
        self._as_of = as_of
        self._include_sensitive = include_sensitive

    def __repr__(self) -> str:
        keys = ", ".join(one.key for one in self.record.agreements)
        counts = f"{len(self.record.sources)} sources, {len(self.record.statements)} statements"
        return f"<dossier on {keys or 'no agreement'}: {counts}, head {self.head.count}>"

    @cached_property
    def record(self) -> Record:
        """Everything that stands in the dossier, or stood in the state that was asked for."""
        return record_of(self.journal, self._as_of, include_sensitive=self._include_sensitive)

    @property
    def head(self) -> Head:
        """What a report made now would say it was made from."""
        return self.record.head

    @cached_property
    def _assessments(self) -> dict[str, Assessment]:
        return {}

    def assessment(self, period: str = "auto") -> Assessment:
        """Give the record assessed by `year`, `quarter`, `month` or `auto`."""
        if period not in self._assessments:
            self._assessments[period] = assess(self.record, period=period)
        return self._assessments[period]

    def matrix(
        self,
        *,
        rows: Dimension = "provision",
        columns: Dimension = "place",
        agreement: str | None = None,
        parent: str | None = None,
        period: str = "auto",
        proposals: bool = False,
    ) -> PicturedMatrix:
        """Give a table of pictures; accepted statements only, unless `proposals` are asked for.

        `.to_frame()` makes a data frame of it; a notebook shows it as a picture.

        Args:
            rows: `provision`, `place`, `period`, `side` or `party`.
            columns: Another of these.
            agreement: Key of the agreement; may be left out when there is only one.
            parent: Show the provisions below this one, instead of the top level.
            period: `year`, `quarter`, `month` or `auto`.
            proposals: Count what no person has ruled on yet, too.
        """
        with_proposals, accepted = (
            self.assessment(period).matrix(
                agreement=self._one(agreement),
                rows=rows,
                columns=columns,
                parent=parent,
                proposals=counted,
            )
            for counted in (proposals, False)
        )
        return pictured(with_proposals, self.record, accepted=accepted)

    def picture(
        self,
        provision: str = "",
        *,
        party: str = "",
        place: str = "",
        period: str = "",
        agreement: str | None = None,
        proposals: bool = False,
    ) -> Picture:
        """Give all accounts of one cell side by side; "" in a part means all of them together.

        Raises:
            UnknownThing: There is no such provision or party: a slip of the pen is no silence.
        """
        key = self._one(agreement)
        own = next(one for one in self.record.agreements if one.key == key)
        if provision:
            provision = find_cell(self.record, Where(f"{key}/{provision}")).provision
        if party and party != NOBODY:
            party = find_party(self.record, party, agreement=own)
        cell = Cell(key, provision, place=place, period=period, party=party)
        return self.assessment().picture(cell, proposals=proposals)

    def disputes(
        self,
        provision: str | None = None,
        *,
        party: str | None = None,
        place: str = "",
        agreement: str | None = None,
        proposals: bool = False,
    ) -> Disputes:
        """Give where sides speak against each other: contradictions told from mere differences.

        They are a tuple; `.to_frame()` makes a data frame of it, `.records()` plain rows.

        Args:
            provision: Only this one and those below it; the whole agreement is `(whole)`.
            party: Only about this party's conduct, by its key.
            place: Only from statements that stand in this place, by its column key.
            agreement: Only this agreement's; of all if None.
            proposals: Count what no person has ruled on yet, too.
        """
        return disputes(
            self.assessment(),
            proposals=proposals,
            agreement=None if agreement is None else self._one(agreement),
            provision=provision,
            place=place,
            party=party,
        )

    def admissions(self, party: str | None = None, *, proposals: bool = False) -> Rows[Owning]:
        """Give what each side, or this one, owns to against its own interest."""
        found = admissions(self.assessment(), proposals=proposals, party=party)
        return owning_table(self.record, found)

    def concessions(self, party: str | None = None, *, proposals: bool = False) -> Rows[Owning]:
        """Give what each side, or this one, credits others with."""
        found = concessions(self.assessment(), proposals=proposals, party=party)
        return owning_table(self.record, found)

    def corroboration(self, picture: Picture) -> tuple[Corroboration, ...]:
        """Give how many independent witnesses say what in a cell: copies of one text are one."""
        return corroborate(picture, self.record.statement_by_id, lineage=self._lineage)

    @cached_property
    def _lineage(self) -> Lineage:
        return Lineage(derivations_of(self.record))

    def statements(self, picture: Picture | None = None) -> Rows[Statement]:
        """Give the statements that a picture rests on, the way back to words; all if None."""
        if picture is None:
            return statement_table(self.record, self.record.statements)
        ids = (id for one in picture.accounts for id in (*one.counted, *one.beside))
        return statement_table(self.record, (self.record.statement_by_id[id] for id in ids))

    def sources(self) -> Rows[Source]:
        """Give the documents with their description, and how much was found in each."""
        return source_table(self.record)

    def witnesses(self) -> Witnesses:
        """Give which sources are one witness, and why: two papers that print one letter are."""
        return witnesses_of(self.record)

    def judgements(self, kind: str | None = None) -> Rows[Judged]:
        """Give the judgements that stand, oldest first, codings among them.

        Args:
            kind: Only one kind: `CellRated`, `SourceGraded`, `StatementGraded`, `DerivationSet`,
                `CellReplied`, `DisputeRuled`, `UnitCoded` ...; all if None.

        Raises:
            UnknownThing: There is no such kind.
        """
        kinds = [one.__name__ for one in get_args(Judgement)]
        if kind is not None and kind not in kinds:
            raise UnknownThing("kind of judgement", kind, nearest=tuple(kinds))
        found = self.record.judgements
        return judgement_table(x for x in found if kind in (None, type(x.act).__name__))

    def deadlines(
        self, on: str | None = None, *, agreement: str | None = None, proposals: bool = False
    ) -> Rows[Deadline]:
        """Give what falls due when, soonest first, and how it stands on a day.

        Args:
            on: The day on which to look, `1947-07-12`; today (UTC) if None.
            agreement: Only this agreement's; of all if None.
            proposals: Count what no person has ruled on yet, too.
        """
        return deadline_table(
            deadlines_on(self.assessment(), on=on, proposals=proposals, agreement=agreement)
        )

    def changes(self, since: str, *, proposals: bool = False) -> Changes:
        """Give what is otherwise now than it was: documents, rulings, judgements, pictures.

        Args:
            since: A head, the number of an entry, a day (from its beginning), or the name of a
                report that was issued.
            proposals: Count what no person has ruled on yet, too.
        """
        _, found = what_changed(
            self.journal,
            since=since,
            proposals=proposals,
            as_of=self._as_of,
            include_sensitive=self._include_sensitive,
        )
        return found

    def sensitivity(
        self,
        *,
        agreement: str | None = None,
        grain: Grain = "provision",
        scale: str = "pam",
        proposals: bool = False,
    ) -> Hanging:
        """Give what would be otherwise without each source, witness, side, coder or proposal.

        Args:
            agreement: Key of the agreement; may be left out when there is only one.
            grain: `provision`, or `cell`: each place and period by itself.
            scale: The scale of the score.
            proposals: Count what no person has ruled on yet, too.
        """
        (found,) = what_hangs(
            self.record,
            agreement=self._one(agreement),
            proposals=proposals,
            grain=grain,
            scale=scale,
        )
        return found

    def scores(
        self,
        *,
        agreement: str | None = None,
        scale: str = "pam",
        by: Counting = "year",
        place: str = "",
        party: str = "",
        rater: str | None = None,
        carry_forward: bool = False,
    ) -> Scores:
        """Give the scores of an agreement over time; a notebook shows them as a picture.

        They come from people's ratings, never from statements. Arguments as in
        `servanda.assessing.series.score_series`; places and parties by name or key.
        """
        (found,) = scores_of(
            self.record,
            agreement=self._one(agreement),
            scale=scale,
            by=by,
            place=place,
            party=party,
            rater=rater,
            carry_forward=carry_forward,
        )
        return found

    def reliability(
        self, sample: str | None = None, *, draws: int = 1000, seed: int = 0
    ) -> Reliability:
        """Give how far independent coders agree, by field, pair and type of promise; readers apart.

        `.to_frame()` of it is a data frame with one figure a row; a notebook shows it as a table.

        Args:
            sample: One sample's name; all if None. Nothing is pooled over samples.
            draws: Resamples for each 95 % interval.
            seed: The same seed gives the same intervals.

        Raises:
            UnknownThing: There is no such sample.
        """
        return measure_reliability(self.record, sample, draws=draws, seed=seed)

    def brief(
        self,
        *,
        audience: Audience = "public",
        party: str | None = None,
        since: str | None = None,
        title: str = "",
        agreement: str | None = None,
        period: str = "auto",
    ) -> DrawnUp:
        """Give the brief for a mediator: ten pages, as HTML, PDF and words.

        Args:
            audience: `public` and `parties` see nothing that is marked sensitive; `internal` does.
            party: Key, name or alias of the party whose obligations come first.
            since: A head, a day or the name of a report, to tell changes from; the last brief
                issued to this audience if None.
            title: The dossier's; made from its agreements if "".
            agreement: Only this agreement's; of all if None.
            period: `year`, `quarter`, `month` or `auto`.
        """
        made = draw_up(
            self.journal,
            record=self.record,
            audience=audience,
            party=party,
            since=since,
            title=title,
            agreement=agreement,
            period=period,
        )
        return DrawnUp(made, recorded_on(self.journal, self.record))

    def search(self, words: str) -> Iterator[Statement]:
        """Give statements in which these words stand, best first."""
        standing = self.record.statement_by_id
        return (
            standing[one.id] for one in self.journal.statements(search=words) if one.id in standing
        )

    def _one(self, agreement: str | None) -> str:
        return one_agreement(self.record, agreement)

    def close(self) -> None:
        """Let go of the file."""
        self.journal.close()

    def __enter__(self) -> Dossier:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_dossier(
    path: str | Path, *, as_of: str | None = None, include_sensitive: bool = True
) -> Dossier:
    """Open a dossier to be asked.

    Args:
        path: The dossier's file.
        as_of: A head, the number of an entry, a day (`2024-05-01`) or the name of an issued
            report: the record as it stood then.
        include_sensitive: False to see only what may leave, as reports do: for a notebook that
            others will read.

    Raises:
        DossierError: There is none at this path, or it is not one of ours.
    """
    return Dossier(
        open_journal(str(path), readonly=True), as_of=as_of, include_sensitive=include_sensitive
    )
