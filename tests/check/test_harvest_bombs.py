"""Feeds that would keep a parser busy for ever, and deep ones that only look like it."""

from __future__ import annotations

import pytest

from catalog.check.harvest import judge_feed
from catalog.errors import FeedUnavailable
from tests.check.test_harvest import LD, XML, rules

BOMBS = {
    "entities": (
        b'<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
        + XML.replace(b"/>", b"/>&b;"),
        "application/rdf+xml",
        "feed-entities",
    ),
    "deep XML": (
        XML.replace(b"<skos:Concept", b"<skos:Concept><skos:a>" * 60 + b"<skos:Concept"),
        "application/rdf+xml",
        "feed-deep",
    ),
    "deep JSON": (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, "application/ld+json", "feed-deep"),
    "context": (
        b'{"@context": "http://127.0.0.1:9/context", "@id": "http://a.example/"}',
        "application/ld+json",
        "feed-context",
    ),
    "token": (b'<http://a> <http://b> "' + b"x" * 20_000_000 + b'" .', "text/turtle", "feed-token"),
}


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_what_would_never_end_is_refused(name: str) -> None:
    """With a reason, before the parser that has no bounds of its own sees it."""
    content, accept, reason = BOMBS[name]
    with pytest.raises(FeedUnavailable) as raised:
        judge_feed(content, accept)
    assert raised.value.facts["reason"] == reason


def test_brackets_in_texts_are_not_deep() -> None:
    """JSON-LD with a definition full of brackets is read."""
    content = LD.replace(b'"melding"', b'"' + b"[{" * 500 + b'\\""')
    assert "harvest-syntax" not in rules(judge_feed(content, "application/ld+json"))


def test_ten_thousand_levels_of_turtle_are_judged() -> None:
    """Blank nodes in blank nodes are followed without recursion."""
    depth = 10_000
    content = b"<http://a.example/c> <http://p.example/p> " + (
        b"[ <http://p.example/p> " * depth + b"1" + b" ]" * depth + b" ."
    )
    report = judge_feed(content)
    assert report.counts["harvest-blank-nodes"] == 1
    assert "harvest-blank-circle" not in report.counts
