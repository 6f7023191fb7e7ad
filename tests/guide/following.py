"""Following: a page of the guide held against what happens when it is followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.guide.pages import LOCALES, name
from tests.guide.walking import walk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.guide.camera import Camera
    from tests.guide.conftest import Sit


def follow(page: Path, sit: Sit, camera: Camera | None = None) -> None:
    """Do all that a page tells its reader to do, and fail where it shows anything else."""
    reader = sit(LOCALES[page.parent.name])
    done = 0
    for step, lines, _picture in walk(reader, page.read_text("utf-8"), camera):
        assert list(step.lines) == list(lines), (
            f"{name(page)}, line {step.start + 1}: run `make guide` and read what changed"
        )
        done += 1
    assert done or "```" not in page.read_text("utf-8")
