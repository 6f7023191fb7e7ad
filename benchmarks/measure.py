"""Measuring: a process's memory, percentiles, and servers started for the occasion."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PROJECT = Path(__file__).resolve().parent.parent
WORKERS = 2
CONNECTIONS = 64
SECONDS = 6


def percentile(times: Sequence[float], share: float) -> float:
    """Return the time that ``share`` of ``times`` don't exceed, in the same unit."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def resident_mb(process: int) -> float:
    """Return a process's resident memory in MB (Linux: VmRSS)."""
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def workers_of(process: int) -> list[int]:
    """Return the children of a server, the largest first: the workers."""
    children = []
    for task in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = task.read_text(encoding="utf-8").rpartition(")")[2].split()
            if int(fields[1]) == process:
                children.append(int(task.parent.name))
    return sorted(children, key=resident_mb, reverse=True)


@contextlib.contextmanager
def site(root: Path, workers: int = WORKERS) -> Iterator[tuple[int, int, float]]:
    """Serve ``root``; gives port, process and seconds from start to the first answer."""
    port = free_port()
    started = time.perf_counter()
    command = [sys.executable, "-m", "catalog.cli", "serve", "--root", str(root)]
    server = subprocess.Popen(
        [*command, "--port", str(port), "--workers", str(workers)],
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        stdout=subprocess.DEVNULL,
    )
    try:
        while True:
            try:
                ask(port, "/-/health")
                break
            except OSError:
                time.sleep(0.005)
        yield port, server.pid, time.perf_counter() - started
    finally:
        server.terminate()
        server.wait(20)


def ask(port: int, path: str, **headers: str) -> bytes:
    """Ask a server on this machine once and return the body."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}{path}", headers=headers)
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 — our own server
        return bytes(answer.read())


@contextlib.contextmanager
def nginx(files: dict[str, bytes]) -> Iterator[int]:
    """Serve ``files`` with nginx as static files; gives the port."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "www").mkdir()
        for file, content in files.items():
            (folder / "www" / file).write_bytes(content)
        port = free_port()
        (folder / "nginx.conf").write_text(
            f"worker_processes {WORKERS}; daemon off; pid {folder}/pid; error_log {folder}/err;\n"
            "events { worker_connections 1024; }\n"
            f"http {{ access_log off; sendfile on; keepalive_requests 1000000;"
            f" client_body_temp_path {folder}/1; proxy_temp_path {folder}/2;"
            f" fastcgi_temp_path {folder}/3; uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;"
            f" server {{ listen 127.0.0.1:{port}; root {folder}/www; }} }}\n",
            encoding="utf-8",
        )
        server = subprocess.Popen(["nginx", "-c", str(folder / "nginx.conf"), "-p", name])
        try:
            time.sleep(0.5)
            yield port
        finally:
            server.terminate()
            server.wait(10)


def rate(port: int, path: str) -> float:
    """Return the requests per second that wrk gets of a path."""
    done = subprocess.run(
        ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{SECONDS}s", f"http://127.0.0.1:{port}{path}"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    if "Non-2xx" in done.stdout:
        raise RuntimeError(done.stdout)
    found = re.search(r"Requests/sec:\s+([\d.]+)", done.stdout)
    return float(found[1]) if found else 0.0


def missing(*programs: str) -> list[str]:
    """Return those of ``programs`` that this machine doesn't have."""
    return [program for program in programs if shutil.which(program) is None]
