"""What a web page's head says of the document: Dublin Core, Highwire, Open Graph, JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from servanda.domain.source import Description
from servanda.intake.stated_date import date_of

#: JSON-LD longer than this is not read.
LONGEST = 200_000

#: Where each field is looked for, best first. Names as they are written, in small letters.
_NAMES: dict[str, tuple[str, ...]] = {
    "title": ("citation_title", "dc.title", "dcterms.title", "og:title", "twitter:title"),
    "creators": ("citation_author", "dc.creator", "dcterms.creator", "author"),
    "written": ("dcterms.created", "dc.date.created", "dc.coverage.temporal"),
    "published": (
        "citation_publication_date", "citation_date", "dcterms.issued", "dc.date.issued",
        "dcterms.date", "dc.date", "article:published_time", "datepublished", "date",
    ),
    "language": ("citation_language", "dc.language", "dcterms.language", "language"),
    "publisher": ("citation_publisher", "dc.publisher", "dcterms.publisher", "og:site_name"),
    "rights": ("dcterms.rights", "dc.rights", "dcterms.license", "rights", "copyright"),
    "record_id": ("citation_id", "dcterms.identifier", "dc.identifier"),
    "url": ("og:url", "citation_public_url", "citation_abstract_html_url", "dc.identifier"),
}  # fmt: skip
_SUFFIX = re.compile(r"\s+[|»]\s+[^|»]{2,80}\Z")


def describe_page(tree: LexborHTMLParser) -> Description:
    """Give what the head of a page says; addresses only if they are of the web."""
    metas = _metas(tree)
    linked = _json_ld(tree)

    def first(field: str) -> str | None:
        return next((v for name in _NAMES[field] for v in metas.get(name, ()) if v), None)

    creators = next((metas[name] for name in _NAMES["creators"] if metas.get(name)), [])
    title = title_of(tree, first("title") or linked.get("headline") or linked.get("name"))
    html = tree.css_first("html")
    stated = html.attributes.get("lang") if html is not None else None
    record = first("record_id")
    published = first("published") or linked.get("datePublished")
    return Description(
        title=title or None,
        creators=tuple(dict.fromkeys(creators or filter(None, [linked.get("author")]))),
        written=_date(first("written") or linked.get("dateCreated")),
        published=_date(published),
        language=_language(first("language") or linked.get("inLanguage") or stated),
        publisher=first("publisher") or linked.get("publisher"),
        rights=first("rights") or linked.get("license"),
        record_id=record if record and not record.startswith("http") else None,
        url=_address(tree)
        or next(filter(None, map(_web, metas.get("og:url", []))), None)
        or _web(first("url")),
    )


def title_of(tree: LexborHTMLParser, stated: str | None) -> str | None:
    """Give the page's title without its site's name, which many titles end with."""
    page = tree.css_first("title")
    title = stated or (_line(page.text(deep=True)) if page is not None else "")
    heading = tree.css_first("h1")
    words = _line(heading.text(deep=True)) if heading is not None else ""
    if len(words) > 8 and title.startswith(words):
        return words
    return _SUFFIX.sub("", title) or None


def host_of(url: str | None) -> str:
    """Give the host of a web address, or ""."""
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""


def _metas(tree: LexborHTMLParser) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for node in tree.css("meta[content]")[:500]:
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property") or attributes.get("itemprop")
        value = _line(attributes.get("content") or "")
        if name and value:
            found.setdefault(name.strip().lower(), []).append(value)
    return found


def _address(tree: LexborHTMLParser) -> str | None:
    node = tree.css_first("link[rel~=canonical][href]")
    return _web(node.attributes.get("href")) if node is not None else None


def _web(address: str | None) -> str | None:
    if address and re.match(r"https?://[^\s\"'<>]{3,2000}\Z", address.strip()):
        return address.strip()
    return None


def _json_ld(tree: LexborHTMLParser) -> dict[str, str]:
    """Give the plain values of the first article or document that JSON-LD describes."""
    for node in tree.css('script[type="application/ld+json"]')[:20]:
        text = node.text(deep=True) or ""
        if len(text) > LONGEST:
            continue
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            continue
        for one in _things(data):
            kind = one.get("@type")
            if isinstance(kind, str) and re.search(
                "Article|Report|Document|Letter|CreativeWork|WebPage", kind
            ):
                return {key: words for key, value in one.items() if (words := _named(value))}
    return {}


def _things(data: object) -> Iterator[dict[str, object]]:
    several = data if isinstance(data, list) else [data]
    for one in several[:50]:
        if isinstance(one, dict):
            graph = one.get("@graph")
            if isinstance(graph, list):
                yield from (item for item in graph[:50] if isinstance(item, dict))
            yield one


def _named(value: object) -> str:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("name")
    return _line(value) if isinstance(value, str) else ""


def _date(words: str | None) -> str | None:
    if not words:
        return None
    # Metadata gives days as 2015/03/12 or with a time of day; only the day is kept.
    day = re.match(r"(\d{4})[-/](\d{2})(?:[-/](\d{2}))?(?!\d)", words)
    return date_of("-".join(filter(None, day.groups())) if day else words)


def _language(words: str | None) -> str | None:
    code = (words or "").strip().replace("_", "-")
    return code if re.match(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}\Z", code) else None


def _line(words: str) -> str:
    return " ".join(words.split())[:2000]
