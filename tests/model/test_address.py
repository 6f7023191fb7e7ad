"""What files are called: by the IRI where that is safe, and never steered by it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.model.address import download_stem, file_name, path_below

BASE = "https://id.example.org/"


@pytest.mark.parametrize(
    "path, expected",
    [
        ("kodelister/melder", "kodelister/melder"),
        ("animals", "animals"),
        ("c/folder/", "c/folder/"),
        ("blåbær", "blåbær"),
    ],
)
def test_files_are_called_as_the_page_is(path: str, expected: str) -> None:
    """So who knows the IRI knows where the file is."""
    assert download_stem(BASE + path, path) == expected


@pytest.mark.parametrize(
    "iri, path",
    [
        (f"{BASE}catalog", "catalog"),
        (f"{BASE}manifest", "manifest"),
        (f"{BASE}releases", "releases"),
        ("https://elsewhere.example/x#thing", None),
        ("urn:x:y", None),
        ("https://elsewhere.example/../../etc/passwd", None),
        ("https://elsewhere.example/", None),
        ("x:" + "a" * 3_000, None),
    ],
)
def test_what_has_no_path_of_its_own_gets_a_name_that_none_has(iri: str, path: str | None) -> None:
    """Below a segment that paths can't begin with, with letters that any URL takes."""
    stem = download_stem(iri, path)
    assert re.fullmatch(r"-/[A-Za-z0-9_-]{1,90}", stem)
    assert path_below(f"{BASE}{stem}", BASE) is None


def test_two_names_alike_are_told_apart() -> None:
    """The last part of an IRI is for people; the hash is what makes it one."""
    one, other = (download_stem(f"https://{host}.example/x#list", None) for host in ("a", "b"))
    assert one != other


hostile = st.one_of(
    st.text(min_size=1, max_size=300).filter(lambda text: text.isprintable()),
    st.text(alphabet='./\\-_:*?"<>|~$%aAåÅ\u0301 ', min_size=1, max_size=40),
)


@given(hostile)
def test_no_name_leaves_its_folder(stem: str) -> None:
    """Letters, digits, dots, hyphens and underscores; not hidden, no option, not too long."""
    name = file_name(stem, "ttl")
    assert re.fullmatch(r"[a-z0-9_][a-z0-9_.-]*\.ttl", name)
    assert len(name) + len(".zst") <= 255


@given(hostile, hostile)
def test_no_two_names_are_one(stem: str, other: str) -> None:
    """Not even where a disk takes capitals for small letters."""
    if stem != other:
        assert file_name(stem, "ttl").lower() != file_name(other, "ttl").lower()


def test_a_long_name_ends_in_its_hash() -> None:
    """Two long ones that begin alike stay two."""
    assert file_name("a" * 3_000, "csv") != file_name("a" * 3_001, "csv")


def test_a_plain_name_can_be_read() -> None:
    """What an operator sees in the folder is what it is."""
    assert file_name("kodelister/melder", "csv") == "kodelister.melder.csv"
