#!/usr/bin/env python3
"""Verify an exported journal with Python's standard library alone: chain, digests, quotes.

    servanda export ili.servanda --as journal -o ili.journal.jsonl
    python3 verify_journal.py ili.journal.jsonl [HEAD]

How the sums are made: docs/decisions/0002-journal.md. Exit status 0 if everything proves.
"""

import json
import sys
from base64 import b64decode
from hashlib import sha256


def verify(lines, extends=None):
    """Give what does not prove, in words, and the head of the journal in these lines."""
    wrong, texts, gone, withheld, number, previous = [], {}, {}, set(), 0, "0" * 64
    if json.loads(next(lines, "0")) != {"servanda": "journal", "version": 1}:
        return ["line 1: this is not an exported journal of version 1"], "0"
    extended = extends in (None, f"0:{previous}")
    for number, line in enumerate(lines, 1):
        entry = json.loads(line)
        covered = {key: entry[key] for key in ("number", "time", "kind", "withheld", "previous")}
        covered["payloads"] = [[one["role"], one["digest"]] for one in entry["payloads"]]
        canonical = json.dumps(covered, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        if sha256(canonical.encode()).hexdigest() != entry["hash"]:
            wrong.append(f"entry {number}: its hash does not fit what stands there")
        if (entry["number"], entry["previous"]) != (number, previous):
            wrong.append(f"entry {number}: it does not follow from the one before")
        previous = entry["hash"]
        extended = extended or extends == f"{number}:{previous}"
        withheld.update(entry["withheld"])
        gone |= {one["digest"]: number for one in entry["payloads"] if one["bytes"] is None}
        said, statements = {}, []
        for payload in (one for one in entry["payloads"] if one["bytes"] is not None):
            data = b64decode(payload["bytes"])
            if sha256(b64decode(payload["salt"]) + data).hexdigest() != payload["digest"]:
                wrong.append(f"entry {number}: its payload {payload['role']} was changed")
            elif payload["role"] == "statement":
                statements.append(json.loads(data))
            else:
                said[payload["role"]] = data
        if entry["kind"] == "SourceAdded" and {"act", "text"} <= said.keys():
            texts[json.loads(said["act"])["id"]] = said["text"].decode()
        for statement in statements:
            text = texts.get(statement["source"], "")
            if any(text[q["start"] : q["end"]] != q["quote"] for q in statement["quotes"]):
                wrong.append(f"entry {number}: a quote does not stand in its source")
    wrong += [f"entry {gone[d]}: a payload is gone, not withheld" for d in gone.keys() - withheld]
    wrong += [] if extended else [f"it does not continue {extends}"]
    return wrong, f"{number}:{previous}"


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as file:
        problems, head = verify(file, *sys.argv[2:3])
    print(*problems, f"head {head} {'does not prove' if problems else 'proves'}", sep="\n")
    sys.exit(bool(problems))
