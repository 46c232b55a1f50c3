"""
Web pages taken apart: how well, and how fast, against trafilatura alone in the same run.

    python benchmarks/pages.py GOLD.json FOLDER [--rounds 3]
    python benchmarks/pages.py GOLD.json FOLDER --unreachable    comments that no file holds, by page
    python benchmarks/pages.py GOLD.json FOLDER --leaks          comments that we call article, by page

GOLD.json: {url: {"file", "with": [...], "without": [...], "comments": [...]}}: words of the article, words
that are not of it, words of readers' comments. FOLDER holds the files. "reachable" are comments that stand in
the file as its source has them; `--unreachable` also looks behind other encodings, escapes and tags.

trafilatura runs as it comes (metadata, comments, fallbacks), from the bytes of a page. Ours runs from the
same bytes: decoding, text, metadata, segments. Both run in this process, page by page in turn; the best round
counts.
"""

import argparse
import html
import json
import logging
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from contested.model.page import SegmentKind
from contested.model.report import Original, Report
from contested.model.text import DocumentId
from contested.read.web_page import take_apart
from contested.segment import segment

_ENCODINGS = ("utf-8", "cp1252", "cp1250", "cp1251", "iso-8859-2", "koi8-r", "utf-16")
_ARTICLE = {SegmentKind.HEADLINE, SegmentKind.BYLINE, SegmentKind.PARAGRAPH}
_COMMENT = {SegmentKind.COMMENT, SegmentKind.COMMENT_HEADER}


@dataclass
class Score:
    """Counts over pages."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, gold: dict[str, list[str]], article: str, comments: str, source: str) -> None:
        """Count the words of a page that are where they should be."""
        article, comments, source = letters(article), letters(comments), letters(source)
        for words in map(letters, gold.get("with", [])):
            self.counts["tp" if words in article else "fn"] += 1
        for words in map(letters, gold.get("without", [])):
            self.counts["fp" if words in article else "tn"] += 1
        for words in map(letters, gold.get("comments") or []):
            self.counts["comments"] += 1
            self.counts["reachable"] += words in source
            self.counts["found"] += words in comments
            self.counts["leaked"] += words in article
            self.counts["fp" if words in article else "tn"] += 1

    def __str__(self) -> str:
        count = self.counts
        precision = count["tp"] / max(count["tp"] + count["fp"], 1)
        recall = count["tp"] / max(count["tp"] + count["fn"], 1)
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        return (
            f"article P {precision:.3f} R {recall:.3f} F1 {f1:.3f}   "
            f"comments recall {count['found'] / max(count['comments'], 1):.3f} "
            f"({count['found']} of {count['reachable']} reachable of {count['comments']}), "
            f"leaked {count['leaked'] / max(count['comments'], 1):.3f}"
        )


def letters(words: str) -> str:
    """Letters and digits in small."""
    return re.sub(r"\W+", "", words).casefold()


def by_trafilatura(data: bytes) -> tuple[str, str]:
    """Article and comments as trafilatura gives them."""
    from trafilatura import bare_extraction

    found = bare_extraction(data, with_metadata=True)
    if found is None:
        return "", ""
    return f"{found.title or ''}\n{found.text or ''}", found.comments or ""


def by_us(data: bytes) -> tuple[str, str]:
    """Article and comments as contested gives them."""
    page = take_apart(data, charset=None, url=None)
    values = {name: value for part in page["details"] for name, value in part["values"].items()}
    report = Report(
        id=DocumentId("page"),
        text=page["text"],
        title=values.get("title"),
        language=values.get("language") or "en",
        original=Original.of(data, media_type="text/html", encoding=page["encoding"]),
    )
    segments = segment(report).segments

    def words(kinds: set[SegmentKind]) -> str:
        return "\n".join(report.text[one.span.start : one.span.end] for one in segments if one.kind in kinds)

    return words(_ARTICLE), words(_COMMENT)


def ways_to_read(data: bytes) -> Iterator[str]:
    """A file's bytes in every encoding and escape that could hide words, with its tags and without."""
    for encoding in _ENCODINGS:
        words = data.decode(encoding, "replace")
        unescaped = re.sub(r"\\u([0-9a-fA-F]{4})", lambda code: chr(int(code[1], 16)), words)
        for one in {words, unescaped, unquote(words)}:
            plain = html.unescape(html.unescape(one))
            yield plain
            yield re.sub(r"<[^>]*>", "", plain)


def show_unreachable(pages: list[tuple[dict[str, list[str]], bytes]]) -> None:
    """Prints how many of each page's comments stand nowhere in its file, not even in a script."""
    missing = total = 0
    for one, data in pages:
        absent = comments = one.get("comments") or []
        for source in ways_to_read(data):
            if not absent:
                break
            found = letters(source)
            absent = [words for words in absent if letters(words) not in found]
        missing, total = missing + len(absent), total + len(comments)
        if absent:
            print(f"{len(absent)} of {len(comments)}  {one['file']}")
    print(f"{missing} of {total} comments stand in no file: at most {1 - missing / total:.3f} can be found")


def show_leaks(pages: list[tuple[dict[str, list[str]], bytes]]) -> None:
    """Prints the comments that stand in what we call article, and how often their words are on the page."""
    for one, data in pages:
        article, comments = map(letters, by_us(data))
        for words in map(letters, one.get("comments") or []):
            if words in article:
                source = letters(html.unescape(data.decode("utf-8", "replace")))
                counts = [article.count(words), comments.count(words), source.count(words)]
                places = ("in the article", "in comments", "in the file")
                told = ", ".join(f"{count} {place}" for count, place in zip(counts, places, strict=True))
                print(f"{one['file']}: {told}: {words[:30]}")


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--unreachable", action="store_true", help="only list comments that no file holds")
    parser.add_argument("--leaks", action="store_true", help="only list comments that we call article")
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)  # trafilatura tells of each page that it finds nothing on
    gold = list(json.loads(given.gold.read_text(encoding="utf-8")).values())
    pages = [(one, (given.folder / one["file"]).read_bytes()) for one in gold]
    if given.unreachable:
        show_unreachable(pages)
        return
    if given.leaks:
        show_leaks(pages)
        return
    extractors = {"trafilatura": by_trafilatura, "contested": by_us}
    best = dict.fromkeys(extractors, float("inf"))
    for extract in extractors.values():
        extract(pages[0][1])  # imports and tables
    for _ in range(given.rounds):
        spent = dict.fromkeys(extractors, 0.0)
        scores = {name: Score() for name in extractors}
        for one, data in pages:
            source = html.unescape(data.decode("utf-8", "replace"))
            for name, extract in extractors.items():
                began = time.process_time()
                article, comments = extract(data)
                spent[name] += time.process_time() - began
                scores[name].add(one, article, comments, source)
        best = {name: min(best[name], seconds) for name, seconds in spent.items()}
    for name, score in scores.items():
        print(f"{name:12} {len(pages) / best[name]:6.1f} pages/s   {score}")
    print(f"pages per second, contested over trafilatura: {best['trafilatura'] / best['contested']:.2f}")


if __name__ == "__main__":
    main()
