"""What a confined process can't do, even where a query gets past every refusal."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys

import pytest

BEGIN = """
import sys
import pyoxigraph
from catalog.processes.confinement import Bounds, confine, memory_used

store = pyoxigraph.Store()
bounds = Bounds(seconds=1.0, memory_bytes=100_000_000, stack_bytes=8_388_608)
"""
CONFINE = "confine(bounds, memory_used())\n"


def run(code: str, *arguments: str, confined: bool = True) -> subprocess.CompletedProcess[str]:
    """Run code in a process, confined or not."""
    begin = BEGIN + (CONFINE if confined else "")
    return subprocess.run(
        [sys.executable, "-c", begin + code, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


@pytest.mark.parametrize("confined", [True, False])
def test_a_service_reaches_nobody(confined: bool) -> None:
    """Pyoxigraph would ask it, as the process that isn't confined shows."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(3)
        url = f"http://127.0.0.1:{server.getsockname()[1]}/"
        code = "list(store.query(f'SELECT * {{ SERVICE SILENT <{sys.argv[1]}> {{ ?s ?p ?o }} }}'))"
        process = subprocess.Popen(
            [sys.executable, "-c", BEGIN + (CONFINE if confined else "") + code, url]
        )
        try:
            if confined:
                assert process.wait(20) == 0
                server.settimeout(0.2)
                with pytest.raises(TimeoutError):
                    server.accept()
            else:
                connection, _ = server.accept()
                connection.close()
        finally:
            process.kill()
            process.wait()


@pytest.mark.parametrize(
    "code",
    [
        "open('/etc/passwd')",
        "open('/tmp/written', 'w')",
        "import socket; socket.socket()",
        "import os; os.pipe()",
        "store.load(path='/etc/passwd', format=pyoxigraph.RdfFormat.TURTLE)",
    ],
)
def test_nothing_can_be_opened(code: str) -> None:
    """No file, no socket, no pipe."""
    # What is imported is opened before.
    code = (
        f"import os, socket\n{CONFINE}try:\n    {code}\nexcept OSError as e: print('24' in str(e))"
    )
    ended = run(code, confined=False)
    assert ended.stdout == "True\n", ended.stderr  # EMFILE


def test_memory_has_an_end() -> None:
    """Beyond it Python is refused, and Rust aborts."""
    ended = run("try: bytearray(200_000_000)\nexcept MemoryError: print('refused')")
    assert ended.stdout == "refused\n"
    query = "SELECT (REPLACE(?b, 'a', ?b) AS ?x) { BIND(REPLACE('%s', 'a', '%s') AS ?b) }"
    letters = "a" * 5_000
    ended = run(f"list(store.query({query % (letters, letters)!r}))")
    assert ended.returncode == -signal.SIGABRT


def test_time_has_an_end() -> None:
    """Without anybody watching, and in the midst of anything."""
    assert run("while True: pass").returncode == -signal.SIGALRM
