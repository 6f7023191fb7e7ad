"""The preview from its start to its end: builds, serves, waits for a save, builds again."""

from __future__ import annotations

import contextlib
import shutil
import signal
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

from catalog.errors import StorageFailed
from catalog.preview.builder import Builder
from catalog.preview.server import Server
from catalog.preview.watching import Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from catalog.preview.builder import Explain
    from catalog.preview.state import State
    from catalog.settings import Settings

PREFIX: Final = ".omgrep-preview-"
"""Begins with a dot: where the system's temporary folder lies in a root, it is no source."""
STOPS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def run(
    settings: Settings, port: int, tell: Callable[[State, str], None], explain: Explain
) -> None:
    """Preview the catalogue until Ctrl-C or a signal to end, and leave nothing behind.

    ``tell`` hears each state and the address, ``explain`` puts an error into words. Raises
    AddressTaken where ``port`` can't be listened at, StorageFailed where there is no temporary
    folder to be had.
    """
    with (
        _until_stopped(),
        contextlib.closing(Server(port)) as server,
        folder_of_its_own() as folder,
        contextlib.closing(Watch(settings)) as watch,
    ):
        url = f"http://localhost:{server.port}/"
        builder = Builder(settings.root, folder, url, explain)
        server.start(builder.private(settings))
        tell(builder.state, url)
        watch.saved.set()
        while True:
            if watch.saved.wait(settings.limits.preview_look_seconds):
                watch.saved.clear()
                for state in builder.round(watch.follow, watch.saved.is_set):
                    server.tell(state)
                    tell(state, url)
            if watch.site.is_set():
                watch.site.clear()
                server.tell(builder.anew())
                server.start()
            watch.look()
            server.look()


@contextlib.contextmanager
def _until_stopped() -> Iterator[None]:
    """Let the first signal to stop end what is within, and no further one disturb the end of it."""

    def stop(_number: int, _frame: object) -> NoReturn:
        for number in STOPS:
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in STOPS}
    try:
        with contextlib.suppress(KeyboardInterrupt):
            yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


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
