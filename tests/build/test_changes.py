"""What each Release made public, from a real repository with a history of Releases."""

from __future__ import annotations

import dataclasses
import subprocess
from typing import TYPE_CHECKING

import pytest

from catalog.build.changes import History, history_of
from catalog.reading import read_catalogue
from catalog.settings import read_settings
from catalog.source.files import find_sources
from catalog.source.history import NOWHERE, commit_of
from catalog.source.turtle import read_sources
from tests.conftest import HEAD, Repository, build

if TYPE_CHECKING:
    from pathlib import Path

CATALOG = '<catalog> a dcat:Catalog ; dct:title "Terms"@en ; dcat:version "{version}" .\n'
CAT = '<c/cat> a skos:Concept ; skos:prefLabel "cat"@en ; skos:definition "{definition}"@en .\n'
DOG = '<c/dog> a skos:Concept ; skos:prefLabel "dog"@en .\n'
BIRD = '<c/bird> a skos:Concept ; skos:prefLabel "bird"@en .\n'
GONE = """<c/dog> a skos:Concept ; skos:prefLabel "dog"@en ;
    euvoc:status <http://publications.europa.eu/resource/authority/concept-status/RETIRED> .
"""
IRI = "https://id.example.org/c/"


def history(root: Path) -> History:
    """Return what is known of the Releases, the one of the work tree being the last."""
    settings = read_settings(root)
    graph = read_sources(find_sources(settings), settings).graph
    catalogue = read_catalogue(graph, settings)
    return history_of(catalogue, settings, commit_of(settings), "2026-12-31")


def told(found: History) -> list[tuple[int, int, str, str, str]]:
    """Return what happened to concepts: mark, place, name, state and fields."""
    return [
        (mark, place, iri.removeprefix(IRI), state, fields)
        for _, mark, place, iri, _, _, state, fields in found.changes
        if "/c/" in iri
    ]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository with three Releases, and a change between the last two that is none."""
    made = Repository(tmp_path / "root")
    one = CAT.format(definition="an animal")
    made.commit("2026-01-01", CATALOG.format(version="1") + one)
    made.commit("2026-02-01", CATALOG.format(version="2") + one + DOG)
    two = CAT.format(definition="a small animal")
    made.commit("2026-02-15", CATALOG.format(version="2") + two + DOG)
    made.commit("2026-03-01", CATALOG.format(version="3") + two + GONE)
    return made


def test_each_release_tells_what_it_changed(repository: Repository) -> None:
    """Created, changed and retired, with what of it differs, in the Release that made it public."""
    found = history(repository.root)
    assert found.published == ((1, "1", "2026-01-01"), (2, "2", "2026-02-01"),
                               (3, "3", "2026-03-01"))  # fmt: skip
    assert [it for it in told(found) if it[0] == 0] == [
        (0, 2, "dog", "created", ""),
        (0, 3, "cat", "changed", "definition"),
        (0, 3, "dog", "retired", "status"),
    ]
    assert [position for position, *_ in found.changes] == list(range(1, len(found.changes) + 1))
    assert found.latest == "3"


def test_what_may_have_been_served_between_two_releases_is_a_mark(repository: Repository) -> None:
    """With what became different from it to the next Release, whichever that is."""
    found = history(repository.root)
    [(number, name, place)] = found.marks
    assert (number, name, place) == (1, f"2.{repository.commits[2][:12]}", 3)
    assert [it for it in told(found) if it[0] == 1] == [(1, 3, "dog", "retired", "status")]


def test_what_is_built_later_with_the_same_version_is_a_step_of_its_own(
    repository: Repository,
) -> None:
    """Called by its commit and dated by its day; the next one takes its place."""
    three = CATALOG.format(version="3")
    repository.commit("2026-03-15", three + CAT.format(definition="a pet") + GONE)
    first = history(repository.root)
    name = f"3.{repository.commits[-1][:12]}"
    assert first.published[-2:] == ((3, "3", "2026-03-01"), (4, name, "2026-03-15"))
    assert first.latest == name
    assert (0, 4, "cat", "changed", "definition") in told(first)

    repository.commit("2026-03-20", three + CAT.format(definition="a pet") + GONE + BIRD)
    second = history(repository.root)
    assert [it for _, it, _ in second.published] == ["1", "2", "3", second.latest]
    assert second.marks[-1] == (2, name, 4)
    assert [it[2:4] for it in told(second) if it[:2] == (0, 4)] == [
        ("bird", "created"), ("cat", "changed"),
    ]  # fmt: skip
    assert [it[2:4] for it in told(second) if it[0] == 2] == [("bird", "created")]


def test_a_commit_that_changes_nothing_here_is_no_step(repository: Repository) -> None:
    """What stands beside sources and settings makes no other Release."""
    before = history(repository.root)
    (repository.root / "README.md").write_text("new", encoding="utf-8")
    repository.git("add", ".")
    repository.git("commit", "-q", "-m", "readme")
    assert history(repository.root) == before


def test_only_the_last_commits_are_marks(repository: Repository) -> None:
    """Each is read at every build. Versions stay known, however many commits there are."""
    three = CATALOG.format(version="3") + GONE
    for number in range(4):
        repository.commit("2026-03-15", three + CAT.format(definition=f"{number}"))
    settings = read_settings(repository.root)
    limits = dataclasses.replace(settings.limits, compared_commits=2)
    graph = read_sources(find_sources(settings), settings).graph
    few = dataclasses.replace(settings, limits=limits)
    found = history_of(read_catalogue(graph, few), few, commit_of(few), "2026-12-31")
    assert [name for _, name, _ in found.published][:3] == ["1", "2", "3"]
    assert [name for _, name, _ in found.marks] == [f"3.{repository.commits[-2][:12]}"]


def test_a_version_that_is_called_like_a_commit_is_a_version(repository: Repository) -> None:
    """No name means two things, and the build doesn't fall over one."""
    repository.commit("2026-03-15", CATALOG.format(version="3") + DOG)
    name = f"3.{repository.commits[-1][:12]}"
    repository.commit("2026-03-20", CATALOG.format(version=name) + DOG)
    found = history(repository.root)
    assert found.latest == name
    assert name not in [mark for _, mark, _ in found.marks]


def test_what_is_gone_is_told_though_nothing_of_it_is_left(repository: Repository) -> None:
    """It has no number any more, and its kind is what it was."""
    repository.commit("2026-04-01", CATALOG.format(version="4") + CAT.format(definition="a pet"))
    removed = [row for row in history(repository.root).changes if row[6] == "removed"]
    assert [(row[3], row[4], row[5]) for row in removed] == [(IRI + "dog", None, "concept")]


def test_a_version_that_came_back_is_told_once(repository: Repository) -> None:
    """A name means one Release: the last one that had it."""
    repository.commit("2026-04-01", CATALOG.format(version="2") + DOG)
    names = [name for _, name, _ in history(repository.root).published]
    assert names == ["1", "3", "2"]


def test_without_history_nothing_is_told(tmp_path: Path, repository: Repository) -> None:
    """Outside git, and for sources that are in no commit; the build works all the same."""
    (repository.root / "all.ttl").write_text(HEAD + CATALOG.format(version="9"), encoding="utf-8")
    assert commit_of(read_settings(repository.root)) == NOWHERE
    assert history(repository.root) == History()
    assert build(repository.root, tmp_path / "release").is_dir()


def test_a_shallow_clone_tells_what_it_has(tmp_path: Path, repository: Repository) -> None:
    """History that is cut off begins where the clone does."""
    clone = tmp_path / "clone"
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", repository.root.as_uri(), clone], check=True
    )
    found = history(clone)
    assert [name for _, name, _ in found.published] == ["3"]
    assert found.changes == ()
