"""The small catalogue with requirements, built, and somebody who judges by it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest

from catalog.judging.service import Service
from catalog.settings import Settings, read_settings
from tests.conftest import build
from tests.judging.house import write_house
from tests.sparql.conftest import until

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 1.0
"""What these tests give a message."""


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of the catalogue, which is built; a message has little time."""
    settings = read_settings(write_house(tmp_path_factory.mktemp("house") / "root"))
    build(settings.root)
    return with_limits(settings)


@pytest.fixture(scope="module")
def service(house: Settings) -> Iterator[Service]:
    """A service that judges by it."""
    with Service(house) as running:
        until(lambda: running.process)
        yield running


def with_limits(settings: Settings, **limits: Any) -> Settings:
    """Return settings with small limits."""
    told: dict[str, Any] = {"message_seconds": SECONDS, "release_poll_seconds": 0.05, **limits}
    return dataclasses.replace(settings, limits=dataclasses.replace(settings.limits, **told))
