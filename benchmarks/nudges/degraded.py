"""Parts that die: pages go on, and what is due leaves after the repair

Every address there is, walked as a visitor and as the demo person at the same time, while a part is
dead: Redis killed, Redis frozen, the mail server silent, worker and beat off.
"""

import http.client
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from benchmarks.figures import Figure, main
from benchmarks.nudges import stand
from benchmarks.nudges.stand import Stand

DUE = 20
"""Nudges that fall due while a part is dead."""
LONGEST = 150.0
"""Seconds until a repaired Forte must have sent them; senders rest up to a minute."""


@dataclass
class Walk:
    """What every address answered, and how long it took."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    readyz: int = 0

    def note(self, path: str, status: int, seconds: float) -> None:
        self.seconds.append(seconds)
        self.statuses[status] += 1
        if path == "/readyz":
            self.readyz = status
        elif status >= 500:
            self.failed.append(f"{status} {path}")

    @property
    def p95(self) -> float:
        return sorted(self.seconds)[int(len(self.seconds) * 0.95)]


@dataclass(frozen=True)
class Fault:
    """How a part dies, and how it comes back."""

    name: str
    hurt: Callable[[Stand], None]
    repair: Callable[[Stand], None]
    is_ready: bool = False
    """Whether /readyz still says 200: it does not know the mail server."""


def _kill_redis(at: Stand) -> None:
    at.redis.stop(0.0)


def _both(at: Stand, act: str) -> None:
    for name in ("worker", "beat"):
        process = at.product.processes[name]
        process.stop(5.0) if act == "stop" else process.start()


def _wait_for_silence(at: Stand) -> None:
    """Until health notices: half a minute without a heartbeat."""
    at.wait_until(lambda: at.product.health()[0] == 503, "/readyz says 503", 60.0)


def _stop_both(at: Stand) -> None:
    _both(at, "stop")
    _wait_for_silence(at)


FAULTS = (
    Fault("Redis down", _kill_redis, lambda at: at.redis.start()),
    Fault(
        "Redis frozen",
        lambda at: at.redis.send(signal.SIGSTOP),
        lambda at: at.redis.send(signal.SIGCONT),
    ),
    Fault("worker and beat off", _stop_both, lambda at: _both(at, "start")),
    Fault(
        "mail server silent",
        lambda at: at.sink.fall_silent(),
        lambda at: at.sink.open(),
        is_ready=True,
    ),
)


def run(fast: bool) -> Sequence[Figure]:
    """Each fault by itself; fast: Redis alone, frozen."""
    faults = FAULTS[1:2] if fast else FAULTS
    with stand.forte(with_sink=True) as at:
        try:
            owner, paths = at.insider.ask("owner"), at.insider.ask("addresses")
            normal = walk(at, paths, owner)
            if not fast:  # the first one imports and compiles
                normal = walk(at, paths, owner)
            figures = [
                Figure(
                    "addresses walked",
                    f"{len(paths)}",
                    note=f"each as visitor and as owner; normal p95 {normal.p95 * 1000:.0f} ms",
                ),
                _no_failure("nothing dead", normal),
            ]
            for number, fault in enumerate(faults):
                figures += _suffer(at, fault, f"due{number}", paths, owner, normal)
            return figures
        finally:
            with suppress(ProcessLookupError):
                at.redis.send(signal.SIGCONT)


def _suffer(
    at: Stand, fault: Fault, name: str, paths: list[str], owner: str, normal: Walk
) -> list[Figure]:
    """One fault: walk while it lasts, and count what leaves after it."""
    fault.hurt(at)
    at.insider.ask("due", DUE, name)
    hurt = walk(at, paths, owner)
    fault.repair(at)
    mine = f"{name}-"

    def arrived() -> set[str]:
        return {to for to in at.sink.taken if to.startswith(mine)}

    seconds = at.wait_until(lambda: len(arrived()) == DUE, "everything due has left", LONGEST)
    at.wait_until(lambda: at.product.health()[0] == 200, "/readyz says 200 again", 60.0)
    twice = len([to for to in at.sink.taken if to.startswith(mine)]) - len(arrived())
    states = at.insider.ask("outcomes", name)
    ratio = hurt.p95 / normal.p95
    ready = 200 if fault.is_ready else 503
    return [
        _no_failure(fault.name, hurt),
        Figure(
            f"{fault.name}: /readyz",
            f"{hurt.readyz}",
            f"{ready}",
            hurt.readyz == ready,
            counted=True,
        ),
        Figure(
            f"{fault.name}: p95 beside the normal one",
            f"{ratio:.2f}",
            "≤ 1.5",
            ratio <= 1.5,
            note=f"{hurt.p95 * 1000:.0f} ms, slowest {max(hurt.seconds):.1f} s",
        ),
        Figure(
            f"{fault.name}: left after the repair",
            f"{len(arrived())} of {DUE}, {twice} twice",
            f"{DUE}, 0 twice",
            len(arrived()) == DUE and twice == 0,
            counted=True,
            note=f"the last {seconds:.0f} s after it; {states}",
        ),
    ]


def _no_failure(name: str, found: Walk) -> Figure:
    statuses = ", ".join(f"{n} × {status}" for status, n in sorted(found.statuses.items()))
    return Figure(
        f"{name}: answers of 500 and above",
        f"{len(found.failed)} of {len(found.seconds)}",
        "0",
        not found.failed,
        counted=True,
        note="; ".join([statuses, *found.failed[:5]]),
    )


def walk(at: Stand, paths: Sequence[str], owner: str) -> Walk:
    """Every address by GET, as visitor and as owner at the same time."""
    found = Walk()
    both = [
        threading.Thread(target=_walk, args=(at.product.port, paths, cookie, found))
        for cookie in ("", f"session={owner}")
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()
    return found


def _walk(port: int, paths: Sequence[str], cookie: str, found: Walk) -> None:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Host": f"localhost:{port}", **({"Cookie": cookie} if cookie else {})}
    for path in paths:
        begun = time.monotonic()
        try:
            line.request("GET", path, headers=headers)
            answer = line.getresponse()
            answer.read()
            status = answer.status
        except (OSError, http.client.HTTPException):
            line.close()
            status = 599
        found.note(path, status, time.monotonic() - begun)
    line.close()


if __name__ == "__main__":
    main(run)
