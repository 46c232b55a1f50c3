"""What a web page says of itself: headline, outlet, author, day, language, address, and where it says so."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from contested.read.days import day_of
from contested.read.details import Details

if TYPE_CHECKING:
    from contested.markup import MarkupPage

_ARTICLES = (
    "newsarticle", "reportagenewsarticle", "analysisnewsarticle", "backgroundnewsarticle", "article",
    "opinionnewsarticle", "liveblogposting", "blogposting", "report", "socialmediaposting",
)  # fmt: skip
# Names of <meta> by what they say, surest first. The day a page was CHANGED is no day of publication.
_DAYS = (
    "article:published_time", "og:article:published_time", "datepublished", "publication_date", "publishdate",
    "pubdate", "publish-date", "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime",
    "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "date", "rnews:datepublished",
    "citation_publication_date",
)  # fmt: skip
_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title", "title")
_OUTLETS = ("og:site_name", "application-name", "dc.publisher", "publisher", "apple-mobile-web-app-title")
_AUTHORS = (
    "author",
    "byl",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dc.creator.creator",
)
_LANGUAGES = ("content-language", "dc.language", "og:locale")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/-])")
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)(https?://\S+)|\burl:\s*(https?://\S+)\s")
_LANGUAGE_TAG = re.compile(r"([a-zA-Z]{2,3})(?:[-_]([a-zA-Z]{2}|\d{3}|[a-zA-Z]{4}))?\b")
_DEEPEST = 40  # of JSON-LD inside JSON-LD


def page_details(page: "MarkupPage", source: str, *, fetched: str | None) -> Iterator[Details]:
    """
    What is stated, surest witness first.

    Args:
        page: The parsed page.
        source: The same as text, for notes that browsers leave when they save.
        fetched: Where it was fetched.
    """
    metas = _metas(page)
    articles = list(_linked_data(page))
    url = _address(page, metas, source, fetched)
    stated = [
        *_linked(articles),
        *_meta_details(metas),
        *_element_details(page),
        *_address_details(url, fetched),
    ]
    yield from stated
    if not any(day_of(one.values.get("published")) for one in stated):
        yield from _day_in_words(page)


def _linked(articles: Iterable[Mapping[str, Any]]) -> Iterator[Details]:
    for article in articles:
        values = {
            "title": _words(article.get("headline") or article.get("name")),
            "published": _words(article.get("datePublished")),
            "outlet": _name_in(article.get("publisher")),
            "byline": _name_in(article.get("author")),
            "language": _language(_words(article.get("inLanguage"))),
        }
        yield Details(how="page: JSON-LD datePublished", values=_filled(values))


def _meta_details(metas: Mapping[str, str]) -> Iterator[Details]:
    for name in _DAYS:
        if name in metas and day_of(metas[name]):
            yield Details(how=f"page: meta {name}", values={"published": metas[name]})
    authors = [metas[name] for name in _AUTHORS if name in metas and "://" not in metas[name]]
    values = {
        "title": next((metas[name] for name in _TITLES if name in metas), None),
        "outlet": next((metas[name] for name in _OUTLETS if name in metas), None),
        "byline": authors[0] if authors else None,
    }
    yield Details(how="page: meta", values=_filled(values))


def _element_details(page: "MarkupPage") -> Iterator[Details]:
    root = page.root
    for element in root.iter("time", "meta", "span", "abbr", "div", "p"):
        marks = (
            f"{element.get('itemprop', '')} {element.get('class', '')} {element.get('pubdate', '-')}".lower()
        )
        if (
            "datepublished" not in marks
            and "published" not in marks.split()
            and element.get("pubdate") is None
        ):
            continue
        day = element.get("datetime") or element.get("content") or element.get("title") or element.text
        if day and day_of(day):
            yield Details(how=f"page: <{element.tag}>", values={"published": day.strip()})
            break
    times = [one.get("datetime") for one in root.iter("time") if day_of(one.get("datetime") or "")]
    if len({day_of(one) for one in times}) == 1:
        yield Details(how="page: <time>", values={"published": times[0]})
    headings = [words for one in root.iter("h1") if (words := _words(one.text_content()))]
    title = next((" ".join(one.text_content().split()) for one in root.iter("title")), None)
    if len(headings) == 1:
        title = headings[0]
    byline = next((_words(one.text_content()) for one in root.iter("a") if one.get("rel") == "author"), None)
    values = {
        "title": title,
        "language": _language(root.get("lang") or root.get("xml:lang")),
        "byline": byline,
    }
    yield Details(how="page", values=_filled(values))


def _address_details(url: str | None, fetched: str | None) -> Iterator[Details]:
    if url is None:
        return
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    yield Details(how="address", values=_filled({"url": url, "outlet": host, "domain": host}))
    if fetched and fetched != url:
        yield Details(how="address", values={"fetched_from": fetched})
    if dated := _IN_ADDRESS.search(urlsplit(url).path):
        year, month, day = dated.groups()
        yield Details(how="day in the address", values={"published": f"{year}-{month:0>2}-{day:0>2}"})


def _day_in_words(page: "MarkupPage") -> Iterator[Details]:
    """The day that stands among the words of a page that marks none: right on seven of eight pages."""
    from htmldate import find_date  # late: it takes a tenth of a second

    words = deepcopy(page.root)
    try:
        for mark in list(words.iter("head", "meta", "script", "time")):  # looked at already
            mark.drop_tree()
        day = find_date(words, extensive_search=False, original_date=True)
    except ValueError:  # control characters: a tree may be read with them, but not changed
        return
    if day is not None and not _is_read_two_ways(day, page.text):
        yield Details(how="page: words of the page", values={"published": day})


def _is_read_two_ways(day: str, text: str) -> bool:
    """Whether a text gives the day as "03/04/2016", which two countries read differently."""
    year, month, of_month = map(int, day.split("-"))
    if of_month > 12 or of_month == month:
        return False
    return any(
        re.search(rf"(?<!\d)0?{one}[/-]0?{other}[/-](?:{year}|{year % 100:02})(?!\d)", text)
        for one, other in ((month, of_month), (of_month, month))
    )


def _metas(page: "MarkupPage") -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in page.root.iter("meta"):
        content = _words(meta.get("content"))
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _linked_data(page: "MarkupPage") -> Iterator[Mapping[str, Any]]:
    """The articles that JSON-LD describes; only the first, where a page lists many."""
    for script in page.root.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            data = json.loads((script.text or "").strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        for one in _objects(data, 0):
            if _kinds(one) & set(_ARTICLES):
                yield one
                return


def _objects(data: object, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for one in data:
            yield from _objects(one, depth + 1)
    elif isinstance(data, dict):
        yield data
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _objects(data.get(name), depth + 1)


def _kinds(one: Mapping[str, Any]) -> set[str]:
    kinds = one.get("@type")
    return {str(kind).lower() for kind in (kinds if isinstance(kinds, list) else [kinds])}


def _name_in(value: object) -> str | None:
    """The name of a person or organisation, or the names of several."""
    if isinstance(value, list):
        names = [name for one in value[:20] if (name := _name_in(one))]
        return ", ".join(names) or None
    if isinstance(value, dict):
        return _words(value.get("name"))
    return _words(value) if isinstance(value, str) and "://" not in value else None


def _address(page: "MarkupPage", metas: Mapping[str, str], source: str, fetched: str | None) -> str | None:
    """The page's own address: as it says itself, as the browser noted, as it was fetched."""
    saved = _SAVED_FROM.search(source[:5000])
    base = fetched or (next(filter(None, saved.groups())) if saved else None)
    links = [
        one.get("href") for one in page.root.iter("link") if (one.get("rel") or "").lower() == "canonical"
    ]
    for link in (*links[:1], metas.get("og:url"), base):
        try:
            url = urljoin(base or "", (link or "").strip())
            parts = urlsplit(url)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.hostname and len(url) < 2000:
            return str(url)
    return None


def _language(words: str | None) -> str | None:
    """The BCP 47 tag in words such as "en_GB" or "English"."""
    found = _LANGUAGE_TAG.fullmatch((words or "").strip())
    if found is None:
        return None
    language, region = found.groups()
    return (
        f"{language.lower()}-{region.upper() if len(region) == 2 else region.title()}"
        if region
        else language.lower()
    )


def _words(value: object) -> str | None:
    return (" ".join(value.split())[:1000] or None) if isinstance(value, str) else None


def _filled(values: Mapping[str, str | None]) -> dict[str, object]:
    return {name: value for name, value in values.items() if value}
