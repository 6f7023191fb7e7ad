"""Page tokens are bound to a Release and a query, and a made-up one is never a failure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.web.token import Refusal, read_token, write_token


@given(st.integers(0, 2**32 - 1), st.text(), st.text())
def test_a_token_tells_where_it_was_made_for(start: int, release: str, query: str) -> None:
    """Of the same Release and query, whatever they are called."""
    token = write_token(start, release, query)
    assert token.isascii()
    assert "=" not in token
    assert read_token(token, release, query) == start


@given(st.text(max_size=40))
def test_a_text_is_no_token(text: str) -> None:
    """Nothing that somebody types is taken for one."""
    assert read_token(text, "release", "query") is Refusal.FOREIGN


def test_a_former_release_is_told_from_another_query() -> None:
    """Who paged through the same list gets to know that it has changed."""
    token = write_token(20, "old", "query")
    assert read_token(token, "new", "query") is Refusal.FORMER
    assert read_token(token, "old", "other") is Refusal.FOREIGN
    assert read_token(token, "new", "other") is Refusal.FOREIGN


@pytest.mark.parametrize("place", range(27))
def test_a_changed_letter_does_not_pass_for_another_query(place: int) -> None:
    """It leads to another page of the same list at most."""
    token = write_token(20, "release", "query")
    changed = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
    found = read_token(changed, "release", "query")
    assert isinstance(found, int) if place < 5 else found != 20 or place == 26
