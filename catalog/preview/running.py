"""The preview from its start to its end: builds, serves, waits for a save, builds again."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from catalog.errors import StorageFailed
from catalog.preview.builder import Builder
from catalog.preview.server import Server
from catalog.preview.stopping import until_stopped
from catalog.preview.watching import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from catalog.preview.builder import Explain
    from catalog.preview.state import State
    from catalog.settings import Settings

PREFIX: Final = ".omgrep-preview-"
"""Begins with a dot: where the system's temporary folder lies in a root, it is no source."""


def run(
    settings: Settings, port: int, tell: Callable[[State, str], None], explain: Explain
) -> None:
    """Preview the catalogue until Ctrl-C or a signal to end, and leave nothing behind.

    ``tell`` hears each state and the address, ``explain`` puts an error into words. Raises
    AddressTaken where ``port`` can't be listened at, StorageFailed where there is no temporary
    folder to be had.
    """
    with (
        until_stopped() as stop,
        contextlib.closing(Server(port)) as server,
        folder_of_its_own() as folder,
        contextlib.closing(Watch(settings)) as watch,
    ):

        def is_old() -> bool:
            return stop.asked or watch.saved.is_set()

        url = f"http://localhost:{server.port}/"
        builder = Builder(settings.root, folder, url, explain)
        server.start(builder.private(settings))
        tell(builder.state, url)
        watch.saved.set()
        while not stop.asked:
            if watch.saved.wait(settings.limits.preview_look_seconds):
                watch.saved.clear()
                for state in builder.round(watch.follow, is_old):
                    server.tell(state)
                    tell(state, url)
            if watch.site.is_set():
                watch.site.clear()
                server.tell(builder.anew())
                server.start()
            watch.look()
            server.look()


@contextlib.contextmanager
def folder_of_its_own() -> Iterator[Path]:
    """Give a temporary folder and remove it. Raises StorageFailed where there is none."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise StorageFailed(tempfile.gettempdir(), reason=reason) from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
