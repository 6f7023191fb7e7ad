"""A comparison for a terminal: signs tell what goes and what comes, in colour where wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from catalog.compare.account import Account, Entry, Line, Span

SIGNS: Final = {"new": "+", "changed": "~", "deprecated": "!", "removed": "-"}
MARKS: Final = {"same": ("", ""), "deleted": ("[-", "-]"), "inserted": ("{+", "+}")}
COLORS: Final = {
    "new": "32", "inserted": "32", "changed": "33", "deprecated": "35", "removed": "31",
    "deleted": "31", "bold": "1", "faint": "2",
}  # fmt: skip


def as_text(account: Account, *, color: bool) -> str:
    """Return ``account`` as lines; the marks stand there with colour and without.

    Control characters, and what turns the writing direction, are shown as codes: no text can
    steer a terminal.
    """
    writer = _Writer(color=color)
    lines = [writer.painted(_safe(account.title), "bold"), _safe(account.summary)]
    lines += [_safe(note) for note in account.notes]
    for section in account.sections:
        lines += ["", f"{writer.painted(section.title, 'bold')}: {_safe(section.summary)}"]
        for entry in section.entries:
            lines += ["", *writer.entry(entry)]
    return "\n".join(lines) + "\n"


class _Writer:
    """Writes in colour, or doesn't."""

    def __init__(self, *, color: bool) -> None:
        self.color = color

    def painted(self, text: str, color: str) -> str:
        """Return ``text`` in a colour where there are colours."""
        return f"\x1b[{COLORS[color]}m{text}\x1b[0m" if self.color and text else text

    def entry(self, entry: Entry) -> list[str]:
        """Return the lines about one thing."""
        within = f" ({_safe(entry.within)})" if entry.within else ""
        head = self.painted(f"{SIGNS[entry.state]} {_safe(entry.name.text)}", entry.state)
        lines = [f"{head}{within} · {_safe(entry.tag)}"]
        if entry.iri:
            lines.append("  " + self.painted(_safe(entry.iri), "faint"))
        return [*lines, *map(self.line, (*entry.lines, *entry.uses))]

    def line(self, line: Line) -> str:
        """Return one fact."""
        spans = "".join(map(self.span, line.spans))
        note = f" ({_safe(line.note)})" if line.note else ""
        return f"    {_safe(line.label)}: {spans}{note}"

    def span(self, span: Span) -> str:
        """Return a stretch of text between its marks."""
        first, last = MARKS[span.state]
        text = f"{first}{_safe(span.text)}{last}"
        return text if span.state == "same" else self.painted(text, span.state)


def _safe(text: str) -> str:
    """Return ``text`` on lines of its own thing, without what a terminal would obey."""
    return "".join(
        letter
        if letter.isprintable()
        else "\n        "
        if letter == "\n"
        else f"\\u{ord(letter):04x}"
        for letter in text
    )
