"""Take the pictures of docs/screenshots/desk/: each screen of the desk, wide, narrow, mirrored.

Run `python scripts/take_desk_pictures.py [SCREEN ...]`; needs the development packages, Chromium,
and the built script (`make assets`). The dossier is the bundled example after some weeks of work.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from PIL import Image  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402
from tests.browser.desk import RunningDesk  # noqa: E402
from tests.browser.lived import live_in  # noqa: E402

from servanda.settings import load_settings  # noqa: E402

OUT = ROOT / "docs" / "screenshots" / "desk"
PAGE = ROOT / "docs" / "reference" / "desk-screens.md"
WIDTHS = {1440: 1000, 390: 844}
LANGUAGES = {"en": "", "mirrored": "qps-plocm"}

#: Screen -> where it is, what is done there before the picture is taken, and what it shows.
#: A step is (what to do, with what); an address may ask for a link on an earlier page by its text.
Steps = tuple[tuple[str, str], ...]
SCREENS: dict[str, tuple[str, Steps, str]] = {
    "picture": ("/picture", (), "The picture: facets, matrix, timeline and map of one filter."),
    "accounts": (
        "/picture",
        (("follow", "table.picture-grid td a"),),
        "A field of the matrix opened: every side's account, with its words.",
    ),
    "provision": ("provision", (), "A promise: who says what of it, its rating and the reply."),
    "queue": ("/queue", (), "The queue, one proposal at a time."),
    "queue-list": ("/queue?view=list", (), "The queue as a list, to rule on many at once."),
    "amend": ("/queue", (("press", "e"),), "A proposal is amended."),
    "source": ("source", (), "A document: every passage that a statement quotes is marked."),
    "questions": ("/questions", (), "Questions that coders ask each other."),
    "coding": ("/coding", (), "Samples that several code apart from each other."),
    "search": ("/search?q=prison", (), "Search over names, statements and texts."),
    "judgements": ("/judgements", (), "What people judged beside single statements."),
    "disputes": ("/disputes.html", (), "Where the sides contradict each other."),
    "journal": ("/journal.html", (), "The journal as a readable history."),
    "as-of": ("/as-of/6/", (), "The dossier as it stood after its sixth entry."),
    "add": ("/add", (), "Documents are added."),
    "protect": ("/protect", (), "People are protected."),
    "help": ("/desk/help", (), "Help, in the desk."),
}


def servanda(*words: object) -> str:
    """Type a command as coder-1."""
    done = subprocess.run(
        [sys.executable, "-m", "servanda", *map(str, words)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "SERVANDA_CODER": "coder-1", "PYTHONUTF8": "1"},
    )
    return done.stdout


def address_of(page: Any, base: str, where: str) -> str:
    """Give where a screen is; a source and a provision are found by the links that lead to them."""
    if where.startswith("/"):
        return base + where
    listed, pattern = {
        "source": ("/sources.html", "main tr:has-text('letter') a[href*='sources/src-']"),
        "provision": ("/judgements", "main a[href*='/provisions/']"),
    }[where]
    page.goto(base + listed)
    return str(page.locator(pattern).first.evaluate("one => one.href"))


def take(browser: Any, desk: RunningDesk, wanted: list[str]) -> None:
    """Take the pictures of these screens in every width and language."""
    for (width, height), (name, tag) in (
        (size, language) for size in WIDTHS.items() for language in LANGUAGES.items()
    ):
        context = browser.new_context(viewport={"width": width, "height": height})
        page = context.new_page()
        page.goto(desk.address)
        page.fill("#name", "coder-1")
        page.keyboard.press("Enter")
        page.wait_for_selector(".desk")
        if tag:
            page.goto(f"{desk.base}/language?tag={tag}&back=/desk/help")
        for screen in wanted:
            where, steps, _ = SCREENS[screen]
            page.goto(address_of(page, desk.base, where))
            for what, given in steps:
                if what == "press":
                    page.keyboard.press(given)
                elif what == "follow":
                    page.locator(given).first.click()
                page.wait_for_timeout(500)
            file = OUT / f"{screen}-{width}-{name}.png"
            # Few colours, or the pictures would weigh more than the program.
            Image.open(BytesIO(page.screenshot())).convert("RGB").quantize(64).save(
                file, optimize=True
            )
            print(file.relative_to(ROOT), file.stat().st_size // 1024, "kB")
        context.close()


def write_page() -> None:
    """Write the page of the docs that shows them all."""
    lines = ["# The desk in pictures", "", "Made by `make screenshots` from the bundled example."]
    for screen, (_, _, words) in SCREENS.items():
        lines += ["", f"## {words}", ""]
        lines += [
            f"![{words}](../screenshots/desk/{screen}-1440-en.png)",
            "",
            "| narrow | mirrored | mirrored, narrow |",
            "|---|---|---|",
            "| "
            + " | ".join(
                f'<img src="../screenshots/desk/{screen}-{size}.png" alt="{words}" width="260">'
                for size in ("390-en", "1440-mirrored", "390-mirrored")
            )
            + " |",
        ]
    PAGE.write_text("\n".join(lines) + "\n")


def main() -> None:
    """Take all pictures, or those named."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        sys.exit("Pictures need Chromium: apt-get install chromium")
    wanted = sys.argv[1:] or list(SCREENS)
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        dossier = Path(folder) / "ili.servanda"
        live_in(servanda, dossier, ROOT / "examples" / "ili-1946")
        desk = RunningDesk(dossier, cache=load_settings().cache)
        try:
            opened = playwright.chromium.launch(
                executable_path=browser, args=["--no-sandbox", "--disable-gpu"]
            )
            take(opened, desk, wanted)
            opened.close()
        finally:
            desk.stop()
    write_page()


if __name__ == "__main__":
    main()
