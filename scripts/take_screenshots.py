"""Take the pictures of docs/screenshots/ from the bundled example, with Chromium."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "demo" / "ili"
OUT = ROOT / "docs" / "screenshots"
#: name -> page of the site, width and height in CSS pixels, dark or not.
SHOTS: dict[str, tuple[str, int, int, bool]] = {
    "first-page": ("index.html", 1440, 1150, False),
    "matrix": ("agreements/ili-1946/matrix/side.html", 1440, 1000, False),
    "phone": ("index.html", 390, 1200, False),
}
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--hide-scrollbars",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def take(browser: str, name: str) -> None:
    """Take one picture; the page is opened from disk."""
    page, width, height, dark = SHOTS[name]
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                browser,
                *QUIET,
                *(["--force-dark-mode", "--blink-settings=preferredColorScheme=0"] if dark else []),
                f"--user-data-dir={profile}",
                f"--window-size={width},{height}",
                f"--screenshot={OUT / name}.png",
                (SITE / page).as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=120,
        )


def main() -> None:
    """Take all pictures, or say what is missing."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        sys.exit("Screenshots need Chromium: apt-get install chromium")
    if not SITE.is_dir():
        sys.exit("There is no demo to take pictures of: run `make demo` first")
    OUT.mkdir(parents=True, exist_ok=True)
    for name in SHOTS:
        take(browser, name)
        print(OUT / f"{name}.png")


if __name__ == "__main__":
    main()
