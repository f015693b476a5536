"""Builds a large made-up dossier for the measurements of the desk, through the journal.

    python benchmarks/desk_dossier.py [--statements N] [--sources M] [--folder DIR]

Prints the path of the file. It is kept under the temporary folder by its parameters: the second
call finds it. The same parameters give the same statements, the journal's salts aside.

There are 60 provisions in a tree of three levels, up to 300 places of which some lie in others, 40
quarters, four parties and five sides. The texts are made sentence by sentence, and every quote is
cut from them. Some statements are accepted, amended or rejected; there are ratings, grades,
replies, rulings on disputes, admissions, examples, copies of sources, and sources nobody read.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path

from servanda.domain.agreement import (
    Agreement,
    Due,
    Event,
    Label,
    Party,
    Provision,
    Territory,
    Wording,
)
from servanda.domain.cell import WHOLE, Cell
from servanda.domain.entry import (
    Act,
    AgreementKept,
    SourceAdded,
    SourceRead,
    StatementAccepted,
    StatementAmended,
    StatementRejected,
)
from servanda.domain.judgement import (
    CellRated,
    CellReplied,
    DerivationSet,
    DisputeRuled,
    SourceGraded,
    StatementGraded,
)
from servanda.domain.place import PartOf, Place, PlaceMention, PlaceName
from servanda.domain.source import Description, Layer, Source
from servanda.domain.statement import (
    Excerpt,
    PartyMention,
    ProvisionLink,
    Quote,
    ReaderMark,
    Statement,
    StatementLink,
    Voice,
)
from servanda.domain.when import When
from servanda.journal import Journal, open_journal

#: Raised when what is built changes, so that no old file is taken for a new one.
EDITION = 2
KEY = "accord"
READER = ReaderMark("made-up", "1", "0" * 16)
PER_BATCH = 25
QUARTERS = 40
#: How a voice tells it: the kind, the stance, the words; `{}` is who is judged.
TELLINGS = (
    ("verdict", "kept", "{} carried out what was promised"),
    ("verdict", "kept", "{} kept its word"),
    ("verdict", "broken", "{} did not carry out what was promised"),
    ("verdict", "partly", "{} carried out a part of what was promised"),
    ("compliance", "kept", "{} opened the road again"),
    ("compliance", "kept", "{} handed over the list"),
    ("obstruction", "broken", "{} turned the observers away"),
    ("incident", "broken", "{} closed the school by force"),
    ("incident", "unclear", "{} was seen near the bridge"),
    ("denial", "kept", "{} never broke the promise"),
    ("admission", "broken", "{} had been late, by its own account"),
    ("concession", "kept", "{} had done what it could"),
    ("demand", "unclear", "{} must carry out what was promised"),
    ("context", "unclear", "{} met on the matter"),
)
#: How often each of them is told.
WEIGHTS = (12, 8, 14, 8, 8, 6, 8, 6, 3, 3, 3, 3, 4, 4)
#: Who is judged: the words in the text, the key, and how often.
JUDGED = (("the government", "government", 6), ("the front", "front", 4), ("", "", 1))
SIDES = ("government", "front", "observer", "press", "unknown")


@dataclass(frozen=True)
class Size:
    """How large a dossier is; `places` are those of the agreement's own gazetteer."""

    statements: int = 1_000_000
    sources: int = 20_000
    places: int = 300
    #: One in so many statements is ruled on.
    ruled: int = 25

    @property
    def name(self) -> str:
        """The name of the file."""
        return f"desk-{EDITION}-{self.statements}-{self.sources}-{self.places}.servanda"


@dataclass(frozen=True)
class Maker:
    """Makes sources and statements, the same each time."""

    size: Size

    @cached_property
    def draw(self) -> random.Random:
        """Where all chance comes from."""
        return random.Random(5)

    @cached_property
    def words(self) -> list[str]:
        """20,000 made-up words, so that the search has a vocabulary of a natural size."""
        letters = "abcdefghijklmnopqrstuvwxyz"
        return [
            "".join(self.draw.choices(letters, k=self.draw.randint(3, 9))) for _ in range(20_000)
        ]

    @cached_property
    def drawn(self) -> list[str]:
        """A long run of them: few are said often, most hardly ever."""
        weights = [1 / (rank + 3) for rank in range(len(self.words))]
        return self.draw.choices(self.words, weights, k=200_000)

    @cached_property
    def agreement(self) -> Agreement:
        """60 provisions in a tree of three levels: five themes, fifteen points, forty clauses."""
        clauses = iter(range(1, 41))
        themes = []
        for theme in range(5):
            points = []
            for point in range(theme * 3, theme * 3 + 3):
                few = 3 if point < 10 else 2
                below = tuple(_clause(number) for number in islice(clauses, few))
                points.append(
                    Provision(f"point-{point}", f"Point {point}", children=below, tags=("basis",))
                )
            themes.append(Provision(f"theme-{theme}", f"Theme {theme}", children=tuple(points)))
        return Agreement(
            KEY,
            "The made-up accord",
            signed=("2011-12-01",),
            parties=(
                Party("government", "the Government", ("the government",)),
                Party("front", "the Front", ("the front",)),
                Party("council", "the Council", role="guarantor"),
                Party("mission", "the Mission", role="observer"),
            ),
            territory=Territory("made up", places=tuple(self._places())),
            provisions=tuple(themes),
            events=(Event("signing", "2011-12-01"),),
        )

    def _places(self) -> Iterator[Place]:
        regions = max(1, self.size.places // 20)
        for number in range(self.size.places):
            within = () if number < regions else (PartOf(f"g{number % regions}", "1990", None),)
            yield Place(
                f"g{number}",
                (PlaceName(f"{'Region' if number < regions else 'Town'}{number}"),),
                "region" if number < regions else "point",
                lat=2 + 7 * (number * 37 % 100) / 100,
                lon=-77 + 7 * (number * 61 % 100) / 100,
                part_of=within,
            )

    @cached_property
    def mentions(self) -> list[tuple[str, Place]]:
        """The places as they are written."""
        return [(one.name, one) for one in self.agreement.territory.places]

    @cached_property
    def links(self) -> list[tuple[tuple[ProvisionLink, ...], str]]:
        """What statements speak of, and on which level: clauses mostly, points at times."""
        keys = [one.key for one in self.agreement.walk() if not one.children] * 6
        keys += [one.key for one in self.agreement.walk() if one.children]
        bases = ("named", "topic", "topic")
        found = [
            ((ProvisionLink(KEY, key, None, bases[at % 3], 0.5 + at % 5 / 10),), "provision")
            for at, key in enumerate(keys)
        ]
        found += [((ProvisionLink(KEY, WHOLE, None, "named"),), "whole")] * 4
        return [*found, ((), "unmapped"), ((), "unmapped"), ((), "unmapped")]

    def sources(self) -> Iterator[tuple[Source, bytes, tuple[Statement, ...]]]:
        """Give sources with their bytes and their statements, in the order of time."""
        names: list[str] = []
        for number in range(self.size.sources):
            # What is left over goes to the first sources.
            share, more = divmod(self.size.statements, self.size.sources)
            copied = names[-3] if number % 50 == 49 and len(names) > 3 else ""
            made = self._source(number, share + (number < more), copied)
            names.append(made[0].name)
            yield made

    def _source(
        self, number: int, count: int, copied: str
    ) -> tuple[Source, bytes, tuple[Statement, ...]]:
        draw, drawn = self.draw, self.drawn
        quarter = number * QUARTERS // self.size.sources
        day = f"{2012 + quarter // 4}-{quarter % 4 * 3 + 2:02d}-{number % 27 + 1:02d}"
        told = When(day, None, None, day, day, day, "stated")
        side = SIDES[number % len(SIDES)]
        voice = (Voice(f"Office {number % 7}", "asserts"),) if number % 4 else ()
        lines, spans, at = [f"Report {number} of {day}\n\n"], [], 0
        at = len(lines[0])
        for telling in draw.choices(TELLINGS, WEIGHTS, k=count):
            who, party, _ = draw.choices(JUDGED, [one[2] for one in JUDGED])[0]
            town, place = self.mentions[draw.randrange(len(self.mentions))]
            first = draw.randrange(len(drawn) - 16)
            what = telling[2].format(who or "somebody")
            line = f"In {town} {what}, as {' '.join(drawn[first : first + 14])}."
            spans.append((telling, at, line, who, party, town, place))
            lines += (line, "\n" if draw.random() < 0.7 else "\n\n")
            at += len(line) + len(lines[-1])
        text = "".join(lines)
        data = text.encode()
        digest = hashlib.sha256(data).hexdigest()
        source = Source(
            f"src-{digest[:16]}", digest, f"report-{number}.txt", "text/plain", len(data), text,
            Description(
                title=f"Report {number} of {day}", creators=(f"Office {number % 7}",),
                side=side if side != "unknown" else None, written=day, language="en",
                complete=False if number % 200 == 7 else None,
                derives_from=(copied,) if copied else (),
            ),
            layers=(Layer(0, len(text), "author", "body"),),
        )  # fmt: skip
        # One source in two hundred was never read.
        if number % 200 == 150:
            return source, data, ()
        return source, data, tuple(self._statements(source, side, voice, told, spans))

    def _statements(self, source, side, voice, told, spans) -> Iterator[Statement]:  # type: ignore[no-untyped-def]
        draw, links = self.draw, self.links
        id, line_of = source.id, 3
        last = ""
        for (kind, stance, _), start, line, who, party, town, place in spans:
            end = start + len(line)
            here = start + 3
            provisions, level = links[draw.randrange(len(links))]
            name = hashlib.sha256(f"{id} {start}-{end} {READER.fingerprint}".encode()).hexdigest()
            chance = draw.random()
            about = ()
            if who:
                at = here + len(town) + 1
                about = (PartyMention(who, at, at + len(who), who, party),)
            exceptions = ()
            if chance < 0.02:
                exceptions = (Excerpt(line[-20:-1], end - 20, end - 1),)
            statement = Statement(
                id=f"st-{name[:16]}", source=id, start=start, end=end, quote=line, layer="author",
                quotes=(Quote(start, end, line, None, line_of, "author"),), kind=kind,
                stance=stance, extent=None, provisions=provisions, level=level,
                exceptions=exceptions, about=about, responsible=(), affected=(), voice=voice,
                side=side, knowing="unknown",
                places=() if chance > 0.96 else (
                    PlaceMention(town, here, here + len(town), "scene", place.granularity, town,
                                 place.id, place.lat, place.lon),
                ),
                when=told if kind in ("incident", "compliance") and chance < 0.9 else None,
                as_of=told, quantities=(),
                links=(StatementLink("example_of", last),) if last and 0.02 < chance < 0.04 else (),
                state="proposed", reader=READER, confidence=round(0.2 + 0.75 * chance, 2),
                reasons=(f"The words “{line[8:40]}” decided its stance.",),
            )  # fmt: skip
            last = statement.id
            line_of += 1
            yield statement


def _clause(number: int) -> Provision:
    due = (Due("within 90 days of the signing", days=90, after="signing"),) if number % 3 else ()
    words = f"Clause {number}: what was promised under number {number} shall be carried out."
    return Provision(
        f"clause-{number}",
        f"Clause {number}",
        labels=(Label(f"the {number}. clause"),),
        wordings=(Wording(words, "verbatim", "the text"),),
        obligors=("government",) if number % 4 else ("government", "front"),
        due=due,
    )


def rulings(size: Size, statements: list[Statement]) -> Iterator[Act]:
    """Give what people ruled on some of these statements."""
    for at, one in enumerate(statements):
        if at % size.ruled:
            continue
        match at // size.ruled % 10:
            case 0:
                stance = "partly" if one.stance != "partly" else "broken"
                yield StatementAmended(one.id, replace(one, stance=stance, confidence=None))
            case 1:
                yield StatementRejected(one.id, "Speaks of something else")
            case _:
                yield StatementAccepted(one.id)


def judgements(maker: Maker, seen: list[Statement]) -> Iterator[Act]:
    """Give ratings, grades, replies, derivations and rulings on disputes: some hundred."""
    clauses = [one.key for one in maker.agreement.walk() if not one.children]
    for at, key in enumerate(clauses):
        for year in (2013, 2016, 2019):
            cell = Cell(KEY, key, period=f"{year}-Q{at % 4 + 1}", party="government")
            yield CellRated(cell, "barometer", float(at % 4), "As the monitors saw it.")
    for at, one in enumerate(seen[:40]):
        yield SourceGraded(one.source, "ABCDEF"[at % 6], "Known for long.")  # type: ignore[arg-type]
        if at % 2:
            yield StatementGraded(one.id, "3", "Nobody else says so.")
    for key in clauses[:6]:
        yield CellReplied(Cell(KEY, key, party="government"), "government", "It will be done.")
        yield DisputeRuled(
            Cell(KEY, key, party="government"),
            ("front", "government"),
            "both_stand",
            "Both saw it.",
        )
    sources = list(dict.fromkeys(one.source for one in seen))[:8]
    for one, other in zip(sources[1:], sources, strict=False):
        yield DerivationSet(one, other, "drawn_from", "It repeats its words.")


def fill(journal: Journal, size: Size) -> None:
    """Write the dossier into a journal that is empty."""
    maker = Maker(size)
    with journal.batch(actor="coder-1", time="2022-01-01T08:00:00Z") as batch:
        batch.append(AgreementKept(maker.agreement))
    seen: list[Statement] = []
    made = maker.sources()
    while group := list(islice(made, PER_BATCH)):
        with journal.batch(actor="coder-1", time="2022-01-02T08:00:00Z") as batch:
            for source, data, statements in group:
                batch.append(SourceAdded(source, data))
                if statements:
                    batch.append(SourceRead(source.id, READER, statements))
            for act in rulings(size, [one for _, _, all in group for one in all]):
                batch.append(act)
        if len(seen) < 400:
            seen += [all[0] for _, _, all in group if all]
    with journal.batch(actor="coder-2", time="2022-01-03T08:00:00Z") as batch:
        for act in judgements(maker, seen):
            batch.append(act)


def build(size: Size, *, folder: Path | None = None) -> Path:
    """Give the file of a dossier of this size, built now if it is not there yet."""
    folder = folder or Path(tempfile.gettempdir()) / "servanda-benchmarks"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / size.name
    if path.exists():
        return path
    part = path.with_suffix(".part")
    for one in folder.glob(f"{part.name}*"):
        one.unlink()
    journal = open_journal(str(part), create=True)
    fill(journal, size)
    journal.close()
    part.rename(path)
    return path


def main() -> None:
    """Build it and print where it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    plain = Size()
    parser.add_argument("--statements", type=int, default=plain.statements)
    parser.add_argument("--sources", type=int, help="one for each 50 statements if not given")
    parser.add_argument("--places", type=int, default=plain.places)
    parser.add_argument("--folder", type=Path, help="where to keep it")
    given = parser.parse_args()
    sources = given.sources or max(1, given.statements // 50)
    begun = time.perf_counter()
    path = build(Size(given.statements, sources, given.places), folder=given.folder)
    seconds = time.perf_counter() - begun
    print(path)
    print(f"{path.stat().st_size / 1e6:,.0f} MB, {seconds:.1f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
