"""The process that keeps one Release loaded, in a store of pyoxigraph."""

from __future__ import annotations

import contextlib
import socket
from typing import TYPE_CHECKING, Final

import msgspec
import pyoxigraph

from catalog.processes.confinement import Bounds
from catalog.processes.keeper import PIECE, Keeper, settle
from catalog.release.manifest import fingerprint
from catalog.sparql.evaluation import Catalogue, Order

if TYPE_CHECKING:
    from pathlib import Path

    from catalog.limits import Limits

READY: Final = b"ready "
"""Said when the Release is loaded, with the number of its statements behind it."""


def keep(wire: socket.socket, dump: Path, sha256: str, graph: str, limits: Limits) -> None:
    """Load ``dump`` and answer until the other end of ``wire`` is closed.

    Each message on the wire brings one end of a line.
    """
    settle()
    try:
        if fingerprint(dump) != sha256:
            wire.sendall(b"sha256")
            return
        store = pyoxigraph.Store()
        name = pyoxigraph.NamedNode(graph)
        store.load(path=dump, format=pyoxigraph.RdfFormat.N_TRIPLES, to_graph=name)
    except (OSError, SyntaxError, ValueError) as problem:
        wire.sendall((getattr(problem, "strerror", None) or str(problem)).encode()[:PIECE])
        return
    catalogue = Catalogue(store, graph)

    def evaluate(order: bytes) -> tuple[int, bytes]:
        wanted = msgspec.json.decode(order, type=Order)
        return catalogue.evaluate(wanted, limits.sparql_answer_bytes)

    def take() -> socket.socket:
        message, lines, _, _ = socket.recv_fds(wire, 1, 1)
        if not message:
            raise EOFError
        return socket.socket(fileno=lines[0])

    bounds = Bounds(limits.sparql_seconds, limits.sparql_memory_bytes, limits.sparql_stack_bytes)
    keeper = Keeper(evaluate, bounds)
    wire.sendall(READY + str(len(store)).encode())
    with contextlib.suppress(ConnectionError):
        keeper.run(wire, take)
