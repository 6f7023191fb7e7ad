"""Real nginx and real Varnish on loopback, set up as docs/operating.md says, before our server."""

from __future__ import annotations

import contextlib
import os
import pwd
import re
import shutil
import signal
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pytest

from tests.conftest import PROJECT
from tests.web.conftest import free_port, live, small, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.web.conftest import Live

__all__ = ["live", "small"]

FOUND_IN: Final = f"{os.environ['PATH']}{os.pathsep}/usr/sbin"
"""Daemons lie where an ordinary user doesn't look."""
AROUND_NGINX: Final = """\
{user}daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    # As Debian sets it, which must not matter.
    gzip on;
    include {folder}/site.conf;
{temporary}
}}
"""
TEMPORARY: Final = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@dataclass(frozen=True, slots=True)
class Proxy:
    """A cache at a port, and the header that tells of a hit."""

    name: str
    port: int
    header: str
    hit: re.Pattern[str]

    def kept(self, headers: dict[str, str]) -> bool:
        """Tell whether an answer came from the cache."""
        return bool(self.hit.search(headers.get(self.header, "")))


def recommended(language: str) -> str:
    """Return the configuration that docs/operating.md shows in ``language``."""
    text = (PROJECT / "docs" / "operating.md").read_text("utf-8")
    (shown,) = re.findall(rf"(?ms)^```{language}\n(.*?)^```", text)
    return str(shown)


def put(text: str, *changes: tuple[str, str]) -> str:
    """Return ``text`` with each place changed, which must be there exactly once."""
    for old, new in changes:
        assert text.count(old) == 1, f"docs/operating.md says {old!r} {text.count(old)} times"
        text = text.replace(old, new)
    return text


def program(name: str, package: str) -> str:
    """Return where a daemon is, or skip the test."""
    found = shutil.which(name, path=FOUND_IN)
    if found is None:
        pytest.skip(f"NOT TESTED: there is no {name}; on Debian: apt-get install {package}")
    return found


@contextlib.contextmanager
def running(command: list[str], folder: Path, port: int) -> Iterator[None]:
    """Run a daemon in the foreground, and end it and all that it started."""
    log = folder / "output.log"
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command, stdout=output, stderr=output, stdin=subprocess.DEVNULL, start_new_session=True
        ) as process,
    ):
        try:
            wait_for(port)
            assert process.poll() is None, log.read_text("utf-8")
            yield
        finally:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.terminate()
                process.wait(10)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture(scope="session")
def nginx(live: Live, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """Nginx before the small catalogue."""
    daemon = program("nginx", "nginx")
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    site = put(
        recommended("nginx"),
        ("/var/cache/nginx/omgrep", f"{folder}/cache"),
        ("listen 80;", f"listen 127.0.0.1:{port};"),
        ("127.0.0.1:8000", f"127.0.0.1:{live.port}"),
    )
    (folder / "site.conf").write_text(site, "utf-8")
    user = f"user {pwd.getpwuid(0).pw_name};\n" if os.geteuid() == 0 else ""
    temporary = "\n".join(f"    {it}_temp_path {folder}/{it};" for it in TEMPORARY)
    text = AROUND_NGINX.format(user=user, folder=folder, temporary=temporary)
    (folder / "nginx.conf").write_text(text, "utf-8")
    # -e: until it has read where to log, it would log where only root may.
    command = [
        daemon, "-p", str(folder), "-c", f"{folder}/nginx.conf", "-e", f"{folder}/error.log"
    ]  # fmt: skip
    with running(command, folder, port):
        yield Proxy("nginx", port, "x-cache-status", re.compile("HIT"))


@pytest.fixture(scope="session")
def varnish(live: Live, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """Varnish before the small catalogue."""
    daemon = program("varnishd", "varnish")
    folder, port = tmp_path_factory.mktemp("varnish"), free_port()
    vcl = put(recommended("vcl"), ('.port = "8000"', f'.port = "{live.port}"'))
    (folder / "site.vcl").write_text(vcl, "utf-8")
    parameters = re.findall(r"-p \S+", vcl)
    assert parameters, "docs/operating.md names the parameters in a comment of the VCL"
    # No jail: it would change to a user who may not read the test's folder.
    command = [
        daemon, "-F", "-j", "none", "-n", str(folder / "work"), "-f", f"{folder}/site.vcl",
        "-a", f"127.0.0.1:{port}", "-T", "none", "-s", "malloc,32m",
        *" ".join(parameters).split(), "-p", "thread_pools=1", "-p", "vsl_space=4m",
    ]  # fmt: skip
    with running(command, folder, port):
        # Two numbers: of this request, and of the one that fetched what is kept.
        yield Proxy("varnish", port, "x-varnish", re.compile(r"\d+ \d+"))


@pytest.fixture(params=["nginx", "varnish"])
def proxy(request: pytest.FixtureRequest) -> Proxy:
    """Each of the two."""
    chosen: Proxy = request.getfixturevalue(request.param)
    return chosen
