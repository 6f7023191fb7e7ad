"""The same work on all cores: in order, with errors told, and never a process left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from catalog.errors import CheckFailed
from catalog.processes.parallel import in_order, may_fork

PROJECT = Path(__file__).resolve().parent.parent.parent
INTERRUPTED = """
import os, sys, time
from catalog.processes.parallel import in_order

def work(job):
    os.write(1, f"{os.getpid()}\\n".encode())  # whole: others write at the same moment
    time.sleep(60)

try:
    list(in_order(work, range(8)))
except KeyboardInterrupt:
    sys.exit(130)
"""


@pytest.fixture(autouse=True)
def _cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("catalog.processes.parallel.cores", lambda: 3)


@pytest.fixture
def _forks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fork whatever threads the test runner has of its own: they hold no lock of ours."""
    monkeypatch.setattr("threading.active_count", lambda: 1)


@pytest.mark.usefixtures("_forks")
def test_the_work_is_done_by_others_and_comes_in_order() -> None:
    """Each answer stands in its job's place, and none was made in this process."""
    done = list(in_order(lambda job: (job, os.getpid()), range(30)))
    assert [job for job, _ in done] == list(range(30))
    assert os.getpid() not in {process for _, process in done}
    assert multiprocessing.active_children() == []


@pytest.mark.usefixtures("_forks")
def test_what_goes_wrong_there_is_raised_here() -> None:
    """An error of ours comes whole through the wall between two processes."""

    def work(job: int) -> int:
        if job == 2:
            raise CheckFailed("a.ttl:3", known=["b"])
        return job

    with pytest.raises(CheckFailed) as caught:
        list(in_order(work, range(5)))
    assert (caught.value.place, caught.value.facts) == ("a.ttl:3", {"known": ["b"]})


@pytest.mark.usefixtures("_forks")
def test_a_process_that_is_killed_is_no_hang() -> None:
    """The system kills what takes too much memory: that is told, at once."""
    here = os.getpid()

    def work(job: int) -> int:
        if job == 1:
            assert os.getpid() != here
            os.kill(os.getpid(), signal.SIGKILL)
        return job

    with pytest.raises(MemoryError):
        list(in_order(work, range(5)))
    assert multiprocessing.active_children() == []


@pytest.mark.usefixtures("_forks")
def test_who_has_enough_can_stop() -> None:
    """A reader that goes away after the first answer leaves no process behind."""

    def work(job: int) -> int:
        time.sleep(job)
        return job

    answers = in_order(work, [0, 60, 60])
    assert next(answers) == 0
    answers.close()  # type: ignore[attr-defined]  # it is a generator
    assert multiprocessing.active_children() == []


def test_an_interrupt_ends_everything() -> None:
    """Ctrl-C ends the command and those that work for it, without a word from them."""
    command = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert command.stdout is not None
    child = int(command.stdout.readline())
    command.send_signal(signal.SIGINT)
    try:
        _, words = command.communicate(timeout=20)
    finally:
        command.kill()
    assert (command.returncode, words) == (130, "")
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_a_process_with_threads_is_not_forked() -> None:
    """A lock that another thread holds would stay locked in the fork: the work is done here."""
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert not may_fork()
        assert set(in_order(lambda _job: os.getpid(), range(5))) == {os.getpid()}
    finally:
        stop.set()
        thread.join()


@pytest.mark.parametrize("platform, methods", [("darwin", ["fork", "spawn"]), ("win32", ["spawn"])])
def test_where_forks_do_harm_there_are_none(
    platform: str, methods: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On macOS a fork can crash in the system's libraries, and Windows has none."""
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setattr("multiprocessing.get_all_start_methods", lambda: methods)
    assert set(in_order(lambda _job: os.getpid(), range(5))) == {os.getpid()}
