"""What is new or changed since a day, for a morning brief: on the terminal, or as Markdown."""

from collections.abc import Mapping

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from contested.model.text import ClaimId
from contested.show.screens import parts as p
from contested.show.screens.roads import LOOKS
from contested.show.screens.stories import story_head
from contested.show.sides import SideStyles
from contested.show.views.board import PHASE_WORDS, VERDICT_WORDS
from contested.show.views.changes import Answer, Change, ChangeKind, Changes
from contested.show.views.citation import Citation
from contested.show.views.grading import SourceMarks
from contested.show.visible import one_line

MOST_SENTENCES = 2
MOST_STORIES = 8
MOST_PLANS = 5


def render_changes(
    found: Changes,
    *,
    citations: Mapping[ClaimId, Citation],
    styles: SideStyles,
    sources: SourceMarks,
) -> RenderableType:
    """The news of one theatre: places, stories, ways, plans, and the reports that brought them."""
    shown: list[RenderableType] = [
        p.heading(f"{found.theatre}: new since {found.since}, as known on {found.until}"),
        Text(_summary(found)),
    ]
    for one in found.changes:
        shown += [Text(""), Text.assemble(p.named(one.place, one.kind), f"  {_kinds(one)}")]
        shown.append(Padding(_change(one, styles), (0, 0, 0, 2)))
        shown += p.quoted(one.claims, citations, sources, most=MOST_SENTENCES)
    for title, stories in (("New stories", found.new_stories), ("Told again", found.grown_stories)):
        if stories:
            shown.append(p.section(f"{title} ({len(stories)})"))
            ranked = sorted(stories, key=lambda one: -one.origins)
            shown += [story_head(one, styles) for one in ranked[:MOST_STORIES]]
            if len(ranked) > MOST_STORIES:
                shown.append(Text(f"and {len(ranked) - MOST_STORIES} more: `contested stories`", style="dim"))
    if found.roads:
        shown.append(p.section(f"Roads and supply lines ({len(found.roads)})"))
        for road in found.roads:
            symbol, style = LOOKS[road.standing]
            since = f" since {road.since}" if road.since else ""
            shown.append(
                Text.assemble((road.name, "bold"), "  ", (f"{symbol} {road.standing.value}", style), since)
            )
    if found.plans:
        shown.append(p.section(f"Announced or expected ({len(found.plans)}): not done"))
        shown += p.quoted(found.plans, citations, sources, most=MOST_PLANS, indent=2)
    if found.reports:
        shown.append(p.section(f"New reports ({len(found.reports)})"))
        shown += [
            Text.assemble(
                f"{one.published}  ", (one_line(one.outlet or "outlet not stated"), "bold"),
                f" ({one_line(styles.camp(one.camp))})  {one_line(one.document)}",
            )
            for one in found.reports
        ]  # fmt: skip
    if found.changes:
        shown += [Text(""), p.marks_legend(one.grade for one in found.changes)]
    return Group(*shown)


def changes_markdown(
    found: Changes,
    *,
    citations: Mapping[ClaimId, Citation],
    styles: SideStyles,
) -> str:
    """The same as Markdown, to paste into a brief."""
    lines = [
        f"# {_md(found.theatre)}: new since {found.since}, as known on {found.until}",
        "",
        _summary(found),
        "",
    ]
    if found.changes:
        lines += [
            "| place | what | then | now | source | information | new claims |",
            "|---|---|---|---|---|---|---|",
        ]
    for one in found.changes:
        lines.append(
            f"| {_md(one.place)} | {_kinds(one)} | {_md(_words(one.before, styles))} | "
            f"{_md(_words(one.after, styles))} | {one.grade.letters} | {one.grade.information} | "
            f"{len(one.claims)} |"
        )
    for one in found.changes:
        lines += ["", f"## {_md(one.place)}: {_kinds(one)}", ""]
        lines += [f"- {_md(line)}" for line in _told(one, styles)]
        for claim in one.claims:
            if claim in citations:
                cited = citations[claim]
                lines.append(
                    f"- “{_md(' '.join(cited.sentence.text.split()))}” {_md(cited.outlet)}, "
                    f"{cited.published or 'undated'}, `{claim}`"
                )
    for title, stories in (("New stories", found.new_stories), ("Told again", found.grown_stories)):
        if stories:
            lines += ["", f"## {title}", ""]
            lines += [f"- {_md(story_head(one, styles).plain)}" for one in stories]
    if found.roads:
        lines += ["", "## Roads and supply lines", ""]
        lines += [
            f"- {_md(road.name)}: {road.standing.value}" + (f" since {road.since}" if road.since else "")
            for road in found.roads
        ]
    if found.plans:
        lines += ["", "## Announced or expected: not done", ""]
        lines += [f"- {_md(citations[one].says)} `{one}`" for one in found.plans if one in citations]
    lines += ["", "## New reports", ""]
    lines += [
        f"- {one.published}, {_md(one.outlet or 'outlet not stated')} ({_md(styles.camp(one.camp))}): "
        f"{_md(one.document)}"
        for one in found.reports
    ]
    return "\n".join(lines) + "\n"


def _summary(found: Changes) -> str:
    words = [
        p.counted(len(found.reports), "new report"),
        f"{p.counted(len(found.changes), 'place')} changed, {found.unchanged} as before",
        p.counted(len(found.new_stories), "new story"),
    ]
    opened = sum(ChangeKind.OPENED in one.kinds for one in found.changes)
    settled = sum(ChangeKind.SETTLED in one.kinds for one in found.changes)
    words += [f"{p.counted(opened, 'dispute')} opened"] if opened else []
    words += [f"{p.counted(settled, 'dispute')} settled"] if settled else []
    line = "; ".join(words)
    if found.undated:
        line += f". Left out: {p.counted(found.undated, 'report')} without a day of publication"
    return line + "."


def _change(one: Change, styles: SideStyles) -> Text:
    lines = Text()
    for line in _told(one, styles):
        label, _, rest = line.partition(": ")
        lines.append(f"{label}: ", style="dim").append(f"{rest}\n", style="not dim")
    return lines.append_text(p.marks(one.grade))


def _told(one: Change, styles: SideStyles) -> list[str]:
    lines = [f"then: {_words(one.before, styles)}"]
    if one.corrected and (one.before is None or one.before.holder != one.corrected.holder):
        lines.append(f"of that day, as known now: {_words(one.corrected, styles)}")
    since = f", since {one.after.since}" if one.after.since else ""
    lines.append(f"now: {_words(one.after, styles)}{since}, {p.counted(one.after.origins, 'origin')}")
    if one.who:
        lines.append(f"new from: {p.tellers_line(one.who, styles)}")
    return lines


def _words(answer: Answer | None, styles: SideStyles) -> str:
    if answer is None:
        return "no report"
    look = styles.of(answer.holder)
    words = f"{look.symbol} {look.label}"
    if answer.holder is None and answer.likeliest:
        words += f", likeliest {styles.of(answer.likeliest).label}"
    if PHASE_WORDS[answer.phase]:
        words += f", {PHASE_WORDS[answer.phase]}"
    symbol, word, _ = VERDICT_WORDS[answer.verdict]
    return f"{words}, {symbol} {word}, {min(99, max(1, round(answer.probability * 100)))} %"


def _kinds(one: Change) -> str:
    return ", ".join(kind.value for kind in one.kinds)


def _md(text: str) -> str:
    """The text with the characters that Markdown would take for its own escaped."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>#|" else c for c in one_line(text))
