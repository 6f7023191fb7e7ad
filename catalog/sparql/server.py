"""Starting and stopping the endpoint: granian and the pool in one process, queries in others."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.embed import Server

from catalog.sparql.app import Endpoint
from catalog.sparql.pool import Pool

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from catalog.settings import Settings


@dataclass(frozen=True, slots=True)
class Place:
    """Where the endpoint listens, and by which URL others find it."""

    host: str
    port: int
    url: str


def serve(
    settings: Settings,
    place: Place,
    workers: int,
    say: Mapping[str, Callable[..., str]],
    started: Callable[[], None],
) -> NoReturn:
    """Serve until SIGINT or SIGTERM, and then end this process.

    ``workers`` queries are evaluated at a time, and ``started`` is called when the Release is
    loaded. Raises ReleaseMissing or ReleaseBroken.
    """
    logging.basicConfig(stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    asyncio.run(_serve(settings, place, workers, say, started))
    sys.stdout.flush()
    # granian's threads may ask for the interpreter while it ends, and that aborts the process.
    os._exit(0)


async def _serve(
    settings: Settings,
    place: Place,
    workers: int,
    say: Mapping[str, Callable[..., str]],
    started: Callable[[], None],
) -> None:
    limits = settings.limits
    pool = Pool(settings, workers)
    endpoint = Endpoint(settings, pool, workers + limits.sparql_waiting, say, place.url)
    server = Server(
        endpoint,
        address=place.host,
        port=place.port,
        interface=Interfaces.ASGINL,
        backpressure=limits.connections,
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(header_read_timeout=int(limits.header_seconds * 1000)),
        websockets=False,
        log_level=LogLevels.error,  # the word that it is experimental is a warning
    )
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    tasks = []
    try:
        starting = asyncio.ensure_future(pool.start())
        stopping = asyncio.ensure_future(stopped.wait())
        tasks = [starting, stopping]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        if not stopped.is_set():
            starting.result()
            started()
            serving = asyncio.ensure_future(server.serve())
            tasks += [serving, asyncio.ensure_future(pool.follow())]
            await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
            server.stop()  # type: ignore[no-untyped-call]  # granian has no types here
            # Answers under way are let go: a query can be asked again.
            with suppress(TimeoutError):
                await asyncio.wait_for(serving, limits.sparql_stop_seconds)
    finally:
        for task in tasks:
            task.cancel()
        pool.end()
