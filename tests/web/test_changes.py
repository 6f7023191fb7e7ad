"""What has changed, over the API, by what a Release knows of its own history."""

from __future__ import annotations

import contextlib
import dataclasses
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from catalog.build import build_release
from catalog.release import read_manifest, schema
from catalog.release.manifest import NAME, encode
from catalog.settings import read_settings
from catalog.source.files import find_sources
from catalog.source.history import commit_of
from catalog.source.turtle import read_sources
from tests.conftest import Repository, build
from tests.web.api_catalogue import BASE, TURTLE, api_site
from tests.web.conftest import open_site, write_root

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.conftest import Site

PUBLISHED = [
    (1, "2026-01-01", "2026-01-01"),
    (2, "2026-05-05", "2026-05-05"),
    (3, "2026-05-05.2", "2026-05-05"),
    (4, "2026-11-21", "2026-11-21"),
]
MARKS = [(1, "2026-05-05.2.abcdefabcdef", 4)]
CHANGES = [
    (1, 0, 2, "c/cat", "concept", "created", ""),
    (2, 0, 2, "c/dodo", "concept", "created", ""),
    (3, 0, 3, "c/cat", "concept", "changed", "definition prefLabel"),
    (4, 0, 4, "c/dodo", "concept", "removed", ""),
    (5, 0, 4, "c/horse", "concept", "retired", "replacedBy status"),
    (6, 1, 4, "c/emu", "concept", "removed", ""),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A Release that knows what four of them made different."""
    settings = write_root(tmp_path_factory.mktemp("changes") / "root", TURTLE)
    folder = build(settings.root)
    with contextlib.closing(sqlite3.connect(folder / schema.FILE)) as base, base:
        base.execute("DELETE FROM published")
        base.execute("DELETE FROM change")
        base.executemany("INSERT INTO mark VALUES (?, ?, ?)", MARKS)
        base.executemany("INSERT INTO published VALUES (?, ?, ?)", PUBLISHED)
        numbers = dict(base.execute("SELECT iri, number FROM resource"))
        base.executemany(
            "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (position, mark, place, BASE + name, numbers.get(BASE + name), *more)
                for position, mark, place, name, *more in CHANGES
            ],
        )
    resize(folder)
    return open_site(settings)


def resize(folder: Path) -> None:
    """Tell the manifest how large the file is now."""
    manifest = read_manifest(folder)
    size = (folder / schema.FILE).stat().st_size
    files = tuple(
        dataclasses.replace(file, size=size) if file.name == schema.FILE else file
        for file in manifest.files
    )
    (folder / NAME).write_bytes(encode(dataclasses.replace(manifest, files=files)))


def ask(site: Site, query: str) -> dict[str, Any]:
    """Return what is answered."""
    answer = site.get(f"/api/changes?{query}" if query else "/api/changes")
    assert answer.status_code == 200, answer.text
    content: dict[str, Any] = answer.get_json()
    return content


def told(content: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return each change in short."""
    return [
        (item["version"], item["iri"].removeprefix(BASE), item["state"])
        for item in content["items"]
    ]


NEWEST = [("2026-11-21", "c/horse", "retired"), ("2026-11-21", "c/dodo", "removed")]
SECOND = [("2026-05-05.2", "c/cat", "changed")]
FIRST = [("2026-05-05", "c/dodo", "created"), ("2026-05-05", "c/cat", "created")]


@pytest.mark.parametrize(
    "query, expected",
    [
        ("", NEWEST + SECOND + FIRST),
        ("since=2026-11-21", []),
        ("since=2026-05-05.2", NEWEST),
        ("since=2026-05-05", NEWEST + SECOND),
        ("since=2026-01-01", NEWEST + SECOND + FIRST),
        ("since=2025-12-31", NEWEST + SECOND + FIRST),
        ("since=2026-05-06", NEWEST),
        ("since=2026-05-04", NEWEST + SECOND + FIRST),
        ("since=2099-01-01", []),
        ("since=2026-05-05.2.abcdefabcdef", [("2026-11-21", "c/emu", "removed")]),
        (f"iri={BASE}c/cat", [*SECOND, FIRST[1]]),
        (f"iri={BASE}c/dodo", [NEWEST[1], FIRST[0]]),
        (f"iri={BASE}c/dodo&since=2026-05-05", [NEWEST[1]]),
        (f"iri={BASE}c/dog", []),
        (f"iri={BASE}c/horse&since=2026-05-05.2.abcdefabcdef", []),
    ],
)
def test_changes_since(site: Site, query: str, expected: list[tuple[str, str, str]]) -> None:
    """The newest first: after a version; of a day that is none, that day and later."""
    content = ask(site, query)
    assert told(content) == expected
    assert content["total"] == len(expected)
    assert (content["version"], content["earliest"]) == ("2026-11-21", "2026-01-01")


def test_a_change_says_what_it_is_about(site: Site) -> None:
    """By name where the resource is still there; by IRI and type where it has gone."""
    horse, dodo = ask(site, "since=2026-05-05.2")["items"]
    assert horse == {
        "iri": f"{BASE}c/horse",
        "type": "concept",
        "prefLabel": {"nb": "øyk"},
        "url": f"{BASE}nb/c/horse",
        "version": "2026-11-21",
        "date": "2026-11-21",
        "state": "retired",
        "fields": ["replacedBy", "status"],
    }
    assert dodo == {
        "iri": f"{BASE}c/dodo",
        "type": "concept",
        "version": "2026-11-21",
        "date": "2026-11-21",
        "state": "removed",
        "fields": [],
    }


def test_pages_follow_each_other(site: Site) -> None:
    """Each change once."""
    content = ask(site, "_size=2")
    seen = told(content)
    while "next" in content:
        content = site.get(content["next"].removeprefix(BASE[:-1])).get_json()
        seen += told(content)
    assert seen == NEWEST + SECOND + FIRST


@pytest.mark.parametrize("since", ["never", "2026-02-30", "2026-05-05.3", "0", "2026-1-1"])
def test_an_unknown_version_is_not_taken_for_none(site: Site, since: str) -> None:
    """404 with the first that is known: an empty list would say that nothing has changed."""
    answer = site.get(f"/api/changes?since={since}")
    assert answer.status_code == 404
    told = answer.get_json(force=True)
    assert (told["parameter"], told["value"]) == ("since", since)
    assert told["known"] == ["2026-01-01"]
    assert since in told["detail"]


@pytest.mark.parametrize("name", ["c/nothing", "c/emu"])
def test_an_unknown_iri_is_not_taken_for_one_that_nothing_happened_to(
    site: Site, name: str
) -> None:
    """404; so is what only a state had that may never have been served: nobody hears of it."""
    answer = site.get(f"/api/changes?iri={BASE}{name}")
    assert answer.status_code == 404
    assert answer.get_json(force=True)["parameter"] == "iri"


def test_a_release_without_history_says_so(tmp_path: Path) -> None:
    """No version is the earliest, and its own is no unknown one."""
    site = api_site(tmp_path)
    for query in ("", "since=2026-11-21", "since=2020-01-01", f"iri={BASE}c/cat"):
        content = ask(site, query)
        assert (content["items"], content["total"], content["earliest"]) == ([], 0, None)
        assert content["version"] == "2026-11-21"
    release = site.get("/api/").headers["Catalog-Release"]
    assert ask(site, f"since={release}")["total"] == 0
    assert site.get("/api/changes?since=2.0").status_code == 404


class Served:
    """A catalogue whose every commit is built and served."""

    def __init__(self, root: Path) -> None:
        self.history = Repository(root)
        self.site: Site | None = None
        self.states: dict[str, dict[str, str]] = {}
        self.releases: dict[str, str] = {}

    def commit(self, day: str, version: str, **terms: str) -> str:
        """Serve a catalogue of these terms, and return what the API calls it."""
        described = "".join(
            f'<c/{name}> a skos:Concept ; skos:prefLabel "{text}"@en .\n'
            for name, text in terms.items()
        )
        catalog = f'<catalog> a dcat:Catalog ; dct:title "T"@en ; dcat:version "{version}" .\n'
        self.history.commit(day, catalog + described)
        settings = read_settings(self.history.root)
        sources = read_sources(find_sources(settings), settings)
        build_release(settings, sources, commit=commit_of(settings))
        if self.site is None:
            self.site = open_site(settings)
        self.site.current.look()
        name = str(ask(self.site, "")["version"])
        self.states[name] = terms
        self.releases[name] = self.site.get("/api/").headers["Catalog-Release"]
        return name

    def since(self, name: str) -> set[tuple[str, str]]:
        """Return what is told to have happened to concepts since then, the latest of each."""
        assert self.site is not None
        found: dict[str, str] = {}
        for item in ask(self.site, f"since={name}&_size=100")["items"]:
            if "/c/" in item["iri"]:
                found.setdefault(item["iri"].rpartition("/")[2], item["state"])
        return set(found.items())


def test_whoever_asks_is_told_just_what_came_later(tmp_path: Path) -> None:
    """Whatever was served when the copy was made: by its version, and by the Release's id."""
    served = Served(tmp_path / "root")
    names = [
        served.commit("2026-01-01", "1", cat="cat"),
        served.commit("2026-01-05", "1", cat="cat", dog="dog"),
        served.commit("2026-01-06", "1", cat="cat", dog="dog", slip="slip"),
        served.commit("2026-01-07", "1", cat="a cat", dog="dog"),
        served.commit("2026-02-01", "2", cat="a cat", dog="dog", emu="emu"),
        served.commit("2026-02-02", "2", cat="a cat", emu="an emu"),
    ]
    assert names[0] == "1"
    assert names[4] == "2"
    assert [name[:2] for name in names] == ["1", "1.", "1.", "1.", "2", "2."]
    assert len(set(names)) == len(set(served.releases.values())) == len(names)
    now = served.states[names[-1]]
    for name in names:
        then = served.states[name]
        happened = (
            {(it, "created") for it in now.keys() - then.keys()}
            | {(it, "removed") for it in then.keys() - now.keys()}
            | {(it, "changed") for it in now.keys() & then.keys() if now[it] != then[it]}
        )
        # What came with one Release and was changed by the next is told of twice.
        told = {(it, "created" if it not in then and state == "changed" else state)
                for it, state in served.since(name)}  # fmt: skip
        assert told == happened | ({("dog", "removed")} if name == "1" else set()), name
        assert served.since(served.releases[name]) == served.since(name)
    assert served.since(names[-1]) == set()


def test_a_slip_between_two_releases_is_nobodys_business(tmp_path: Path) -> None:
    """What only a passing commit said is told to who was served it, and to nobody else."""
    served = Served(tmp_path / "root")
    served.commit("2026-01-01", "1", cat="cat")
    passing = served.commit("2026-01-05", "1", cat="cat", slip="slip")
    served.commit("2026-02-01", "2", cat="cat")
    assert served.since("1") == set()
    assert served.since(passing) == {("slip", "removed")}


def test_a_day_is_the_day_of_the_commit(tmp_path: Path) -> None:
    """A version that looks like a day is a version first."""
    served = Served(tmp_path / "root")
    served.commit("2026-01-01", "2026-01-01", cat="cat")
    served.commit("2026-01-01", "2026-01-01", cat="cat", dog="dog")
    assert served.since("2026-01-01") == {("dog", "created")}
    served.commit("2026-03-01", "2026-03-02", cat="cat", dog="dog", emu="emu")
    # What a commit had told before its version got a successor is told with that one again.
    assert served.since("2026-03-01") == {("dog", "created"), ("emu", "created")}
    assert served.since("2026-03-02") == set()
