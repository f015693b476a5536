"""What is marked sensitive leaves in nothing: pages, tables, file names, data."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from servanda.assessing import assess
from servanda.domain.cell import Cell
from servanda.domain.judgement import CellRated, Judged
from servanda.domain.record import Record
from servanda.dossier import SiteOptions, public_record, write_site
from servanda.dossier.public import BAR

from .reading import read_site
from .story import make_history

TOKEN = "Zxqvorh Tlemnik"


def everything(folder: Path) -> str:
    """All files of a site and their names, as one text."""
    return "\n".join(
        f"{path.relative_to(folder)}\n{path.read_text('utf-8')}"
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    )


def planted(record: Record) -> Record:
    """The story with an invented name planted wherever a name can stand."""
    letter = record.sources[0]
    old = "One of our companies did remain"
    new = f"The guide {TOKEN} says: {old}"
    cut = letter.text.index(old)
    by = len(new) - len(old)
    text = letter.text[:cut] + new + letter.text[cut + len(old) :]
    moved = replace(
        letter,
        text=text,
        name=f"{TOKEN}.txt",
        layers=tuple(
            replace(one, end=one.end + by) if one.end > cut else one for one in letter.layers
        ),
        brackets=tuple(
            replace(one, start=one.start + by, end=one.end + by) if one.start > cut else one
            for one in letter.brackets
        ),
        description=replace(
            letter.description,
            title=f"Letter carried by {TOKEN}",
            creators=("A. Envoy", TOKEN),
            note=f"Handed over by {TOKEN.upper()}",
        ),
    )

    def shift(one):  # type: ignore[no-untyped-def]
        if one.source != letter.id:
            return one
        if one.start < cut:
            return one
        grown = one.start == cut
        start = one.start if grown else one.start + by
        end = one.end + by
        quote = replace(one.quotes[0], start=start, end=end, quote=text[start:end])
        return replace(
            one,
            start=start,
            end=end,
            quote=text[start:end],
            quotes=(quote,),
            reasons=(*one.reasons, f"“{TOKEN}” vouches for it."),
            places=tuple(
                replace(p, start=p.start + by, end=p.end + by) if p.start > cut else p
                for p in one.places
            ),
        )

    problem = replace(record.problems[0], message=f"{TOKEN} is hard to read.", start=None, end=None)
    return replace(
        record,
        sources=(moved, *record.sources[1:]),
        statements=tuple(shift(one) for one in record.statements),
        problems=(problem, *record.problems[1:]),
    )


def test_a_planted_name_is_everywhere_until_it_is_marked(record: Record, tmp_path: Path) -> None:
    """Or the test below would find nothing because nothing was there."""
    known = planted(record)
    write_site(known, assess(known), tmp_path / "site")
    assert everything(tmp_path / "site").count(TOKEN) > 12


def test_a_person_marked_sensitive_is_in_no_file_and_no_file_name(
    record: Record, tmp_path: Path
) -> None:
    known = replace(planted(record), sensitive_persons=frozenset([TOKEN]))
    out = tmp_path / "site"
    write_site(known, assess(known), out, options=SiteOptions(history=make_history(known)))
    found = everything(out)
    for form in (TOKEN, TOKEN.upper(), TOKEN.lower(), "Zxqvorh", "zxqvorh"):
        assert form not in found
    assert BAR in found
    assert "1 name" in read_site(out)["index.html"].words("footer")


def test_quotes_still_stand_letter_for_letter_in_the_text_that_is_shown(record: Record) -> None:
    public = public_record(replace(planted(record), sensitive_persons=frozenset([TOKEN])))
    for one in public.statements:
        text = public.source_by_id[one.source].text
        assert text[one.start : one.end] == one.quote
        assert all(text[q.start : q.end] == q.quote for q in one.quotes)
        for place in one.places:
            assert text[place.start : place.end] == place.text


@pytest.mark.parametrize(
    "written",
    [
        "Zxqvorh\nTlemnik",
        "ZXQVORH TLEMNIK",
        "Zxqvorh\u00ad Tlemnik",
        "Zxq\u200bvorh  Tlemnik",
        "(Zxqvorh Tlemnik)'s",
    ],
)
def test_a_name_is_found_however_it_is_written(record: Record, written: str) -> None:
    letter = replace(record.sources[0], text=record.sources[0].text + f"\nSigned {written}.\n")
    known = replace(
        record,
        sources=(letter, *record.sources[1:]),
        sensitive_persons=frozenset([TOKEN]),
    )
    text = public_record(known).sources[0].text
    assert BAR in text
    assert "Tlemnik".casefold() not in text.casefold()
    assert text.count("\n") == letter.text.count("\n")


def test_a_bar_tells_nothing_of_the_length_of_a_name(record: Record) -> None:
    bars = set()
    for name in ("Ba", "Zxqvorh Tlemnik of the Long Mountain Valley"):
        letter = replace(
            record.sources[0], text=f"Signed by {name} himself.", layers=(), brackets=()
        )
        known = replace(
            record, sources=(letter,), statements=(), sensitive_persons=frozenset([name])
        )
        bars.add(public_record(known).sources[0].text)
    assert bars == {f"Signed by {BAR} himself."}


def test_a_short_name_does_not_black_out_other_words(record: Record) -> None:
    letter = replace(record.sources[0], text="Li lives by the line.", layers=(), brackets=())
    known = replace(record, sources=(letter,), statements=(), sensitive_persons=frozenset(["Li"]))
    assert public_record(known).sources[0].text == f"{BAR} lives by the line."


def test_a_sensitive_source_leaves_with_all_that_rests_on_it(
    record: Record, tmp_path: Path
) -> None:
    """Only its salted digest is named, and nothing that is shown counts what it says."""
    letter = record.sources[0]
    known = replace(planted(record), sensitive_sources=frozenset([letter.id]))
    out = tmp_path / "site"
    write_site(known, assess(known), out, options=SiteOptions(history=make_history(known)))
    found = everything(out)
    for secret in (TOKEN, letter.id, letter.digest, "remain only on paper", "Akursund", "rallies"):
        assert secret not in found
    page = read_site(out)["sources.html"].words()
    assert record.source_marks[letter.id] in page
    first = read_site(out)["index.html"]
    assert "disputed" not in first.words(".findings")
    assert "Nothing here rests on it." in first.words("footer")


def test_a_sensitive_statement_leaves_and_the_rest_of_its_source_stays(
    record: Record, tmp_path: Path
) -> None:
    secret = record.statements[0]
    known = replace(record, sensitive_statements=frozenset([secret.id]))
    write_site(known, assess(known), tmp_path / "site")
    assert secret.id.removeprefix("st-") not in everything(tmp_path / "site")
    assert "1 statement" in read_site(tmp_path / "site")["index.html"].words("footer")


def test_asked_for_by_name_it_is_all_there_under_a_warning(record: Record, tmp_path: Path) -> None:
    known = replace(planted(record), sensitive_persons=frozenset([TOKEN]))
    out = tmp_path / "site"
    write_site(known, assess(known), out, options=SiteOptions(include_sensitive=True))
    assert TOKEN in everything(out)
    assert all("Confidential." in page.words() for page in read_site(out).values())


def test_a_public_record_stays_as_it_is_and_still_tells_how_much_was_kept_back(
    record: Record,
) -> None:
    known = replace(
        record,
        sensitive_persons=frozenset(["A. Envoy"]),
        sensitive_sources=frozenset([record.sources[1].id]),
    )
    once = public_record(known)
    assert public_record(once) is once
    assert len(once.sensitive_persons) == len(once.sensitive_sources) == 1
    assert "A. Envoy" not in repr(once)


def test_a_record_with_nothing_to_keep_back_is_not_touched(record: Record) -> None:
    assert public_record(record) is record


@pytest.mark.parametrize("marked", ["other", "own", "newer", "unknown"])
def test_what_rests_on_a_corrected_text_is_hidden_only_with_that_text(
    record: Record, marked: str
) -> None:
    letter, other = record.sources[:2]
    newer = replace(letter, id="src-newer", corrects=letter.id)
    rating = CellRated(Cell("accord", "withdrawal"), "pam", 1, "why", statements=("st-gone",))
    rated = Judged(1, "coder-1", "2024-01-01T00:00:00Z", rating)
    known = replace(
        record,
        sources=(replace(letter, corrected_by=newer.id), *record.sources[1:], newer),
        judgements=(rated,),
        fallen={} if marked == "unknown" else {"st-gone": letter.id},
        sensitive_sources=frozenset([{"own": letter.id, "newer": newer.id}.get(marked, other.id)]),
    )
    public = public_record(known)
    assert (rated in public.judgements) == (marked == "other")
    assert bool(public.kept_back.get("CellRated")) == (marked != "other")
