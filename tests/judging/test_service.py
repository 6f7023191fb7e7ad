"""Judging beside a server: what it survives, and what it leaves behind."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from catalog.judging.asking import Absent, Busy, Desk, Judged, Order
from catalog.judging.begin import begin
from catalog.judging.service import Service
from catalog.message.document import CODECS
from catalog.model.resource import Link
from catalog.processes.keeper import spawn
from tests.conftest import PROJECT, build
from tests.judging.conftest import SECONDS, with_limits
from tests.judging.house import EXPIRED, RIGHT, SLOW, write_house
from tests.sparql.conftest import children, until

if TYPE_CHECKING:
    from catalog.settings import Settings

DAY = "2026-11-22"
LINK = Link("https://id.example.org/r/house/6")
HOUSE = Order("house", "6", DAY)
ENDLESS = Order("slow", "1", DAY)


def desk(service: Service, settings: Settings) -> Desk:
    """Return where the service is asked."""
    return Desk(service.address, settings.limits)


def ask(where: Desk, message: bytes = RIGHT, order: Order = HOUSE) -> Judged:
    """Have a message judged, also when somebody has just come or gone."""
    end = time.monotonic() + 10
    while True:
        try:
            return where.ask(LINK, order, message)
        except Busy:
            assert time.monotonic() < end
            time.sleep(0.05)


def test_a_message_is_judged_by_the_release(service: Service, house: Settings) -> None:
    """With the verdict whole, and the Release that it is of."""
    right, wrong = ask(desk(service, house)), ask(desk(service, house), EXPIRED)
    assert right.verdict.right
    assert [it.code for it in wrong.verdict.findings] == ["code-expired"]
    assert wrong.verdict.findings[0].line == 2
    assert (house.release_folder / right.release).is_dir()


@pytest.mark.parametrize("declared", ["", "UTF-16", *CODECS])
@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp037", ""])
def test_a_message_is_read_however_it_is_written(
    service: Service, house: Settings, declared: str, codec: str
) -> None:
    """A process that judges can open no file, also not the one that knows an encoding."""
    head = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    text = head + RIGHT.decode()
    message = text.encode(codec or CODECS.get(declared) or "utf-8")
    verdict = ask(desk(service, house), message).verdict
    assert verdict.told
    assert verdict.right or codec or declared == "UTF-16"


def test_the_door_is_for_this_user_alone(service: Service) -> None:
    """Nobody else may so much as look into its folder."""
    folder = Path(service.address).parent
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_message_without_an_end_is_ended(service: Service, house: Settings) -> None:
    """In the time that it has, with a verdict that says so; and nothing of it is left."""
    start = time.monotonic()
    verdict = ask(desk(service, house), SLOW, ENDLESS).verdict
    assert time.monotonic() - start < SECONDS + 2
    assert (verdict.told, verdict.right) == (False, False)
    assert [it.code for it in verdict.findings] == ["out-of-time"]
    until(lambda: not children(service.process))
    assert ask(desk(service, house)).verdict.right


def test_what_asks_and_goes_away_is_not_judged_to_the_end(
    service: Service, house: Settings
) -> None:
    """Nobody is there to read the verdict."""
    where = Desk(service.address, with_limits(house, message_seconds=-0.2).limits)
    with pytest.raises(Busy):
        where.ask(LINK, ENDLESS, SLOW)
    start = time.monotonic()
    until(lambda: not children(service.process))
    assert time.monotonic() - start < SECONDS


def test_a_requirement_that_is_not_loaded_is_asked_for_again(
    service: Service, house: Settings
) -> None:
    """There may be a new Release, which one of both doesn't know yet."""
    for order in (Order("house", "7", DAY), Order("../house", "6", DAY)):
        with pytest.raises(Busy):
            desk(service, house).ask(LINK, order, RIGHT)


def test_nobody_judges_without_a_service(house: Settings, tmp_path: Path) -> None:
    """Neither where none was told of, nor where it has gone."""
    for address in ("", str(tmp_path / "gone")):
        with pytest.raises(Absent):
            Desk(address, house.limits).ask(LINK, HOUSE, RIGHT)


def test_who_judges_is_started_again_when_killed(house: Settings) -> None:
    """Those who ask meanwhile wait at the door."""
    with Service(house) as service:
        until(lambda: service.process)
        before = service.process
        os.kill(before, signal.SIGKILL)
        assert ask(desk(service, house)).verdict.right
        until(lambda: service.process not in {0, before})


def test_a_killed_judgement_costs_itself_alone(service: Service, house: Settings) -> None:
    """It is told as one that could not be made."""
    found: list[Judged] = []
    thread = threading.Thread(target=lambda: found.append(ask(desk(service, house), SLOW, ENDLESS)))
    thread.start()
    until(lambda: children(service.process))
    keeper = service.process
    for process in children(keeper):
        os.kill(process, signal.SIGKILL)
    thread.join()
    assert not found[0].verdict.told
    assert ask(desk(service, house)).verdict.right
    assert service.process == keeper


def test_messages_beyond_those_at_once_wait_their_turn(house: Settings) -> None:
    """Never are more judged at a time, and each gets its own verdict."""
    settings = with_limits(house, messages_at_once=2, message_seconds=0.7)
    with Service(settings) as service:
        until(lambda: service.process)
        found: list[Judged] = []
        threads = [
            threading.Thread(
                target=lambda: found.append(ask(desk(service, settings), SLOW, ENDLESS))
            )
            for _ in range(4)
        ]
        for thread in threads:
            thread.start()
        most = 0
        while any(thread.is_alive() for thread in threads):
            most = max(most, len(children(service.process)))
            time.sleep(0.02)
        assert most == 2
        assert [it.code for one in found for it in one.verdict.findings] == ["out-of-time"] * 4


def test_a_new_release_is_gone_over_to(tmp_path: Path, house: Settings) -> None:
    """Without an answer that fails, and with none of the former process left."""
    root = write_house(tmp_path / "root")
    settings = with_limits(house)
    releases = tmp_path / "release"
    first = build(root, releases).name
    settings = dataclasses.replace(settings, release_folder=releases)
    with Service(settings) as service:
        until(lambda: service.process)
        before, where = service.process, desk(service, settings)
        assert ask(where).release == first
        text = (root / "all.ttl").read_text(encoding="utf-8")
        (root / "all.ttl").write_text(text.replace("2025-12-31", "2027-12-31"), encoding="utf-8")
        second = build(root, releases).name
        seen = []
        end = time.monotonic() + 20
        while second not in seen:
            assert time.monotonic() < end
            judged = where.ask(LINK, HOUSE, EXPIRED)
            assert judged.verdict.right == (judged.release == second)
            seen.append(judged.release)
        until(lambda: before not in children(os.getpid()))


def test_a_release_without_requirements_needs_nobody(house: Settings, tmp_path: Path) -> None:
    """No process is started for it."""
    settings = dataclasses.replace(house, release_folder=tmp_path / "release")
    (tmp_path / "release" / "empty").mkdir(parents=True)
    (tmp_path / "release" / "current").symlink_to("empty")
    with Service(settings) as service:
        time.sleep(0.3)
        assert service.process == 0
        shutil.copytree((house.release_folder / "current").resolve(), tmp_path / "release" / "full")
        (tmp_path / "release" / "next").symlink_to("full")
        (tmp_path / "release" / "next").replace(tmp_path / "release" / "current")
        until(lambda: service.process)


def test_the_folder_goes_with_the_line_to_the_server(house: Settings, tmp_path: Path) -> None:
    """The lines of a server that was killed close a moment before it is seen to be gone."""
    folder = tmp_path / "of-the-door"
    folder.mkdir()
    mine, theirs = socket.socketpair()
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(folder / "door"))
        door.listen()
        release = (house.release_folder / "current").resolve()
        process = spawn(begin, (door, theirs, release, release.name, house.limits))
        theirs.close()
        assert mine.recv(16) == b"ready"
        assert folder.is_dir()
        mine.close()
        process.join(10)
    assert process.exitcode == 0
    assert not folder.exists()


CODE = """
import sys, time
from pathlib import Path
from catalog.judging.service import Service
from catalog.settings import read_settings

if __name__ == "__main__":
    with Service(read_settings(Path(sys.argv[1]))) as service:
        while not service.process:
            time.sleep(0.05)
        print(service.address, service.process, flush=True)
        try:
            time.sleep(60)
        except KeyboardInterrupt:
            pass
"""


@pytest.mark.parametrize("word", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_when_the_server_ends(
    house: Settings, tmp_path: Path, word: signal.Signals
) -> None:
    """However it ends: no process, and no folder."""
    script = tmp_path / "serve.py"
    script.write_text(CODE, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, str(script), str(house.root)],
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        address, keeper = process.stdout.readline().split()
        process.send_signal(word)
        process.wait(10)
    until(lambda: not _runs(int(keeper)))
    until(lambda: not Path(address).parent.exists())


def _runs(process: int) -> bool:
    with contextlib.suppress(OSError):
        status = Path(f"/proc/{process}/stat").read_text(encoding="ascii")
        return status.rpartition(")")[2].split()[0] != "Z"
    return False
