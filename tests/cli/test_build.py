"""``omgrep build`` tells what it made, and what others will not be able to use."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from catalog.cli import command
from catalog.cli.sources import settings_of
from catalog.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_a_feed_that_is_too_large_to_be_harvested_is_told(
    make_root: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The Release is made all the same; a warning names the feed, its size and the limit."""
    root = make_root(all='<a> a skos:Concept ; skos:prefLabel "cat"@en .')
    monkeypatch.setattr(
        "catalog.cli.build.settings_of",
        lambda options: replace(settings_of(options), limits=Limits(harvested_bytes=10)),
    )
    assert command.main(["build", "--root", str(root), "--lang", "en"]) == 0
    told = capsys.readouterr().err
    assert "begrep.ttl has 1 MB" in told
    assert "datasett.ttl" not in told
    assert "begrep.rdf" not in told


CATALOG = '<catalog> a dcat:Catalog ; dct:title "T"@en ; dcat:version "{version}" .'
CAT = '<cat> a skos:Concept ; skos:prefLabel "{term}"@en .'


def test_other_content_under_the_same_version_is_told_once(
    make_root: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Not the first time, not for the same content, not under a new version, not without one."""

    def told(version: str, term: str) -> str:
        root = make_root(
            catalog=CATALOG.format(version=version) if version else "", cat=CAT.format(term=term)
        )
        assert command.main(["build", "--root", str(root), "--lang", "en", "--no-check"]) == 0
        return capsys.readouterr().err

    assert "dcat:version" not in told("1", "cat")
    assert "dcat:version" not in told("1", "cat")
    said = told("1", "a cat")
    assert said.count("dcat:version") == 1
    assert "Version 1 has been published before with other content" in said
    assert "dcat:version" not in told("2", "the cat")
    assert "dcat:version" not in told("", "the cat")
    assert "dcat:version" not in told("", "another cat")
