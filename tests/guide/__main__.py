"""``python -m tests.guide``: writes anew what the guide shows, as ``make guide`` asks."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.guide.camera import Camera, chromium
from tests.guide.pages import PAGES
from tests.guide.walking import LOCALES, Walk


def main(wanted: list[str]) -> None:
    """Walk the pages whose path has one of ``wanted`` in it, or all, and write what they show."""
    with chromium() as browser:
        for page in PAGES:
            if wanted and not any(part in page.as_posix() for part in wanted):
                continue
            print(page)  # noqa: T201 — a command of its own
            with tempfile.TemporaryDirectory() as folder:
                renew(page, Walk(Path(folder).resolve() / "katalog", LOCALES[page.parent.name]),
                      Camera(browser))


def renew(page: Path, walk: Walk, camera: Camera) -> None:
    """Write one page and its pictures as the walk finds them."""
    text = page.read_text("utf-8")
    lines = text.split("\n")
    shift = 0
    try:
        for step, shown, picture in walk.page(text, camera):
            if step.kind == "picture":
                (page.parent / step.named).write_bytes(picture)
                continue
            start = step.start + shift
            lines[start : start + len(step.lines)] = shown
            shift += len(shown) - len(step.lines)
    finally:
        walk.close()
    page.write_text("\n".join(lines), encoding="utf-8")


main(sys.argv[1:])
