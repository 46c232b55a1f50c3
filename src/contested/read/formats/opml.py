"""Lists of feeds: each is fetched and read, where the user asked for that."""

from collections.abc import Iterator

from contested.errors import ReportError
from contested.model.report import Failure, Report
from contested.read.details import TEXT_CAP
from contested.read.format import Format
from contested.read.formats.feed import root_of
from contested.read.source import Source

_CHILD = "contested.read.feed_entries:list_feeds"
_FEEDS_CAP = 1_000


def read_opml(source: Source) -> Iterator[Report | Failure]:
    """The reports of all feeds in the list; a failure for each feed that cannot be had."""
    with source.open() as file:
        data = file.read(TEXT_CAP + 1)
    if len(data) > TEXT_CAP:
        yield source.failure(f"too long: over the cap of {TEXT_CAP:,} bytes a list")
        return
    try:
        feeds = source.tools.sandbox.run(_CHILD, data, charset=source.charset)
    except ReportError as error:
        yield source.failure(f"list of feeds: {error}")
        return
    assert isinstance(feeds, list)
    if not feeds:
        yield source.failure("an OPML list without a feed: no outline with xmlUrl")
    elif source.tools.fetching is None:
        yield source.failure(
            f"lists {len(feeds)} feeds; nothing is fetched unless you ask for it with --fetch"
        )
    else:
        from contested.read.fetching import read_url

        for feed in feeds[:_FEEDS_CAP]:
            yield from read_url(feed["url"], source)
        if len(feeds) > _FEEDS_CAP:
            yield source.failure(f"lists {len(feeds):,} feeds; read were the first {_FEEDS_CAP:,}")


def is_opml(head: bytes) -> bool:
    """Whether bytes can only begin a list of feeds."""
    return root_of(head).startswith(b"<opml")


FORMAT = Format(
    name="opml",
    about="The reports of all feeds in an OPML list, which are fetched with `--fetch` only.",
    endings=(".opml",),
    media_types=("text/x-opml", "text/opml"),
    read=read_opml,
    recognise=is_opml,
)
