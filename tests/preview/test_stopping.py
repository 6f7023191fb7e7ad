"""A signal to stop the preview is never lost, wherever in the work it comes."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.conftest import PROJECT
from tests.preview.conftest import WAIT

if TYPE_CHECKING:
    from pathlib import Path

LOST = """
import os, signal, sys
from pathlib import Path
from catalog.preview.running import run
from catalog.settings import read_settings

class Unlucky:
    def __del__(self):
        os.kill(os.getpid(), signal.{stop})
        for _ in range(1_000):
            "what is raised in here, Python drops"

told = []
def tell(state, url):
    told.append(state.stage)
    if len(told) == {number}:
        Unlucky()
        print("still there")

run(read_settings(Path(sys.argv[1])), 0, tell, lambda problem: ())
print("ended after", *told)
"""


@pytest.mark.parametrize("stop", ["SIGINT", "SIGTERM", "SIGHUP"])
@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_signal_that_python_drops_ends_it_too(
    root: Path, tmp_path: Path, stop: str, number: int
) -> None:
    """What a handler raises is dropped while an object is thrown away, yet the preview ends."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()

    done = subprocess.run(
        [sys.executable, "-c", LOST.format(stop=stop, number=number), str(root)],
        env={**os.environ, "PYTHONPATH": str(PROJECT), "TMPDIR": str(temporary)},
        capture_output=True,
        text=True,
        check=False,
        timeout=WAIT,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("still there\nended after "), "the signal was not dropped"
    assert done.stderr == ""
    assert list(temporary.iterdir()) == []
