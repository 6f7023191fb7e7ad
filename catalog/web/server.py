"""Starting and stopping the server: granian, one process for each worker."""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import threading
from typing import TYPE_CHECKING, Final

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from catalog.errors import AddressTaken
from catalog.judging.service import Service
from catalog.settings import environment_judges, environment_root, read_settings, tell_workers
from catalog.web.app import create_app

if TYPE_CHECKING:
    import flask

    from catalog.settings import Settings
    from catalog.web.current import Current

LOOK_FOR_PARENT: Final = 1.0
"""Seconds between looks whether the process that started this one is still there."""
PARENT_FIRST: Final = 0.5
"""Seconds that a worker gives its parent to hear of a signal that went to every process."""


def application() -> flask.Flask:
    """Return the site of the root that ``OMGREP_ROOT`` names, watching for new Releases.

    This is what any WSGI server may call.
    """
    logging.basicConfig(stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    app = create_app(read_settings(environment_root()), environment_judges())
    current: Current = app.extensions["catalog"]
    current.watch()
    return app


def worker() -> flask.Flask:
    """Return the site in a process that ``serve`` has started, which stops when it is told to."""
    stops = (signal.SIGINT, signal.SIGTERM)
    # Blocked before any other thread is made, so that only the one that waits for them gets them.
    signal.pthread_sigmask(signal.SIG_BLOCK, stops)
    before = signal.getsignal(signal.SIGTERM)
    threading.Thread(target=_stop, args=(stops, before, os.getppid()), daemon=True).start()
    return application()


def _stop(stops: tuple[signal.Signals, ...], before: object, parent: int) -> None:
    """Wait for a signal or for the parent's end, and let granian finish what is under way.

    Ctrl-C and systemd signal every process, and the parent then signals its children too.
    granian's handler must be called once and not in the main thread: a second call, in the midst
    of the first one's ``Event.wait``, would wait for ever. Without a parent a worker would keep
    the port.
    """
    if sys.platform == "darwin":  # which has no sigtimedwait
        signal.sigwait(stops)
    else:
        word = None
        while word is None and os.getppid() == parent:
            word = signal.sigtimedwait(stops, LOOK_FOR_PARENT)
        if word is not None and word.si_pid != parent:
            # A worker that ends before its parent has heard too would be taken for a crash.
            signal.sigtimedwait(stops, PARENT_FIRST)
    handler = signal.getsignal(signal.SIGTERM)
    if handler is before or not callable(handler):
        os._exit(0)  # nothing has been served yet
    handler(signal.SIGTERM, None)


def serve(settings: Settings, host: str, port: int, workers: int) -> None:
    """Serve until SIGINT or SIGTERM; a worker that dies is started again."""
    limits = settings.limits
    logging.basicConfig(stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    server = Granian(
        "catalog.web.server:worker",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=limits.server_threads,
        backpressure=limits.connections,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=int(limits.header_seconds * 1000)),
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=limits.stop_seconds,
    )
    with Service(settings) as judges:
        tell_workers(settings, judges.address)
        server.serve()


def claim(host: str, port: int) -> None:
    """Listen for a moment: granian would share the port with another server without a word.

    Raises AddressTaken where nobody can listen, or somebody does already.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
            probe.listen(1)
    except (OSError, OverflowError) as problem:
        raise AddressTaken(
            f"{host}:{port}", reason=getattr(problem, "strerror", None) or str(problem)
        ) from None
