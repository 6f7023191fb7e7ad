"""What has changed, over the API, by what a Release knows of its own history."""

from __future__ import annotations

import contextlib
import dataclasses
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from catalog.release import read_manifest, schema
from catalog.release.manifest import NAME, encode
from tests.conftest import build
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
CHANGES = [
    (1, 2, "c/cat", "concept", "created", ""),
    (2, 2, "c/dodo", "concept", "created", ""),
    (3, 3, "c/cat", "concept", "changed", "definition prefLabel"),
    (4, 4, "c/dodo", "concept", "removed", ""),
    (5, 4, "c/horse", "concept", "retired", "replacedBy status"),
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A Release that knows what four of them made different."""
    settings = write_root(tmp_path_factory.mktemp("changes") / "root", TURTLE)
    folder = build(settings.root)
    with contextlib.closing(sqlite3.connect(folder / schema.FILE)) as base, base:
        base.execute("DELETE FROM published")
        base.execute("DELETE FROM change")
        base.executemany("INSERT INTO published VALUES (?, ?, ?)", PUBLISHED)
        numbers = dict(base.execute("SELECT iri, number FROM resource"))
        base.executemany(
            "INSERT INTO change VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (position, place, BASE + name, numbers.get(BASE + name), *more)
                for position, place, name, *more in CHANGES
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
        (f"iri={BASE}c/cat", [*SECOND, FIRST[1]]),
        (f"iri={BASE}c/dodo", [NEWEST[1], FIRST[0]]),
        (f"iri={BASE}c/dodo&since=2026-05-05", [NEWEST[1]]),
        (f"iri={BASE}c/nothing", []),
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
    assert answer.get_json(force=True)["known"] == "2026-01-01"


def test_a_release_without_history_says_so(tmp_path: Path) -> None:
    """No version is the earliest, and its own is no unknown one."""
    site = api_site(tmp_path)
    for query in ("", "since=2026-11-21", "since=2020-01-01", f"iri={BASE}c/cat"):
        content = ask(site, query)
        assert (content["items"], content["total"], content["earliest"]) == ([], 0, None)
        assert content["version"] == "2026-11-21"
    assert site.get("/api/changes?since=2.0").status_code == 404
