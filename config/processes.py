"""A process we started, watch, and stop: what the supervisor and the journeys have in common."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

LONGEST_LOG = 5_000_000
"""Bytes after which a log begins anew at the next start; the one before is kept as ``.1``."""

_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG in <sys/prctl.h>
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def _die_with_parent() -> None:
    """Have Linux end this process when its parent is killed, so that nothing is left behind."""
    if _libc is not None:
        _libc.prctl(_DIE_WITH_PARENT, signal.SIGTERM)


class Process:
    """A command in a session of its own, so that Ctrl+C reaches the supervisor alone."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        folder: Path,
        log: Path | None = None,
        environ: Mapping[str, str] | None = None,
    ) -> None:
        """``log`` None means our own output; ``environ`` is added to ours. Time zones come from the
        pinned tzdata from its first import on, not from the system's copy."""
        self.name = name
        self.command = list(command)
        self.folder = folder
        self.log = log
        self.environ = {**os.environ, **(environ or {}), "PYTHONTZPATH": ""}
        self.started_at = 0.0
        self._process: subprocess.Popen[bytes] | None = None
        self._log_from = 0

    def start(self) -> None:
        """Start it; call from the main thread, whose end is what Linux takes for the parent's."""
        output = None
        if self.log is not None:
            self.log.parent.mkdir(parents=True, exist_ok=True)
            if self.log.exists() and self.log.stat().st_size > LONGEST_LOG:
                self.log.replace(self.log.with_name(self.log.name + ".1"))
            output = self.log.open("ab")
            self._log_from = self.log.stat().st_size
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own commands
                self.command,
                cwd=self.folder,
                env=self.environ,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output and subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_die_with_parent,  # noqa: PLW1509 - one call into libc, no lock is taken
            )
        finally:
            if output is not None:
                output.close()
        self.started_at = time.monotonic()

    @property
    def pid(self) -> int:
        """Its number, 0 when it was never started."""
        return self._process.pid if self._process else 0

    @property
    def exit_code(self) -> int | None:
        """None while it runs or before it was started."""
        return self._process.poll() if self._process else None

    def alive(self) -> bool:
        """Whether it was started and runs."""
        return self._process is not None and self._process.poll() is None

    def last_lines(self, count: int = 15) -> list[str]:
        """The end of what it wrote since it was last started."""
        if self.log is None or not self.log.exists():
            return []
        with self.log.open("rb") as file:
            file.seek(self._log_from)
            return file.read().decode(errors="replace").splitlines()[-count:]

    def send(self, number: signal.Signals) -> None:
        """Send a signal to it and everything it started; nothing when it is gone."""
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, number)

    def ask_to_stop(self) -> None:
        """Tell it to end; its own children are its own business."""
        if self._process is not None:
            self._process.terminate()

    def wait(self) -> None:
        """Until it has ended."""
        if self._process is not None:
            self._process.wait()

    def stop(self, seconds: float = 8.0) -> None:
        """Ask it to end, and make it after ``seconds``."""
        stop_all([self], seconds)


def stop_all(processes: Iterable[Process], seconds: float = 8.0) -> None:
    """Ask all to end at the same time, and make those that have not after ``seconds``."""
    running = [process for process in processes if process.pid]
    for process in running:
        process.ask_to_stop()
    deadline = time.monotonic() + seconds
    while any(process.alive() for process in running) and time.monotonic() < deadline:
        time.sleep(0.02)
    for process in running:
        process.send(signal.SIGKILL)  # also what it left behind
        process.wait()
