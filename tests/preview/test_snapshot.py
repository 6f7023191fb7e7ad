"""``omgrep preview --to``: the whole catalogue as files that open without a server."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.preview.snapshot import file_of
from tests.conftest import HEAD, omgrep

if TYPE_CHECKING:
    from pathlib import Path

LINK = re.compile(r'(?:href|src)="([^"#]+)')
HOSTILE = (
    "<c/%2e%2e%2f%2e%2e%2fescape> a skos:Concept ; skos:inScheme <animals> ;"
    ' skos:topConceptOf <animals> ; skos:prefLabel "<script>alert(1)</script>"@en .\n'
    "<c/1.10> a skos:Concept ; skos:inScheme <animals> ; skos:topConceptOf <animals> ;"
    ' skos:prefLabel "one ten"@en .\n'
    "<#hash> a skos:Concept ; skos:inScheme <animals> ; skos:topConceptOf <animals> ;"
    ' skos:prefLabel "hash"@en .\n'
)


@pytest.fixture
def snapshot(root: Path, tmp_path: Path) -> Path:
    """The pages of the small catalogue with one changed definition and one finding, as files."""
    cat = root / "vocab" / "cat.ttl"
    cat.write_text(cat.read_text("utf-8").replace("et lite rovdyr", "et rovdyr"), "utf-8")
    dog = root / "vocab" / "dog.ttl"
    dog.write_text(dog.read_text("utf-8").replace("skos:related <c/cat>", "skos:related <c/kat>"))
    (root / "vocab" / "odd.ttl").write_text(HEAD + HOSTILE, encoding="utf-8")
    target = tmp_path / "pages"
    done = omgrep(root, "preview", "--to", str(target), "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert "pages to" in done.stdout
    return target


def test_every_link_within_leads_to_a_file(snapshot: Path) -> None:
    """From the front page on, by relative addresses, and nothing asks a server for news."""
    pages = list(snapshot.rglob("*.html"))
    assert len(pages) > 30
    for page in pages:
        text = page.read_text("utf-8")
        assert "preview.js" not in text
        for link in map(unescape, LINK.findall(text)):
            if not re.match(r"[a-z]+:", link):
                there = page.parent / unquote(link)
                assert there.is_file(), f"{page}: {link}"
                assert there.resolve().is_relative_to(snapshot.resolve())


def test_a_page_shows_what_is_wrong_and_what_differs(snapshot: Path) -> None:
    """The finding stands on the page of its thing, and so does the change."""
    cat = (snapshot / "nb/c/cat.html").read_text("utf-8")
    assert "<del" in cat
    assert "lite" in cat
    assert "c/kat" in (snapshot / "nb/-/preview.html").read_text("utf-8")
    assert "vocab/dog.ttl" in (snapshot / "en/c/dog.html").read_text("utf-8")


def test_nothing_leaves_the_folder(snapshot: Path) -> None:
    """An IRI that climbs, a code that looks like a file's ending, a thing with a fragment."""
    assert (snapshot / "en/c/1.10.html").is_file()
    assert not list(snapshot.parent.glob("escape*"))
    assert "<script>alert" not in "".join(
        page.read_text("utf-8") for page in snapshot.rglob("*.html")
    )


@given(st.text(min_size=1))
def test_a_file_is_always_below(address: str) -> None:
    """Whatever an address holds, its file is below the target, and every part of it has a name."""
    parts = file_of(f"/nb/{address}").split("/")
    assert not {"", ".", ".."} & set(parts)
    assert all(len(part.encode()) <= 255 and "\x00" not in part for part in parts)


def test_what_is_there_is_not_overwritten(root: Path, tmp_path: Path) -> None:
    """A folder with something in it is refused; so are sources that nothing can be made of."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    done = omgrep(root, "preview", "--to", str(tmp_path / "full"), "--lang", "en")
    assert done.returncode == 2
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]
    (root / "omgrep.toml").write_text("[catalog]\n")
    done = omgrep(root, "preview", "--to", str(tmp_path / "new"), "--lang", "en")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
