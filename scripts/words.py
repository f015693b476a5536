"""The words of Servanda for translators: found in the sources, brought into every catalogue.

    python scripts/words.py             # write servanda.pot, update every catalogue beside it
    python scripts/words.py --new de    # begin a catalogue for a language
    python scripts/words.py --check     # say what a translator must look at; 1 if there is anything

What is found: sentences marked in Python and in templates, the words of our TOML files.
"""

from __future__ import annotations

import argparse
import re
import string
import sys
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po

from servanda.assessing.accounts import make_account, make_picture
from servanda.dossier.pages.reference import rule_of

SOURCES = Path(__file__).parents[1] / "src" / "servanda"
CATALOGUES = SOURCES / "saying" / "catalogues"
TEMPLATE = CATALOGUES / "servanda.pot"
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "counted": (2, 3),
    "say_counted": (2, 3),
    "NP_": ((1, "c"), 2),
    "NN_": (1, 2),
}
#: Where the words of a TOML file stand: the name of their field, with its context if it has one.
TOML_WORDS = {
    "dossier/words.toml": {
        "label": "{table}",
        "letter": "letter for a word",
        "means": "",
        "counts": "",
    },
    "dossier/dictionary.toml": {"row": "", "not_a_count_of": "", "means": "", "unit": ""},
    "domain/vocabulary/codebook.toml": {
        **dict.fromkeys(("title", "name", "rule", "meaning", "text"), ""),
        **dict.fromkeys(("field", "word"), "codes"),
    },
    "domain/vocabulary/themes.toml": {"name": "theme"},
}
#: A quote mark, straight, could end an attribute of a tag.
_TAG = re.compile(r"<[^<>]+>")
_PERCENT = re.compile(r"%\((\w+)\)s")

#: A sentence or the forms of one, what translators are told about it, its context.
Found = tuple["str | tuple[str, ...]", list[str], "str | None"]


def find_words() -> Catalog:
    """Give every sentence that is shown, with the files that it stands in."""
    found = Catalog(
        project="Servanda",
        copyright_holder="Servanda contributors",
        header_comment="# The words of Servanda. How to translate them: docs/how-to/translate.md",
        fuzzy=False,
    )
    for path in sorted(SOURCES.rglob("*")):
        name = path.relative_to(SOURCES).as_posix()
        if path.suffix in (".py", ".html", ".toml"):
            for message, comments, context in _words_of(path, name):
                found.add(
                    tuple(message) if isinstance(message, (tuple, list)) else message,
                    context=context,
                    locations=[(f"src/servanda/{name}", 0)],
                    auto_comments=[one.removeprefix("Translators:").strip() for one in comments],
                )
    for function in (make_account, make_picture):
        # The rules that make the pictures are printed as their own docstrings state them.
        found.add(rule_of(function), locations=[(f"{function.__module__}.{function.__name__}", 0)])
    return found


def _words_of(path: Path, name: str) -> Iterator[Found]:
    text = path.read_bytes()
    if path.suffix == ".toml":
        for field, context, words in _toml_words(name, tomllib.loads(text.decode()), ""):
            yield words, [field], context or None
        return
    method = "python" if path.suffix == ".py" else "jinja2"
    options = {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}
    for _line, message, comments, context in extract(
        method, BytesIO(text), keywords=KEYWORDS, comment_tags=("Translators:",), options=options
    ):
        yield message, comments, context


def _toml_words(name: str, table: object, above: str) -> Iterator[tuple[str, str, str]]:
    fields = TOML_WORDS.get(name)
    if fields is None:
        return
    if isinstance(table, list):
        for one in table:
            yield from _toml_words(name, one, above)
    elif isinstance(table, dict):
        for key, value in table.items():
            if isinstance(value, str):
                if key in fields and value:
                    said = value.replace("_", " ")
                    context = fields[key].format(table=above.partition(".")[0])
                    yield (
                        f"{above}.{key}".strip("."),
                        context,
                        said if context == "codes" else value,
                    )
            else:
                yield from _toml_words(name, value, f"{above}.{key}".strip("."))


def text_of(catalogue: Catalog) -> str:
    """Give the text of a catalogue's file; the same words give the same text."""
    out = BytesIO()
    write_po(out, catalogue, width=100, include_lineno=False, sort_output=False)
    # A time would make a change of every run.
    lines = out.getvalue().decode().splitlines(keepends=True)
    return "".join(one for one in lines if "-Date: " not in one and "Generated-By" not in one)


def what_is_wrong(message: Message) -> Iterator[str]:
    """Give what a translator must look at in one sentence; nothing where it is not translated."""
    asked = message.id if isinstance(message.id, tuple) else (message.id,)
    said = message.string if isinstance(message.string, tuple) else (message.string,)
    if not asked[0] or not any(said):
        return
    if not all(said):
        yield "a form of the plural is empty"
    for one in filter(None, said):
        places = _places(one)
        # The form for one thing may do without its number.
        if not _places(asked[0]) - {"number"} <= places <= _places(asked[-1]):
            yield f"the places are {_named(places)}, in English {_named(_places(asked[-1]))}"
        if sorted(_TAG.findall(one)) != sorted(_TAG.findall(asked[0])):
            yield "its tags are not those of the English"
        if '"' in _TAG.sub("", one) and '"' not in asked[0]:
            yield 'a straight quote mark ("): use those of your language'


def _places(text: str) -> set[str]:
    named = set(_PERCENT.findall(text))
    bare = _PERCENT.sub("", text)
    try:
        named |= {name for _, name, _, _ in string.Formatter().parse(bare) if name is not None}
    except ValueError:
        named.add("a brace that does not close")
    return named


def _named(places: set[str]) -> str:
    return ", ".join(sorted(places)) or "none"


def main() -> int:
    """Write what translators begin from, or check what they wrote."""
    asked = argparse.ArgumentParser(description="The words of Servanda for translators.")
    asked.add_argument("--new", metavar="TAG", help="begin a catalogue for a language, such as de")
    asked.add_argument("--check", action="store_true", help="look, and write nothing")
    given = asked.parse_args()
    if given.check:
        return _check()
    words = find_words()
    TEMPLATE.write_text(text_of(words), "utf-8")
    print(f"{len(words)} sentences in {TEMPLATE.name}")
    if given.new and not _begin(given.new):
        return 1
    for path in sorted(CATALOGUES.glob("*.po")):
        with path.open("rb") as file:
            known = read_po(file)
        known.update(words, no_fuzzy_matching=False)
        path.write_text(text_of(known), "utf-8")
        done = sum(1 for one in known if one.id and one.string and not one.fuzzy)
        print(f"{path.name}: {done} of {len(known)} translated")
    return 0


def _begin(tag: str) -> bool:
    try:
        locale = Locale.parse(tag, sep="-" if "-" in tag else "_")
    except (UnknownLocaleError, ValueError):
        print(f"{tag!r} is no language tag: write one such as de, fr or pt-BR.", file=sys.stderr)
        return False
    path = CATALOGUES / f"{locale}.po"
    if path.exists():
        print(f"{path.name} is there already: it is only brought up to date.")
        return True
    begun = Catalog(locale=locale, project="Servanda", fuzzy=False)
    begun.add("English", locale.get_display_name(locale.language) or tag, context="language")
    begun.add("ltr", locale.text_direction, context="direction of writing")
    path.write_text(text_of(begun), "utf-8")
    return True


def _check() -> int:
    wrong = 0
    for path in sorted(CATALOGUES.glob("*.po")):
        with path.open("rb") as file:
            known = read_po(file)
        for message in known:
            for one in what_is_wrong(message):
                print(f"{path.name}: {message.id!r}: {one}")
                wrong += 1
    return min(1, wrong)


if __name__ == "__main__":
    sys.exit(main())
