"""What the program has is in the documentation, and the documentation says what the program has."""

import importlib.util
import json
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
import typer.main
from pages import BY_HAND, PAGES, ROOT, TOLD_TO_RUN, blocks, name_of, prose

import contested
from contested.cli import exit_codes
from contested.cli.app import app
from contested.knowledge.event_effects import load_event_meanings
from contested.knowledge.reconcile_settings import ReconcileSettings
from contested.knowledge.theatre import load_theatre, theatre_names
from contested.model.control import Verdict
from contested.show.exchange import ClaimRecord
from contested.show.exports import export_names

REFERENCE = ROOT / "docs" / "reference"
README_TEST_COMMAND = "pip install '.[test]' && pytest"
# Folders that only exist on the machine of whoever wrote the page.
OWN_MACHINE = re.compile(r"(?<![\w.])/(?:work|home|root|Users|opt|mnt)/|/tmp/\w|\bC:\\")


def reference(name: str) -> str:
    return (REFERENCE / f"{name}.md").read_text("utf-8")


def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_reference", ROOT / "scripts" / "make_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


COMMANDS = dict(maker()._subcommands(typer.main.get_command(app)))


def test_the_reference_says_what_the_code_says() -> None:
    stale = maker().out_of_date()

    assert stale == [], f"run python scripts/make_reference.py: {', '.join(stale)}"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_documented_with_all_its_options(name: str) -> None:
    section = reference("commands").split(f"\n## contested {name}\n")[1].split("\n## ")[0]
    missing = [
        option
        for parameter in COMMANDS[name].params
        for option in parameter.opts
        if option.startswith("-") and f"`{option}`" not in section
    ]

    assert missing == []


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_appears_in_a_page_that_explains_its_use(name: str) -> None:
    assert any(f"contested {name}" in page.read_text("utf-8") for page in BY_HAND)


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("events", load_event_meanings()),
        ("exports", export_names()),
        ("claims", ClaimRecord.__annotations__),
        ("settings", ReconcileSettings.__dataclass_fields__),
        ("theatres", [side.id for name in theatre_names() for side in load_theatre(name).sides]),
    ],
)
def test_a_reference_page_has_all_there_is(page: str, names: object) -> None:
    text = reference(page)

    assert [name for name in names if f"`{name}`" not in text] == []  # type: ignore[attr-defined]


def test_every_event_type_is_defined() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([^|]*) \|", reference("events"), re.MULTILINE)

    assert {event for event, definition in rows if definition.strip()} == set(load_event_meanings())


def test_every_exit_code_is_documented() -> None:
    text = reference("exit-codes")
    by_hand = (ROOT / "docs" / "how-to" / "bad-input.md").read_text("utf-8")

    for code in exit_codes.MEANINGS:
        assert f"| {code} |" in text
        assert f"| {code} |" in by_hand


def test_every_public_name_is_documented() -> None:
    text = reference("python")

    assert [name for name in contested.__all__ if f"\n## {name}\n" not in text] == []


def test_every_verdict_is_explained() -> None:
    text = (ROOT / "docs" / "explanation" / "verdicts.md").read_text("utf-8")

    assert [verdict.value for verdict in Verdict if f"**{verdict.value}**" not in text] == []


def test_the_example_claim_has_the_fields_of_the_format_and_its_words_stand_where_it_says() -> None:
    block = next(block for block in blocks(REFERENCE / "claims.md") if block.language == "json")
    claim = json.loads(block.text)
    record = next(block for block in blocks(REFERENCE / "inputs.md") if block.language == "json")
    text = json.loads(record.text)["text"]

    assert list(claim) == list(ClaimRecord.__annotations__)
    for part in (claim["trigger"], claim["actor"], claim["place"], *claim["attribution"]):
        assert text[part["start"] : part["end"]] == part["text"]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path) -> None:
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.exists() or (anchor and anchor not in _anchors(file)):
            broken.append(target)

    assert broken == []


def _anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_every_page_is_reached_from_the_index() -> None:
    index = ROOT / "docs" / "README.md"
    linked = {(index.parent / target).resolve() for target in re.findall(r"\]\(([^)#\s]+)\)", prose(index))}
    pages = {page for page in PAGES if ROOT / "docs" in page.parents and page.parent != REFERENCE}

    assert {name_of(page) for page in pages - linked - {index}} == set()


@pytest.mark.parametrize("page", [*PAGES, ROOT / "justfile", ROOT / ".ci" / "run"], ids=name_of)
def test_no_page_speaks_of_the_machine_that_it_was_written_on(page: Path) -> None:
    assert OWN_MACHINE.findall(page.read_text("utf-8").replace("/usr/bin/env", "")) == []


def test_the_readme_has_the_two_commands_and_ci_runs_its_test_command() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")

    assert "pip install . && contested demo" in readme
    assert README_TEST_COMMAND in readme
    assert README_TEST_COMMAND in (ROOT / ".ci" / "run").read_text("utf-8")


@pytest.mark.parametrize("page", TOLD_TO_RUN, ids=name_of)
def test_a_page_only_names_commands_that_exist(page: Path) -> None:
    code = " ".join(re.findall(r"`[^`]+`", prose(page)))
    named = set(re.findall(r"\bcontested ([a-z]+)\b", code))

    assert named <= {name.split()[0] for name in COMMANDS}
