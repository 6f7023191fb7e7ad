"""The shipped catalogue on loopback, for judges that ask a server as any client does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import PROJECT
from tests.web.conftest import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.release import Release
    from catalog.settings import Settings
    from tests.web.conftest import Live


@pytest.fixture(scope="session")
def served(shipped: Release, shipped_settings: Settings) -> Iterator[Live]:
    """The shipped catalogue, served by granian."""
    assert shipped.folder.parent == shipped_settings.release_folder
    with serving(PROJECT, OMGREP_RELEASES=str(shipped_settings.release_folder)) as server:
        yield server
