"""What each Release made public, from a real repository with a history of Releases."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from catalog.build.changes import History, history_of
from catalog.reading import read_catalogue
from catalog.settings import read_settings
from catalog.source.files import find_sources
from catalog.source.history import NOWHERE, commit_of
from catalog.source.turtle import read_sources
from tests.conftest import HEAD, MINIMAL, build

if TYPE_CHECKING:
    from pathlib import Path

CATALOG = '<catalog> a dcat:Catalog ; dct:title "Terms"@en ; dcat:version "{version}" .\n'
CAT = '<c/cat> a skos:Concept ; skos:prefLabel "cat"@en ; skos:definition "{definition}"@en .\n'
DOG = '<c/dog> a skos:Concept ; skos:prefLabel "dog"@en .\n'
GONE = """<c/dog> a skos:Concept ; skos:prefLabel "dog"@en ;
    euvoc:status <http://publications.europa.eu/resource/authority/concept-status/RETIRED> .
"""
IRI = "https://id.example.org/c/"


class Repository:
    """A catalogue under version control, whose days are told."""

    def __init__(self, root: Path) -> None:
        root.mkdir()
        self.root = root
        self._git("init", "-q", "-b", "main")
        (root / "omgrep.toml").write_text(MINIMAL, encoding="utf-8")

    def commit(self, day: str, turtle: str) -> None:
        """Commit ``turtle`` as all that there is, on a day."""
        (self.root / "all.ttl").write_text(HEAD + turtle, encoding="utf-8")
        self._git("add", ".")
        self._git("commit", "-q", "-m", day, GIT_COMMITTER_DATE=f"{day}T12:00:00+0000")

    def history(self) -> History:
        """Return what is known of the Releases, the one of the work tree being the last."""
        settings = read_settings(self.root)
        graph = read_sources(find_sources(settings), settings).graph
        catalogue = read_catalogue(graph, settings)
        return history_of(catalogue, settings, commit_of(settings), "2026-12-31")

    def _git(self, *arguments: str, **environment: str) -> None:
        told = {f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER")
                for what in ("NAME", "EMAIL")}  # fmt: skip
        subprocess.run(
            ["git", *arguments], cwd=self.root, env=os.environ | told | environment, check=True
        )


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
    history = repository.history()
    assert history.published == ((1, "1", "2026-01-01"), (2, "2", "2026-02-01"),
                                 (3, "3", "2026-03-01"))  # fmt: skip
    told = [(place, iri.removeprefix(IRI), state, fields)
            for _, place, iri, _, _, state, fields in history.changes if "/c/" in iri]  # fmt: skip
    assert told == [
        (2, "dog", "created", ""),
        (3, "cat", "changed", "definition"),
        (3, "dog", "retired", "status"),
    ]
    assert [position for position, *_ in history.changes] == list(
        range(1, len(history.changes) + 1)
    )


def test_what_was_merged_since_belongs_to_the_release_that_is_served(
    repository: Repository,
) -> None:
    """The version stays, so the Release is the same one; its content is what is built."""
    three = CATALOG.format(version="3") + CAT.format(definition="a pet") + GONE
    repository.commit("2026-03-15", three)
    history = repository.history()
    assert history.published[-1] == (3, "3", "2026-03-01")
    assert {iri: state for *_, iri, _, _, state, _ in history.changes if iri == IRI + "cat"} == {
        IRI + "cat": "changed"
    }


def test_what_is_gone_is_told_though_nothing_of_it_is_left(repository: Repository) -> None:
    """It has no number any more, and its kind is what it was."""
    repository.commit("2026-04-01", CATALOG.format(version="4") + CAT.format(definition="a pet"))
    removed = [row for row in repository.history().changes if row[5] == "removed"]
    assert [(row[2], row[3], row[4]) for row in removed] == [(IRI + "dog", None, "concept")]


def test_a_version_that_came_back_is_told_once(repository: Repository) -> None:
    """A name means one Release: the last one that had it."""
    repository.commit("2026-04-01", CATALOG.format(version="2") + DOG)
    names = [name for _, name, _ in repository.history().published]
    assert names == ["1", "3", "2"]


def test_without_history_nothing_is_told(tmp_path: Path, repository: Repository) -> None:
    """Outside git, and for sources that are in no commit; the build works all the same."""
    (repository.root / "all.ttl").write_text(HEAD + CATALOG.format(version="9"), encoding="utf-8")
    assert commit_of(read_settings(repository.root)) == NOWHERE
    assert repository.history() == History()
    assert build(repository.root, tmp_path / "release").is_dir()


def test_a_shallow_clone_tells_what_it_has(tmp_path: Path, repository: Repository) -> None:
    """History that is cut off begins where the clone does."""
    clone = tmp_path / "clone"
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", repository.root.as_uri(), clone], check=True
    )
    shallow = object.__new__(Repository)
    shallow.root = clone
    history = shallow.history()
    assert [name for _, name, _ in history.published] == ["3"]
    assert history.changes == ()
