"""``site/openapi.yaml``: its bytes, and what it says; YAML is read here only, when asked for."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Final

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILE: Final = "openapi.yaml"
METHODS: Final = ("get", "post")

Node = dict[str, Any]
"""An object of the description."""


class OpenApi:
    """The description of the API, parsed at most once in a process."""

    def __init__(self, site: Path) -> None:
        self._path = site / FILE
        self._lock = threading.Lock()
        self._parsed: Node | None = None

    @property
    def yaml(self) -> bytes:
        """Return the description as it is written."""
        return self._path.read_bytes()

    @property
    def json(self) -> bytes:
        """Return the description as JSON."""
        return msgspec.json.encode(self.parsed)

    @property
    def parsed(self) -> Node:
        """Return what the description says."""
        with self._lock:
            if self._parsed is None:
                import yaml  # noqa: PLC0415 — a worker that nobody asks for it starts without

                self._parsed = yaml.load(self.yaml, Loader=yaml.CSafeLoader)
            return self._parsed

    def resolve(self, node: Node) -> Node:
        """Return an object, or the one that it refers to within the description."""
        while "$ref" in node:
            found: Any = self.parsed
            for step in str(node["$ref"]).removeprefix("#/").split("/"):
                found = found[step]
            node = found
        return node

    def operations(self) -> Iterator[tuple[str, str, Node]]:
        """Yield each operation with its path and method."""
        for path, item in self.parsed["paths"].items():
            for method in METHODS:
                if method in item:
                    yield path, method, item[method]
