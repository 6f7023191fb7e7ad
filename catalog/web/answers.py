"""The finished answers of one Release and day, kept ready in front of Flask within bounds."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from catalog.limits import Limits
    from catalog.web.answer import Ready

Key = tuple[str, str]
"""PATH_INFO and QUERY_STRING as the server gives them."""


class Answers:
    """A bounded store that forgets what is not asked for again.

    Two generations: new answers go to the young one; when that has half of the room it becomes
    the old one, and the former old one is dropped. What is found in the old one is young again.
    So a flood of URLs pushes out what nobody asks for, and looking up costs no bookkeeping.
    """

    def __init__(self, limits: Limits) -> None:
        self._count = limits.cached_answers // 2
        self._bytes = limits.cached_bytes // 2
        self._largest = limits.cached_answer_bytes
        self._young: dict[Key, Ready] = {}
        self._old: dict[Key, Ready] = {}
        self._used = 0
        self._lock = threading.Lock()

    def __len__(self) -> int:
        """Return how many answers are kept."""
        return len(self._young.keys() | self._old.keys())

    def __contains__(self, key: Key) -> bool:
        """Tell whether an answer is kept, without making it young."""
        return key in self._young or key in self._old

    def get(self, key: Key) -> Ready | None:
        """Return the answer for a path and query, if it is kept."""
        found = self._young.get(key)
        if found is None:
            found = self._old.get(key)
            if found is not None:
                self.put(key, found)
        return found

    def put(self, key: Key, ready: Ready) -> None:
        """Keep an answer in place of what is kept for ``key``, unless it is too large."""
        if sum(map(len, ready.plain.body)) > self._largest:
            return
        size = ready.size + len(key[0]) + len(key[1])
        with self._lock:
            former = self._young.pop(key, None)
            if former is not None:
                self._used -= former.size + len(key[0]) + len(key[1])
            if len(self._young) >= self._count or self._used + size > self._bytes:
                self._old, self._young, self._used = self._young, {}, 0
            self._young[key] = ready
            self._used += size
