"""One table says which properties there are, and every one of them can be read of every thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from catalog.model.resource import Link
from catalog.model.text import LangString
from catalog.release.schema import CLASSES
from catalog.settings import program_folder
from catalog.web.i18n import Translator
from catalog.web.reconcile.properties import BY_PID, EVERY, FETCHED, Day, curie
from catalog.web.reconcile.scoring import FEATURES
from catalog.web.reconcile.types import KINDS

if TYPE_CHECKING:
    from catalog.release import Release


@pytest.mark.parametrize("lang", ["nb", "nn", "en"])
def test_everything_that_is_offered_has_a_name(lang: str) -> None:
    """Properties, kinds and features, in every language of the interface."""
    t = Translator(program_folder("site"), lang)
    assert all(t(f"reconcile.property.{pid}") for pid in BY_PID)
    assert all(t(f"kind.{kind}") for kind in KINDS)
    assert all(t(f"reconcile.feature.{name}.{part}") for name in FEATURES
               for part in ("name", "about"))  # fmt: skip
    held = {key.rpartition(".")[2] for key in t.sentences if key.startswith("reconcile.property.")}
    assert held == set(BY_PID)


def test_ids_are_short_and_of_a_standard() -> None:
    """They stand in URLs and column headings, and say where they are from."""
    assert all(pid.isascii() and pid.isalpha() for pid in BY_PID)
    assert all(":" in curie(each.iri) and "/" not in curie(each.iri) for each in FETCHED.values())
    assert len({each.iri for each in FETCHED.values()}) == len(FETCHED)


def test_the_kinds_are_those_of_the_catalogue() -> None:
    """A property is of kinds that there are, and those are types of the service."""
    assert frozenset(KINDS) == EVERY <= CLASSES.keys()
    assert all(each.kinds <= EVERY and each.target in {"", *KINDS} for each in BY_PID.values())


def test_every_property_can_be_read_of_every_thing(shipped: Release) -> None:
    """Of what a kind doesn't have there is nothing; what it has is found in the catalogue."""
    seen: dict[str, set[str]] = {pid: set() for pid in BY_PID}
    for kind in CLASSES:
        for row in shipped.of_kind(kind, 0, 1_000).rows:
            found = shipped.find_iri(row.link.iri)
            assert found is not None
            record = shipped.record(found)
            for each in BY_PID.values():
                contents = list(each.read(record))
                assert all(isinstance(it, LangString | Link | Day | str) for it in contents)
                if contents and kind in KINDS:
                    seen[each.pid].add(kind)
    assert all(kinds <= BY_PID[pid].kinds for pid, kinds in seen.items())
    assert sum(bool(kinds) for kinds in seen.values()) >= 15
