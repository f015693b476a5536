from __future__ import annotations

from dataclasses import replace

from servanda.domain.record import Record
from servanda.domain.source import Description
from servanda.dossier.citation import cite_quote, cite_source, locator


def test_a_citation_has_all_that_a_historian_needs(record: Record) -> None:
    letter = record.sources[0]
    quote = record.statements[0].quotes[0]
    assert cite_quote(letter, quote, dossier="Accord of the Two Shores", head=record.head) == (
        "“The first article has not been carried out anywhere, with the exception of schooling.” "
        "A. Envoy and B. Envoy, “Letter of the Council's envoys to the Commissioner of the "
        "League”, 3 May 1922, State Archive F. 2, Op. 1, D. 3, ll. 4-5, trans. C. Translator, "
        "The Archive, https://archive.example/letter, line 5. Characters "
        f"{quote.start}–{quote.end} of {letter.id}, “Accord of the Two Shores”, a Servanda "
        "dossier, head 31:ab12cd34ef56ab12."
    )


def test_a_writer_named_in_the_title_is_not_named_twice(record: Record) -> None:
    about = Description(title="Letter from A. Envoy to the League", creators=("A. Envoy",))
    assert cite_source(replace(record.sources[0], description=about)) == (
        "“Letter from A. Envoy to the League”"
    )


def test_what_is_unknown_is_left_out_and_the_file_is_named(record: Record) -> None:
    assert cite_source(replace(record.sources[0], description=Description())) == "“letter.txt”"


def test_a_page_is_named_before_the_line(record: Record) -> None:
    of_report = next(one for one in record.statements if one.source == record.sources[1].id)
    assert locator(of_report.quotes[0]) == "p. 1, line 3"


def test_a_quote_over_several_lines_is_cited_on_one(record: Record) -> None:
    quote = replace(record.statements[0].quotes[0], quote="not carried\r\n  out")
    cited = cite_quote(record.sources[0], quote, dossier="D", head=record.head)
    assert cited.startswith("“not carried out”")


def test_a_restatement_is_never_cited_as_the_archives_leaf(record: Record) -> None:
    letter = record.sources[0]
    leaf = letter.description.reference
    assert leaf
    retold = Description(title="The letter retold", reference=leaf, note="Not the document itself.")
    assert cite_source(replace(letter, description=retold)) == (
        f"“The letter retold”, restating {leaf.text}"
    )
    named = Description(title="The letter retold", derives_from=("Archive F. 2, l. 4", "src-ab12"))
    assert cite_source(replace(letter, description=named)) == (
        "“The letter retold”, restating Archive F. 2, l. 4"
    )
