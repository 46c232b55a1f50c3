"""What is known about a report beside its text, from several sources, and the report made of it."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from contested.model.report import Failure, Original, Report
from contested.model.text import DocumentId, content_id
from contested.read.dateline import find_dateline
from contested.read.days import day_of

TEXT_FIELDS = ("title", "url", "outlet", "camp", "conflict", "language")
KNOWN_FIELDS = frozenset({*TEXT_FIELDS, "published", "published_how"})

# A news text of 10 MB does not exist: it is a dump or a bomb (docs: reading reports).
TEXT_CAP = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDefaults:
    """What the user says of every report; fills only what reports and manifest leave open."""

    outlet: str | None = None
    camp: str | None = None
    published: date | None = None
    conflict: str | None = None
    language: str | None = None
    title: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """What one source says of a report, values as found there."""

    how: str  # "record", "front matter", "manifest", "option"
    values: Mapping[str, object]


def details_of(defaults: ReportDefaults) -> Details:
    """The user's options in the form of the other sources."""
    values = {
        "outlet": defaults.outlet,
        "camp": defaults.camp,
        "published": defaults.published,
        "conflict": defaults.conflict,
        "language": defaults.language,
        "title": defaults.title,
        "url": defaults.url,
    }
    return Details(how="option", values={name: value for name, value in values.items() if value is not None})


def make_report(
    text: object,
    *,
    id: str | None,
    read_from: str,
    details: Sequence[Details],
    extra: Iterable[tuple[str, object]] = (),
    original: Original | None = None,
) -> Report | Failure:
    """
    The report, or why its text cannot be used.

    Args:
        text: The whole text as decoded.
        id: The report's id; without one it is made from the text.
        read_from: Path, or path#line.
        details: Most specific first; each field is taken from the first source that has it.
        extra: Further findings to keep beside the report.
        original: The bytes that the text was made from, where it is not itself the original.
    """
    fault = fault_of(text)
    if fault is not None or not isinstance(text, str):
        return Failure(read_from=read_from, stage="read", reason=fault or "no text")
    published, how, bad_dates = _published(details)
    dateline = find_dateline(text)
    if published is None and dateline is not None and dateline.published is not None:
        published, how = dateline.published, "dateline"
    fields = {name: _first_text(name, details) for name in TEXT_FIELDS}
    language = fields.pop("language") or "en"
    kept = {**_leftovers(details), **bad_dates, **dict(extra)}
    if dateline is not None:
        kept.setdefault("dateline", dateline.words)
    id = _as_text(id)
    return Report(
        id=DocumentId(id or content_id(text)),
        text=text,
        published=published,
        published_how=how,
        language=language,
        read_from=read_from,
        extra=tuple((_storable(name), _as_json(value)) for name, value in kept.items()),
        original=original,
        **fields,
    )


def fault_of(text: object) -> str | None:
    """Why a text cannot be used, or None."""
    if text is None:
        return 'no text: a report needs a "text"'
    if not isinstance(text, str):
        return f'"text" is {type(text).__name__}; expected a string'
    if not text.strip():
        return "empty: it holds no text"
    if len(text) > TEXT_CAP:
        return f"too long: {len(text):,} characters; the cap is {TEXT_CAP:,} a report. Split it into reports"
    if is_binary(text):
        return "binary: it holds NUL or too many control characters; expected text"
    surrogate = _lone_surrogate(text)
    if surrogate is not None:
        return (
            f"half a character (\\u{ord(text[surrogate]):x}) at offset {surrogate}: "
            "no file can store it; export the report again"
        )
    return None


_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
_CONTROL_SHARE = 0.02  # text files have none; executables and images that happen to decode have far more


def is_binary(text: str) -> bool:
    """Whether text is no text: a NUL, or more than one control character in fifty."""
    if "\0" in text:
        return True
    ascii_part = text.encode("ascii", "ignore")
    controls = len(ascii_part) - len(ascii_part.translate(None, _CONTROLS))
    return controls > 1 and controls > _CONTROL_SHARE * len(text)


def _lone_surrogate(text: str) -> int | None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        return error.start
    return None


def _first_text(name: str, details: Sequence[Details]) -> str | None:
    for source in details:
        words = _as_text(source.values.get(name))
        if words:
            return words
    return None


def _published(details: Sequence[Details]) -> tuple[date | None, str | None, dict[str, object]]:
    """The day, how it is known, and values that are no days: kept, because they may still tell a person."""
    bad: dict[str, object] = {}
    for source in details:
        value = source.values.get("published")
        if value is None or value == "":
            continue
        day = day_of(value)
        if day is None:
            bad.setdefault("published", value)
            continue
        return day, _as_text(source.values.get("published_how")) or source.how, bad
    return None, _first_text("published_how", details), bad


def _leftovers(details: Sequence[Details]) -> dict[str, object]:
    """Keys that no field of a report takes, and known keys whose value is no text."""
    kept: dict[str, object] = {}
    for name, value in _pairs(details):
        usable = name == "published" or (name in KNOWN_FIELDS and _as_text(value) is not None)
        if not usable and value is not None:
            kept.setdefault(name, value)
    return kept


def _pairs(details: Sequence[Details]) -> Iterator[tuple[str, object]]:
    for source in details:
        yield from source.values.items()


def _as_text(value: object) -> str | None:
    if isinstance(value, str):
        return None if _lone_surrogate(value) is not None else value.strip() or None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return None


def _storable(name: str) -> str:
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _as_json(value: object) -> str:
    # ASCII only: half characters in unknown keys stay as escapes and can be stored anywhere.
    return json.dumps(value, default=str)
