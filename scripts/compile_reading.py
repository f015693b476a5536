"""Compile the rooms that read to machine code: the same answers, half as much again per second.

    python scripts/compile_reading.py        # what `make compiled` runs; needs a C compiler
    PYTHONPATH=build/compiled servanda read DOSSIER

The package is copied to `build/compiled/`, and mypyc compiles there the modules that reading spends
its time in. The sources stay as they are: pure Python is what is installed and what the tests run.
See `docs/decisions/0008-compiled-reading.md`.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "build" / "compiled"
#: Not compiled in the room `reading`: `rules` and `port` are the door for plugins, which ask a
#: class for its attributes; a compiled `Draft` cannot let go of its unit, and a compiled index of
#: parties cannot be copied.
STAY = frozenset(("__init__", "draft", "parties", "port", "rules", "telling"))
#: Compiled in the room `text`. Where a whole number stands for a float (`numbers`, `quantities`) a
#: compiled module would write 22.0 for 22, so those stay; what is left takes no time worth it.
TEXT = (
    "combining", "dates", "grammar", "instruments", "labels", "moments", "near", "normalise",
    "phrases", "plausible", "references", "relative", "resolving", "rules",
)  # fmt: skip
#: mypyc's own, which before Python 3.13 forget the form of a Greek sigma at a word's end.
NOT_MYPYCS = ("lower", "upper")
_SLOTS = re.compile(r"(@dataclass\(.*?)(?:, )?slots=True")


def copied() -> list[str]:
    """Copy the package afresh; give the modules to compile, as paths below `OUT`."""
    shutil.rmtree(OUT, ignore_errors=True)
    shutil.copytree(
        ROOT / "src" / "servanda",
        OUT / "servanda",
        ignore=shutil.ignore_patterns("__pycache__", "*.so", "*.pyd"),
    )
    reading = OUT / "servanda" / "reading"
    chosen = [one for one in sorted(reading.glob("*.py")) if one.stem not in STAY]
    chosen.append(reading / "lexicon" / "__init__.py")
    chosen += [OUT / "servanda" / "text" / f"{name}.py" for name in TEXT]
    for one in chosen:
        # A compiled class has slots anyway, and no decorator may put another class in its place.
        one.write_text(_SLOTS.sub(r"\1", one.read_text("utf-8")), "utf-8")
    return [one.relative_to(OUT).as_posix() for one in chosen]


def main() -> None:
    """Compile, or say what is missing."""
    try:
        from mypyc.build import mypycify  # noqa: PLC0415 - development only
        from mypyc.primitives.registry import method_call_ops  # noqa: PLC0415
        from setuptools import setup  # noqa: PLC0415
        from setuptools.errors import BaseError  # noqa: PLC0415
    except ImportError as missing:
        sys.exit(f"{missing}. Compiling needs what the tests need, and setuptools.")
    for name in NOT_MYPYCS:
        method_call_ops.pop(name, None)
    modules = copied()
    os.chdir(OUT)
    os.environ["MYPYPATH"] = str(OUT)
    try:
        setup(
            name="servanda-compiled",
            packages=[],
            ext_modules=mypycify(
                ["--strict", *modules], opt_level="3", debug_level="0", multi_file=True
            ),
            script_args=["-q", "build_ext", "--inplace", f"--parallel={os.cpu_count() or 1}"],
        )
    except (BaseError, SystemExit) as trouble:
        shutil.rmtree(OUT, ignore_errors=True)
        sys.exit(f"Not compiled: {trouble}\nPure Python reads the same; it needs no compiler.")
    shutil.rmtree(OUT / "build", ignore_errors=True)
    print(
        f"Compiled {len(modules)} modules. Put {OUT.relative_to(ROOT)} on PYTHONPATH to use them."
    )


if __name__ == "__main__":
    main()
