"""A publisher's template is data: how its pages are known and what their parts are."""

from __future__ import annotations

from importlib.resources import files

from servanda.intake import take_in
from servanda.intake.templates import built_in_templates, parse_template

BODY = "<p>We ask you to see to the guns in the valley.</p><p>They were to go in May.</p>"
PAGE = f"""<!DOCTYPE html><html><head><title>Letter from A. Berg to B. Lind | Archive</title>
<link rel="canonical" href="https://digitalarchive.wilsoncenter.org/document/none"></head><body>
<a href="#c">Skip to content</a><header><nav><a href="/">Archive</a></nav></header>
<main id="c"><div class="date">March 3, 1951</div>
<h1 class="title">Letter from A. Berg to B. Lind</h1>
<div class="donated">This document was made possible with support from a foundation</div>
<div class="tab-pane active"><p>Translation from Kazakh</p>{BODY}
<p>With respect,</p><p>A. Berg</p></div>
<div class="text-block"><p>The writer wants the guns gone.</p></div>
<aside><h2>Document Information</h2>
<div class="information-block"><h3 class="sub-title">Source</h3><div class="text">
SAR F. 9, Op. 2, D. 31, ll. 5-7. Obtained by I. Field and translated by M. Reed.</div></div>
<div class="information-block"><h3 class="sub-title">Record ID</h3>
<div class="text">117</div></div></aside>
</main><footer>About us</footer></body></html>"""


def test_every_template_carries_its_publishers_name() -> None:
    names = [one.name for one in files("servanda.intake").joinpath("templates").iterdir()]
    known = {one.name: one.publisher for one in built_in_templates()}
    assert {f"{name}.yaml" for name in known} == set(names)
    for name, publisher in known.items():
        assert name == publisher.lower().replace(" ", "-")


def test_a_page_known_by_its_address_is_read_by_its_elements() -> None:
    source = take_in(PAGE.encode(), "page.html")
    assert source.template == "wilson-center-digital-archive"
    parts = {(one.layer, one.part) for one in source.layers}
    assert {("archive", "date"), ("archive", "title"), ("archive", "credit")} <= parts
    author = " ".join(
        source.text[one.start : one.end] for one in source.layers if one.layer == "author"
    ).split("\n\n")
    assert author[0].startswith("We ask you")
    assert not any("wants the guns gone" in one for one in author)
    summary = next(one for one in source.layers if one.part == "summary")
    assert source.text[summary.start : summary.end].strip() == "The writer wants the guns gone."


def test_a_page_known_by_its_address_is_described() -> None:
    known = take_in(PAGE.encode(), "page.html").description
    assert known.title == "Letter from A. Berg to B. Lind"
    assert (known.creators, known.recipients) == (("A. Berg",), ("B. Lind",))
    assert (known.written, known.record_id) == ("1951-03-03", "117")
    assert (known.original_language, known.translator) == ("kk", "M. Reed")
    assert known.reference is not None
    assert known.reference.leaves == "5-7"
    assert known.url == "https://digitalarchive.wilsoncenter.org/document/none"


def test_without_its_template_the_page_still_keeps_the_archive_from_the_author() -> None:
    source = take_in(PAGE.encode(), "page.html", templates=())
    assert source.template is None
    author = " ".join(
        source.text[one.start : one.end] for one in source.layers if one.layer == "author"
    )
    assert "see to the guns" in author
    for words in ("made possible", "Translation from", "Document Information", "SAR F. 9"):
        assert words not in author


def test_a_template_may_be_ones_own() -> None:
    template = parse_template(
        "valley-post",
        {
            "publisher": "Valley Post",
            "phrases": ["Valley Post, all rights"],
            "lines": [{"starts": "By our reporter", "is": "archive/credit"}],
        },
    )
    text = "By our reporter\n\nThe guns have left the valley.\n\nValley Post, all rights reserved."
    source = take_in(text.encode(), "page.txt", templates=[template])
    assert source.template == "valley-post"
    assert source.description.publisher == "Valley Post"
    assert (source.layers[0].layer, source.layers[0].part) == ("archive", "credit")


def test_a_page_known_by_its_words_keeps_its_menu_out_of_the_title() -> None:
    """A page saved from a mirror: no address, no class names, a menu and a tag line on top."""
    html = f"""<!DOCTYPE html><html><head><title>Letter from A. Berg and C. Dahl to B. Lind</title>
    </head><body><a href="#c">Skip to content</a>
    <header><nav><ul><li>Home</li><li><a href="/s">Search</a></li></ul></nav></header>
    <main id="c"><p>March 3, 1951</p><p>A mirror of old letters</p>
    <h1>Letter from A. Berg and C. Dahl to B. Lind</h1>
    <div>This document was made possible with support from a foundation</div>
    <p>Translation from Kazakh</p>{BODY}<p>With respect,</p><p>A. Berg</p>
    <h2>Summary</h2><p>The writer wants the guns gone.</p>
    <h2>Document Information</h2><h3>Source</h3>
    <p>SAR F. 9, Op. 2, D. 31, ll. 5-7. Obtained by I. Field and translated by M. Reed.</p>
    <h3>Rights</h3><p>The programme welcomes reuse of Digital Archive materials.</p>
    <h3>Record ID</h3><p>117</p></main>
    <footer><p>One Mill Street</p></footer></body></html>"""
    source = take_in(html.encode(), "page.html")
    assert source.template == "wilson-center-digital-archive"
    known = source.description
    assert known.title == "Letter from A. Berg and C. Dahl to B. Lind"
    assert (known.creators, known.recipients) == (("A. Berg", "C. Dahl"), ("B. Lind",))
    assert (known.written, known.record_id) == ("1951-03-03", "117")
    said = {
        (one.layer, one.part): source.text[one.start : one.end].strip() for one in source.layers
    }
    assert said["archive", "title"] == known.title
    assert said["archive", "summary"] == "The writer wants the guns gone."
    assert "One Mill Street" in said["furniture", "navigation"]
    home = source.text.index("Home")
    assert next(one for one in source.layers if one.end > home).layer == "furniture"


def test_a_page_of_no_known_publisher_has_its_main_heading_for_a_title() -> None:
    html = f"""<!DOCTYPE html><html><body><header><nav><ul><li>Home</li></ul></nav></header>
    <main><p>Collected papers</p><p>March 3, 1951</p><h1>The guns in the valley</h1>
    <p>This document was made possible with support from a foundation</p>{BODY}
    <p>With respect,</p><p>A. Berg</p></main></body></html>"""
    source = take_in(html.encode(), "page.html")
    assert source.description.title == "The guns in the valley"
    titles = [one for one in source.layers if (one.layer, one.part) == ("archive", "title")]
    assert [source.text[one.start : one.end].strip() for one in titles] == [
        "The guns in the valley"
    ]
