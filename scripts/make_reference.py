"""
Writes docs/reference/ from the code, so that it cannot say anything else than the code does.

    python scripts/make_reference.py            # write the pages
    python scripts/make_reference.py --check    # say which pages are not up to date; exit code 1 if any
"""

import ast
import importlib
import inspect
import re
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from importlib.resources import files
from pathlib import Path
from typing import Any

import typer.main

import contested
from contested import errors
from contested.cli import exit_codes
from contested.cli.app import app
from contested.knowledge.event_effects import EffectLine, load_event_meanings
from contested.knowledge.lexicon import load_language
from contested.knowledge.theatre import Theatre, load_theatre, theatre_names
from contested.model.claim import Certainty, Modality, Polarity, VoiceKind
from contested.model.control import Interest, Phase, Verdict
from contested.model.page import SegmentKind
from contested.read.columns import packaged_columns
from contested.read.details import KNOWN_FIELDS, TEXT_CAP
from contested.read.formats import FORMATS
from contested.show.exchange import ClaimRecord
from contested.show.exports import export_named, export_names
from contested.show.exports.csv import COLUMNS
from contested.show.views.changes import Answer, Change, ChangeKind, Changes, NewReport
from contested.show.views.grading import Grade
from contested.show.views.independence import Teller
from contested.show.views.positions import Position, Quarrel
from contested.show.views.roads import Link, Passage, Road, Standing, Word
from contested.show.views.runs import PlaceRuns, Run, Stretch
from contested.show.views.stories import CampTelling, Detail, Story, StoryReport

OVER_TIME: Mapping[
    str, tuple[type, ...]
] = {  # the values that each command prints, and what they are made of
    "timeline": (PlaceRuns, Stretch, Run, Teller, Grade),
    "disputes": (Quarrel, Position),
    "routes": (Road, Word, Link),
    "stories": (Story, StoryReport, Detail, CampTelling),
    "changes": (Changes, Change, Answer, NewReport),
}
ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
GUIDE = ROOT / "eval" / "GUIDE.md"
STAGES = ("read", "segment", "resolve", "reconcile")  # one function each, of the same name

# What the fields of the exchange format hold. A field without a line here stops the build.
CLAIM_FIELDS = {
    "document": "The report's id: the record's `id`, or the file's name without its ending.",
    "id": "16 hexadecimal digits, made from the reading: the same on any machine.",
    "type": "The [event type](events.md).",
    "trigger": "The words that carry the deed or state: `start`, `end`, `text`.",
    "actor": "Who acts: its words, the theatre's `actor` id, and the `side`. Words are null where the text "
    "only implies the party. The whole is null where nobody is meant.",
    "target": "Whom it is done to, in the same form.",
    "place": "The words, and the place chosen for them: `name`, `lat`, `lon`, `geonames_id`, `kind`, "
    "and in `source` whom to name for it, with the licence. The last six are null where no place was "
    "sure enough.",
    "time": "First and last possible day, both included, and the words. An end that is not known is null.",
    "modality": "How it is put: see below.",
    "polarity": "`affirmed` or `denied`.",
    "certainty": "How sure the last speaker is: see below.",
    "attribution": "Who says so, outermost first: words, `kind`, `camp`. Empty where the outlet itself "
    "speaks.",
    "count": "The figure that the text gives; the lowest of a range.",
    "evidence": "Where the sentence stands: `start`, `end`.",
    "confidence": "The probability, from 0 to 1, that event, actor's side and place are read rightly.",
    "made_by": "The line of data that found it; where a [language model](../how-to/llm.md) did, its "
    "instructions with their version, and its name: `llm/claims.toml#1@qwen2.5:7b`.",
}

CLAIM_EXAMPLE = """\
{"document": "a1", "id": "46ffac4f32a0f13c", "type": "capture",
 "trigger": {"start": 9, "end": 19, "text": "recaptured"},
 "actor": {"start": 4, "end": 8, "text": "army", "actor": "syrian-arab-army", "side": "gov"},
 "target": null,
 "place": {"start": 20, "end": 27, "text": "Palmyra", "name": "Palmyra", "lat": 34.562, "lon": 38.284,
           "geonames_id": 163808, "kind": "city", "source": "GeoNames (https://www.geonames.org), CC BY 4.0"},
 "time": {"start": "2016-03-27", "end": "2016-03-27", "text": "on Sunday"},
 "modality": "asserted", "polarity": "affirmed", "certainty": "certain",
 "attribution": [{"start": 39, "end": 55, "text": "state television", "kind": "official", "camp": "gov"}],
 "count": null, "evidence": {"start": 0, "end": 61}, "confidence": 0.87, "made_by": "en/capture.toml#seize"}
"""

INPUT_FIELDS = {
    "title": "The headline.",
    "url": "Where it was published.",
    "outlet": "Who published it. A name that the theatre knows gives the camp too.",
    "camp": "The outlet's camp: a side of the theatre, `monitor` or `wire`. It overrides the theatre's "
    "label.",
    "conflict": "The theatre, where `--theatre` does not name one for all.",
    "language": "BCP 47 tag; `en` by default.",
    "published": "The day, as `2016-03-28`; a time of day may follow.",
    "published_how": "How that day is known, in your words.",
}


def pages() -> Mapping[str, str]:
    """The pages of the reference by file name."""
    makers: Mapping[str, Callable[[], Iterator[str]]] = {
        "README.md": _index,
        "commands.md": _commands,
        "exit-codes.md": _exit_codes,
        "inputs.md": _inputs,
        "claims.md": _claims,
        "events.md": _events,
        "over-time.md": _over_time,
        "exports.md": _exports,
        "theatres.md": _theatres,
        "settings.md": _settings,
        "python.md": _python,
    }
    note = "<!-- Written by scripts/make_reference.py from the code. Do not edit: change the code. -->"
    return {name: "\n".join([note, "", *make()]).rstrip() + "\n" for name, make in makers.items()}


def _index() -> Iterator[str]:
    yield from ("# Reference", "", "Written from the code; a test fails where the two differ.", "")
    yield from _table(
        ("page", "what it lists"),
        [
            ("[commands](commands.md)", "every command with its arguments and options"),
            ("[exit codes](exit-codes.md)", "what the number that a command ends with means"),
            ("[inputs](inputs.md)", "file formats, records, metadata, caps"),
            ("[claims](claims.md)", "the format in which claims are exchanged"),
            ("[event types](events.md)", "what a claim can be about, and what it means for a place"),
            (
                "[over time](over-time.md)",
                "what `--json` of timeline, disputes, stories, routes and changes holds",
            ),
            ("[exports](exports.md)", "formats that are written"),
            ("[theatres](theatres.md)", "the wars that come with contested, their sides and outlets"),
            ("[settings](settings.md)", "every number behind a picture, with its reason"),
            ("[Python](python.md)", "the public names"),
        ],
    )


def _commands() -> Iterator[str]:
    root = typer.main.get_command(app)
    yield from ("# Commands", "", root.help or "", "")
    for name, command in _subcommands(root):
        yield f"- [`contested {name}`](#contested-{name.replace(' ', '-')}): {_first(command.help)}"
    yield from ("", "## contested", "", "Options of the whole program:", "")
    yield from _table(
        ("option", "what it does"),
        [*_options(root), ("`--help`, `-h`", "Show the help. Every command has it.")],
    )
    yield from (
        "",
        "`--install-completion` and `--show-completion` set up the shell's completion of commands.",
    )
    for name, command in _subcommands(root):
        prose, _, examples = (command.help or "").replace("\b\n", "").partition("Examples:")
        arguments = [p for p in command.params if p.param_type_name == "argument"]
        usage = " ".join(["contested", name, *(p.metavar or p.name.upper() for p in arguments)])
        must = [
            f"{p.opts[0]} {_value(p)}".strip() for p in command.params if p.required and p not in arguments
        ]
        yield from ("", f"## contested {name}", "", *_paragraphs(prose), "")
        yield from ("```", " ".join([usage, *must, "[OPTIONS]"]), "```", "")
        if arguments:
            yield from _table(
                ("argument", "what it is"),
                [(f"`{p.metavar or p.name.upper()}`", p.help or "") for p in arguments],
            )
            yield ""
        yield from _table(("option", "what it does"), _options(command))
        yield from ("", "Examples:", "", "```", *inspect.cleandoc(examples).splitlines(), "```")


def _subcommands(root: Any) -> list[tuple[str, Any]]:
    """All commands with what is typed for them; those of a group by both words: `theatre check`."""
    found: list[tuple[str, Any]] = []
    for name, command in root.commands.items():
        inner = getattr(command, "commands", None)
        found += [(f"{name} {part}", one) for part, one in inner.items()] if inner else [(name, command)]
    return found


def _options(command: Any) -> list[tuple[str, str]]:
    rows = []
    for option in command.params:
        if option.param_type_name == "argument" or option.name in ("install_completion", "show_completion"):
            continue
        names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
        value = _value(option)
        if option.required:
            more = " Required."
        elif isinstance(option.default, str):
            more = f" Default: `{option.default}`."
        else:
            more = ""
        rows.append((f"{names} {f'`{value}`' if value else ''}".strip(), f"{option.help or ''}{more}"))
    return rows or [("none", "")]


def _value(option: Any) -> str:
    return "" if option.is_flag else option.metavar or "TEXT"


def _exit_codes() -> Iterator[str]:
    yield from ("# Exit codes", "")
    yield from _table(
        ("code", "meaning", "errors that lead to it"),
        [
            (f"{code}", meaning, ", ".join(f"`{name}`" for name in _errors_of(code)))
            for code, meaning in exit_codes.MEANINGS.items()
        ],
    )
    yield from (
        "",
        "An error is one line on standard error that begins with `contested:`. It says where, what was "
        "found, what is "
        "allowed and what to do. `--debug` shows the whole traceback.",
        "",
        "## Errors in Python",
        "",
    )
    yield from _table(
        ("error", "what it means"),
        [(f"`{name}`", _first(inspect.getdoc(getattr(errors, name)))) for name in errors.__all__],
    )


def _errors_of(code: int) -> list[str]:
    return [name for name in errors.__all__ if exit_codes.code_of(getattr(errors, name)("")) == code]


def _inputs() -> Iterator[str]:
    yield from (
        "# Inputs",
        "",
        "A path is a file, a folder (read with all that is below it), an address (with `--fetch`), or `-` "
        "for standard input. First bytes decide where they can be nothing else, then the ending of the name.",
        "",
    )
    yield from _table(
        ("format", "endings", "what it gives"),
        [(one.name, " ".join(f"`{ending}`" for ending in one.endings), one.about) for one in FORMATS],
    )
    yield from (
        "",
        "Packages can add formats by the entry point group `contested.formats`: see "
        "[feed in your sources](../how-to/feed-in.md).",
        "",
        "Folders: files are taken by name. `README` files, hidden files and the folder that a browser saves "
        "beside a page are left out. A `manifest.csv` in a folder "
        "holds for it and for the folders below; a text that it does not name is put aside, unless it has "
        "front matter. Other files are put aside with the reason.",
        "",
        f"A report may have at most {TEXT_CAP:,} characters.",
        "",
        "## Columns",
        "",
        "Tables and records with other names of columns are known by those that they have. "
        "`--columns` takes one of these mappings, a TOML file of the same form, or pairs such as "
        "`text=body,title=headline,published=date`.",
        "",
    )
    yield from _table(
        ("mapping", "what it is", "told by", "taken"),
        [
            (
                f"`{name}`",
                one.label,
                " ".join(f"`{column}`" for column in sorted(one.when)),
                ", ".join(f"{ours} from `{theirs[0]}`" for ours, theirs in sorted(one.columns.items())),
            )
            for name, one in packaged_columns().items()
        ],
    )
    yield from (
        "",
        "## Metadata",
        "",
        "Each field is taken from the first source that has it: the record, the front matter or the "
        "manifest's row "
        "first, the options of the command last. Keys that are not listed here are kept beside the report.",
        "",
    )
    yield from _table(
        ("field", "what it holds"), [(f"`{name}`", INPUT_FIELDS[name]) for name in sorted(KNOWN_FIELDS)]
    )
    yield from (
        "",
        "A record (`.jsonl`) also has `text`, which is required, and `id`. A manifest also has `file`, "
        "which is required. "
        "Front matter may also have `id`, and knows `date`, `theatre` and `lang` as other words for "
        "`published`, "
        "`conflict` and `language`.",
        "",
        "```json",
        '{"id": "a1", "text": "The army recaptured Palmyra on Sunday, state television said.", '
        '"outlet": "Harbour Wire", "camp": "gov", "published": "2016-03-28", "conflict": "syria"}',
        "```",
        "",
        "## Parts of a page",
        "",
        "`contested segments` prints them. Claims of parts that are no evidence are kept, and weigh nothing.",
        "",
    )
    yield from _table(
        ("kind", "evidence"),
        [(f"`{kind.value}`", "yes" if kind.is_evidence else "no") for kind in SegmentKind],
    )


def _claims() -> Iterator[str]:
    yield from (
        "# Claims as they are exchanged",
        "",
        "`contested claims` and `contested export --format jsonl` write one JSON object a claim, one "
        "claim a line, in UTF-8. "
        "Offsets count code points of the report's raw text exactly as read, from `start` up to but not "
        "including `end`. "
        "For a record of a `.jsonl` file they count in its `text`.",
        "",
    )
    yield from _table(
        ("field", "what it holds"),
        [(f"`{name}`", CLAIM_FIELDS[name]) for name in ClaimRecord.__annotations__],
    )
    yield from (
        "",
        'A list ("captured A, B and C") gives one claim for each place or party.',
        "",
        "```json",
        *CLAIM_EXAMPLE.splitlines(),
        "```",
    )
    closed: tuple[tuple[str, type[Enum]], ...] = (
        ("modality", Modality),
        ("polarity", Polarity),
        ("certainty", Certainty),
        ("kind of a speaker", VoiceKind),
    )
    yield from ("", "## Closed sets", "")
    yield from _table(("field", "values"), [(name, _values(kind)) for name, kind in closed])
    yield from (
        "",
        "`asserted` and `presupposed` tell of what is so; only these count for the picture. The others "
        "tell of what is to come.",
        "",
        "## Cells",
        "",
        "`contested picture --json` prints one object: `on`, `known`, `theatre`, `cells`, `planned` and "
        "`framing` (words that take sides, each with document and offsets). A cell's closed sets:",
        "",
    )
    yield from _table(
        ("field", "values"),
        [
            ("phase", _values(Phase)),
            ("verdict", _values(Verdict)),
            ("interest (of a claim)", _values(Interest)),
        ],
    )
    yield from ("", "What the verdicts mean: [verdicts and how sure](../explanation/verdicts.md).")


def _values(kind: type[Enum]) -> str:
    return ", ".join(f"`{one.value}`" for one in kind)


def _over_time() -> Iterator[str]:
    yield from (
        "# Runs, disputes, stories, ways and changes as JSON",
        "",
        "`contested timeline`, `disputes`, `stories`, `routes` and `changes` print one JSON object "
        "with `--json`. `found` is the list of what the command is about; `claims` has every claim "
        "that is named in it, by id: `document`, `outlet`, `camp`, `source` (the outlet's letter), "
        "`published`, `says` (in neutral words), `interest`, `when`, `origin`, `origin_camp`, and the "
        "sentence as `text` with `start` and `end` in code points of the report. `contested explain` "
        "takes these ids, and those of cells.",
        "",
        "Days are ISO 8601 and both ends are included. Sides are ids of the theatre; null stands for "
        "nobody or not known. The marks are explained in [two marks](../explanation/grading.md).",
    )
    for command, kinds in OVER_TIME.items():
        yield from ("", f"## contested {command}")
        for kind in kinds:
            node = _definition(kind.__name__, sys.modules[kind.__module__])
            yield from ("", f"### {kind.__name__}", "", _first(ast.get_docstring(node)), "")
            yield from _table(("field", "value", "what it holds"), _commented_fields(kind))
    named: tuple[tuple[type[Enum], str], ...] = (
        (Passage, "passage"),
        (Standing, "standing"),
        (ChangeKind, "kinds"),
    )
    yield from ("", "## Closed sets", "")
    yield from (f"- `{field}`: {', '.join(f'`{one.value}`' for one in kind)}" for kind, field in named)


def _commented_fields(kind: type) -> Iterator[tuple[str, str, str]]:
    """Each field of a dataclass with its type, and the comment that stands beside it."""
    source = inspect.getsource(kind)
    lines = source.splitlines()
    (node,) = ast.parse(source).body
    assert isinstance(node, ast.ClassDef)
    for part in node.body:
        if isinstance(part, ast.AnnAssign) and isinstance(part.target, ast.Name):
            _, _, comment = lines[part.lineno - 1].partition("  # ")
            yield f"`{part.target.id}`", f"`{ast.unparse(part.annotation)}`", comment


def _events() -> Iterator[str]:
    meanings = load_event_meanings()
    lines = [line for found in load_language("en").triggers.values() for line in found]
    guide = dict(re.findall(r"^  - `(\w+)` — (.+)$", GUIDE.read_text("utf-8"), re.MULTILINE))
    yield from (
        "# Event types",
        "",
        f"contested knows {len(meanings)} types. Which words state them: `data/languages/en/events/`. "
        f"What they mean for a "
        "place: `data/events/effects.toml`.",
        "",
    )
    yield from _table(
        ("type", "what it covers", "helps", "hurts", "English trigger lines"),
        [
            (
                f"`{event}`",
                guide.get(event, ""),
                meaning.gains or "",
                " ".join(
                    filter(
                        None, [meaning.loses, "(its actor, where it hits civilians)" if meaning.blame else ""]
                    )
                ),
                str(len({line.id for line in lines if line.event == event})),
            )
            for event, meaning in sorted(meanings.items())
        ],
    )
    yield from (
        "",
        "## What a claim says of its place",
        "",
        "A denied claim says the contrary, or nothing where the line says so.",
        "",
    )
    for event, meaning in sorted(meanings.items()):
        said = "; ".join(_effect(line) for line in meaning.lines) or "nothing about who holds it"
        yield f"- `{event}`: {said}."


def _effect(line: EffectLine) -> str:
    state = f"not {line.state.value}" if line.negated else line.state.value
    more = [
        "weak" if line.strength.value == "weak" else "",
        f"where the mode is {line.mode}" if line.mode else "",
        f"unless the {line.unless_known} is known" if line.unless_known else "",
        "" if line.survives_denial else "nothing if denied",
    ]
    holder = "" if line.holder == "nobody" else f" (its {line.holder})"
    return ", ".join(filter(None, [f"{state.replace('_', ' ')}{holder}", *more]))


def _exports() -> Iterator[str]:
    yield from (
        "# Exports",
        "",
        "`contested export DB --format NAME`. The same store gives the same bytes.",
        "",
    )
    yield from _table(
        ("name", "ending", "what it writes"),
        [
            (f"`{name}`", f"`{export_named(name).SUFFIX}`", _first(inspect.getdoc(export_named(name))))
            for name in export_names()
        ],
    )
    yield from (
        "",
        "- `jsonl`: the [exchange format](claims.md).",
        "- `csv`: text that a spreadsheet would run as a formula gets a `'` in front. Columns: "
        + ", ".join(f"`{column}`" for column in COLUMNS)
        + ".",
        '- `geojson`: one point a cell (`"feature": "cell"`), and one for each claim that a cell cites '
        '(`"feature": "claim"`). Positions are longitude, latitude.',
        "",
        "Places come from GeoNames (CC BY 4.0) and Natural Earth: name them where you publish an export.",
    )


def _theatres() -> Iterator[str]:
    yield from (
        "# Theatres",
        "",
        "A theatre is one war as data. Its camps are analysts' labels for outlets, with their source in "
        "the data.",
        "",
    )
    for theatre in map(load_theatre, theatre_names()):
        yield from _theatre(theatre)
    yield from (
        "## In every theatre",
        "",
        "The sides `civilians`, `un` and `unknown`, and the camps `monitor` and `wire`, exist everywhere.",
    )


def _theatre(theatre: Theatre) -> Iterator[str]:
    days = f"{theatre.first or 'open'} to {theatre.last or 'open'}"
    yield from (f"## {theatre.id}", "", f"{theatre.label}, {days}. Source: {theatre.source}.", "")
    actors, outlets, places = len(theatre.actors), len(theatre.outlets), len(theatre.places)
    yield f"{actors} actors, {outlets} outlets, {places} places of its own."
    yield ""
    yield from _table(
        ("side", "name", "allies", "actors"),
        [
            (
                f"`{side.id}`",
                side.label,
                ", ".join(f"`{ally}`" for ally in side.allies),
                str(sum(any(a.side == side.id for a in actor.allegiances) for actor in theatre.actors)),
            )
            for side in theatre.sides
        ],
    )
    yield ""
    yield from _table(
        ("camp", "outlets"),
        [
            (
                f"`{camp}`" if camp else "none set",
                ", ".join(o.name for o in theatre.outlets if o.camp == camp),
            )
            for camp in sorted({outlet.camp for outlet in theatre.outlets}, key=str)
        ],
    )
    yield ""


def _settings() -> Iterator[str]:
    text = files("contested").joinpath("data", "reconcile.toml").read_text("utf-8")
    entries = tomllib.loads(text)
    yield from (
        "# Settings of the reconciliation",
        "",
        "From `data/reconcile.toml`. Expert values are guesses, and say so.",
        "",
    )
    heading: list[str] = []
    rows: list[tuple[str, str, str]] = []
    for line in text.splitlines():
        if line.startswith("#"):
            if rows:
                yield from (*_table(("setting", "value", "why"), rows), "")
                rows = []
            heading.append(line.removeprefix("#").strip())
        elif found := re.fullmatch(r"\[(\w+)\]", line):
            if heading:
                yield from (*_headed(heading), "")
                heading = []
            entry = entries[found[1]]
            rows.append((f"`{found[1]}`", f"{entry['value']}", entry["source"]))
    yield from _table(("setting", "value", "why"), rows)


def _headed(comment: list[str]) -> Iterator[str]:
    """The last comment line is the title; those before it are prose."""
    *prose, title = comment
    yield from (*prose, "") if prose else ()
    yield f"## {title.rstrip('.')}"


def _python() -> Iterator[str]:
    yield from ("# Python", "", "`from contested import NAME`. A test pins these names.", "")
    for name in contested.__all__:
        home = importlib.import_module(getattr(contested, name).__module__)
        yield from _described(name, home)
    yield from ("## The stages", "", "Each is the one function of the folder with its name.", "")
    for stage in STAGES:
        function = getattr(importlib.import_module(f"contested.{stage}"), stage)
        yield from _described(stage, inspect.getmodule(function), level="###")


def _described(name: str, home: Any, *, level: str = "##") -> Iterator[str]:
    node = _definition(name, home)
    yield from (f"{level} {name}", "", f"`{home.__name__}`. {_first(ast.get_docstring(node))}", "")
    if isinstance(node, ast.FunctionDef):
        yield from ("```python", _signature(node), "```", "")
        return
    fields = [
        f"{part.target.id}: {ast.unparse(part.annotation)}"
        for part in _body_with_inherited(getattr(home, name))
        if isinstance(part, ast.AnnAssign)
        and isinstance(part.target, ast.Name)
        and not part.target.id.startswith("_")
    ]
    if fields:
        yield from ("```python", *fields, "```", "")
    methods = [p for p in node.body if isinstance(p, ast.FunctionDef) and not p.name.startswith("_")]
    yield from (f"- `{_member(method)}`: {_first(ast.get_docstring(method))}" for method in methods)
    yield from ("",) if methods else ()


def _body_with_inherited(kind: type) -> Iterator[ast.stmt]:
    """What stands in a class of ours, after what stands in those that it is made from."""
    for one in reversed(kind.__mro__):
        if one.__module__.startswith("contested"):
            (node,) = ast.parse(inspect.getsource(one)).body
            assert isinstance(node, ast.ClassDef)
            yield from node.body


def _definition(name: str, home: Any) -> ast.ClassDef | ast.FunctionDef:
    for node in ast.parse(inspect.getsource(home)).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name == name:
            return node
    raise LookupError(f"{home.__name__} does not define {name}")


def _member(method: ast.FunctionDef) -> str:
    marks = {ast.unparse(mark) for mark in method.decorator_list}
    return method.name if marks & {"property", "cached_property"} else _signature(method)


def _signature(function: ast.FunctionDef) -> str:
    arguments = re.sub(r"^(self|cls)(, )?", "", ast.unparse(function.args))
    returns = f" -> {ast.unparse(function.returns)}" if function.returns else ""
    return f"{function.name}({arguments}){returns}"


def _first(text: str | None) -> str:
    """The first sentence or line of a text, on one line."""
    return " ".join((text or "").strip().partition("\n\n")[0].split())


def _paragraphs(text: str) -> Iterator[str]:
    yield "\n\n".join(" ".join(part.split()) for part in text.strip().split("\n\n"))


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def out_of_date() -> list[str]:
    """The pages that differ from what the code says, and those that it does not know."""
    made = pages()
    there = {path.name: path.read_text("utf-8") for path in REFERENCE.glob("*.md")}
    return sorted(name for name in made.keys() | there.keys() if made.get(name) != there.get(name))


def main() -> None:
    """Write the pages, or check them."""
    if "--check" in sys.argv[1:]:
        stale = out_of_date()
        for name in stale:
            print(f"docs/reference/{name} is not up to date: run python scripts/make_reference.py")
        sys.exit(bool(stale))
    REFERENCE.mkdir(parents=True, exist_ok=True)
    made = pages()
    for path in REFERENCE.glob("*.md"):
        if path.name not in made:
            path.unlink()
    for name, text in made.items():
        (REFERENCE / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
