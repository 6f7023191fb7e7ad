"""Static files: by a URL that names their content, and only those that were there at the start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from catalog.limits import LIMITS
from catalog.settings import program_folder
from catalog.web.assets import Assets

if TYPE_CHECKING:
    from pathlib import Path

    from tests.web.conftest import Site


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of static files."""
    (tmp_path / "built").mkdir()
    (tmp_path / "built" / "site.css").write_text("a { color: red }\n" * 100, encoding="utf-8")
    (tmp_path / "built" / "font.woff2").write_bytes(b"wOF2")
    (tmp_path / ".hidden").write_text("no", encoding="utf-8")
    return tmp_path


def test_the_url_changes_with_the_content(folder: Path) -> None:
    """A browser may keep a file for ever, because another content has another URL."""
    before = Assets(folder, LIMITS).url("built/site.css")
    assert Assets(folder, LIMITS).url("built/site.css") == before
    (folder / "built" / "font.woff2").write_bytes(b"other")
    assert Assets(folder, LIMITS).url("built/site.css") != before


def test_files_are_beside_each_other(folder: Path) -> None:
    """A style sheet finds its font by a relative path."""
    assets = Assets(folder, LIMITS)
    css, font = assets.url("built/site.css"), assets.url("built/font.woff2")
    assert css.rpartition("/")[0] == font.rpartition("/")[0]


def test_only_files_of_the_folder(folder: Path) -> None:
    """What isn't there has no answer; hidden files aren't there."""
    assets = Assets(folder, LIMITS)
    for name in ("nothing.css", ".hidden", "../secret", "/etc/passwd", ""):
        assert assets.find(name) is None


def test_a_folder_that_is_not_there_has_no_files(tmp_path: Path) -> None:
    """Before ``make assets`` the data is served all the same."""
    assert Assets(tmp_path / "nothing", LIMITS).find("site.css") is None


def test_the_site_serves_its_own(site: Site) -> None:
    """Every file of ``site/static``, with its type, immutable, and compressed where it helps."""
    static = program_folder("site") / "static"
    assets = Assets(static, LIMITS)
    names = [path.relative_to(static).as_posix() for path in static.rglob("*") if path.is_file()]
    for name in names:
        for _ in range(2):
            answer = site.get(assets.url(name))
            assert answer.data == (static / name).read_bytes()
            assert "immutable" in answer.headers["Cache-Control"]
            assert answer.mimetype != "application/octet-stream"
        assert site.get(assets.url(name).replace(assets.fingerprint, "0" * 16)).status_code == 404
