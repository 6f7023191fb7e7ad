"""A whole root in another namespace: all of it, none of it, and back again."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from catalog.editing.rebase import plan_move
from catalog.errors import RebaseRefused, SourceBroken, StorageFailed
from catalog.settings import read_settings
from tests.conftest import MINIMAL, PROJECT, omgrep

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NEW = "https://terms.example.org/kitchen/"
TEXT = """\
<soup> a skos:Concept ; # https://id.example.org/soup
    dct:identifier "https://id.example.org/soup"^^<http://www.w3.org/2001/XMLSchema#anyURI> ;
    skos:related <https://id.example.org/bread> .
"""


def bytes_of(root: Path) -> dict[str, bytes]:
    """Return every file of a root."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the shipped catalogue."""
    root = tmp_path / "copy"
    shutil.copytree(PROJECT / "vocab", root / "vocab")
    shutil.copy(PROJECT / "omgrep.toml", root)
    return root


def findings(root: Path) -> list[tuple[str, str, int]]:
    """Return rule, file and line of everything that the check finds."""
    done = omgrep(root, "check", "--format", "json", "--lang", "en")
    assert done.returncode in {0, 1}, done.stderr
    found = json.loads(done.stdout)["findings"]
    return sorted((each["rule"], each["file"], each["line"]) for each in found)


@pytest.mark.slow
def test_the_shipped_catalogue_can_be_moved(copy: Path) -> None:
    """Elsewhere it has the same findings and builds; moved back it has the same bytes."""
    before, found = bytes_of(copy), findings(copy)
    old = read_settings(copy).base_iri
    done = omgrep(copy, "rebase", NEW, "--lang", "nb")
    assert done.returncode == 0, done.stderr
    assert read_settings(copy).base_iri == NEW
    assert findings(copy) == found
    built = omgrep(copy, "build", "--lang", "en")
    assert built.returncode == 0, built.stderr
    shutil.rmtree(copy / "release")
    assert omgrep(copy, "rebase", old, "--lang", "nb").returncode == 0
    assert bytes_of(copy) == before


def test_it_tells_what_it_changes(make_root: Callable[..., Path]) -> None:
    """Files, kinds, statements, and where the old base is still named; a dry run does nothing."""
    root = make_root(a=TEXT, b="")
    before = bytes_of(root)
    would = omgrep(root, "rebase", NEW, "--dry-run", "--lang", "en")
    assert would.returncode == 0, would.stderr
    assert bytes_of(root) == before
    told = (
        "a.ttl\nb.ttl\nomgrep.toml\n"
        "@base: 2\naddresses written in full: 1\naddresses that stand as values (anyURI): 1\n"
        "a.ttl:13 still names https://id.example.org/ in a text or comment. "
        "Look over it yourself.\n"
    )
    assert would.stdout.startswith(told)
    assert "Nothing is changed." in would.stdout
    done = omgrep(root, "rebase", NEW, "--lang", "en")
    assert done.stdout.startswith(told)
    assert "3 files are changed, and 3 statements have new addresses." in done.stdout
    text = (root / "a.ttl").read_text(encoding="utf-8")
    assert f'"{NEW}soup"^^' in text
    assert f"<{NEW}bread>" in text
    assert "<soup> a skos:Concept ; # https://id.example.org/soup" in text


def test_the_settings_keep_their_comments(make_root: Callable[..., Path]) -> None:
    """One line of omgrep.toml differs, and only inside its quotation marks."""
    settings = "# ours\n" + MINIMAL.replace(
        'base_iri = "https://id.example.org/"', "base_iri   =  'https://id.example.org/' # forever"
    )
    root = make_root(settings, a=TEXT)
    plan_move(read_settings(root), NEW).write()
    assert (root / "omgrep.toml").read_text(encoding="utf-8") == settings.replace(
        "'https://id.example.org/'", f"'{NEW}'"
    )


@pytest.mark.parametrize(
    "new, reason",
    [
        ("kitchen/", "base-form"),
        ("ftp://example.org/", "base-form"),
        ("https://", "base-form"),
        ("https:///x/", "base-form"),
        ("https://example.org/a b/", "base-form"),
        ("https://example.org/\u202e/", "base-form"),
        ('https://example.org/">/', "base-form"),
        ("https://[::1/", "base-form"),
        ("https://example.org/terms", "base-end"),
        ("https://id.example.org/", "base-same"),
        ("http://www.w3.org/2004/02/skos/core#", "base-taken"),
        ("https://taken.example/", "base-taken"),
        ("https://example.org/terms#", "base-fragment"),
    ],
)
def test_a_namespace_that_cannot_be_ours_is_refused(
    make_root: Callable[..., Path], new: str, reason: str
) -> None:
    """No address, another's names, ours already, or two # in one address: nothing is written."""
    root = make_root(a=TEXT + "<soup#part> skos:related <https://taken.example/x> .")
    before = bytes_of(root)
    with pytest.raises(RebaseRefused) as problem:
        plan_move(read_settings(root), new)
    assert problem.value.facts["reason"] == reason
    told = omgrep(root, "rebase", new, "--lang", "nn")
    assert told.returncode == 2
    assert "kan ikkje flyttast" in told.stderr
    assert "\u202e" not in told.stderr
    assert bytes_of(root) == before


def test_a_broken_source_keeps_the_catalogue_where_it_is(make_root: Callable[..., Path]) -> None:
    """Half a catalogue in another namespace would be two; it says which file, and where."""
    root = make_root(a=TEXT, b="<x> <y> .")
    before = bytes_of(root)
    with pytest.raises(SourceBroken) as problem:
        plan_move(read_settings(root), NEW)
    assert problem.value.place == "b.ttl:13:9"
    assert bytes_of(root) == before


def test_a_file_changed_meanwhile_stops_it(make_root: Callable[..., Path]) -> None:
    """What somebody saved between reading and writing isn't lost."""
    root = make_root(a=TEXT, b="<x> skos:related <y> .")
    move = plan_move(read_settings(root), NEW)
    (root / "b.ttl").write_text("# mine", encoding="utf-8")
    before = bytes_of(root)
    with pytest.raises(StorageFailed):
        move.write()
    assert bytes_of(root) == before


def test_a_hash_base_can_be_moved(make_root: Callable[..., Path]) -> None:
    """A vocabulary in one document, to another document and back."""
    root = make_root(MINIMAL.replace("example.org/", "example.org/voc#"))
    (root / "a.ttl").write_text(
        "@base <https://id.example.org/voc> .\n@prefix : <#> .\n"
        "<#a> :b <https://id.example.org/voc#c> .\n",
        encoding="utf-8",
    )
    plan_move(read_settings(root), "https://other.example/list#").write()
    text = (root / "a.ttl").read_text(encoding="utf-8")
    assert "<https://other.example/list#a> :b <https://other.example/list#c> ." in text
    assert ": <https://other.example/list#>" in text
    plan_move(read_settings(root), "https://id.example.org/voc/").write()
    assert "<https://id.example.org/voc/a> :b" in (root / "a.ttl").read_text(encoding="utf-8")
