"""Finished answers are kept within bounds."""

from __future__ import annotations

import gzip
import secrets

import brotli
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from catalog.formats.coding import BROTLI, CODINGS
from catalog.limits import Limits
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


UNPACK = {
    "br": brotli.decompress,
    "zstd": lambda body: zstandard.ZstdDecompressor().decompress(body),
    "gzip": gzip.decompress,
}


def test_each_coding_has_its_own_strong_tag() -> None:
    """RFC 9110 §8.8.3.3: the bytes differ, so the tags do; and all tell caches why."""
    finished = answer(b"word " * 1_000)
    for coding in CODINGS:
        finished = finished.fitting(coding)
    assert set(finished.coded) == set(CODINGS)
    variants = [finished.plain, *finished.coded.values()]
    assert len({variant.etag for variant in variants}) == len(variants)
    for coding, variant in finished.coded.items():
        assert UNPACK[coding](variant.body[0]) == finished.plain.body[0]
        assert ("Content-Encoding", coding) in variant.headers
    for variant in variants:
        assert ("Vary", "Accept-Encoding") in variant.headers
        assert ("Content-Length", str(len(variant.body[0]))) in variant.headers


def test_a_coding_is_made_once_and_only_when_it_is_wanted() -> None:
    """Nobody waits for brotli that nobody takes, and the second who takes it waits no more."""
    first = answer(b"word " * 1_000)
    assert BROTLI not in first.coded
    assert first.fitting("") is first
    assert first.fitting("identity") is first
    second = first.fitting("br")
    assert second.fitting("gzip;q=0.1, br") is second
    assert second.size > first.size


def test_what_compresses_badly_is_sent_as_it_is() -> None:
    """Small and random bodies have one form and no Vary."""
    for body in (b"short", gzip.compress(bytes(range(256)) * 40), secrets.token_bytes(5_000)):
        finished = answer(body)
        assert finished.coded == {}
        assert finished.fitting("gzip, br, zstd") is finished
        assert "Vary" not in dict(finished.plain.headers)


def test_codings_that_come_later_are_counted_too() -> None:
    """The bound on memory holds also when every answer is asked for in every coding."""
    answers = Answers(LIMITS)
    kept: dict[str, Ready] = {}
    for number in range(60):
        key = (f"/{number}", "")
        made = answer(secrets.token_hex(3_000).encode())
        for coding in CODINGS:
            made = made.fitting(coding)
            answers.put(key, made)
            kept[key[0]] = made
            held = sum(it.size for name, it in kept.items() if (name, "") in answers)
            assert held <= LIMITS.cached_bytes
    assert len(answers) > 1


def test_an_answer_is_replaced_by_the_one_with_more_codings() -> None:
    """Who asks next finds what was made for the one before."""
    answers, first = Answers(LIMITS), answer(b"word " * 1_000)
    answers.put(("/a", ""), first)
    answers.put(("/a", ""), first.fitting("br"))
    found = answers.get(("/a", ""))
    assert found is not None
    assert BROTLI in found.coded
    assert len(answers) == 1
