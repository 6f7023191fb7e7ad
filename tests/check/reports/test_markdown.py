"""The comment on a pull request: shown letter by letter, within its length, worst kept longest."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from catalog.check.finding import Finding, SourceLine, Suggestion
from catalog.check.reports import markdown
from catalog.model.text import LangString

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog.check import Report

RENDER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
OURS = {"strong", "code", "pre", "p", "ul", "li", "h4", "details", "summary", "a", "br"}
HOSTILE = st.text(
    st.sampled_from("`*_[]()<>!#@|~\\&;:/.$\n\t -=+1a") | st.characters(), max_size=40
)
FIXED = [
    "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "![x](https://evil.example/p.png)",
    "@bufdir @org/team", "#1 GH-1 org/repo#2", "https://evil.example www.evil.example",
    "a|b|c", "```\n</details><script>", "a@b.no mailto:a@b.no", "<!-- x", "&lt;b&gt; &#64;x",
    "~~x~~ **y** _z_ `c` $a$", "<https://evil.example>", "[x]: https://evil.example",
]  # fmt: skip


def unseen(text: str) -> str:
    """A text without the spaces of no width that keep GitHub from linking."""
    return text.replace("\u200b", "")


def rendered(shown: str) -> BeautifulSoup:
    """What GitHub makes of it, but for links of bare words."""
    return BeautifulSoup(RENDER.render(shown), "html.parser")


@pytest.mark.parametrize("hostile", FIXED)
def test_content_is_shown_letter_by_letter(
    hostile: str, make_finding: Callable[..., Finding], make_report: Callable[..., Report]
) -> None:
    """HTML, links, pictures, mentions, tables and emphasis are only what they look like."""
    finding = make_finding(hostile, excerpt=(), why=(), mend=())
    page = rendered(markdown.write(make_report(finding), "en"))
    assert re.sub(r"\s+", " ", hostile) in unseen(page.get_text())


@given(hostile=HOSTILE, file=HOSTILE)
def test_no_content_is_markup(
    hostile: str,
    file: str,
    make_finding: Callable[..., Finding],
    make_report: Callable[..., Report],
) -> None:
    """The only elements are ours, the only links are the rules' sources."""
    finding = make_finding(
        hostile,
        file=file or "a",
        excerpt=(SourceLine(1, hostile),),
        suggestion=Suggestion("<" + hostile + ">", 1, 1, 1, 2),
    )
    shown = markdown.write(make_report(finding), "en")
    page = rendered(shown)
    assert {tag.name for tag in page.find_all()} <= OURS
    assert {link["href"] for link in page.find_all("a")} <= {"https://example.org/rule"}
    loose = "".join(
        text for text in page.find_all(string=True) if not text.find_parent(["code", "a"])
    )
    assert not re.search(r"[@#]\w|(?i:https?:|ftp:|www\.|mailto:|xmpp:|gh-\d)", loose)


def test_the_first_line_is_the_marker(bad: Report) -> None:
    """A bot finds the comment that it wrote before, and writes over it."""
    assert markdown.write(bad, "nb").startswith(markdown.MARKER + "\n")


def test_findings_are_grouped_by_file(bad: Report) -> None:
    """Each file once, in order, with its findings below it."""
    page = rendered(markdown.write(bad, "en"))
    assert [title.get_text() for title in page.find_all("h4")] == [
        "odd, name%0A.ttl", "uro.ttl", "\xf8delagt.ttl",
    ]  # fmt: skip
    assert len(page.find_all("li")) == len(bad.findings)
    assert len(page.find_all("details")) == len(bad.findings)


def test_what_was_meant_can_be_copied(bad: Report) -> None:
    """The Turtle to write is code, with no sign in it that isn't to be written."""
    page = rendered(markdown.write(bad, "en"))
    codes = {code.get_text() for code in page.find_all("code")}
    assert {"@nn", "@en", "<http://purl.org/dc/terms/>"} <= codes


def test_a_comment_has_an_end(
    make_finding: Callable[..., Finding], make_report: Callable[..., Report]
) -> None:
    """Of thousands of findings the errors are kept, on changed lines first; the rest is counted."""
    findings = [
        make_finding("x" * 90, line=line, end_line=line, severity=severity)
        for line in range(1, 3_001)
        for severity in ("error", "warning")
    ]
    changed = {"a.ttl": (range(2_999, 3_001),)}
    shown = markdown.write(make_report(*findings), "en", changed=changed)
    assert len(shown) <= markdown.MOST
    assert len(shown) > markdown.MOST * 0.9
    assert "**warning**" not in shown
    assert "**error** 2999:1" in shown
    kept = shown.count("- **error**")
    assert f"{6_000 - kept} findings are left out here" in shown


def test_what_a_rule_does_not_say_is_left_out(
    make_finding: Callable[..., Finding], make_report: Callable[..., Report]
) -> None:
    """An item without anything to unfold is one line."""
    bare = make_finding("wrong", why=(), mend=(), excerpt=())
    shown = markdown.write(make_report(bare), "en")
    assert shown.splitlines()[-1] == "- **error** 1:1 `some-rule` wrong"
    with_mend = make_finding("wrong", why=(), mend=(LangString("Do it.", "en"),), excerpt=())
    assert "<details>" in markdown.write(make_report(with_mend), "en")


def test_a_clean_catalogue_is_told_to_be_clean(check_files: Callable[..., Report]) -> None:
    """The comment of a pull request that was mended says so."""
    shown = markdown.write(check_files({}), "en")
    assert (
        html.unescape(shown).splitlines()[1] == "**All is well. Files: 0, errors: 0, warnings: 0.**"
    )
