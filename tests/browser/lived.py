"""A dossier after some weeks of work: something of everything is in it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path


def live_in(type_: Callable[..., str], path: Path, example: Path) -> None:
    """Make a dossier of the bundled example, and do on it what several coders would.

    Half of the proposals are accepted, one is rejected and one asked about; a provision is rated,
    replied to, its dispute ruled on; a source is graded; a sample is coded by two who differ.
    """
    type_("new", path, "--agreement", example / "agreement.yaml")
    type_("add", path, *sorted(example.glob("*.txt")))
    type_("read", path)
    said = [json.loads(line) for line in type_("list", path, "--json").splitlines()]
    ids = [one["id"] for one in said]
    type_("accept", path, *ids[: len(ids) // 2])
    type_("reject", path, ids[-1], "--why", "it speaks of something else", "--as", "coder-2")
    row = next(one["provisions"][0]["key"] for one in said if one["provisions"])
    party = next(one["about"][0]["party"] for one in said if one["about"])
    type_("rate", path, row, "minimum", "--period", "1947", "--on", ids[0], "--why", "begun")
    type_("grade", path, said[0]["source"], "C", "--grounds", "it is a party's own account")
    type_("reply", path, row, "--party", party, "--text", "It was carried out in the spring.")
    type_("ask", path, ids[-2], "Is this the same winter?", "--to", "coder-2")
    type_("sample", path, "spring", "--n", "4")
    for coder, stance in (("coder-1", "broken"), ("coder-2", "partly")):
        sheet = path.with_name(f"{coder}.csv")
        type_("code", path, "spring", "--sheet", sheet, "--as", coder)
        with sheet.open(newline="", encoding="utf-8-sig") as lines:
            rows = list(csv.DictReader(lines))
        for at, one in enumerate(rows):
            # They agree on all but every second passage.
            said_so = "broken" if at % 2 else stance
            one |= {"statement": "yes", "kind": "verdict", "stance": said_so}
        with sheet.open("w", newline="", encoding="utf-8") as lines:
            out = csv.DictWriter(lines, rows[0])
            out.writeheader()
            out.writerows(rows)
        type_("code", path, "spring", "--from", sheet, "--as", coder)
