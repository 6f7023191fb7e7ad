"""``python -m tests.guide``: writes anew what the guide shows, as ``make guide`` asks."""

from __future__ import annotations

import contextlib
import sys
import tempfile
from pathlib import Path

from tests.chromium import chromium
from tests.guide.camera import Camera
from tests.guide.pages import LOCALES, PAGES, name
from tests.guide.reader import Reader
from tests.guide.walking import walk


def main(wanted: list[str]) -> None:
    """Walk the pages whose name has one of ``wanted`` in it, or all, and write what they show."""
    with chromium() as browser:
        for page in PAGES:
            if wanted and not any(part in name(page) for part in wanted):
                continue
            print(name(page))  # noqa: T201 — a command of its own
            with (
                tempfile.TemporaryDirectory() as folder,
                contextlib.closing(
                    Reader.at_the_catalogue(
                        Path(folder).resolve() / "katalog", LOCALES[page.parent.name]
                    )
                ) as reader,
            ):
                renew(page, reader, Camera(browser))


def renew(page: Path, reader: Reader, camera: Camera) -> None:
    """Write one page and its pictures as the walk finds them."""
    text = page.read_text("utf-8")
    lines = text.split("\n")
    shift = 0
    for step, shown, picture in walk(reader, text, camera):
        if step.kind == "picture":
            (page.parent / step.named).write_bytes(picture)
            continue
        start = step.start + shift
        lines[start : start + len(step.lines)] = shown
        shift += len(shown) - len(step.lines)
    page.write_text("\n".join(lines), encoding="utf-8")


main(sys.argv[1:])
