"""The letter coded from nothing in Taguette and at the desk: acts counted step by step.

Run `python quality/taguette.py --taguette /elsewhere/bin/taguette` (`pip install taguette` in an
environment of its own; it is no dependency). Both are driven in a real browser, as somebody who
knows the tool well would, by its fastest way; every click, key press and drag is done and counted.

What is recorded on both sides is the same: each gold statement of the letter (`gold/letter.json`)
by its words, with its promise, stance, kind and the party judged. In Taguette these are tags; the
tags are brought as a codebook file, as the agreement is brought as a file here. At the desk a
proposal that says what gold says is accepted, one that says something else is amended, one that
gold does not know is rejected with a reason, and what no proposal found is written. So the
reader's mistakes cost what they cost.

Not counted: scrolling, reading, and the waiting for either program.
"""

from __future__ import annotations

import argparse
import csv
import html
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from acts import Counts, Hands
from letter import CannotScore, judge, letter_path, load_gold
from matching import match, spans_of

ROOT = Path(__file__).resolve().parent.parent
AGREEMENT = ROOT / "examples" / "ili-1946" / "agreement.yaml"
FIELDS = ("provisions", "stance", "kind", "about")
STEPS = ("begin", "codebook", "document", "statements", "take away")


# -- Taguette --------------------------------------------------------------------------------


def tags_of(want: dict[str, Any]) -> list[str]:
    """Give the tags that say what gold says of one statement."""
    promises = want["provisions"] or [want["level"]]
    return [
        *(f"promise.{one}" for one in promises),
        f"stance.{want['stance']}",
        f"kind.{want['kind']}",
        *(f"about.{one}" for one in want["about"]),
    ]


@contextmanager
def taguette(program: Path, folder: Path) -> Iterator[str]:
    """Start Taguette for one user on a free port of this machine; gives its address."""
    with subprocess.Popen(
        [program, "--no-browser", "-b", "127.0.0.1", "-p", "7465",
         "--database", str(folder / "project.sqlite3")],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, "HOME": str(folder), "PYTHONUNBUFFERED": "1"},
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            for line in process.stdout:
                if found := re.search(r"http://localhost(:\d+/\?token=\w+)", line):
                    yield f"http://127.0.0.1{found[1]}"
                    return
            raise CannotScore("Taguette did not start")
        finally:
            process.send_signal(signal.SIGTERM)


def code_in_taguette(hands: Hands, address: str, gold: dict[str, Any], text: str) -> None:
    page = hands.page
    with hands.step("begin"):
        hands.command("taguette")
        page.goto(address, wait_until="domcontentloaded")
        hands.click("text=Create a new project")
        hands.click("[name=name]")
        hands.type("Ili 1946")
        hands.key("Enter")
        page.wait_for_selector("#documents-tab")
    with hands.step("codebook"), tempfile.TemporaryDirectory() as folder:
        tags = sorted({tag for want in gold["statements"] for tag in tags_of(want)})
        file = Path(folder) / "codebook.csv"
        with file.open("w", newline="") as out:
            csv.writer(out).writerows([("tag", "description"), *((tag, "") for tag in tags)])
        hands.click("#project-tab")
        hands.click("text=Import codebook")
        hands.choose_file("input[type=file]", str(file))
        hands.click("input[type=submit]")
        page.wait_for_selector("input[type=checkbox]")
        hands.click("input[type=submit]")
        page.wait_for_selector("#documents-tab")
    with hands.step("document"), tempfile.TemporaryDirectory() as folder:
        # Taguette converts plain text by Calibre, an installation of its own; HTML it reads itself.
        web_page = Path(folder) / "letter.html"
        paragraphs = [html.escape(one) for one in re.split(r"\r?\n\s*\r?\n", text)]
        web_page.write_text("<meta charset=utf-8>" + "".join(f"<p>{one}</p>" for one in paragraphs))
        hands.click("#documents-tab")
        hands.click("text=Add a document")
        hands.choose_file("#document-add-file", str(web_page))
        hands.click("#document-add-name")
        hands.type("letter")
        hands.key("Enter")
        page.wait_for_selector("#document-add-modal", state="hidden")
        hands.click("#documents-list >> text=letter")
        page.wait_for_selector("#document-contents >> text=Consul")
    with hands.step("statements"):
        for want in gold["statements"]:
            for start, end in spans_of(want):
                hands.select("#document-contents", text[start:end], share=start / len(text))
                page.wait_for_selector("#hlinfo", state="visible")
                hands.key("n")
                page.wait_for_selector("#highlight-add-modal", state="visible")
                for tag in tags_of(want):
                    hands.click(f"#highlight-add-tags label:text-is('{tag}')")
                hands.key("Enter")
                page.wait_for_selector("#highlight-add-modal", state="hidden")
    with hands.step("take away"):
        hands.click("#tags-tab")
        hands.click("#load-all-tags")
        hands.click("#dropdown-export")
        with page.expect_download() as download:
            hands.click("#export-button >> text=CSV")
        rows = Path(download.value.path()).read_text("utf-8").splitlines()
        wanted = sum(len(spans_of(one)) * len(tags_of(one)) for one in gold["statements"])
        if len(rows) - 1 < wanted - 1:
            raise CannotScore(f"Taguette gave {len(rows) - 1} rows, and {wanted} were coded")


# -- the desk --------------------------------------------------------------------------------


@contextmanager
def desk(dossier: Path) -> Iterator[str]:
    """Open the desk of a dossier; gives its address."""
    with subprocess.Popen(
        [sys.executable, "-m", "servanda", "serve", str(dossier), "--no-browser", "--port", "0"],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            for line in process.stdout:
                if found := re.search(r"http://\S+\?key=\w+", line):
                    yield found[0]
                    return
            raise CannotScore("the desk did not open")
        finally:
            process.send_signal(signal.SIGINT)


def servanda(*words: str | Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "servanda", *map(str, words)],
        capture_output=True, text=True, check=True,
        env={**os.environ, "SERVANDA_CODER": "coder-1"},
    )  # fmt: skip
    return done.stdout


def code_at_the_desk(
    hands: Hands, folder: Path, gold: dict[str, Any], text: str, *, reads: bool
) -> None:
    """Code the letter at the desk: ruling on what the reader proposes, or writing all of it."""
    page, dossier = hands.page, folder / "ili.servanda"
    with hands.step("begin"), hands.step("codebook"):
        hands.command("servanda new ili.servanda --agreement agreement.yaml")
        servanda("new", dossier, "--agreement", AGREEMENT)
    with hands.step("document"):
        hands.command("servanda add ili.servanda letter.txt")
        servanda("add", dossier, letter_path())
        if reads:
            hands.command("servanda read ili.servanda")
            servanda("read", dossier)
    source = json.loads(servanda("sources", dossier, "--json").splitlines()[0])["id"]
    said = [json.loads(line) for line in servanda("list", dossier, "--json").splitlines()]
    pairs = match([spans_of(one) for one in gold["statements"]], [spans_of(one) for one in said])
    wanted = {said[s]["id"]: gold["statements"][g] for g, s in pairs.items()}
    missing = [one for g, one in enumerate(gold["statements"]) if g not in pairs]
    with desk(dossier) as address:
        with hands.step("begin"):
            hands.command("servanda serve ili.servanda")
            page.goto(address)
            hands.type("coder-1")
            hands.key("Enter")
            page.wait_for_selector(".desk")
        with hands.step("statements"):
            if said:
                hands.click(".desk a[href='/queue']")
                page.goto(page.url.partition("?")[0] + "?sort=text")
            for _ in said:
                rule(hands, gold, {one["id"]: one for one in said}, wanted)
            for want in missing:
                write(hands, want, source, text)
        with hands.step("take away"):
            hands.command("servanda export ili.servanda --as csv -o tables")
    out = folder / "tables"
    servanda("export", dossier, "--as", "csv", "-o", out)
    rows = list(
        csv.reader((out / "statements.csv").read_text("utf-8-sig").splitlines(keepends=True))
    )
    if len(rows) - 1 < len(gold["statements"]):
        raise CannotScore(f"the desk holds {len(rows) - 1} of {len(gold['statements'])} statements")


def rule(hands: Hands, gold: dict[str, Any], said: dict[str, Any], wanted: dict[str, Any]) -> None:
    """Rule on the statement that the queue shows."""
    page = hands.page
    id = page.locator("form[data-act=accept] input[name=id]").input_value()
    want = wanted.get(id)
    if want is None:
        hands.key("r")
        hands.type("Speaks of something else")
        hands.key("Enter")
    elif all(judge(gold, want, said[id])[one] for one in FIELDS):
        hands.key("a")
    else:
        hands.key("e")
        fill(hands, want, form="[data-pen=amend]")
        hands.click("[data-pen=amend] button.main")
    page.wait_for_function(
        "id => document.querySelector('form[data-act=accept] input[name=id]')?.value !== id", arg=id
    )


def fill(hands: Hands, want: dict[str, Any], *, form: str) -> None:
    """Change in a statement's form what gold says otherwise than what is filled in."""
    page = hands.page

    def pick(field: str, wanted: list[str]) -> None:
        what = f"{form} select[name={field}]"
        if page.locator(what).locator("visible=true").first.input_value() not in wanted:
            hands.pick(what, wanted[0])

    pick("stance", [want["stance"]])
    pick("kind", [want["kind"]])
    pick("provision", [f"ili-1946/{one}" for one in want["provisions"]] or [f"({want['level']})"])
    for box in page.locator(f"{form} input[name=about]").all():
        party = box.get_attribute("value")
        if box.is_checked() != (party in want["about"]):
            hands.click(f"{form} label:has(input[name=about][value='{party}'])")


def write(hands: Hands, want: dict[str, Any], source: str, text: str) -> None:
    """Write a statement that no reader proposed."""
    page = hands.page
    base = page.url.split("/", 3)
    page.goto("/".join([*base[:3], "sources", f"{source}.html"]))
    page.wait_for_load_state("networkidle")
    (start, end), *_ = spans_of(want)
    hands.select(".text", text[start:end], share=start / len(text))
    page.wait_for_selector(".spot:not([hidden])")
    hands.key("w")
    page.wait_for_selector(".slip form select[name=stance]", state="visible")
    fill(hands, want, form=".slip form")
    hands.key("Control+Enter")
    page.wait_for_selector(".at:target")


# -- the whole -------------------------------------------------------------------------------


def measure(program: Path | None) -> dict[str, dict[str, Counts]]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only this measure needs it

    path = letter_path()
    gold, text = load_gold(path), path.read_bytes().decode("utf-8-sig")
    found: dict[str, dict[str, Counts]] = {}
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )

        def hands() -> Hands:
            page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
            page.set_default_timeout(15_000)
            return Hands(page)

        for name, reads in (("Servanda", True), ("Servanda, without the reader", False)):
            own = Path(folder) / name
            own.mkdir()
            here = hands()
            code_at_the_desk(here, own, gold, text, reads=reads)
            found[name] = here.steps
        if program is not None:
            with taguette(program, Path(folder)) as address:
                there = hands()
                code_in_taguette(there, address, gold, text)
                found["Taguette"] = there.steps
        browser.close()
    return found


def table(found: dict[str, dict[str, Counts]]) -> str:
    """Give the counts as a Markdown table."""
    lines = [
        f"| step | {' | '.join(found)} |",
        f"|---|{'---|' * len(found)}",
    ]
    for step in (*STEPS, "all"):
        told = []
        for steps in found.values():
            own = steps.values() if step == "all" else [steps.get(step, Counts())]
            acts, letters = sum(one.acts for one in own), sum(one.letters for one in own)
            clicks, keys = sum(one.clicks for one in own), sum(one.keys for one in own)
            drags = sum(one.drags for one in own)
            told.append(f"{acts} ({clicks} clicks, {keys} keys, {drags} drags; {letters} letters)")
        lines.append(f"| {step} | {' | '.join(told)} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--taguette", type=Path, help="Taguette's program, where it is installed")
    try:
        print(table(measure(parser.parse_args().taguette)))
    except CannotScore as reason:
        sys.exit(f"nothing to compare: {reason}")


if __name__ == "__main__":
    main()
