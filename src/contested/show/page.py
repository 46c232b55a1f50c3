"""One self-contained page: no network, no inline handlers, readable without scripts."""

import base64
import hashlib
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from contested.errors import OptionError
from contested.knowledge.borders import borders_within
from contested.model.actor import Actor, Side
from contested.model.control import Verdict
from contested.model.framing import Framing
from contested.model.page import Page
from contested.model.picture import Picture
from contested.model.report import Failure, Report
from contested.model.resolved import ResolvedClaim
from contested.model.text import ClaimId, content_id
from contested.show.exports.contract import DATA_SOURCES
from contested.show.map_drawing import OutlinesWithin, draw_map
from contested.show.sides import SHAPES, styles_for
from contested.show.views.board import VERDICT_WORDS, Row
from contested.show.views.citation import Citation, by_sentence, cite_all
from contested.show.views.decisions import Decided
from contested.show.views.explanation import witness_words
from contested.show.views.framing import camps_of
from contested.show.views.grading import (
    INFORMATION_WORDS,
    SOURCE_WORDS,
    Grade,
    SourceMarks,
    source_mark,
)
from contested.show.views.reader import Reading, reading
from contested.show.views.theatre_part import documents_of, theatre_part
from contested.show.visible import visible

WIDE_MAP = (960, 600)
NARROW_MAP = (358, 380)  # a phone of 390 px less its margins
MOST_OPEN_REPORTS = 12  # with more, each is folded until asked for


def write_report(
    out: Path,
    *,
    title: str,
    reports: Iterable[Report],
    pages: Iterable[Page],
    claims: Iterable[ResolvedClaim],
    pictures: Iterable[Picture],
    framings: Iterable[Framing] = (),
    failures: Iterable[Failure] = (),
    borders: OutlinesWithin = borders_within,
    sides: Iterable[Side] = (),
    actors: Iterable[Actor] = (),
    notice: str | None = None,
    grades: Sequence[Mapping[str, Grade]] = (),
    sources: SourceMarks | None = None,
    decided: Decided | None = None,
) -> None:
    """
    Write the report page; a file of that name is replaced whole or not at all.

    Args:
        out: The file to write.
        title: What the page is called.
        reports: All reports, also those without claims.
        pages: Their segments, as far as they could be told apart.
        claims: Every claim, also those that no picture cites.
        pictures: One for each theatre or day, in the order to show.
        framings: Words that take sides.
        failures: What was put aside.
        borders: Gives the outlines that touch a box.
        sides: The theatres' sides, for their neutral labels.
        actors: The theatres' actors, for their neutral names.
        notice: A sentence to set above everything, such as that the reports are invented.
        grades: Both marks of the cells of each picture, by id.
        sources: Letters that analysts gave to outlets and voices.
        decided: What analysts decided on what the page shows.

    Raises:
        OptionError: The file cannot be written there.
    """
    html = render_report(
        title=title, reports=reports, pages=pages, claims=claims, pictures=pictures, framings=framings,
        failures=failures, borders=borders, sides=sides, actors=actors, notice=notice,
        grades=grades, sources=sources, decided=decided,
    )  # fmt: skip
    try:
        _replace(out, html.encode("utf-8"))
    except OSError as error:
        raise OptionError(
            f"{out}: the report cannot be written ({error.strerror}); choose another place for it"
        ) from error


def render_report(
    *,
    title: str,
    reports: Iterable[Report],
    pages: Iterable[Page],
    claims: Iterable[ResolvedClaim],
    pictures: Iterable[Picture],
    framings: Iterable[Framing] = (),
    failures: Iterable[Failure] = (),
    borders: OutlinesWithin = borders_within,
    sides: Iterable[Side] = (),
    actors: Iterable[Actor] = (),
    notice: str | None = None,
    grades: Sequence[Mapping[str, Grade]] = (),
    sources: SourceMarks | None = None,
    decided: Decided | None = None,
) -> str:
    """The page as text; the arguments are those of `write_report`."""
    known = tuple(sorted(reports, key=lambda one: (one.published is None, one.published, one.id, one.key)))
    used, shown, framed = tuple(claims), tuple(pictures), tuple(framings)
    styles = styles_for(sides, pictures=shown, claims=used)
    citations = cite_all(used, styles)
    camps = camps_of(known, used)
    names = {id: look.label for id, look in styles.by_id} | {actor.id: actor.name for actor in actors}
    parts = []
    for picture, marks in zip(shown, grades or [{}] * len(shown), strict=True):
        own = documents_of(picture, shown, known, used)
        part = theatre_part(
            picture,
            claims=tuple(one for one in used if one.claim.document in own),
            citations=citations,
            framings=[one for one in framed if one.document in own],
            camps=camps,
            names=names,
            styles=styles,
            grades=marks,
        )
        maps = [
            draw_map(_mapped(part.board.rows), outlines=borders, width=width, height=height)
            for width, height in (WIDE_MAP, NARROW_MAP)
        ]
        parts.append((part, maps))
    style, script = _asset("report.css"), _asset("report.js")
    return (
        _environment()
        .get_template("report.html")
        .render(
            title=title,
            notice=notice,
            parts=parts,
            readings=_readings(known, pages, used, citations, framed, camps),
            fold=len(known) > MOST_OPEN_REPORTS,
            failures=tuple(failures),
            citations=citations,
            cells_of=_cells_of(shown),
            report_keys={one.id: one.key for one in known},
            styles=styles,
            by_sentence=by_sentence,
            witness_words=witness_words,
            verdicts=VERDICT_WORDS.values(),
            source_words=SOURCE_WORDS,
            information_words=INFORMATION_WORDS,
            letter=lambda one: source_mark((one.origin, one.outlet), sources or {}),
            decided=decided or Decided(),
            shapes=SHAPES,
            data_sources=DATA_SOURCES,
            outlets=len({one.outlet for one in known if one.outlet}),
            style=Markup(style),
            style_hash=_csp_hash(style),
            script=Markup(script),
            script_hash=_csp_hash(script),
        )
    )


def _mapped(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row.verdict is not Verdict.NO_REPORT]


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("contested.show", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        # Every value that is put on the page goes through here: nothing hides in it, nothing turns it round.
        finalize=lambda value: visible(value) if type(value) is str else value,
    )
    environment.filters["anchor"] = lambda value: content_id(value)
    environment.filters["is_link"] = lambda url: str(url).lower().startswith(("https://", "http://"))
    return environment


def _asset(name: str) -> str:
    return files("contested.show").joinpath("templates", name).read_text(encoding="utf-8")


def _csp_hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _cells_of(pictures: Sequence[Picture]) -> dict[str, list[tuple[int, str, str]]]:
    """For each claim the cells that cite it: number of the picture, id, place."""
    found: dict[str, list[tuple[int, str, str]]] = {}
    for number, picture in enumerate(pictures):
        for cell in picture.cells:
            for claim in dict.fromkeys((*cell.supports, *cell.opposes)):
                found.setdefault(claim, []).append((number, cell.id, cell.place.name))
    return found


def _readings(
    reports: Sequence[Report],
    pages: Iterable[Page],
    claims: Sequence[ResolvedClaim],
    citations: Mapping[ClaimId, Citation],
    framings: Sequence[Framing],
    camps: Mapping[str, str | None],
) -> list[Reading]:
    page_of = {page.report.key: page for page in pages}
    own: dict[str, dict[str, ResolvedClaim]] = {}
    for one in claims:
        own.setdefault(one.claim.document_key, {})[one.id] = one
    return [
        reading(
            report,
            page=page_of.get(report.key),
            claims=[one.claim for one in own.get(report.key, {}).values()],
            citations=citations,
            framings=[one for one in framings if one.document == report.id],
            camp=camps.get(report.id),
        )
        for report in reports
    ]


def _replace(out: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as part:
            part.write(content)
        Path(name).chmod(0o644)
        os.replace(name, out)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
