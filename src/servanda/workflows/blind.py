"""Who may see which codings: nobody what others gave for units that they still code themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from servanda.assessing.codings import codings_of
from servanda.domain.judgement import SampleDrawn, UnitCoded, UnitSettled
from servanda.domain.record import Record
from servanda.errors import ServandaError

#: So many people code a unit before what they gave may be seen.
ENOUGH = 2


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the coding of a sample is, in counts that tell nobody's codes."""

    sample: SampleDrawn
    #: Units coded by each person, in the order of their names.
    coded: Mapping[str, int]
    #: Units that at least two people coded.
    double: int
    settled: int

    @property
    def total(self) -> int:
        """The number of units."""
        return len(self.sample.units)

    @property
    def finished(self) -> bool:
        """Whether every unit has been coded by two: then its codes may be seen by all."""
        return self.double >= self.total

    def has_finished(self, coder: str) -> bool:
        """Tell whether this coder has coded every unit."""
        return self.coded.get(coder, 0) >= self.total

    def may_see(self, coder: str) -> bool:
        """Tell whether this coder may see what others gave.

        Who codes sees it once all of the own units are coded; who does not, once two have coded
        something: somebody must rule on what differs before the last unit is done.
        """
        if self.finished:
            return True
        if coder in self.coded:
            return self.has_finished(coder)
        return self.double > 0


def progress_of(record: Record) -> list[Progress]:
    """Give how far each sample is, in the order in which they were drawn."""
    found = []
    for _, sample in record.judged(SampleDrawn):
        codings = codings_of(record, sample.name)
        coded = dict.fromkeys(codings.people, 0)
        times: dict[str, int] = {}
        for who, unit in codings.given:
            if who in coded:
                coded[who] += 1
                times[unit] = times.get(unit, 0) + 1
        double = sum(count >= ENOUGH for count in times.values())
        found.append(Progress(sample, coded, double, len(codings.settled)))
    return found


def verify_may_code(record: Record, name: str, *, actor: str) -> None:
    """Return only if this person has not seen the codes of others as one who ruled on them.

    Raises:
        ServandaError: They settled a unit of this sample.
    """
    settled = (one.actor for one, act in record.judged(UnitSettled) if act.sample == name)
    if actor in settled:
        raise ServandaError(
            f"You ruled on units of the sample {name}, so you have seen what others gave: who "
            "codes it must not have. Draw another sample to code yourself."
        )


def verify_may_see(progress: Progress, *, coder: str) -> None:
    """Return only if this coder may see what others gave.

    Raises:
        ServandaError: The own coding is not finished, or nobody else's is far enough.
    """
    if progress.may_see(coder):
        return
    name, left = progress.sample.name, progress.total - progress.coded.get(coder, 0)
    if coder in progress.coded:
        raise ServandaError(
            f"You still code the sample {name} ({left} left): what others gave is shown when you "
            "have finished."
        )
    raise ServandaError(
        f"No unit of the sample {name} has been coded by two people yet: there is nothing to "
        "compare."
    )


def unfinished_hidden(record: Record) -> Record:
    """Give a record without the codes of samples that are still coded: who codes stays blind.

    What readers gave for them goes, too. Samples that every unit of was coded by two stay whole.
    """
    open_ = {one.sample.name for one in progress_of(record) if not one.finished}
    if not open_:
        return record
    return replace(
        record,
        judgements=tuple(
            one
            for one in record.judgements
            if not (isinstance(one.act, UnitCoded | UnitSettled) and one.act.sample in open_)
        ),
    )
