"""Hands queries out to the keeper of the current Release, and goes over to the next one."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import time
from contextlib import suppress
from multiprocessing import connection
from typing import TYPE_CHECKING, Final, Self

import msgspec

from catalog import formats
from catalog.errors import CatalogError, ReleaseBroken
from catalog.processes.keeper import ENDED, GRACE, LENGTH, PIECE, spawn, whole
from catalog.release import current_folder, read_manifest
from catalog.release.folder import sign as release_sign
from catalog.release.schema import DOWNLOADS
from catalog.sparql.keeper import READY, keep
from catalog.sparql.refusal import Refusal

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess
    from pathlib import Path

    from catalog.limits import Limits
    from catalog.release import Manifest
    from catalog.release.folder import Sign
    from catalog.settings import Settings
    from catalog.sparql.evaluation import Order

LOG: Final = logging.getLogger(__name__)


class Loaded:
    """A Release in the memory of its keeper."""

    def __init__(
        self, manifest: Manifest, sign: Sign, process: BaseProcess, wire: socket.socket
    ) -> None:
        self.manifest = manifest
        self.sign = sign
        self.statements = 0
        self._process = process
        self._wire = wire
        self._asking = 0
        self._left = False

    @classmethod
    async def start(cls, folder: Path, sign: Sign, limits: Limits) -> Self:
        """Load the Release in ``folder``. Raises ReleaseBroken where that can't be."""
        manifest = read_manifest(folder)
        dump = next(
            (
                file
                for file in manifest.downloads
                if not (file.owner or file.profile) and file.format == formats.N_TRIPLES.name
            ),
            None,
        )
        if dump is None:
            raise ReleaseBroken(str(folder), reason=f"{DOWNLOADS}: {formats.N_TRIPLES.name}")
        path = folder / DOWNLOADS / dump.file
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.settimeout(0)
        with theirs:
            process = spawn(keep, (theirs, path, dump.sha256, manifest.base_iri, limits))
        loaded = cls(manifest, sign, process, ours)
        try:
            async with asyncio.timeout(limits.sparql_load_seconds):
                said = await asyncio.get_running_loop().sock_recv(ours, PIECE)
        except TimeoutError:
            said = b"timeout"
        except BaseException:
            loaded.end()
            raise
        if not said.startswith(READY):
            loaded.end()
            raise ReleaseBroken(str(path), reason=said.decode(errors="replace") or "killed")
        loaded.statements = int(said.removeprefix(READY))
        return loaded

    @property
    def has_died(self) -> bool:
        """Tell whether the keeper has ended by itself, without forgetting its number yet."""
        return bool(connection.wait([self._process.sentinel], 0))

    async def ask(self, order: bytes, limits: Limits) -> tuple[int, bytes]:
        """Return how the query ended, as an exit status, and its whole answer.

        When this is cancelled, the process that answers is killed. Raises EOFError where the
        keeper has ended, TimeoutError where it doesn't do its work.
        """
        ours, theirs = socket.socketpair()
        self._asking += 1
        try:
            with theirs:
                socket.send_fds(self._wire, [b"?"], [theirs.fileno()])
            reader, writer = await asyncio.open_connection(sock=ours)
            try:
                async with asyncio.timeout(limits.sparql_seconds + 3 * GRACE):
                    writer.write(order)
                    writer.write_eof()
                    return whole(await _until_end(reader, limits.sparql_answer_bytes))
            finally:
                writer.transport.abort()
        except (BlockingIOError, ConnectionError):
            raise EOFError from None
        finally:
            ours.close()
            self._asking -= 1
            self._end_if_left()

    def leave(self) -> None:
        """End when the last query under way has been answered: there is a newer Release."""
        self._left = True
        self._end_if_left()

    def end(self) -> None:
        """End the keeper and every process of it, at once."""
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid or 0, signal.SIGKILL)
        self._process.kill()
        self._process.join()
        self._wire.close()

    def _end_if_left(self) -> None:
        if self._left and not self._asking:
            self._left = False
            self.end()


class Pool:
    """Answers queries from the current Release, so many at a time, and lets some wait."""

    def __init__(self, settings: Settings, workers: int) -> None:
        self.loaded: Loaded | None = None
        self._settings = settings
        self._limits = settings.limits
        self._turns = asyncio.Semaphore(workers)
        self._refused: tuple[Sign | None, float] = (None, 0.0)

    async def ask(self, order: Order) -> tuple[Manifest, int, bytes]:
        """Return which Release answered, how the query ended, and its answer, when its turn comes.

        Raises Refusal where nothing is loaded or the keeper ends meanwhile.
        """
        async with self._turns:
            loaded = self.loaded
            if loaded is None:
                raise Refusal("unavailable", wait=1)
            try:
                status, body = await loaded.ask(msgspec.json.encode(order), self._limits)
            except (EOFError, TimeoutError) as problem:
                if isinstance(problem, TimeoutError):
                    LOG.error("The keeper of %s doesn't answer", loaded.manifest.id)  # noqa: TRY400 — the trace says nothing
                if self.loaded is loaded:
                    self._drop()
                raise Refusal("unavailable", wait=1) from None
            return loaded.manifest, status, body

    async def start(self) -> None:
        """Load the current Release. Raises ReleaseMissing or ReleaseBroken."""
        folder = current_folder(self._settings.release_folder)
        self.loaded = await Loaded.start(folder, release_sign(folder), self._limits)

    async def follow(self) -> None:
        """Go over to each new Release, and start the keeper again where it ends."""
        while True:
            await asyncio.sleep(self._limits.release_poll_seconds)
            try:
                await self._look()
            except CatalogError as problem:
                LOG.error("The Release can't be loaded: %s", problem)  # noqa: TRY400 — it says what is wrong
            except Exception:
                LOG.exception("The Release can't be loaded")

    def end(self) -> None:
        """End every process."""
        self._drop()

    async def _look(self) -> None:
        if self.loaded is not None and self.loaded.has_died:
            self._drop()
        folder = current_folder(self._settings.release_folder)
        sign = release_sign(folder)
        if (self.loaded is not None and self.loaded.sign == sign) or not self._may_try(sign):
            return
        newer = await Loaded.start(folder, sign, self._limits)
        older, self.loaded = self.loaded, newer
        self._refused = (None, 0.0)
        if older is not None:
            older.leave()

    def _may_try(self, sign: Sign) -> bool:
        refused, since = self._refused
        if refused == sign and time.monotonic() - since < self._limits.release_retry_seconds:
            return False
        self._refused = (sign, time.monotonic())
        return True

    def _drop(self) -> None:
        loaded, self.loaded = self.loaded, None
        if loaded is not None:
            loaded.end()


async def _until_end(reader: asyncio.StreamReader, most: int) -> bytearray:
    content = bytearray()
    while piece := await reader.read(PIECE):
        content += piece
        if len(content) > LENGTH.size + most + ENDED.size:
            raise EOFError
    return content
