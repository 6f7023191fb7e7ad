"""Finished answers are kept within bounds."""

from __future__ import annotations

import gzip

from hypothesis import given
from hypothesis import strategies as st

from catalog.settings import Limits
from catalog.web.answer import Answer, Ready, ready
from catalog.web.answers import Answers

LIMITS = Limits(cached_answers=8, cached_bytes=100_000, cached_answer_bytes=10_000)


def answer(body: bytes) -> Ready:
    """Return a finished answer that is worth keeping."""
    return ready(Answer(200, (), body, keep=True), LIMITS)


def test_what_was_kept_is_found() -> None:
    """The same object comes back, by path and query."""
    answers, page = Answers(LIMITS), answer(b"page")
    answers.put(("/a", "start=1"), page)
    assert answers.get(("/a", "start=1")) is page
    assert answers.get(("/a", "")) is None


def test_what_is_asked_for_again_stays() -> None:
    """A flood of other URLs doesn't push out what people really ask for."""
    answers, page = Answers(LIMITS), answer(b"page")
    answers.put(("/wanted", ""), page)
    for number in range(100):
        answers.put((f"/{number}", ""), answer(b"other"))
        assert answers.get(("/wanted", "")) is page
    assert answers.get(("/1", "")) is None


def test_a_large_answer_is_not_kept() -> None:
    """Beyond the limit an answer is made each time."""
    answers = Answers(LIMITS)
    answers.put(("/large", ""), answer(b"x" * 50_000))
    assert len(answers) == 0


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9_000)), max_size=60))
def test_the_bounds_hold(asked: list[tuple[int, int]]) -> None:
    """Whatever is asked for, no more answers and bytes are kept than the limits say."""
    answers = Answers(LIMITS)
    sizes: dict[tuple[str, str], int] = {}
    for name, size in asked:
        key, made = (f"/{name}", ""), answer(bytes(size))
        if answers.get(key) is None:
            answers.put(key, made)
            sizes[key] = made.size
        assert len(answers) <= LIMITS.cached_answers
        kept = [sizes[key] for key in sizes if key in answers]
        assert sum(kept) <= LIMITS.cached_bytes


def test_each_encoding_has_its_own_strong_tag() -> None:
    """RFC 9110 §8.8.3.3: the bytes differ, so the tags do; and both tell caches why."""
    finished = answer(b"word " * 1_000)
    assert finished.packed is not None
    assert finished.packed.etag != finished.plain.etag
    assert gzip.decompress(finished.packed.body[0]) == finished.plain.body[0]
    for variant in (finished.plain, finished.packed):
        assert ("Vary", "Accept-Encoding") in variant.headers


def test_what_compresses_badly_is_sent_as_it_is() -> None:
    """Small and random bodies have one form and no Vary."""
    for body in (b"short", bytes(range(256)) * 4):
        finished = answer(gzip.compress(body))
        assert finished.packed is None
        assert "Vary" not in dict(finished.plain.headers)
