"""Terminal: where a command speaks, in the language of who runs it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final, TextIO

from catalog.settings import color_wanted, program_folder
from catalog.web.i18n import Translator

if TYPE_CHECKING:
    from catalog.errors import CatalogError

CLEAN: Final = 0
WRONG: Final = 1
FAILED: Final = 2
INTERRUPTED: Final = 130


class Terminal:
    """Where a command speaks: results on standard output, progress and trouble beside it."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.say = Translator(program_folder("site"), lang, part="command")
        self.live = sys.stderr.isatty()
        self.open_line = False

    def progress(self, stage: str, done: int, total: int) -> None:
        """Tell how far a stage has come; on a terminal in one line that changes."""
        text = self.say(f"stage.{stage}", done=done, total=total)
        if self.live:
            sys.stderr.write(f"\r\x1b[K{text}")
            self.open_line = True
            if done >= total:
                self.close_line()
            sys.stderr.flush()
        elif done >= total:
            print(text, file=sys.stderr)

    def close_line(self) -> None:
        """End the line that changes, if one is under way."""
        if self.open_line:
            sys.stderr.write("\n")
            self.open_line = False

    def trouble(self, problem: CatalogError) -> None:
        """Say what went wrong, where, and what to do next."""
        self.close_line()
        print(self.explain(problem), file=sys.stderr)

    def explain(self, problem: CatalogError) -> str:
        """Return what went wrong, where, and what to do next."""
        facts = {
            name: ", ".join(map(str, value))
            if isinstance(value, list | tuple | set)
            else str(value)
            for name, value in {"reason": "", "known": "", **problem.facts}.items()
        }
        if f"reason.{facts['reason']}" in self.say:
            facts["reason"] = self.say(f"reason.{facts['reason']}")
        place = printable(problem.place)
        if f"place.{place}" in self.say:
            place = self.say(f"place.{place}")
        text = self.say(f"error.{problem.code}", place=place, **facts)
        return printable(text)


def colored(stream: TextIO) -> bool:
    """Tell whether to write to ``stream`` in colour: on a terminal, where nobody has said no."""
    return stream.isatty() and color_wanted()


def printable(text: str) -> str:
    """Return ``text`` without what could move the cursor or turn the writing direction.

    Nor what could steer a workflow: its older commands begin with ``##[`` anywhere in a line.
    """
    return "".join(
        letter if letter.isprintable() or letter == "\n" else f"\\u{ord(letter):04x}"
        for letter in text.replace("##[", "##\\u005b")
    )
