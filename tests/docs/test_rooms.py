"""The map of a large room names every file in it."""

from __future__ import annotations

import re
from pathlib import Path

import servanda.assessing


def test_the_map_of_assessing_names_every_file_once():
    folder = Path(servanda.assessing.__file__).parent
    files = {one.stem for one in folder.glob("*.py")} - {"__init__"}
    rows = re.findall(r"\|([^|]+)\|\n", servanda.assessing.__doc__ or "")
    named = [name.strip() for row in rows[2:] for name in row.split(",")]
    assert sorted(named) == sorted(files)
