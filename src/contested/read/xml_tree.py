"""XML from strangers: no entities of their own, nothing fetched, broken parts said."""

import re
from html.entities import html5
from typing import TYPE_CHECKING

from contested.errors import ReportError
from contested.read.page_encoding import page_encoding

if TYPE_CHECKING:
    from lxml.etree import _Element

_PROLOG = 100_000
_OWN_ENTITIES = re.compile(r"<!DOCTYPE[^>\[]*\[|<!ENTITY", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})


def xml_tree(data: bytes, *, charset: str | None) -> "_Element":
    """
    The root element.

    Raises:
        ReportError: No XML, or XML with entities of its own.
    """
    from lxml import etree

    encoding, _ = page_encoding(data, charset=charset)
    text = data.decode(encoding, "replace").removeprefix("\ufeff").replace("\0", "\ufffd")
    if _OWN_ENTITIES.search(text[:_PROLOG]):
        raise ReportError("declares entities of its own, as no feed needs to; refused")
    # HTML's names for characters are no XML; feeds use them all the same, and a parser would drop them.
    text = _NAMED.sub(_character, _DECLARATION.sub("", text))
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.XMLSyntaxError as error:
        raise ReportError(f"no XML: {error}") from error
    if root is None:
        raise ReportError("no XML: it holds no element")
    return root


def _character(named: re.Match[str]) -> str:
    name = named.group(1)
    return named.group() if name in _XML else html5.get(f"{name};", named.group())
