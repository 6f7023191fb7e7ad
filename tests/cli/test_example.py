"""``omgrep example``: writes a message that the model allows, or says why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

from tests.cli.test_schema import MODEL, PETS
from tests.conftest import omgrep

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def root(make_root: Callable[..., Path]) -> Path:
    """A catalogue with two versions of a model: of XML, and of nothing that is told."""
    old = MODEL % {"version": "5", "syntax": "XML"}
    new = MODEL % {"version": "6", "syntax": "Smoke"}
    return make_root(old=old, new=new, pets=PETS)


def test_an_example_is_printed_or_written(root: Path, tmp_path: Path) -> None:
    """The same bytes; with all there may be, or with only what must be there."""
    done = omgrep(root, "example", "house", "--version", "5")
    assert done.returncode == 0, done.stderr
    message = etree.fromstring(done.stdout.encode())
    assert (message.tag, message.get("pet")) == ("house", "cat")
    file = tmp_path / "house.xml"
    again = omgrep(root, "example", "https://id.example.org/m/5", "--output", str(file))
    assert (again.returncode, again.stdout) == (0, "")
    assert file.read_text("utf-8") == done.stdout
    least = omgrep(root, "example", "house", "--version", "5", "--minimal", "--type", "HouseType")
    assert dict(etree.fromstring(least.stdout.encode()).attrib) == {}


@pytest.mark.parametrize(
    "arguments, told",
    [
        (("house", "--version", "6"), "omgrep:syntax"),
        (("house", "--version", "5", "--type", "Barn"), "HouseType"),
        (("hut",), "hut"),
        (("house", "--version", "7"), "5"),
        (("house", "--date", "2025-02-30"), "2026-01-01"),
    ],
)
def test_what_can_not_be_made_is_told_with_what_there_is(
    root: Path, arguments: tuple[str, ...], told: str
) -> None:
    """In the language asked for, without a traceback, and with exit status 2."""
    for lang in ("nb", "nn", "en"):
        done = omgrep(root, "example", *arguments, "--lang", lang)
        assert (done.returncode, done.stdout) == (2, "")
        assert told in done.stderr
        assert "Traceback" not in done.stderr
