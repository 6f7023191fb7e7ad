"""A Report as a comment on a pull request: GitHub's Markdown in which no content is markup."""

from __future__ import annotations

import html
import re
from itertools import groupby
from typing import TYPE_CHECKING, Final

from catalog.check.reports.sentences import UNKNOWN, Changed, foremost, meant, summary, suppressed
from catalog.check.reports.text import source
from catalog.check.speech import plain

if TYPE_CHECKING:
    from catalog.check.finding import Finding, Report

MARKER: Final = "<!-- omgrep check -->"
"""The first line, by which a bot finds the comment that it wrote before."""
MOST: Final = 60_000
"""Characters of a comment: GitHub takes 65,536, and a bot may add a line or two."""
PUNCTUATION: Final = re.compile(r"([\\`*_\[\]~$])")
"""What is markup in the middle of a line; where a line begins, no content stands."""
MENTION: Final = re.compile(r"([@#])(?=[\w\\])")
LINK: Final = re.compile(r"(?i)(https?|ftp|mailto|xmpp|www|gh)(?=[:.-])")
NARROW: Final = "&#8203;"
"""A space without width: it keeps GitHub from making a mention or a link of what follows."""


def write(
    report: Report,
    lang: str,
    *,
    changed: Changed = UNKNOWN,
    elsewhere: int = 0,
) -> str:
    """Return a summary and the findings by file, as many as there is room for.

    Where there isn't for all, errors and findings on ``changed`` lines win. ``elsewhere`` of the
    findings are shown at their lines already.
    """
    head = [MARKER, f"**{_safe(summary(report, lang))}**", ""]
    if elsewhere:
        head += [_safe(report.word("elsewhere", lang, count=elsewhere)), ""]
    foot = [_safe(line) + "  " for line in suppressed(report, lang)]
    # The longest sentence on what was left out is kept room for, whether or not it is needed.
    left = MOST - len("\n".join([*head, *foot])) - len(_left_out(report, lang, 10**9)) - 10
    kept: dict[int, str] = {}
    files: set[str] = set()
    order = {id(finding): index for index, finding in enumerate(report.findings)}
    for finding in foremost(report.findings, changed):
        item = _item(report, finding, lang)
        size = len(item) + 1 + (0 if finding.file in files else len(_heading(finding.file)) + 2)
        if size > left:
            break
        left -= size
        files.add(finding.file)
        kept[order[id(finding)]] = item
    body: list[str] = []
    for file, indexes in groupby(sorted(kept), lambda index: report.findings[index].file):
        body += [_heading(file), "", *(kept[index] for index in indexes), ""]
    dropped = len(report.findings) - len(kept)
    if dropped:
        foot.append(_left_out(report, lang, dropped))
    return "\n".join([*head, *body, *foot]).rstrip() + "\n"


def _left_out(report: Report, lang: str, count: int) -> str:
    return _safe(report.word("left-out", lang, count=count))


def _heading(file: str) -> str:
    return f"#### {_code(file)}"


def _item(report: Report, finding: Finding, lang: str) -> str:
    """Return one finding as an item of a list, with the rest folded away."""
    severity = _safe(report.word(finding.severity, lang))
    lines = [
        f"- **{severity}** {finding.line}:{finding.column} `{finding.rule}` "
        f"{_safe(finding.message(lang))} {_question(report, finding, lang)}".rstrip()
    ]
    folded: list[str] = []
    shown = list(source(finding))
    if shown:
        fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", "\n".join(shown)) or [""]))
        folded += [f"{fence}text", *shown, fence, ""]
    reason, remedy = finding.reason(lang), finding.remedy(lang)
    if reason:
        about = f" (<{finding.source}>)" if finding.source else ""
        folded += [f"**{_safe(report.word('why', lang))}:** {_safe(reason)}{about}", ""]
    if remedy:
        folded += [f"**{_safe(report.word('mend', lang))}:** {_safe(remedy)}", ""]
    if folded:
        title = html.escape(report.word("more", lang))
        lines += [
            f"  <details><summary>{title}</summary>",
            "",
            *(f"  {line}".rstrip() for line in folded),
            "  </details>",
        ]
    return "\n".join(lines)


def _question(report: Report, finding: Finding, lang: str) -> str:
    """Return the question whether something else was meant, with that as code to be copied."""
    suggested = plain(finding.suggestion.text) if finding.suggestion else ""
    before, value, after = meant(report, finding, lang).partition(suggested or "\0")
    return f"{_safe(before)}{_code(value)}{_safe(after)}" if value else ""


def _safe(text: str) -> str:
    """Return ``text`` so that it is shown letter by letter: no HTML, link, mention or emphasis."""
    text = html.escape(PUNCTUATION.sub(r"\\\1", plain(text)), quote=False)
    return LINK.sub(rf"\1{NARROW}", MENTION.sub(rf"\1{NARROW}", text))


def _code(text: str) -> str:
    """Return ``text`` as code, however many backticks it has."""
    text = plain(text)
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    space = " " if text[:1] in {"`", " "} or text[-1:] in {"`", " "} else ""
    return f"{fence}{space}{text}{space}{fence}"
