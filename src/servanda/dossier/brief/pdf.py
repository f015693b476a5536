"""The brief as PDF: tagged (PDF/UA-1), archival (PDF/A-2a), fonts embedded, its text searchable.

Set by Typst, which needs no system library. What users and documents wrote reaches it as data: the
template is one constant, and the brief is the JSON that it reads.
"""

from __future__ import annotations

import dataclasses
import json
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pypdfium2

from servanda.dossier.brief.content import (
    Brief,
    Cited,
    Items,
    Matter,
    Paragraph,
    Quotation,
    Run,
    Table,
)
from servanda.dossier.palette import LIGHT
from servanda.errors import MissingExtra, ServandaError

#: Packages that bring fonts as data, and the families to take from them, in this order.
FONT_PACKAGES = {"fontpkg_amiri": "Amiri", "noto_cjk_sans_otc": "Noto Sans CJK SC"}
FAMILIES = ("Libertinus Serif", *FONT_PACKAGES.values())
#: A document of single signs, to learn which of them no font has.
PROBE = b"""#set document(title: "Signs")
#set text(font: json(bytes(sys.inputs.families)))
#for sign in json(bytes(sys.inputs.signs)) { par(text(sign)) }
"""
_UNDRAWN = re.compile(r'the text `"(?P<sign>.+?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{(?P<code>[0-9a-fA-F]+)\}")
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF, and the scripts that no font at hand could draw: each is named in the PDF itself."""

    data: bytes
    pages: int
    undrawn: tuple[str, ...] = ()


class PdfError(ServandaError):
    """A brief that could not be set as PDF."""

    def __init__(self, said: str) -> None:
        super().__init__(
            f"The PDF could not be made: {said[:300]} The HTML holds the same words; "
            "--no-pdf writes it alone."
        )


def can_print() -> bool:
    """Tell whether Typst is installed, which sets a brief as PDF."""
    return find_spec("typst") is not None


def brief_pdf(brief: Brief, *, recorded: str = "", system_fonts: bool = True) -> Printed:
    """Give a brief as PDF; the same brief gives the same bytes.

    Args:
        brief: The brief.
        recorded: The day that the document is dated by, as ISO 8601; none if "".
        system_fonts: Use fonts of this machine for what ours cannot draw.

    Raises:
        MissingExtra: Typst is not installed.
        PdfError: Typst cannot set it.
    """
    if not can_print():
        raise MissingExtra("pdf", needed_for="A brief as PDF (--no-pdf writes the HTML alone)")
    import typst  # noqa: PLC0415 - an extra

    template = files("servanda.dossier").joinpath("templates", "brief.typ").read_bytes()
    signs = _signs(brief)
    # Fonts of the machine only where ours have none: else two machines differ in their bytes.
    system = system_fonts and bool(_find_undrawn(signs, system=False))
    undrawn = _find_undrawn(signs, system=system)
    try:
        data = typst.Compiler(template, font_paths=_fonts(system=system)).compile(
            format="pdf",
            sys_inputs={"brief": _as_json(brief, undrawn, recorded)},
            pdf_standards=["a-2a", "ua-1"],
            timestamp=0,
        )
    except typst.TypstError as error:
        raise PdfError(str(error.message)) from error
    except BaseException as error:
        # A font that it cannot lay out makes Typst panic, which Python sees as no Exception.
        if type(error).__name__ != "PanicException":
            raise
        raise PdfError(f"the typesetter stopped ({error}).") from error
    assert isinstance(data, bytes)
    return Printed(data, _count_pages(data), tuple(dict.fromkeys(undrawn.values())))


def _signs(brief: Brief) -> frozenset[str]:
    """Give every sign of a brief beyond ASCII."""
    text = json.dumps(dataclasses.asdict(brief), ensure_ascii=False, default=str)
    return frozenset(one for one in text if not one.isascii())


def _find_undrawn(signs: frozenset[str], *, system: bool) -> dict[str, str]:
    """Give the signs that no font has, with their scripts: found in a small document of them alone.

    The typesetter names the first such sign and stops; all of its script go with it.
    """
    import typst  # noqa: PLC0415 - an extra

    undrawn: dict[str, str] = {}
    left = set(signs)
    while left:
        inputs = {"families": json.dumps(FAMILIES), "signs": json.dumps(sorted(left))}
        try:
            # A compiler that failed once cannot be asked again.
            typst.Compiler(PROBE, font_paths=_fonts(system=system)).compile(
                format="pdf", sys_inputs=inputs, pdf_standards=["ua-1"], timestamp=0
            )
        except typst.TypstError as error:
            found = _UNDRAWN.search(str(error.message))
            shown = _unescape(found["sign"])[:1] if found else ""
            if shown not in left:
                raise PdfError(str(error.message)) from error
            script = script_of(shown)
            same = {one for one in left if script_of(one) == script}
            undrawn |= dict.fromkeys(sorted(same), script)
            left -= same
        else:
            break
    return undrawn


def _count_pages(data: bytes) -> int:
    document = pypdfium2.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()


@cache
def _fonts(*, system: bool) -> Any:
    import typst  # noqa: PLC0415 - an extra

    return typst.Fonts(system, True, [str(one) for one in font_folders()])


def font_folders() -> list[Path]:
    """Give the folders of the font packages that are installed."""
    found = []
    for package in FONT_PACKAGES:
        spec = find_spec(package)
        if spec is not None and spec.origin:
            found.append(Path(spec.origin).parent)
    return found


def _unescape(text: str) -> str:
    plain = _ESCAPED.sub(lambda one: chr(int(one["code"], 16)), text)
    return plain.replace('\\"', '"').replace("\\\\", "\\")


def script_of(sign: str) -> str:
    """Give the script of a sign, as its Unicode name begins ("CJK", "ARABIC")."""
    known = unicodedata.name(sign, "")
    return known.split()[0].split("-")[0].capitalize() if known else "an unnamed script"


def _as_json(brief: Brief, undrawn: dict[str, str], recorded: str) -> str:
    shown = brief
    if undrawn:
        scripts = ", ".join(dict.fromkeys(undrawn.values()))
        told = (
            f"No font on this machine draws {scripts}: where such words stand, this PDF says so in "
            "brackets. The HTML of the same brief holds them."
        )
        first, *rest = shown.sections
        note = Paragraph((Run(told),), "warn")
        shown = replace(shown, sections=(replace(first, blocks=(note, *first.blocks)), *rest))
    return json.dumps(
        {
            "brief": _plain(shown, undrawn),
            "colours": LIGHT,
            "families": list(FAMILIES),
            "date": [int(one) for one in recorded[:10].split("-")] if recorded else [1970, 1, 1],
        },
        ensure_ascii=False,
    )


def _plain(value: Any, undrawn: dict[str, str]) -> Any:
    """Give a value as JSON holds it; blocks say what they are, what runs from right says so."""
    if isinstance(value, str):
        return _drawn(value, undrawn) if undrawn else value
    if isinstance(value, tuple):
        return [_plain(one, undrawn) for one in value]
    if dataclasses.is_dataclass(value):
        found = {
            one.name: _plain(getattr(value, one.name), undrawn) for one in dataclasses.fields(value)
        }
        if isinstance(value, Paragraph | Items | Matter | Quotation | Table):
            found["type"] = type(value).__name__.lower()
        if isinstance(value, Cited):
            found["rtl"] = _runs_from_right(value.text)
        if isinstance(value, Run):
            found["rtl"] = value.tone == "name" and _has_right_to_left(value.text)
            if found["rtl"]:
                # First-strong isolate: the words around a name keep their order.
                found["text"] = f"\u2068{found['text']}\u2069"
        return found
    return value


def _drawn(text: str, undrawn: dict[str, str]) -> str:
    """Give text with each stretch that no font draws replaced by the name of its script."""
    out: list[str] = []
    for sign in text:
        script = undrawn.get(sign)
        if script is None:
            out.append(sign)
        elif (mark := f"[{script}]") != (out[-1] if out else ""):
            out.append(mark)
    return "".join(out)


def _has_right_to_left(text: str) -> bool:
    return any(unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT for sign in text)


def _runs_from_right(text: str) -> bool:
    """Tell which way a quote runs: as its first strong letter does."""
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        if kind in _RIGHT_TO_LEFT:
            return True
        if kind == "L":
            return False
    return False
