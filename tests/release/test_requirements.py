"""The requirements of a Release: what is listed, what is read whole, and what is broken."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import hashlib
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.errors import ReleaseBroken, RequirementMissing
from catalog.model.resource import Period
from catalog.release import Release
from catalog.release.requirements import (
    StoredRequirement,
    applying,
    open_requirement,
    stored,
)
from catalog.release.schema import REQUIREMENTS
from tests.browser.sample_catalogue import SAMPLE
from tests.conftest import build

if TYPE_CHECKING:
    from pathlib import Path

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Release of the sample catalogue."""
    return build(SAMPLE, tmp_path_factory.mktemp("release") / "release")


@pytest.fixture
def broken(folder: Path, tmp_path: Path) -> Path:
    """A copy of its requirements, to be spoilt."""
    shutil.copytree(folder / REQUIREMENTS, tmp_path / REQUIREMENTS)
    return tmp_path


def test_the_versions_are_listed_newest_first(folder: Path) -> None:
    """With what a list of them shows, so that none is read for that."""
    found = stored(folder)
    assert [(it.name, it.version) for it in found] == [
        ("order", "3"),
        ("order", "2"),
        ("order", "1"),
    ]
    second = found[1]
    assert second.valid == Period("2026-01-01", "2027-12-31")
    assert (second.rules, second.computed, second.examples, second.syntax) == (4, 2, 2, "xml")
    assert [it and it.path for it in (second.series, second.model)] == [
        "reports/order",
        "models/order/2",
    ]
    assert second.link.path == "reports/order/2"
    with contextlib.closing(Release.open(folder)) as release:
        assert release.requirements == found


def test_a_version_is_read_as_it_was_written(folder: Path) -> None:
    """Its file has the size and the sha256 that are told, and holds the whole."""
    for it in stored(folder):
        body = (folder / REQUIREMENTS / it.file).read_bytes()
        assert (len(body), hashlib.sha256(body).hexdigest()) == (it.size, it.sha256)
    whole = open_requirement(folder, "order", "2")
    assert [rule.name for rule in whole.rules] == ["order-2", "order-10", "fruit-1", "whole"]
    assert [field.name for type_ in whole.model.types for field in type_.fields] == [
        "Fruit", "Sent", "Id", "Colour",
    ]  # fmt: skip
    assert whole.model.types[1].fields[1].codes[0].valid.end == "2024-12-31"


@pytest.mark.parametrize(
    "name, version, known",
    [
        ("order", "9", ["3", "2", "1"]),
        ("order", "", ["3", "2", "1"]),
        ("orders", "1", ["order"]),
        ("../order", "1", ["order"]),
        ("order", "../../manifest", ["3", "2", "1"]),
    ],
)
def test_what_there_is_not_is_told(folder: Path, name: str, version: str, known: list[str]) -> None:
    """A name is compared, so no name leads out of the folder."""
    with pytest.raises(RequirementMissing) as raised:
        open_requirement(folder, name, version)
    assert raised.value.facts["known"] == known


def test_a_release_without_requirements_has_none(tmp_path: Path) -> None:
    """As one that was built before there were any."""
    assert stored(tmp_path) == ()
    with pytest.raises(RequirementMissing):
        open_requirement(tmp_path, "order", "1")


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff", b'[{"name": "order"}]'])
def test_a_broken_list_is_told(broken: Path, content: bytes) -> None:
    """By its file."""
    (broken / REQUIREMENTS / "index.json").write_bytes(content)
    with pytest.raises(ReleaseBroken, match=r"index\.json"):
        stored(broken)


@pytest.mark.parametrize("content", [None, b"", b"{}", b"\xff"])
def test_a_broken_version_is_told(broken: Path, content: bytes | None) -> None:
    """By its file, gone or spoilt."""
    path = broken / REQUIREMENTS / stored(broken)[0].file
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ReleaseBroken, match="order"):
        open_requirement(broken, "order", "3")


PERIODS = st.tuples(st.one_of(st.just(""), DAYS.map(str)), st.one_of(st.just(""), DAYS.map(str)))


@given(st.lists(PERIODS, max_size=5), DAYS)
def test_what_applies_is_the_first_that_holds_the_day(
    periods: list[tuple[str, str]], day: dt.date
) -> None:
    """And nothing of another name; both ends of the days are in them, an empty one is open."""
    bare = StoredRequirement("a", "", "", "", 0, "")
    versions = [
        dataclasses.replace(bare, version=str(place), valid=Period(*period))
        for place, period in enumerate(periods)
    ]
    others = [dataclasses.replace(it, name="b") for it in versions]
    found = applying([*others, *versions], "a", day)
    right = [
        place for place, (start, end) in enumerate(periods)
        if (not start or start <= str(day)) and (not end or str(day) <= end)
    ]  # fmt: skip
    assert (found.version if found else None) == (str(right[0]) if right else None)
    assert found is None or found.name == "a"
