"""Going over to another Release: whole, at once, and never to a broken one."""

from __future__ import annotations

import gc
import shutil
import time
import weakref
from typing import TYPE_CHECKING

import pytest

from catalog.release import current_folder
from catalog.web import current as current_module
from catalog.web.current import Current
from tests.conftest import build
from tests.web.conftest import write_root

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from pathlib import Path

    from catalog.web.current import Serving
    from tests.web.conftest import Site


def publish(root: Path, label: str) -> Path:
    """Build a catalogue with one concept of that name."""
    write_root(root, f'<c/cat> a skos:Concept ; skos:prefLabel "{label}"@en .')
    return build(root)


def served(current: Current) -> Serving:
    """Return what is served, which must be something."""
    assert current.serving is not None
    return current.serving


def test_a_new_release_is_served_when_it_is_published(tmp_path: Path) -> None:
    """The next look finds it; who has begun with the former one keeps all of it."""
    settings = write_root(tmp_path)
    current = Current(settings)
    assert current.serving is None
    first = publish(tmp_path, "cat")
    current.look()
    before = served(current)
    second = publish(tmp_path, "dog")
    current.look()
    after = served(current)
    assert (before.release.id, after.release.id) == (first.name, second.name)
    assert before.searcher.search("cat", "en", size=1).total == 1
    assert before.release.find("c/cat") is not None
    assert before.answers is not after.answers


def test_nothing_changes_while_nothing_is_published(tmp_path: Path) -> None:
    """A look without news keeps the Release open and the answers ready."""
    settings = write_root(tmp_path)
    publish(tmp_path, "cat")
    current = Current(settings)
    before = current.serving
    current.look()
    assert current.serving is before


def test_a_former_release_is_let_go(tmp_path: Path) -> None:
    """When the last request lets go of it, its index is closed and its memory free."""
    settings = write_root(tmp_path)
    publish(tmp_path, "cat")
    current = Current(settings)
    request = current.serving
    assert request is not None
    opened = weakref.ref(request.opened)
    publish(tmp_path, "dog")
    current.look()
    current.look()
    assert opened() is not None
    del request
    gc.collect()
    assert opened() is None


@pytest.mark.parametrize("damage", ["manifest.json", "catalog.sqlite", "search"])
def test_a_broken_release_is_not_served(
    tmp_path: Path, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The former one stays, the log tells once, and the next good one is taken."""
    settings = write_root(tmp_path)
    publish(tmp_path, "cat")
    current = Current(settings)
    before = current.serving
    second = publish(tmp_path, "dog")
    victim = second / damage
    if victim.is_dir():
        shutil.rmtree(victim)
    else:
        victim.write_bytes(b"broken")
    for _ in range(3):
        current.look()
    assert current.serving is before
    assert current.waiting == second.name
    assert len(caplog.records) == 1
    third = publish(tmp_path, "bird")
    current.look()
    assert served(current).release.id == third.name
    assert current.waiting == ""


def test_a_release_folder_that_vanishes_changes_nothing(tmp_path: Path) -> None:
    """What is open stays open, also when somebody removes the link."""
    settings = write_root(tmp_path)
    publish(tmp_path, "cat")
    current = Current(settings)
    (settings.release_folder / "current").unlink()
    current.look()
    assert served(current).release.find("c/cat") is not None
    assert current.waiting == "missing"


def test_a_new_day_forgets_the_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages say what is valid today, so yesterday's are not sent; the Release stays open."""
    settings = write_root(tmp_path)
    publish(tmp_path, "cat")
    current = Current(settings)
    before = served(current)
    tomorrow: dt.date = before.today.replace(year=before.today.year + 1, day=1)
    monkeypatch.setattr(current_module, "_today", lambda: tomorrow)
    current.look()
    after = served(current)
    assert after.today == tomorrow
    assert after.opened is before.opened
    assert after.answers is not before.answers


def test_the_watch_finds_a_release_by_itself(tmp_path: Path) -> None:
    """A worker that was started without one serves the first that is built."""
    settings = write_root(tmp_path)
    current = Current(settings)
    current.watch()
    publish(tmp_path, "cat")
    deadline = time.monotonic() + 20
    while current.serving is None and time.monotonic() < deadline:
        time.sleep(0.02)
    assert served(current).release.id == current_folder(settings.release_folder).name


def test_health_tells_of_a_broken_release(make_site: Callable[..., Site]) -> None:
    """``stale`` and which Release is waiting, while the former one answers."""
    site = make_site()
    current = site.current
    assert site.get("/-/health").get_json()["status"] == "ok"
    folder = publish(site.settings.root, "dog")
    (folder / "manifest.json").write_bytes(b"{}")
    current.look()
    health = site.get("/-/health")
    assert health.status_code == 200
    assert health.get_json()["status"] == "stale"
    assert health.get_json()["waiting"] == folder.name
