"""What a store keeps of what was worked out changes no answer; copies under other names add nothing."""

import json
import shutil
import zlib
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from contested.app import basis, prints, resolutions
from contested.app.chronicle import chronicles
from contested.app.sources import Sources
from contested.app.workspace import Workspace
from contested.model.claim import Modality
from contested.model.page import Page
from contested.model.picture import Cell, Picture
from contested.model.report import Failure
from contested.reconcile.report_copies import Fingerprint
from contested.store import Kept, SqliteStore

ORIGIN = (
    "The Syrian Army recaptured Palmyra from ISIS on Sunday after three weeks of fighting, state television "
    "said. Residents who had fled to Homs told of empty streets, burnt shops and a market without a roof. "
    "Engineers began to look for mines along the road that leads past the old citadel to the museum."
)
# Each claim is told in other words, so that no sentence is the other's; the rest was taken over.
COPY = ORIGIN.replace(
    ORIGIN.split(". ")[0], "The ancient city of Palmyra was recaptured on Sunday from ISIS by the Syrian Army"
)
OTHER = "ISIS fighters still hold Palmyra, an activist in the town said on Monday."


def record(id: str, text: str, outlet: str, camp: str | None, day: str) -> dict[str, object]:
    return {
        "id": id, "text": text, "outlet": outlet, "camp": camp, "published": day, "conflict": "syria",
    }  # fmt: skip


FIRST = record("first", ORIGIN, "Harbour Wire", "gov", "2016-03-28")
AGAIN = record("again", COPY, "Orchard Post", None, "2016-03-29")
CONTRARY = record("contrary", OTHER, "Ridge Bulletin", "opposition", "2016-03-29")


def store(folder: Path, records: Iterable[dict[str, object]]) -> Path:
    war = folder / "war.db"
    read(war, records)
    return war


def read(war: Path, records: Iterable[dict[str, object]]) -> None:
    file = war.with_suffix(".jsonl")
    file.write_text("".join(json.dumps(one) + "\n" for one in records))
    with Workspace.open(war, create=True) as workspace:
        workspace.read_into(Sources(paths=(str(file),)))


def shown(war: Path, *, trusting: bool = True) -> tuple[Picture, ...]:
    with Workspace.open(war, trusting=trusting) as workspace:
        return workspace.pictures(weighed=True)


def palmyra(pictures: Iterable[Picture]) -> Cell:
    (cell,) = [cell for picture in pictures for cell in picture.cells if cell.place.name == "Palmyra"]
    return cell


@pytest.fixture(scope="module")
def two_reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store(tmp_path_factory.mktemp("kept"), [FIRST, CONTRARY])


@pytest.fixture
def war(two_reports: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(two_reports, tmp_path / "war.db"))


def test_what_is_kept_gives_the_picture_that_is_worked_out_anew(war: Path):
    first, kept = shown(war), shown(war)

    assert first == kept == shown(war, trusting=False)


def test_each_report_is_fingerprinted_and_resolved_once(war: Path, monkeypatch: pytest.MonkeyPatch):
    before = shown(war)

    def never(*_: object, **__: object) -> None:
        raise AssertionError("worked out again")

    monkeypatch.setattr(prints, "fingerprint", never)
    monkeypatch.setattr(resolutions.Pipeline, "resolve", never)

    assert shown(war) == before
    with Workspace.open(war) as workspace:
        assert [one.stories() for one in chronicles(workspace)]


def test_what_was_kept_by_another_program_or_gazetteer_is_not_taken(war: Path):
    before = shown(war)
    with Workspace.open(war) as workspace:
        for kind in (prints.KIND, resolutions.KIND):
            stale = [Kept(name=one.name, basis="of old", value=b"\0") for one in workspace.store.kept(kind)]
            workspace.store.keep(kind, stale)

    assert len(stale) == 2
    assert shown(war) == before


@pytest.mark.parametrize("kind", [prints.KIND, resolutions.KIND])
@pytest.mark.parametrize("damage", [lambda _: b"", lambda _: b"{]\n", lambda value: value[:-5]])
def test_a_damaged_kept_value_is_made_anew(war: Path, kind: str, damage: Callable[[bytes], bytes]):
    before = shown(war)
    with closing(SqliteStore(war)) as store:
        sound = {one.name: one for one in store.kept(kind)}
        store.keep(kind, [replace(one, value=damage(one.value)) for one in sound.values()])

    assert shown(war) == before
    with closing(SqliteStore(war)) as store:
        assert {one.name: one for one in store.kept(kind)} == sound


def test_a_kept_meaning_for_more_claims_than_there_are_is_made_anew(war: Path):
    before = shown(war)
    with closing(SqliteStore(war)) as store:
        sound = list(store.kept(resolutions.KIND))
        store.keep(resolutions.KIND, [replace(one, value=zlib.compress(b"[]")) for one in sound])

    assert shown(war) == before


def test_meanings_are_kept_for_these_claims_and_no_others(war: Path):
    with Workspace.open(war) as workspace:
        documents = list(workspace.store.documents())
        (claimed, *_) = [one for one in documents if one.claims]
        front = workspace.fronts[0]
        other = replace(claimed.claims[0], modality=Modality.PLANNED)
        kept = resolutions.Resolutions(workspace.store, workspace.gazetteer)
        (found,) = kept.of([replace(claimed, claims=(other, *claimed.claims[1:]))], front.theatre, {})

    assert not isinstance(found, Failure)
    assert found[0].effects == ()


def test_the_program_parts_that_make_what_is_kept_are_all_in_its_checksum():
    covered = set(basis.modules())

    assert {"segment/agencies.py", "segment/html/page.py", "store/codec.py", "app/prints.py"} <= covered
    assert not any(one.startswith(("cli/", "show/", "read/")) for one in covered)


def test_fingerprints_are_made_anew_with_other_language_data(war: Path, monkeypatch: pytest.MonkeyPatch):
    shown(war)
    made: list[str] = []

    def counted(page: Page) -> Fingerprint:
        made.append(page.report.key)
        return fingerprint(page)

    fingerprint = prints.fingerprint
    monkeypatch.setattr(prints, "fingerprint", counted)
    monkeypatch.setattr(basis, "reading_checksum", lambda: "other agencies")
    shown(war)

    assert len(made) == 2


def test_a_report_read_into_an_open_workspace_is_in_its_next_picture(war: Path, tmp_path: Path):
    more = tmp_path / "more.jsonl"
    more.write_text(json.dumps(AGAIN) + "\n")
    with Workspace.open(war) as workspace:
        before = workspace.pictures()
        workspace.read_into(Sources(paths=(str(more),)))
        after = workspace.pictures(weighed=True)

    assert after[0].cells != before[0].cells
    assert after == shown(war, trusting=False)


def test_a_copy_in_other_words_under_another_name_adds_no_origin_and_changes_no_probability(war: Path):
    alone = palmyra(shown(war))
    read(war, [AGAIN, *(AGAIN | {"id": f"again-{n}", "outlet": f"Outlet {n}"} for n in range(3))])
    copied = palmyra(shown(war))

    cited = [{*cell.supports, *cell.opposes} for cell in (copied, alone)]
    assert len(cited[0]) > len(cited[1])
    assert copied.origins == alone.origins
    for (side, share), (other, then) in zip(copied.shares, alone.shares, strict=True):
        assert (side, round(abs(share - then), 3)) == (other, 0.0)


def test_a_report_in_words_of_its_own_is_an_origin(tmp_path: Path):
    war = store(tmp_path, [FIRST])
    text = COPY.split(". ")[0] + ". Nobody else was there to see it, our reporter adds from the hill."
    alone = palmyra(shown(war))
    read(war, [AGAIN | {"text": text}])

    assert palmyra(shown(war)).origins == alone.origins + 1
