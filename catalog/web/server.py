"""Starting and stopping the server: granian, one process for each worker."""

from __future__ import annotations

import logging
import sys
from typing import TYPE_CHECKING

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from catalog.settings import environment_root, read_settings, tell_workers
from catalog.web.app import create_app

if TYPE_CHECKING:
    import flask

    from catalog.settings import Settings
    from catalog.web.current import Current


def application() -> flask.Flask:
    """Return the site of the root that ``serve`` named, watching for new Releases.

    This is what granian calls in each worker, and what any other WSGI server may call.
    """
    logging.basicConfig(stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    app = create_app(read_settings(environment_root()))
    current: Current = app.extensions["catalog"]
    current.watch()
    return app


def serve(settings: Settings, host: str, port: int, workers: int) -> None:
    """Serve until SIGINT or SIGTERM; a worker that dies is started again."""
    limits = settings.limits
    tell_workers(settings)
    Granian(
        "catalog.web.server:application",
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
    ).serve()
