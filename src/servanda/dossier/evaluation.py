"""An evaluation as a small site: figures, tables of labels, calibration, every miss and alarm."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any

from markupsafe import Markup

from servanda.domain.source import Source
from servanda.domain.statement import ReaderMark
from servanda.dossier import addresses
from servanda.dossier.cards import Spans
from servanda.dossier.citation import short_head
from servanda.dossier.evaluation_cases import LISTS, Case, cases_of, parts_of
from servanda.dossier.evaluation_curve import draw_reliability
from servanda.dossier.folder import KIND, MARKER, new_site
from servanda.dossier.options import SiteOptions
from servanda.dossier.palette import palette_css
from servanda.dossier.render import Page, environment, linker
from servanda.dossier.words import counted, listed
from servanda.errors import DossierError
from servanda.evaluating import MEASURES, Confusion, Difference, Evaluation, Figure, Measure, Trial
from servanda.evaluating.saying import say_counted, say_interval, say_resampling, say_value

#: Tells an evaluation from a report, which it must not replace.
SHOWS = "evaluation"


@dataclass(frozen=True, slots=True)
class Frame:
    """What the head and foot of every page ask of an edition."""

    title: str
    options: SiteOptions
    hidden: None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table of figures: one figure of each reader, and their difference."""

    measure: Measure
    figures: tuple[Figure, ...]
    difference: Difference | None


@dataclass(frozen=True, slots=True)
class Result:
    """One reader's part of the first page; `lists` are addresses of cases and how many there are.

    `without` counts what carries no confidence, where other statements do.
    """

    reader: ReaderMark
    found: int
    paired: int
    lists: tuple[tuple[str, str], ...]
    tables: tuple[tuple[str, str, Confusion], ...]
    curve: Markup | None
    without: int


def write_evaluation(
    trial: Trial,
    sources: Mapping[str, Source],
    out: Path,
    *,
    title: str,
    hidden: Mapping[str, Spans] | None = None,
    include_sensitive: bool = False,
) -> Path:
    """Write an evaluation as a site to open from disk; gives its first page.

    Args:
        trial: What was tried and what came out.
        sources: The sources that hold the gold, by id, as they may be shown.
        out: The folder to write; an earlier evaluation in it is replaced as one.
        title: What the dossier is called.
        hidden: By source, where its text may not be shown beside a quote.
        include_sensitive: Whether what is marked sensitive is among them: every page warns.

    Raises:
        DossierError: `out` holds something else.
    """
    _refuse_a_report(out)
    frame = Frame(title, SiteOptions(title=title, include_sensitive=include_sensitive))
    with new_site(out) as folder:
        for page in _pages(trial, sources, frame, hidden or {}):
            folder.write(page.path, page.html)
        static = files("servanda.dossier").joinpath("static")
        css = palette_css() + static.joinpath("site.css").read_text("utf-8")
        folder.write("static/site.css", css)
        folder.write("static/site.js", static.joinpath("site.js").read_text("utf-8"))
        marker = {
            "kind": KIND,
            "shows": SHOWS,
            "version": version("servanda"),
            "title": title,
            "head": str(trial.head),
            "finished": True,
        }
        folder.write(MARKER, json.dumps(marker, ensure_ascii=False, indent=1) + "\n")
        folder.write_list()
    return out / "index.html"


def _refuse_a_report(out: Path) -> None:
    try:
        marker = json.loads((out / MARKER).read_text("utf-8"))
    except (OSError, ValueError):
        return
    if isinstance(marker, dict) and marker.get("shows") != SHOWS:
        raise DossierError(f"{out} holds a report, which is no evaluation. Choose another folder.")


def _pages(
    trial: Trial, sources: Mapping[str, Source], frame: Frame, hidden: Mapping[str, Spans]
) -> Iterator[Page]:
    listed_cases = {
        (reader.name, which): cases_of(evaluation, which, sources, hidden)
        for reader, evaluation in zip(trial.readers, trial.evaluations, strict=True)
        for which in LISTS
    }
    names = [one.name for one in trial.readers]
    yield _render(
        trial,
        frame,
        "evaluation.html",
        "index.html",
        title=f"How {listed(names)} read{'s' if len(names) == 1 else ''}",
        section="figures",
        gold=sum(1 for one in trial.evaluations[0].matching.outcomes if one.gold),
        results=[
            _result(reader, evaluation, listed_cases)
            for reader, evaluation in zip(trial.readers, trial.evaluations, strict=True)
        ],
        groups=[(name, list(lines)) for name, lines in groupby(_lines(trial), _group)],
        resampling=say_resampling(trial.evaluations[0].resampling),
        sources=sources,
        measures=MEASURES,
    )
    for (reader, which), cases in listed_cases.items():
        path = _path(reader, which)
        parts = parts_of(cases)
        for number, part in enumerate(parts, 1):
            yield _render(
                trial,
                frame,
                "evaluation_cases.html",
                addresses.part(path, number),
                title=_list_name(trial, reader, which),
                section=path,
                which=which,
                means=LISTS[which][1],
                total=len(cases),
                cases=part,
                number=number,
                count=len(parts),
                address=lambda at, path=path: addresses.part(path, at),
            )


def _render(
    trial: Trial, frame: Frame, template: str, path: str, *, title: str, section: str, **values: Any
) -> Page:
    html = (
        environment()
        .get_template(template)
        .render(
            edition=frame,
            title=title,
            section=section,
            path=path,
            to=linker(path),
            nav=_navigation(trial),
            head=short_head(trial.head),
            trial=trial,
            say_value=say_value,
            say_counted=say_counted,
            say_interval=say_interval,
            **values,
        )
    )
    return Page(path, lambda: html)


def _path(reader: str, which: str) -> str:
    return f"{addresses.slug(reader)}/{which}.html"


def _list_name(trial: Trial, reader: str, which: str) -> str:
    name = LISTS[which][0]
    return name if len(trial.readers) == 1 else f"{reader}: {name.lower()}"


def _navigation(trial: Trial) -> list[tuple[str, str, str]]:
    paths = [(_path(one.name, which), one.name, which) for one in trial.readers for which in LISTS]
    return [
        ("figures", "index.html", "Figures"),
        *((path, path, _list_name(trial, reader, which)) for path, reader, which in paths),
    ]


def _result(
    reader: ReaderMark, evaluation: Evaluation, cases: Mapping[tuple[str, str], Sequence[Case]]
) -> Result:
    curve = None
    if evaluation.calibration:
        title = f"How sure {reader.name} was, beside how often it was right"
        id = f"curve-{addresses.slug(reader.name)}"
        curve = draw_reliability(evaluation.calibration, title=title, id=id)
    return Result(
        reader=reader,
        found=sum(1 for one in evaluation.matching.outcomes if one.found),
        paired=len(evaluation.matching.pairs),
        lists=tuple(
            (_path(reader.name, which), counted(len(cases[reader.name, which]), *LISTS[which][2]))
            for which in LISTS
        ),
        tables=(("Stance", "stances", evaluation.stance), ("Kind", "kinds", evaluation.kind)),
        curve=curve,
        without=evaluation.calibration.without if evaluation.calibration else 0,
    )


def _lines(trial: Trial) -> Iterator[Line]:
    for at, measure in enumerate(MEASURES):
        yield Line(
            measure,
            tuple(one.figures[at] for one in trial.evaluations),
            trial.differences[at] if trial.differences else None,
        )


def _group(line: Line) -> str:
    return line.measure.group
