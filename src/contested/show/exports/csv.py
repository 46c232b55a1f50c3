"""Claims, one row each, for spreadsheets; text that a spreadsheet would run as a formula is disarmed."""

import csv
from typing import TextIO

from contested.model.report import Report
from contested.model.resolved import ResolvedClaim
from contested.show.exchange import claim_record, in_reading_order
from contested.show.exports.contract import ExportInput

NAME = "csv"
SUFFIX = ".csv"

COLUMNS = (
    "document", "claim", "type", "trigger", "trigger_start", "trigger_end",
    "actor_words", "actor", "actor_side", "target_words", "target", "target_side",
    "place_words", "place", "lat", "lon", "geonames_id", "place_kind",
    "first_day", "last_day", "time_words", "modality", "polarity", "certainty",
    "said_by", "origin", "origin_camp", "interest", "count", "evidence_start", "evidence_end", "evidence",
    "confidence", "is_evidence", "outlet", "outlet_camp", "published", "url", "made_by",
    "place_source",
)  # fmt: skip

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")

Value = str | int | float | None


def write(out: TextIO, content: ExportInput) -> None:
    """Write a header and one row a claim, by document and place in its text."""
    reports = {report.key: report for report in content.reports}
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    for resolved in in_reading_order(content.claims):
        row = _row(resolved, reports.get(resolved.claim.document_key))
        rows.writerow([_cell(row[column]) for column in COLUMNS])


def guarded(text: str) -> str:
    """
    Text that no spreadsheet takes for a formula; `unguarded` gives back what it was.

    Example:
        >>> guarded("=1+1"), guarded("'=1"), guarded("'tis")
        ("'=1+1", "''=1", "'tis")
    """
    return "'" + text if text.lstrip("'").startswith(_FORMULA) else text


def unguarded(text: str) -> str:
    """
    The text as it was before `guarded`.

    Example:
        >>> unguarded(guarded("-5"))
        '-5'
    """
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(_FORMULA) else text


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value.encode("utf-8", "backslashreplace").decode("utf-8"))
    return f"{value:.5f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _row(resolved: ResolvedClaim, report: Report | None) -> dict[str, Value]:
    record = claim_record(resolved)
    trigger, actor, target = record["trigger"], record["actor"], record["target"]
    place, time = record["place"], record["time"]
    return {
        "document": record["document"],
        "claim": record["id"],
        "type": record["type"],
        "trigger": trigger["text"],
        "trigger_start": trigger["start"],
        "trigger_end": trigger["end"],
        "actor_words": actor and actor["text"],
        "actor": actor and actor["actor"],
        "actor_side": actor and actor["side"],
        "target_words": target and target["text"],
        "target": target and target["actor"],
        "target_side": target and target["side"],
        "place_words": place and place["text"],
        "place": place and place["name"],
        "lat": place and place["lat"],
        "lon": place and place["lon"],
        "geonames_id": place and place["geonames_id"],
        "place_kind": place and place["kind"],
        "first_day": time and time["start"],
        "last_day": time and time["end"],
        "time_words": time and time["text"],
        "modality": record["modality"],
        "polarity": record["polarity"],
        "certainty": record["certainty"],
        "said_by": " > ".join(voice["text"] or "" for voice in record["attribution"]),
        "origin": resolved.origin.name,
        "origin_camp": resolved.origin.camp,
        "interest": resolved.interest.value,
        "count": record["count"],
        "evidence_start": record["evidence"]["start"],
        "evidence_end": record["evidence"]["end"],
        "evidence": resolved.claim.evidence.text,
        "confidence": record["confidence"],
        "is_evidence": "yes" if resolved.claim.is_evidence else "no",
        "outlet": resolved.outlet,
        "outlet_camp": resolved.outlet_camp,
        "published": resolved.published.isoformat() if resolved.published else None,
        "url": report.url if report else None,
        "made_by": record["made_by"],
        "place_source": place and place["source"],
    }
