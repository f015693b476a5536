"""`evaluate`: how good is a reader, measured on what people ruled right?"""

from __future__ import annotations

from pathlib import Path

import click

from servanda.cli.options import by_confidence, dossier, opened
from servanda.cli.printing import Teller
from servanda.dossier.evaluation import write_evaluation
from servanda.evaluating.objects import trial_object
from servanda.evaluating.saying import say_trial
from servanda.settings import load_settings
from servanda.wire import encode
from servanda.workflows.evaluate import evaluate as try_readers


@click.command()
@dossier
@click.option(
    "--gold",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Gold as `export --as jsonl` writes it; what people accepted here if not given.",
)
@click.option(
    "--reader",
    "readers",
    multiple=True,
    default=("rules",),
    show_default=True,
    help="Give it twice to set two readers side by side.",
)
@by_confidence
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), help="Also write pages, with every miss."
)
@click.option("--json", "json_", is_flag=True, help="All figures, misses and alarms as JSON.")
@click.option("--include-sensitive", is_flag=True, help="Also use and show what is sensitive.")
def evaluate(
    dossier: Path,
    gold: Path | None,
    readers: tuple[str, ...],
    threshold: float | None,
    out: Path | None,
    json_: bool,
    include_sensitive: bool,
) -> None:
    """Measure readers against gold: statements that people accepted, amended or wrote.

    The sources that hold gold are read afresh and nothing is recorded. Statements are paired one
    to one when they share at least half of the shorter one's words; everything else is judged over
    the pairs. Every figure comes with what it was counted from and a 95 % bootstrap interval.
    """
    with opened(dossier, readonly=True) as journal:
        tried = try_readers(
            journal,
            cache=load_settings().cache,
            gold_file=gold,
            reader_names=readers,
            threshold=threshold,
            include_sensitive=include_sensitive,
            progress=Teller(),
        )
    if json_:
        click.echo(encode(trial_object(tried.trial)))
    else:
        click.echo("\n".join(say_trial(tried.trial)))
    if out is not None:
        first = write_evaluation(
            tried.trial,
            tried.sources,
            out,
            title=tried.title,
            hidden=tried.hidden,
            include_sensitive=include_sensitive,
        )
        click.echo(f"Look: {first}", err=json_)
