"""The one command: it starts everything, keeps it up, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import mode
from tests.journeys.product import START_SECONDS, Product

pytestmark = pytest.mark.journey


class Command:
    """``python -m config.up`` in a folder of its own."""

    def __init__(self, product: Product) -> None:
        self.product = product
        self.var = product.var
        self.printed = self.var / "printed.txt"
        self.environ = {**os.environ, **product.environ}
        self.process: subprocess.Popen[bytes] | None = None
        self.environ["REDIS_URL"] = os.environ.get("REDIS_URL", "")  # else it starts its own

    def start(self) -> None:
        with self.printed.open("w") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.up"],
                cwd=mode.BASE_DIR,
                env=self.environ,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def wait_for(self, words: str, seconds: float = START_SECONDS) -> None:
        until = time.monotonic() + seconds
        while words not in self.printed.read_text():
            assert time.monotonic() < until, self.printed.read_text() + self.logs()
            time.sleep(0.05)

    def again(self, **changes: str) -> subprocess.CompletedProcess[str]:
        """Start it a second time, which ends at once."""
        return subprocess.run(
            [sys.executable, "-m", "config.up"],
            cwd=mode.BASE_DIR,
            env={**self.environ, **changes},
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    def processes(self) -> dict[int, str]:
        """Everything that runs below it: each has our folder in its environment."""
        mark = f"FORTE_VAR={self.var}".encode()
        found = {}
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (entry / "environ").read_bytes().split(b"\0"):
                    command = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                    found[int(entry.name)] = command
            except OSError:
                continue
        return {pid: command for pid, command in found.items() if command}

    def pid_of(self, words: str) -> int:
        """The first process whose command has these words (a master before its children), or 0."""
        found = (pid for pid, command in self.processes().items() if words in command)
        return min(found, default=0)

    def logs(self) -> str:
        return "\n".join(file.read_text()[-2000:] for file in (self.var / "log").glob("*.log"))

    def end(self, number: signal.Signals) -> int:
        assert self.process
        self.process.send_signal(number)
        return self.process.wait(20)


@pytest.fixture
def command(tmp_path: Path, prepared: Path) -> Iterator[Command]:
    product = Product(tmp_path, prepared)
    product.prepare()
    command = Command(product)
    try:
        yield command
    finally:
        if command.process and command.process.poll() is None:
            command.process.kill()
            command.process.wait()
        for pid in command.processes():
            os.kill(pid, signal.SIGKILL)
        product.stop()


linux_only = pytest.mark.skipif(sys.platform != "linux", reason="/proc tells who runs")


@linux_only
def test_it_starts_watches_and_stops_everything(command: Command) -> None:
    command.start()
    command.wait_for("To stop:")
    printed = command.printed.read_text()
    assert f"Forte is running:  {command.product.url}/" in printed
    assert f"{command.product.url}/inbox/" in printed
    assert "make demo" in printed
    assert command.product.health()[0] == 200

    # A second one in the same folder says where the first is, and changes nothing.
    second = command.again(PORT="1")
    assert second.returncode == 1
    assert second.stdout.startswith("Forte is already running here: ")
    assert command.product.url in second.stdout

    # Another folder with the same port says which port would do.
    other = command.again(FORTE_VAR=str(command.var / "other"))
    assert other.returncode == 1
    port = command.product.port
    assert f"Port {port} is taken" in other.stdout
    assert f"PORT={port + 1} make run" in other.stdout

    # What dies is started again, and said.
    os.kill(command.pid_of("celery -A config beat"), signal.SIGKILL)
    command.wait_for("The beat process ended (exit code -9). It starts again in 1 s")
    command.product.wait_for(lambda: command.pid_of("celery -A config beat"), "another beat")

    # Stopping is quick, clean, and leaves nobody.
    started = time.monotonic()
    assert command.end(signal.SIGINT) == 0
    assert time.monotonic() - started < 10
    assert command.processes() == {}


@linux_only
def test_after_a_kill_it_starts_again_as_if_nothing_were(command: Command) -> None:
    command.start()
    command.wait_for("To stop:")
    command.end(signal.SIGKILL)
    command.start()
    command.wait_for("To stop:")
    assert command.product.health()[0] == 200
    assert command.end(signal.SIGTERM) == 0
    assert command.processes() == {}


@linux_only
def test_what_cannot_start_shows_its_last_words(command: Command) -> None:
    failed = command.again(WEB_THREADS="many")
    assert failed.returncode == 1
    assert "Forte does not start: its web process ended" in failed.stdout
    assert "many" in failed.stdout
    assert command.processes() == {}


def test_a_hail_of_signals_still_means_stop() -> None:
    code = (
        "from config.up import Supervisor; s = Supervisor(); s.listen_to_signals();"
        "print('ready', flush=True); s.told_to_stop.wait(30); print('stopped', flush=True);"
        "import time; time.sleep(0.5)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=mode.BASE_DIR
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        for _time in range(2000):
            process.send_signal(signal.SIGTERM)
        try:
            assert process.communicate(timeout=10)[0] == "stopped\n"
        finally:
            process.kill()
