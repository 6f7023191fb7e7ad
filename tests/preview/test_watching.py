"""What is followed: the sources, the settings, and the program's own site and shapes."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import time
from typing import TYPE_CHECKING

import pytest

from catalog.preview import watching
from catalog.preview.watching import Watch
from catalog.settings import Settings, read_settings
from tests.preview.conftest import SETTINGS, WAIT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

QUIET = 0.6
"""Seconds after which what hasn't been heard isn't going to be."""


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The program's own folders, at another place."""
    folder = tmp_path / "program"
    for name in ("site/templates", "site/static", "site/node_modules", "shapes"):
        (folder / name).mkdir(parents=True)
    monkeypatch.setattr(watching, "program_folder", lambda name: folder / name)
    return folder


@pytest.fixture
def watch(root: Path, program: Path) -> Iterator[Watch]:
    """A watch over a catalogue, that has begun to listen."""
    assert program.is_dir()
    with contextlib.closing(Watch(read_settings(root))) as watch:
        # The first thing heard shows that there is somebody who listens.
        for event, path in (
            (watch.saved, root / "vocab" / "first.ttl"),
            (watch.site, program / "site" / "static" / "first.css"),
            (watch.saved, program / "shapes" / "first.ttl"),
        ):
            end = time.monotonic() + WAIT
            while not event.wait(0.1) and time.monotonic() < end:
                path.write_text(str(time.monotonic()))
            time.sleep(QUIET)
            event.clear()
        yield watch


def touched(path: Path) -> None:
    """Save something at ``path``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(str(time.monotonic()))


def heard(watch: Watch, seconds: float = WAIT) -> bool:
    """Tell whether a source was saved, and forget it."""
    try:
        return watch.saved.wait(seconds)
    finally:
        watch.saved.clear()


@pytest.mark.parametrize("name", ["new.ttl", "new.turtle", "deep/er/new.ttl", "folder"])
def test_what_may_be_a_source_is_heard(root: Path, watch: Watch, name: str) -> None:
    """A new file, in whatever folder, and a folder that may hold some."""
    touched(root / "vocab" / name)

    assert heard(watch)


@pytest.mark.parametrize(
    "name", ["notes.txt", ".hidden.ttl", "x.ttl~", ".git/x.ttl", "node_modules/x.ttl", "x.ttl.swp"]
)
def test_what_is_no_source_is_not_heard(root: Path, watch: Watch, name: str) -> None:
    """What editors and tools write beside the sources builds nothing."""
    touched(root / "vocab" / name)

    assert not heard(watch, QUIET)


def test_a_build_of_the_root_is_not_heard(root: Path, program: Path) -> None:
    """Where the root is the source, its own folder of Releases is none."""
    (root / "omgrep.toml").write_text(SETTINGS.replace('["vocab"]', '["."]'))
    (root / "release").mkdir()
    assert program.is_dir()
    with contextlib.closing(Watch(read_settings(root))) as watch:
        time.sleep(QUIET)
        touched(root / "release" / "x" / "downloads" / "catalog.ttl")
        assert not heard(watch, QUIET)
        touched(root / "vocab" / "x.ttl")
        assert heard(watch)


def test_settings_are_seen_however_they_are_saved(root: Path, watch: Watch) -> None:
    """Whether written over or moved into place, ``omgrep.toml`` is seen when it changes."""
    watch.look()
    assert not watch.saved.is_set()

    beside = root / "omgrep.toml.new"
    beside.write_text(SETTINGS)
    beside.replace(root / "omgrep.toml")
    watch.look()

    assert heard(watch, 0)
    watch.look()
    assert not heard(watch, 0)


def test_folders_of_other_settings_are_followed(root: Path, watch: Watch) -> None:
    """When the settings name another folder, that one is followed, and the former no more."""
    settings: Settings = dataclasses.replace(read_settings(root), sources=("more",))
    (root / "more").mkdir()
    watch.follow(settings)
    time.sleep(QUIET)

    touched(root / "vocab" / "x.ttl")
    assert not heard(watch, QUIET)
    touched(root / "more" / "x.ttl")
    assert heard(watch)


def test_a_folder_that_comes_back_is_followed(root: Path, watch: Watch) -> None:
    """A folder of the same name is another folder: it is seen, and followed from then on."""
    away = root / "away"
    (root / "vocab").rename(away)
    watch.look()
    assert heard(watch)

    away.rename(root / "vocab")
    watch.look()
    assert heard(watch)
    watch.follow(read_settings(root))
    time.sleep(QUIET)
    heard(watch, 0)
    touched(root / "vocab" / "x.ttl")
    assert heard(watch)


def test_developers_see_their_own_saves(program: Path, watch: Watch) -> None:
    """Templates and styles start the site anew, shapes a new check, and nothing else does."""
    touched(program / "site" / "templates" / "page.html")
    assert watch.site.wait(WAIT)
    assert not heard(watch, 0)
    watch.site.clear()

    touched(program / "shapes" / "skos.ttl")
    assert heard(watch)
    touched(program / "site" / "node_modules" / "x.js")
    touched(program / "site" / "templates" / ".page.html.swp")
    assert not watch.site.wait(QUIET)


def test_a_single_file_can_be_a_source(root: Path, program: Path) -> None:
    """A source may be named by its file."""
    assert program.is_dir()
    settings = dataclasses.replace(read_settings(root), sources=("vocab/cat.ttl",))
    with contextlib.closing(Watch(settings)) as watch:
        time.sleep(QUIET)
        os.utime(root / "vocab" / "cat.ttl")
        touched(root / "vocab" / "cat.ttl")
        assert heard(watch)
