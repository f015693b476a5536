"""Take the pictures of docs/screenshots/ from the bundled example, with Chromium."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "demo"
OUT = ROOT / "docs" / "screenshots"
#: name -> page of the site (a pattern), width and height in CSS pixels, dark or not.
SHOTS: dict[str, tuple[str, int, int, bool]] = {
    "first-page": ("ili/index.html", 1440, 1150, False),
    "matrix": ("ili/agreements/ili-1946/matrix/side.html", 1440, 1000, False),
    "provision": ("ili/agreements/ili-1946/provisions/military.html", 1440, 1300, False),
    "source": ("ili/sources/*.html", 1440, 1500, False),
    "disputes": ("ili/disputes.html", 1440, 1300, False),
    "brief": ("brief/brief.html", 1000, 1300, False),
    "map": ("ili/map.html", 1440, 1250, False),
    "phone": ("ili/index.html", 500, 1400, False),
    "dark": ("ili/index.html", 1440, 1000, True),
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
    pattern, width, height, dark = SHOTS[name]
    # Of several pages the longest tells most.
    page = max(SITE.glob(pattern), key=lambda one: one.stat().st_size)
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                browser,
                *QUIET,
                *(["--force-dark-mode", "--blink-settings=preferredColorScheme=0"] if dark else []),
                f"--user-data-dir={profile}",
                f"--window-size={width},{height}",
                f"--screenshot={OUT / name}.png",
                page.as_uri(),
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
