"""Which Host a request may name (threats M16): ours, and the machine's own; the port is free."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.settings import Settings

OWN: Final = ("localhost", "127.0.0.1", "[::1]")
HOST: Final = re.compile(r"(\[[0-9a-f:.]{2,45}\]|[a-z0-9_.-]{1,253})(?::[0-9]{0,5})?")
LONGEST: Final = 260
"""A name of 253 characters, a colon and a port."""


def trusted_hosts(settings: Settings) -> frozenset[str]:
    """Return the names that this server answers to, without ports, in lower case."""
    named = {host.lower() for host in settings.hosts}
    named.update(urlsplit(url).netloc.lower() for url in (settings.base_iri, settings.public_url))
    return frozenset({*map(host_name, named), *OWN} - {""})


def host_name(host: str) -> str:
    """Return a ``Host`` without its port (RFC 9110 §7.2), or nothing where it isn't one."""
    match = HOST.fullmatch(host.lower())
    return match[1].removesuffix(".") if match else ""


def guard(trusted: frozenset[str]) -> Callable[[str], bool]:
    """Return a quick test of a ``Host`` header; it remembers the few that clients send."""

    @lru_cache(maxsize=256)
    def remembered(host: str) -> bool:
        return host_name(host) in trusted

    def is_trusted(host: str) -> bool:
        return len(host) <= LONGEST and remembered(host)

    return is_trusted
