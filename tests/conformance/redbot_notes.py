"""Asks each request of a list as REDbot does and prints its notes; a process of its own.

REDbot lives in an event loop that belongs to a whole process. Reads and writes JSON: a list of
``[URL, method, headers, body]``, and for each its status and its notes: ``[level, name, summary]``.
"""

from __future__ import annotations

import configparser
import json
import sys
from collections import deque
from typing import TYPE_CHECKING, Any

import thor
from redbot.resource import HttpResource

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from httplint.note import Note

CONFIG = configparser.ConfigParser()
CONFIG.read_dict({"redbot": {"enable_local_access": "True"}})


def flat(notes: Iterable[Note]) -> Iterator[Note]:
    """Yield notes and the notes below them."""
    for note in notes:
        yield note
        yield from flat(note.subnotes)


def told(resource: HttpResource) -> list[list[str]]:
    """Return what is said of an answer and of those to REDbot's own further requests."""
    if resource.fetch_error is not None:
        return [["bad", "FETCH_ERROR", str(resource.fetch_error)]]
    answers = [resource.response, *(it.response for it in resource.subreqs.values())]
    notes = [note for answer in answers for note in flat(answer.notes)]
    return [[note.level.value, type(note).__name__, str(note)] for note in notes]


def main() -> None:
    """Ask one after the other: an answer is judged by its date, so none may wait for others."""
    requests: list[tuple[str, str, dict[str, str], str]] = json.load(sys.stdin)
    waiting = deque(requests)
    results: list[Any] = []

    def following() -> None:
        if not waiting:
            thor.stop()
            return
        url, method, headers, body = waiting.popleft()
        resource = HttpResource(CONFIG["redbot"])
        resource.set_request(url, method, list(headers.items()), body.encode())

        def done() -> None:
            results.append((resource.response.status_code, told(resource)))
            thor.schedule(0, following)

        resource.once("check_done", done)
        resource.check()

    thor.schedule(0, following)
    thor.run()
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main()
