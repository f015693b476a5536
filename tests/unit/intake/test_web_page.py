"""A page gives its visible words, with blank lines where its blocks part."""

from __future__ import annotations

from servanda.domain.source import Source
from servanda.intake import take_in


def page(body: str, head: str = "") -> Source:
    html = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return take_in(html.encode(), "page.html")


def words(source: Source, layer: str, part: str | None = None) -> list[str]:
    return [
        source.text[one.start : one.end].strip()
        for one in source.layers
        if one.layer == layer and part in (None, one.part)
    ]


def test_blocks_part_and_white_space_folds() -> None:
    source = page("<h1>Report</h1><p>The  parties\n met.</p>\n<div>They <b>did</b> agree.</div>")
    assert source.text == "Report\n\nThe parties met.\n\nThey did agree."


def test_what_nobody_sees_is_not_in_the_text() -> None:
    source = page(
        "<script>var a = 1</script><style>p {}</style><p hidden>hidden one</p>"
        '<p style="display:none">hidden two</p><span aria-hidden="true">icon</span>'
        "<noscript>turn it on</noscript><template>later</template><p>The words.</p><!-- no -->"
    )
    assert source.text == "The words."


def test_breaks_cells_and_rows_are_kept_apart() -> None:
    source = page(
        "<p>A. Berg<br>Head of mission</p>"
        "<table><tr><td>Article 1</td><td>kept</td></tr><tr><td>Article 2</td></tr></table>"
    )
    assert source.text == "A. Berg\nHead of mission\n\nArticle 1\tkept\nArticle 2"


def test_numbers_that_a_browser_draws_are_written() -> None:
    source = page(
        '<ol><li>Cease fire.</li><li>Withdraw:<ol type="a"><li>guns;</li><li>men.</li></ol></li>'
        '</ol><ol start="7" type="I"><li>Amnesty.</li></ol><ul><li>No number.</li></ul>'
        "<ol><li>1. Has its own.</li></ol>"
    )
    assert source.text.split("\n\n") == [
        "1. Cease fire.",
        "2. Withdraw:",
        "a. guns;",
        "b. men.",
        "VII. Amnesty.",
        "No number.",
        "1. Has its own.",
    ]


def test_raised_digits_are_no_part_of_the_word() -> None:
    source = page("<p>The agreement<sup>12</sup> and the 1<sup>st</sup> point.</p>")
    assert source.text == "The agreement¹² and the 1st point."


def test_preformatted_lines_stay_lines() -> None:
    source = page("<pre>1. Cease fire\n   at once\n\n2. Withdraw</pre>")
    assert source.text == "1. Cease fire\n   at once\n\n2. Withdraw"


def test_menus_headers_and_footers_are_the_page_and_main_is_the_author() -> None:
    """<main> holds the document; all around it is furniture, the document's heading is not."""
    source = page(
        '<a href="#m">Skip to content</a><header><nav><a href="/">Home</a></nav></header>'
        '<main id="m"><article><header><h1>Third report</h1></header>'
        "<p>The mission saw no guns in the valley this month.</p></article></main>"
        "<aside>Related: second report</aside><footer>About this site</footer>"
    )
    assert words(source, "author", "heading") == ["Third report"]
    assert words(source, "author", "body") == ["The mission saw no guns in the valley this month."]
    furniture = " ".join(words(source, "furniture"))
    for line in ("Skip to content", "Home", "Related", "About this site"):
        assert line in furniture


def test_without_main_only_menus_are_the_page() -> None:
    source = page(
        '<div role="navigation">Home News</div><h2>Report</h2><p>The guns are gone.</p>'
        '<ul><li><a href="/a">First</a></li><li><a href="/b">Second</a></li>'
        '<li><a href="/c">Third</a></li></ul>'
    )
    assert words(source, "author", "body") == ["The guns are gone."]
    assert words(source, "furniture", "navigation") == ["Home News", "First\n\nSecond\n\nThird"]


def test_a_main_that_holds_next_to_nothing_is_not_believed() -> None:
    body = "<p>The mission saw no guns in the valley this month, and said so.</p>" * 8
    source = page(f"<main><p>Loading</p></main>{body}")
    assert any("saw no guns" in one for one in words(source, "author", "body"))


def test_a_page_that_is_one_form_keeps_its_words() -> None:
    source = page('<form action="/"><p>The mission saw no guns in the valley.</p></form>')
    assert words(source, "author", "body") == ["The mission saw no guns in the valley."]


def test_footnotes_by_role_are_footnotes() -> None:
    source = page(
        "<p>The guns are gone.<sup>1</sup></p>"
        '<section role="doc-endnotes"><p>1 Seen on 3 May.</p></section>'
    )
    assert words(source, "footnote") == ["1 Seen on 3 May."]


def test_numbered_segments_are_put_together_again() -> None:
    """A program cut a text into sentences, one <p><a id=N> each; a cut may fall inside one."""
    source = page(
        '<p><a id="0" name="0">REPORT \n</a></p>\n<p><a id="1" name="1">Under Act</a></p>\n'
        '<p><a id="2" name="2">No. 7 the guns\nleft.</a></p>\n<p><a id="3" name="3">\n\n</a></p>\n'
        '<p><a id="4" name="4">4.</a></p>\n<p><a id="5" name="5">the rest.</a></p>'
    )
    assert source.text == "REPORT\nUnder Act No. 7 the guns\nleft.\n\n4. the rest."


def test_anchors_that_are_links_are_no_segments() -> None:
    source = page('<p><a id="1" href="/a">One</a></p><p><a id="2" href="/b">Two words.</a></p>')
    assert source.text == "One\n\nTwo words."


def test_entities_are_the_letters_they_stand_for() -> None:
    assert page("<p>Zlatibor &amp; Tara &lt;north&gt; &eacute;t&eacute;</p>").text == (
        "Zlatibor & Tara <north> été"
    )


def test_the_head_describes_the_document() -> None:
    source = page(
        "<p>The mission saw no guns in the valley.</p>",
        '<title>Third report | Valley Archive</title><meta name="DC.title" content="Third report">'
        '<meta name="citation_author" content="Berg, A."><meta name="citation_author" '
        'content="Lind, I."><meta property="article:published_time" content="2015-03-12T08:00Z">'
        '<meta property="og:site_name" content="Valley Archive"><meta name="dc.rights" '
        'content="CC BY"><link rel="canonical" href="https://archive.example/r/3">',
    )
    known = source.description
    assert known.title == "Third report"
    assert known.creators == ("Berg, A.", "Lind, I.")
    assert known.published == "2015-03-12"
    assert known.written is None
    assert (known.publisher, known.rights) == ("Valley Archive", "CC BY")
    assert known.url == "https://archive.example/r/3"


def test_json_ld_describes_too_and_broken_json_does_no_harm() -> None:
    source = page(
        "<p>The mission saw no guns in the valley.</p>",
        '<script type="application/ld+json">{broken</script><script type="application/ld+json">'
        '{"@graph": [{"@type": "Article", "headline": "Guns gone", "datePublished": "2016-01-02",'
        '"author": {"name": "A. Berg"}, "publisher": {"name": "Valley Post"}}]}</script>',
    )
    known = source.description
    assert (known.title, known.creators) == ("Guns gone", ("A. Berg",))
    assert (known.published, known.publisher) == ("2016-01-02", "Valley Post")


def test_an_address_that_is_not_of_the_web_is_not_taken() -> None:
    source = page("<p>Words.</p>", '<link rel="canonical" href="javascript:alert(1)">')
    assert source.description.url is None


def test_anchors_left_open_as_old_pages_have_them_do_no_harm() -> None:
    body = "".join(f'<p><a name="p{n}">Point {n} was kept in the valley.</p>' for n in range(900))
    source = page(body)
    assert source.problems == ()
    assert source.text.count("\n\n") == 899
