"""Take documents in: keep their bytes, read description and layers, list what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from servanda.domain.entry import ProblemNoted, SensitivityMarked, SourceAdded
from servanda.domain.problem import Problem
from servanda.domain.source import Description, Source
from servanda.errors import ServandaError
from servanda.intake import KINDS, MAX_BYTES, load_sidecar, take_in
from servanda.workflows.progress import Progress, unheard

if TYPE_CHECKING:  # who opens a document to annotate it waits for no journal
    from servanda.journal import Journal


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one file: a new source, one that was there before, or a problem."""

    name: str
    source: Source | None
    new: bool
    problems: tuple[Problem, ...]


def sidecar_of(file: Path) -> Path:
    """Give where a file's side-car would lie: `letter.txt` has `letter.txt.yaml`."""
    return file.with_name(file.name + ".yaml")


def find_documents(paths: Iterable[Path]) -> list[Path]:
    """Give the documents among these paths, folders opened, side-cars and hidden files left out."""
    found: dict[Path, None] = {}
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        for file in inside:
            if path.is_dir() and (not file.is_file() or _is_beside(file)):
                continue
            if path.is_dir() and any(
                part.startswith(".") for part in file.parts[len(path.parts) :]
            ):
                continue
            found[file] = None
    # A side-car caught by a shell's `*` belongs to its document and is none itself.
    return [file for file in found if not _is_beside(file)]


def _is_beside(file: Path) -> bool:
    return file.suffix == ".yaml" and file.with_suffix("").is_file()


def load_document(file: Path, *, given: Description | None = None) -> tuple[Source, bytes]:
    """Give a file as a source, with its side-car and what the user gave laid over what it says.

    Raises:
        ServandaError: The file or its side-car cannot be opened.
    """
    try:
        size = file.stat().st_size
        if size > MAX_BYTES:
            raise ServandaError(
                f"{file.name}: {size:,} bytes, more than the {MAX_BYTES:,} that one document may "
                "have. Split it and add the parts."
            )
        data = file.read_bytes()
    except OSError as error:
        raise ServandaError(f"{file.name} cannot be opened: {error.strerror or error}.") from error
    beside = sidecar_of(file)
    description = load_sidecar(beside) if beside.is_file() else Description()
    if given is not None:
        description = laid_over(description, given)
    return take_in(data, file.name, description=description), data


def laid_over(below: Description, above: Description) -> Description:
    """Give `below` with every field that `above` fills taken from there."""
    empty = Description()
    filled = {
        one.name: value
        for one in fields(Description)
        if (value := getattr(above, one.name)) != getattr(empty, one.name)
    }
    return replace(below, **filled)


def add_sources(
    journal: Journal,
    files: Sequence[Path],
    *,
    actor: str,
    given: Description | None = None,
    sensitive: bool = False,
    known_kinds_only: bool = False,
    progress: Progress = unheard,
) -> list[Added]:
    """Keep each document; one that cannot be opened is noted, and the others still go in.

    Each document is recorded on its own, so that an interruption loses at most the one in hand.
    With `known_kinds_only` nothing is kept or noted of a file of a kind that is never read, such
    as a picture: whoever sent it is told.
    """
    known = {one.id: one for one in journal.record().sources}
    results: list[Added] = []
    for number, file in enumerate(files):
        progress(number, len(files), file.name)
        try:
            source, data = load_document(file, given=given)
        except ServandaError as error:
            # It goes into the journal and onto pages: whose machine it was stays out of both.
            seen = str(error).replace(str(sidecar_of(file)), sidecar_of(file).name)
            problem = Problem("unread", seen, source=file.name)
            with journal.batch(actor=actor) as batch:
                batch.append(ProblemNoted(problem))
            results.append(Added(file.name, None, new=False, problems=(problem,)))
            continue
        if known_kinds_only and source.media_type not in KINDS:
            results.append(Added(file.name, None, new=False, problems=source.problems))
            continue
        if source.id in known:
            results.append(Added(file.name, known[source.id], new=False, problems=()))
            continue
        with journal.batch(actor=actor) as batch:
            batch.append(SourceAdded(source, data))
            if sensitive:
                batch.append(
                    SensitivityMarked("source", source.id, sensitive=True, why="marked when added")
                )
        known[source.id] = source
        results.append(Added(file.name, source, new=True, problems=source.problems))
    progress(len(files), len(files), "")
    return results
