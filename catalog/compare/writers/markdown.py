"""A comparison as a comment in a pull request (GitHub Flavored Markdown)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from catalog.compare.account import Account, Entry, Line, Span, Speaker

MARKER: Final = "<!-- omgrep diff -->"
"""The first line, by which a comment is found again and written anew."""
MOST: Final = 60_000
"""Characters of a comment: GitHub takes 65,536, and others may put something before it."""
SIGNS: Final = {"new": "🟢", "changed": "🟡", "deprecated": "🟠", "removed": "🔴"}
PUNCTUATION: Final = re.compile(r"([\\`*_{}\[\]<>#!|~&$]|(?<=\d)\.|^[-+=])")
"""What Markdown or GitHub may take for a sign (CommonMark 0.31, section 2.4)."""
JOINER: Final = "\N{WORD JOINER}"


def as_markdown(account: Account, say: Speaker) -> str:
    """Return ``account`` as Markdown of ``MOST`` characters; of what has no room, how much it is.

    Nothing in the data can become markup, a link, a mention or a reference.
    """
    head = [MARKER, "", f"### {_safe(account.title)}", "", f"**{_safe(account.summary)}**", ""]
    head += [f"> {_safe(note)}\n" for note in account.notes]
    lines = list(head)
    cut = say("diff.cut", n=sum(len(section.entries) for section in account.sections))
    room = MOST - sum(len(line) + 1 for line in lines) - len(_safe(cut)) - 10
    left = 0
    for section in account.sections:
        title = f"#### {_safe(section.title)}: {_safe(section.summary)}\n"
        for number, entry in enumerate(section.entries):
            text = (title if number == 0 else "") + _entry(entry, say)
            if left or len(text) + 1 > room:
                left += 1
                continue
            lines.append(text)
            room -= len(text) + 1
    if left:
        lines.append(_safe(say("diff.cut", n=left)))
    return "\n".join(lines).rstrip("\n") + "\n"


def _entry(entry: Entry, say: Speaker) -> str:
    within = f" ({_safe(entry.within)})" if entry.within else ""
    lines = [f"- {SIGNS[entry.state]} **{_safe(entry.name.text)}**{within} · {_safe(entry.tag)}"]
    lines += [f"  - {_line(line)}" for line in entry.lines]
    if entry.uses:
        # Folded: who reads the change first reads what was changed.
        lines += ["", "  <details><summary>" + _safe(say("diff.uses-title")) + "</summary>", ""]
        lines += [f"  - {_line(line)}" for line in entry.uses]
        lines += ["", "  </details>"]
    return "\n".join(lines) + "\n"


def _line(line: Line) -> str:
    note = f" _{_safe(line.note)}_" if line.note else ""
    return f"{_safe(line.label)}: {''.join(map(_span, line.spans))}{note}"


def _span(span: Span) -> str:
    if span.state == "same" or not span.text:
        return _safe(span.text)
    name = "del" if span.state == "deleted" else "ins"
    return f"<{name}>{_safe(span.text)}</{name}>"


def _safe(text: str) -> str:
    """Return ``text`` as text: on one line, no sign of Markdown, nobody mentioned.

    GitHub finds mentions (``@name``), references (``#1``, ``GH-1``, ``owner/name#1``) and bare
    addresses (``www.``) in the finished text, where escaping no longer shows: a character that
    nobody sees stands between their parts.
    """
    seen = "".join(
        letter
        if letter.isprintable()
        else " "
        if letter in "\n\r\t\N{NO-BREAK SPACE}"
        else f"\\u{ord(letter):04x}"
        for letter in text
    )
    escaped = PUNCTUATION.sub(r"\\\1", seen)
    broken = escaped.replace("@", "@" + JOINER).replace("\\#", "\\#" + JOINER)
    broken = broken.replace("://", f":{JOINER}//")
    return re.sub(r"(?i)\b(www|gh)(?=[.-])", rf"\1{JOINER}", broken)
