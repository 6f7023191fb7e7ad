"""The process that serves the preview, apart from the one that builds: it never has to wait."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from multiprocessing import resource_tracker
from typing import TYPE_CHECKING, Final

from werkzeug.serving import WSGIRequestHandler, make_server

from catalog.errors import AddressTaken
from catalog.preview.board import Board
from catalog.preview.overlay import Overlay
from catalog.preview.stopping import STOPS, held
from catalog.web.app import create_app

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from catalog.preview.state import State
    from catalog.settings import Settings
    from catalog.web.current import Current

LOG: Final = logging.getLogger(__name__)
HOST: Final = "127.0.0.1"
"""Nobody but this machine: what is being written is nobody else's business yet."""
WAITING: Final = 128
"""Connections that may wait while the process is started again."""


class Server:
    """Starts the process that serves, tells it each state, and starts it again when it ends.

    The address is held here, so that a browser that asks meanwhile only waits a little.
    """

    def __init__(self, port: int) -> None:
        """Listen at ``port`` of this machine, or at any that is free where it is 0.

        Raises AddressTaken where that can't be.
        """
        self._settings: Settings | None = None
        self._state: State | None = None
        self._process: BaseProcess | None = None
        self._wire: Connection | None = None
        self._started = 0.0
        self._listener = _listen(port)

    @property
    def port(self) -> int:
        """Return the port."""
        return int(self._listener.getsockname()[1])

    def start(self, settings: Settings | None = None) -> None:
        """Start the process, in place of the one that is there."""
        self._settings = settings or self._settings
        self._end()
        # A new interpreter: a fork would have the builder's memory and know nothing of new code.
        processes = multiprocessing.get_context("spawn")
        told, self._wire = processes.Pipe(duplex=False)
        self._process = processes.Process(
            target=serve, args=(self._listener, told, self._settings), daemon=True
        )
        # No signal may meet the new process while it still reads its own code; the builder itself
        # hears of it right after. The tracker, were it started here, would take the mask off.
        resource_tracker.ensure_running()
        with held():
            self._process.start()
        self._started = time.monotonic()
        told.close()
        if self._state is not None:
            self.tell(self._state)

    def tell(self, state: State) -> None:
        """Send ``state`` to whoever looks at a page."""
        self._state = state
        try:
            if self._wire is not None:
                self._wire.send(state)
        except OSError:
            self._wire = None  # it has ended; `look` starts it again

    def look(self) -> None:
        """Start the process again where it has ended; one that ends at once is left a while."""
        if self._process is None or self._process.is_alive() or self._settings is None:
            return
        if time.monotonic() - self._started > self._settings.limits.release_retry_seconds:
            self.start()

    def close(self) -> None:
        """End the process, at once, and leave the address to others."""
        self._end()
        self._listener.close()

    def _end(self) -> None:
        if self._wire is not None:
            self._wire.close()
            self._wire = None
        if self._process is not None:
            # It holds nothing that could be lost, and streams of events never end by themselves.
            self._process.kill()
            self._process.join()
            self._process = None


class Quiet(WSGIRequestHandler):
    """Answers without a line on the terminal for each request."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 — werkzeug's name
        """Say nothing of a request; what goes wrong is logged by the application."""


def serve(listener: socket.socket, wire: Connection, settings: Settings) -> None:
    """Serve until the builder ends; this is all that the process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the builder, which then ends this
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
    logging.basicConfig(stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    try:
        app = create_app(settings)
        board = Board()
        current: Current = app.extensions["catalog"]
        overlay = Overlay(app, current, board, settings)
    except Exception as problem:  # noqa: BLE001 — a template under work is broken in many ways
        LOG.error("The site can't be served: %s: %s", type(problem).__name__, problem)  # noqa: TRY400
        sys.exit(1)
    threading.Thread(target=_hear, args=(wire, board, current), daemon=True).start()
    make_server(
        HOST,
        listener.getsockname()[1],
        overlay,
        threaded=True,
        request_handler=Quiet,
        fd=listener.fileno(),
    ).serve_forever()


def _hear(wire: Connection, board: Board, current: Current) -> None:
    """Take each state; the pages that it tells of are opened before anybody hears of it."""
    while True:
        try:
            state = wire.recv()
        except EOFError:
            os._exit(0)  # the builder has ended, however that came about
        current.look()
        board.put(state)


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen(WAITING)
    except (OSError, OverflowError) as problem:
        listener.close()
        reason = getattr(problem, "strerror", None) or str(problem)
        raise AddressTaken(f"{HOST}:{port}", reason=reason) from None
    return listener
