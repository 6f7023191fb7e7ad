"""The preview as files: every page as it would look, to be opened without a server."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections import deque
from html import escape, unescape
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote, urlsplit

from werkzeug.test import Client

from catalog.errors import CheckFailed, OutputFailed
from catalog.formats import HTML
from catalog.model.address import LANGUAGES, OWN
from catalog.preview.board import Board
from catalog.preview.builder import Builder
from catalog.preview.overlay import EVENTS, OVERVIEW, Overlay
from catalog.preview.running import folder_of_its_own
from catalog.settings import program_folder
from catalog.web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog.preview.builder import Explain
    from catalog.preview.state import State
    from catalog.settings import Settings

ADDRESS: Final = "http://localhost/"
LINK: Final = re.compile(r'\b(href|src)="(/[^"#]*)')
LIVE: Final = re.compile(r'<script src="[^"]*preview\.js"[^>]*></script>\n?')
"""What asks a server whether the pages have been built anew: there is none."""
ANSWERED: Final = ("/api/", "/downloads/", EVENTS)
"""What only a server can answer; links to it lead nowhere in a folder of files."""
OK: Final = 200
NAME: Final = 200
"""Bytes of a file's name: every system takes 255, and some of them are for the ending."""


def write_snapshot(settings: Settings, target: Path, explain: Explain) -> tuple[State, int]:
    """Write every page of the catalogue below ``target``, and return what the preview knows.

    The second value counts the pages. Raises OutputFailed where ``target`` is there already or
    can't be written, and CheckFailed where no page can be made of the sources.
    """
    if os.path.lexists(target) and (not target.is_dir() or any(target.iterdir())):
        raise OutputFailed(str(target), reason="file-taken")
    with folder_of_its_own() as folder:
        builder = Builder(settings.root, folder, ADDRESS, explain)
        deque(builder.round(lambda _settings: None, lambda: False), 0)
        state = builder.state
        if not state.build:
            raise CheckFailed(str(settings.root), errors=len(state.troubles))
        own = builder.private(settings)
        app, board = create_app(own), Board()
        board.put(state)
        current = app.extensions["catalog"]
        current.look()
        client = Client(Overlay(app, current, board, own))
        try:
            return state, _write(client, target, settings)
        except OSError as problem:
            raise OutputFailed(str(target), reason=problem.strerror or str(problem)) from None


def _write(client: Client, target: Path, settings: Settings) -> int:
    """Follow every link from the front pages and the overviews; write what is found."""
    start = [*(f"/{lang}/" for lang in LANGUAGES), *OVERVIEW]
    waiting, seen, pages, front = deque(start), set(start), 0, ""
    while waiting and pages < settings.limits.snapshot_pages:
        url = waiting.popleft()
        answer = client.get(url, base_url=ADDRESS, headers={"Accept": "text/html"})
        if answer.status_code != OK:
            continue
        body = answer.data
        if answer.mimetype == HTML.media_type:
            pages, front = pages + 1, front or file_of(url)
            text = LIVE.sub("", body.decode("utf-8"))
            for found in _links(text):
                if found not in seen:
                    seen.add(found)
                    waiting.append(found)
            body = _local(text, url).encode()
        path = target / file_of(url)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    fonts = program_folder("site") / "static"
    for url in seen:
        # Styles name their fonts themselves; all of it lies in one folder.
        if url.startswith(f"/{OWN}/static/"):
            place = target / PurePosixPath(*PurePosixPath(url).parts[1:4])
            shutil.copytree(fonts, place, dirs_exist_ok=True)
            break
    (target / "index.html").write_text(
        f'<!doctype html><meta charset="utf-8"><title>omgrep</title>'
        f'<meta http-equiv="refresh" content="0; url={escape(front)}">'
        f'<a href="{escape(front)}">{escape(front)}</a>\n',
        encoding="utf-8",
    )
    return pages


def _links(text: str) -> Iterator[str]:
    for _, url in LINK.findall(text):
        found = unescape(url)
        if not found.startswith(("//", *ANSWERED)) and not _searches(found):
            yield found


def _searches(url: str) -> bool:
    return urlsplit(url).path.endswith(f"/{OWN}/search")


def _local(text: str, url: str) -> str:
    """Return a page with links to files instead of to a server's addresses."""
    here = PurePosixPath(file_of(url)).parent

    def changed(found: re.Match[str]) -> str:
        name, there = found.group(1), unescape(found.group(2))
        if there.startswith(("//", *ANSWERED)) or _searches(there):
            return f'{name}="#'
        path = os.path.relpath(file_of(there), here)
        return f'{name}="{escape(quote(path))}'

    return LINK.sub(changed, text)


def file_of(url: str) -> str:
    """Return the file for an address: below the target, whatever the address holds."""
    parts = urlsplit(url)
    path = PurePosixPath(unquote(parts.path) + ("index" if parts.path.endswith("/") else ""))
    # Documents have an ending of their own, pages none: a code may be called 1.10.
    page = path.parts[1:2] and path.parts[1] in LANGUAGES
    if parts.query:
        ending = "" if page else path.suffix
        path = path.with_name(f"{path.name.removesuffix(ending)}~{_short(parts.query)}{ending}")
    kept = [_segment(part) for part in path.parts if part not in {"/", ".", ".."}]
    return "/".join(kept) + (".html" if page else "")


def _segment(name: str) -> str:
    """Return a part of a path that every file system takes."""
    plain = re.sub(r'[\x00-\x1f<>:"\\|?*]', "_", name)
    if plain == name and len(name.encode()) <= NAME:
        return name
    return f"{plain[: NAME // 8]}~{_short(name)}"


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
