"""Refusal: why a request isn't answered, as RFC 9457 problem details."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable

PROBLEMS: Final = "/problem/"
"""Below this each problem's ``type`` URL answers what it means."""

STATUS: Final = {
    "encoding": 400,
    "missing-query": 400,
    "repeated-query": 400,
    "syntax": 400,
    "evaluation": 400,
    "graph": 400,
    "service": 403,
    "update": 403,
    "not-found": 404,
    "method": 405,
    "not-acceptable": 406,
    "unwritable": 406,
    "slow-request": 408,
    "query-too-long": 413,
    "content-type": 415,
    "too-slow": 422,
    "too-much-memory": 422,
    "too-deep": 422,
    "too-large": 422,
    "internal": 500,
    "busy": 503,
    "unavailable": 503,
}
"""Every kind with its status. A query beyond a limit is 422 (RFC 9110 §15.5.21): it was understood,
and asking the same again won't help, as 503 would say."""


# Not frozen and without slots: Python itself sets an exception's traceback and context.
@dataclass(eq=False)
class Refusal(Exception):
    """A request that isn't answered; ``facts`` fill its sentence, ``wait`` is in seconds."""

    code: str
    facts: dict[str, str | int] = field(default_factory=dict)
    wait: int = 0

    @property
    def status(self) -> int:
        """Return the HTTP status."""
        return STATUS[self.code]

    def body(self, say: Callable[..., str]) -> bytes:
        """Return the problem as ``application/problem+json`` (RFC 9457 §3)."""
        return msgspec.json.encode(
            {
                "type": PROBLEMS + self.code,
                "title": say(f"sparql.problem.{self.code}.title"),
                "status": self.status,
                "detail": say(f"sparql.problem.{self.code}.detail", **self.facts),
                **self.facts,
            }
        )
