"""Forms with files: read into memory, whatever somebody sends for one."""

from __future__ import annotations

import tempfile
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.web.asked import Asked
from catalog.web.problems import Problem
from catalog.web.uploads import PIECE, as_declared, read_upload

MULTIPART = "multipart/form-data"


def form(body: bytes, boundary: str = "X") -> Asked:
    """Return a request with that body."""
    return Asked("POST", "/", None, body=body, content_type=MULTIPART, boundary=boundary)


def part(name: str, content: bytes, file: str = "") -> bytes:
    """Return a field of a form."""
    more = f'; filename="{file}"' if file else ""
    head = f'--X\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'
    return head.encode() + content + b"\r\n"


def status_of(asked: Asked) -> int:
    """Return what a form is refused with, 0 where it is read."""
    try:
        read_upload(asked, "file")
    except Problem as problem:
        return problem.status
    return 0


def test_fields_and_the_file_are_read() -> None:
    """The file byte by byte, the fields as text."""
    body = part("on", b"2026-01-01") + part("file", b"\xff\r\n<a/>", "æ.xml") + b"--X--\r\n"
    upload = read_upload(form(body), "file")
    assert (upload.fields, upload.file) == ({"on": "2026-01-01"}, b"\xff\r\n<a/>")


def test_a_large_file_is_not_written_to_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is somebody's data: no temporary file is made of it."""
    for name in ("TemporaryFile", "SpooledTemporaryFile", "NamedTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, None)
    content = b"x" * 3_000_000
    assert read_upload(form(part("file", content, "a") + b"--X--\r\n"), "file").file == content
    long = part("text", content) + b"--X--\r\n"
    assert len(read_upload(form(long), "file").fields["text"]) == len(content)


@given(st.integers(-40, 40), st.sampled_from([b"x", b"\r", b"\n", b"\r\n", b"\r\n--", b"--X"]))
def test_a_file_is_whole_wherever_it_is_cut(more: int, filler: bytes) -> None:
    """A form is read in pieces, and what looks like its end is none."""
    content = b"." + (filler * (PIECE // len(filler) + 41))[: PIECE + more] + b"."
    content = content.replace(b"\n--X", b"\n..X")
    for field in (part("file", content, "a") + part("on", b"1"), part("text", content)):
        upload = read_upload(form(field + b"--X--\r\n"), "file")
        assert content in {upload.file, upload.fields.get("text", "").encode()}


@pytest.mark.parametrize(
    "head",
    [b"A: b\r\n" * 1_000_000, b'B: c; name="' + b"n" * 9_000_000 + b'"\r\n', b"x" * 9_000_000],
)
def test_what_names_a_field_has_little_room(head: bytes) -> None:
    """Megabytes of it are refused unread: they would keep the server from everything else."""
    start = time.process_time()
    assert status_of(form(b"--X\r\n" + head + part("a", b"1")[5:] + b"--X--\r\n")) == 400
    assert status_of(form(head + part("a", b"1") + b"--X--\r\n")) == 400
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    "body, boundary",
    [
        (b"", ""),
        (b"", "X"),
        (b"no form", "X"),
        (b"--X\r\n", "X"),
        (part("a", b"1"), "Y"),
        (b"".join(part(f"f{n}", b"1") for n in range(100)) + b"--X--\r\n", "X"),
    ],
)
def test_what_is_no_form_is_refused(body: bytes, boundary: str) -> None:
    """As a bad request, or as a form without anything in it."""
    assert status_of(form(body, boundary)) in {0, 400}


@given(st.binary(max_size=300), st.text(max_size=10))
def test_nothing_but_a_refusal_comes_of_any_bytes(body: bytes, boundary: str) -> None:
    """No body and no boundary makes the server fall over."""
    for sent in (body, part("file", b"a", "a") + body, body.replace(b"\x00", b"--X\r\n")):
        assert status_of(form(sent, boundary)) in {0, 400}


@pytest.mark.parametrize(
    "named, encoding",
    [
        ("ISO-8859-1", "latin-1"), ("windows-1252", "cp1252"), ("UTF-8", "utf-8"),
        ("UTF-16", "utf-16"), ("klingon", "utf-8"), ("zlib", "utf-8"), ("us-ascii", "utf-8"),
    ],
)  # fmt: skip
def test_a_pasted_text_is_written_as_it_says(named: str, encoding: str) -> None:
    """The browser has read it by then, and sends it in UTF-8 whatever it says of itself."""
    text = f'<?xml version="1.0" encoding="{named}"?><a>æøå</a>'
    assert as_declared(text) == text.encode(encoding)
    assert as_declared(text[1:]) == text[1:].encode()


def test_another_kind_of_body_is_refused() -> None:
    """Only this form has files."""
    asked = Asked("POST", "/", None, body=b"a=b", content_type="application/x-www-form-urlencoded")
    with pytest.raises(Problem) as refused:
        read_upload(asked, "file")
    assert refused.value.status == 415
