"""A text of JSON, read with positions: strict (RFC 8259), one sign after the other.

Asked only where something is wrong, to tell where; what is right is read by Python's own reader.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from catalog.message.document import place_of
from catalog.message.positions import Place

if TYPE_CHECKING:
    from collections.abc import Collection

Path = tuple[str | int, ...]
"""Names of members and numbers of items, from the outermost value."""

SPACE: Final = re.compile(r"[ \t\n\r]*+")
STRING: Final = re.compile(r'"((?:[^"\\\x00-\x1f]++|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+)"')
ESCAPE: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))")
NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![\w.+-])")
WORD: Final = re.compile(r"(?:true|false|null)(?!\w)")
CONSTANT: Final = re.compile(r"[+-]?(?:NaN|Infinity)(?!\w)")
LIKE_NUMBER: Final = re.compile(r"[+-]?\.?[0-9]")
SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
DIGITS: Final = 400
"""Signs in a number: beyond those that any program has room for."""
SHORT: Final = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


@dataclass(frozen=True, slots=True)
class Slip:
    """Something against the rules of JSON; after the first that is ``fatal`` nothing is read."""

    code: str
    offset: int
    path: Path
    name: str = ""
    fatal: bool = True


@dataclass(slots=True)
class _Open:
    """An object or a list under way, and the names or the number of what it has so far."""

    object: bool
    names: set[str] = field(default_factory=set)
    count: int = 0


class _StopError(Exception):
    """Nothing behind can be read."""


@dataclass(slots=True)
class Scanner:
    """Reads a text from its beginning; ``offsets`` are of the values wanted.

    Unless the ``whole`` is to be read, it stops where all of them are found.
    """

    text: str
    depth: int
    wanted: Collection[Path] = ()
    whole: bool = True
    offsets: dict[Path, int] = field(default_factory=dict)
    slips: list[Slip] = field(default_factory=list)
    _at: int = 0
    _path: list[str | int] = field(default_factory=list)

    def scan(self) -> None:
        """Read all of it."""
        try:
            self._scan()
        except _StopError:
            return

    def places(self) -> dict[Path, Place]:
        """Return line, column and JSON Pointer of what was wanted and found."""
        found, line, start, before = {}, 1, 0, 0
        for path, offset in sorted(self.offsets.items(), key=lambda one: one[1]):
            line += self.text.count("\n", before, offset)
            start = max(start, self.text.rfind("\n", before, offset) + 1)
            before = offset
            found[path] = Place(line, offset - start + 1, pointer(path))
        return found

    def place(self, slip: Slip) -> Place:
        """Return where a slip is."""
        return Place(*place_of(self.text[: slip.offset]), pointer(slip.path))

    def _scan(self) -> None:
        stack: list[_Open] = []
        self._space()
        while True:
            # Here a value begins.
            if tuple(self._path) in self.wanted:
                self.offsets.setdefault(tuple(self._path), self._at)
                if not self.whole and len(self.offsets) == len(self.wanted):
                    return
            opening = self.text[self._at : self._at + 1]
            if opening and opening in "{[":
                if len(stack) >= self.depth:
                    raise self._stop("too-deep")
                self._at += 1
                stack.append(_Open(opening == "{"))
                self._space()
                if not self._closed(stack):
                    self._enter(stack[-1])
                    continue
            else:
                self._plain()
            # Here a value has ended.
            self._space()
            while stack and self._closed(stack, after=True):
                self._space()
            if not stack:
                break
            self._comma(stack[-1])
        if self._at < len(self.text):
            raise self._stop("json-after")

    def _closed(self, stack: list[_Open], *, after: bool = False) -> bool:
        """Close what ends here; ``after`` a value of it, whose step is then taken back."""
        sign = self.text[self._at : self._at + 1]
        if sign != ("}" if stack[-1].object else "]"):
            return False
        self._at += 1
        stack.pop()
        if after:
            self._path.pop()
        return True

    def _comma(self, opened: _Open) -> None:
        """Read the comma between two values, and go to the next."""
        if self.text[self._at : self._at + 1] != ",":
            raise self._stop("json-comma" if self._at < len(self.text) else "json-unfinished")
        comma = self._at
        self._at += 1
        self._space()
        self._path.pop()
        if self.text[self._at : self._at + 1] in {"}", "]"}:
            self._at = comma
            raise self._stop("json-trailing")
        self._enter(opened)

    def _enter(self, opened: _Open) -> None:
        """Go to where the next value of an object or a list begins."""
        if not opened.object:
            self._path.append(opened.count)
            opened.count += 1
            return
        begun = self._at
        if begun >= len(self.text):
            raise self._stop("json-unfinished")
        if self.text[begun] != '"':
            raise self._stop("json-name")
        name = self._string()
        self._path.append(name)
        if name in opened.names:
            self.slips.append(Slip("json-duplicate", begun, tuple(self._path), name, fatal=False))
        opened.names.add(name)
        self._space()
        if self.text[self._at : self._at + 1] != ":":
            raise self._stop("json-colon" if self._at < len(self.text) else "json-unfinished")
        self._at += 1
        self._space()

    def _plain(self) -> None:
        """Read a value without parts."""
        text, at = self.text, self._at
        if at >= len(text):
            raise self._stop("json-unfinished")
        if text[at] == '"':
            self._string()
            return
        found = WORD.match(text, at) or NUMBER.match(text, at)
        if found is None:
            if CONSTANT.match(text, at):
                raise self._stop("json-constant")
            if text[at] in "}],":
                raise self._stop("json-value")
            raise self._stop("json-number" if LIKE_NUMBER.match(text, at) else "json-value")
        if text[at] not in "tfn" and is_too_large(found[0]):
            raise self._stop("json-number-large")
        self._at = found.end()

    def _string(self) -> str:
        """Read a text."""
        found = STRING.match(self.text, self._at)
        if found is None:
            closed = self.text.find('"', self._at + 1)
            raise self._stop("json-text" if closed >= 0 else "json-unfinished")
        text = ESCAPE.sub(_unescaped, found[1]) if "\\" in found[1] else found[1]
        if SURROGATE.search(text):
            # Two that belong together are one sign; one alone is none.
            text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            if "\ufffd" in text and "\ufffd" not in found[1]:
                raise self._stop("json-text")
        self._at = found.end()
        return text

    def _space(self) -> None:
        found = SPACE.match(self.text, self._at)
        self._at = found.end() if found else self._at

    def _stop(self, code: str) -> _StopError:
        """Note a slip and return what is to be raised."""
        self.slips.append(Slip(code, min(self._at, len(self.text)), tuple(self._path)))
        return _StopError()


def is_too_large(number: str) -> bool:
    """Tell whether programs have no room for a number as it is written."""
    return len(number) > DIGITS or math.isinf(float(number))


def pointer(path: Path) -> str:
    """Return a path as JSON Pointer (RFC 6901)."""
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in path)


def _unescaped(found: re.Match[str]) -> str:
    if found[1]:
        return chr(int(found[1], 16))
    return SHORT.get(found[2], found[2])
