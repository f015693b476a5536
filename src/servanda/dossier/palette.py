"""The colours of the site, once for paper and once for the dark; a test holds their contrast.

Colour never carries meaning alone: every mark also has a shape and a letter.
"""

from __future__ import annotations

#: Ink on paper, as one reads in daylight and prints.
LIGHT = {
    "paper": "#fbfaf7",
    "sheet": "#ffffff",
    "tint": "#f3f0e9",
    "rule": "#d8d2c5",
    "edge": "#8a8375",
    "ink": "#1e1c19",
    "soft": "#57534a",
    "link": "#1d4f7c",
    "focus": "#b3541e",
    "quote": "#fbf0cf",
    "quote-edge": "#8a6d1a",
    "on": "#ffffff",
    "kept": "#17645f",
    "partly": "#7a5200",
    "broken": "#9c2f1b",
    "mixed": "#65437f",
    "disputed": "#1e1c19",
    "unclear": "#605b52",
    "silent": "#6b665b",
    "unread": "#57534a",
    "water": "#eef2f3",
    "land": "#fbfaf7",
    "coast": "#7d8a90",
    "grid": "#d5dcde",
}

#: The same page at night.
DARK = {
    "paper": "#171613",
    "sheet": "#1e1c19",
    "tint": "#25231f",
    "rule": "#3b3832",
    "edge": "#8b8578",
    "ink": "#ece8df",
    "soft": "#b3ada0",
    "link": "#9cc5e8",
    "focus": "#f0a06a",
    "quote": "#3a3216",
    "quote-edge": "#c9a94a",
    "on": "#14130f",
    "kept": "#68c4bb",
    "partly": "#dfae54",
    "broken": "#f09079",
    "mixed": "#c6a8e4",
    "disputed": "#ece8df",
    "unclear": "#b3ada0",
    "silent": "#9a9486",
    "unread": "#b3ada0",
    "water": "#14191b",
    "land": "#1e1c19",
    "coast": "#738087",
    "grid": "#2b3437",
}


def palette_css() -> str:
    """Give the palette as custom properties: by the reader's system, or by the reader's choice."""
    light, dark = _properties(LIGHT), _properties(DARK)
    return (
        f":root{{color-scheme:light dark;{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n"
        f":root[data-theme=light]{{color-scheme:light;{light}}}\n"
        f"@media screen{{:root[data-theme=dark]{{color-scheme:dark;{dark}}}}}\n"
        f"@media print{{:root{{color-scheme:light}}}}\n"
    )


def _properties(colours: dict[str, str]) -> str:
    return "".join(f"--{name}:{value};" for name, value in colours.items())
