"""Many jobs on all cores: in order, each once, and none of them ends or holds up the others."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.judging.crew import AT_ONCE, judge_all
from catalog.processes.confinement import Bounds
from catalog.processes.keeper import BROKEN, MEMORY

BOUNDS = Bounds(seconds=0.5, memory_bytes=200_000_000, stack_bytes=8_388_608)
WAYS = ("well", "killed", "broken", "memory")
STATUS = {
    "killed": -signal.SIGKILL,
    "broken": BROKEN,
    "memory": MEMORY,
    "sleeps": -signal.SIGALRM,
    "computes": -signal.SIGALRM,
}


def work(job: tuple[int, str]) -> tuple[int, str]:
    """End well or in one of several bad ways."""
    number, way = job
    if way == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    elif way == "broken":
        raise ValueError
    elif way == "memory":
        bytearray(400_000_000)
    elif way == "sleeps":
        time.sleep(60)
    elif way == "computes":
        pow(7, 10**9)
    return number, "done"


def lost(job: tuple[int, str], status: int) -> tuple[int, str]:
    """Tell of a job that ended its process."""
    return job[0], str(status)


@pytest.fixture(autouse=True)
def _cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many processes on every machine, in a process that may fork."""
    monkeypatch.setattr("catalog.judging.crew.cores", lambda: 3)
    monkeypatch.setattr("catalog.judging.crew.may_fork", lambda: True)


def expected(ways: list[str]) -> list[tuple[int, str]]:
    """Return what comes of jobs that end in those ways."""
    return [
        (number, "done" if way == "well" else str(STATUS[way])) for number, way in enumerate(ways)
    ]


@given(st.lists(st.sampled_from(["well"] * 12 + list(WAYS)), max_size=120))
def test_each_job_has_its_own_end(ways: list[str]) -> None:
    """Whatever others beside it and before it do; and all of them in their order."""
    found = list(judge_all(work, list(enumerate(ways)), lost, BOUNDS))
    assert found == expected(ways)


@pytest.mark.parametrize("way", ["sleeps", "computes"])
def test_a_job_without_an_end_is_ended(way: str) -> None:
    """In the time that it has, also where it never comes back to Python, and once only."""
    ways = ["well"] * (3 * AT_ONCE) + [way] + ["well"] * (3 * AT_ONCE)
    start = time.monotonic()
    found = list(judge_all(work, list(enumerate(ways)), lost, BOUNDS))
    assert found == expected(ways)
    assert time.monotonic() - start < 5


def test_nobody_is_left_when_only_some_are_wanted() -> None:
    """As after Ctrl-C: the processes end with who asked."""
    answers = judge_all(work, [(number, "well") for number in range(1_000)], lost, BOUNDS)
    assert next(answers) == (0, "done")
    answers.close()  # type: ignore[attr-defined]
    assert multiprocessing.active_children() == []


def test_where_nothing_may_be_forked_the_jobs_are_done_here(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One after the other."""
    monkeypatch.setattr("catalog.judging.crew.may_fork", lambda: False)
    here = list(judge_all(lambda job: (job, os.getpid()), range(5), lambda *_: (0, 0), BOUNDS))
    assert here == [(number, os.getpid()) for number in range(5)]
