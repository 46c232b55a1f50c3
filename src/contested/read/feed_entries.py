"""What runs in the child process for feeds and lists of feeds."""

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from contested.errors import ReportError
from contested.read.xml_tree import xml_tree

if TYPE_CHECKING:
    from lxml.etree import _Element

_ENTRIES = frozenset({"item", "entry"})
_ENTRIES_CAP = 10_000
_BODIES = ("encoded", "content", "description", "summary")  # fullest first
_DAYS = ("pubdate", "published", "issued", "date", "created", "updated", "modified")
_AUTHORS = ("creator", "author")


def take_apart(data: bytes, *, charset: str | None = None, url: str | None = None) -> list[dict[str, object]]:
    """
    The entries: id, page and details of each. The page is HTML made of the entry's headline and text.

    Raises:
        ReportError: No feed.
    """
    root = xml_tree(data, charset=charset)
    entries = [one for one in root.iter() if _name(one) in _ENTRIES]
    if not entries:
        raise ReportError(f"no entries in it; its first element is <{_name(root)}>; expected RSS or Atom")
    if len(entries) > _ENTRIES_CAP:
        raise ReportError(f"{len(entries):,} entries; the cap is {_ENTRIES_CAP:,}")
    feed = _feed_values(root, url)
    return [_entry(one, feed, url) for one in entries]


def list_feeds(data: bytes, *, charset: str | None = None) -> list[dict[str, str]]:
    """
    The feeds that an OPML list names: title and address of each, every address once.

    Raises:
        ReportError: No XML.
    """
    found: dict[str, str] = {}
    for outline in xml_tree(data, charset=charset).iter():
        if _name(outline) == "outline":
            attributes = {name.lower(): value.strip() for name, value in outline.attrib.items()}
            if address := attributes.get("xmlurl"):
                found.setdefault(address, attributes.get("title") or attributes.get("text") or "")
    return [{"url": url, "title": title} for url, title in found.items()]


def _entry(entry: "_Element", feed: dict[str, str], base: str | None) -> dict[str, object]:
    parts = {name: child for child in reversed(entry) if (name := _name(child))}
    title = " ".join(_inner(parts["title"]).split()) if "title" in parts else ""
    body = next(
        (_markup(parts[name]) for name in _BODIES if name in parts and _inner(parts[name]).strip()), ""
    )
    link = _link(entry, base)
    details: list[dict[str, object]] = []
    days = ((name, _inner(parts[name]).strip()) for name in _DAYS if name in parts)
    details.extend({"how": f"feed {name}", "values": {"published": words}} for name, words in days if words)
    values = {
        "title": _plain(title),
        "url": link,
        "byline": next((_author(parts[name]) for name in _AUTHORS if name in parts), ""),
        **feed,
    }
    details.append({"how": "feed", "values": {name: value for name, value in values.items() if value}})
    own_id = next((_inner(parts[name]).strip() for name in ("guid", "id") if name in parts), "")
    return {"id": own_id[:500] or link or None, "page": _page(title, body), "details": details}


def _page(title: str, body: str) -> str:
    if not title and not body.strip():
        return ""
    # Titles are text in Atom and in most RSS; some feeds put markup there.
    heading = title if "<" in title or "&" in title else escape(title)
    return f"<html><head><meta charset=utf-8></head><body><h1>{heading}</h1>\n<div>{body}</div></body></html>"


def _plain(title: str) -> str:
    from lxml import html

    if "<" not in title and "&" not in title:
        return title
    return " ".join(html.fromstring(f"<p>{title}</p>").text_content().split())


def _feed_values(root: "_Element", url: str | None) -> dict[str, str]:
    head = next((one for one in root.iter() if _name(one) in ("channel", "feed")), root)
    parts = {name: child for child in reversed(head) if (name := _name(child))}
    link = _link(head, url) or url or ""
    language = _inner(parts["language"]).strip() if "language" in parts else _attribute(head, "lang")
    return {
        "outlet": _plain(" ".join(_inner(parts["title"]).split())) if "title" in parts else "",
        "domain": _host(link),
        "language": language,
    }


def _link(element: "_Element", base: str | None) -> str:
    """The address of what an entry or a feed tells of."""
    found = [one for one in element if _name(one) == "link"]
    found.sort(key=lambda one: one.get("rel", "alternate") != "alternate")
    for one in found:
        address = (one.get("href") or _inner(one)).strip()
        try:
            full = urljoin(base or "", address)
            if urlsplit(full).scheme in ("http", "https"):
                return str(full)[:2000]
        except ValueError:
            continue
    guid = next((_inner(one).strip() for one in element if _name(one) == "guid"), "")
    return guid[:2000] if guid.startswith(("http://", "https://")) else ""


def _markup(element: "_Element") -> str:
    """The HTML in an element: escaped as text, or standing there as XHTML."""
    if len(element) == 0:
        words = element.text or ""
        is_text = element.get("type") in ("text", "text/plain")
        return f"<p>{escape(words)}</p>" if is_text else words
    from lxml import etree

    inside = (etree.tostring(child, encoding="unicode", with_tail=True) for child in element)
    return escape(element.text or "") + "".join(inside)


def _inner(element: "_Element") -> str:
    return "".join(_texts(element))


def _texts(element: "_Element") -> Iterator[str]:
    yield from (str(part) for part in element.itertext(with_tail=False))


def _author(element: "_Element") -> str:
    named = next((one for one in element if _name(one) == "name"), element)
    return " ".join(_inner(named).split())[:500]


def _attribute(element: "_Element", name: str) -> str:
    return next((str(value) for key, value in element.items() if str(key).rpartition("}")[2] == name), "")


def _name(element: "_Element") -> str:
    """The local name, lower case; empty for what is no element."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
