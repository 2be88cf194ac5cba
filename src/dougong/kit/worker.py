"""The worker process: one thread for deliveries and the clock, one for jobs, so that an import never delays points."""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from django.db import DatabaseError, close_old_connections, connection

from dougong.kit import beside, clock, context, jobs, outbox, stream
from dougong.kit.context import Context
from dougong.kit.models import Heartbeat

log = logging.getLogger("dougong.worker")
IDLE_SECONDS = 0.4
#: How often it is looked, meanwhile, whether an event has come: points are on the client's screen within a second.
GLANCE_SECONDS = 0.1
BEAT_SECONDS = 5.0
CLOCK_SECONDS = 10.0


class Worker:
    def __init__(self) -> None:
        self.stopping = threading.Event()
        self._next: dict[str, float] = {}

    def run(self) -> None:
        threads = [
            threading.Thread(target=self._loop, args=(self._events, outbox.is_due), name="events"),
            threading.Thread(target=self._loop, args=(jobs.run_due,), name="jobs"),
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def stop(self) -> None:
        jobs.stopping.set()
        self.stopping.set()

    def _loop(self, step: Callable[[], int], glance: Callable[[], bool] = lambda: False) -> None:
        context.enter(Context(channel="job"))
        while not self.stopping.is_set():
            try:
                if not step():
                    self._rest(glance)
            except Exception:  # the loop outlives a database that is away for a moment
                log.exception("the worker's step failed")
                close_old_connections()
                self.stopping.wait(IDLE_SECONDS)
        connection.close()

    def _rest(self, glance: Callable[[], bool]) -> None:
        """Until it is time for the next turn, or something has come."""
        until = time.monotonic() + IDLE_SECONDS
        while not self.stopping.wait(GLANCE_SECONDS) and time.monotonic() < until and not glance():
            pass

    def _events(self) -> int:
        if self._every("beat", BEAT_SECONDS):
            Heartbeat.objects.update_or_create(process="worker", defaults={"beat_at": clock.now()})
            stream.prune()
        if self._every("clock", CLOCK_SECONDS):
            jobs.start_periodic()
        return outbox.run_pending()

    def _every(self, what: str, seconds: float) -> bool:
        now = time.monotonic()
        if now < self._next.get(what, 0.0):
            return False
        self._next[what] = now + seconds
        return True


def run_forever() -> None:
    """Until SIGTERM or SIGINT; a job under way goes back to the queue at its next checkpoint."""
    beside.keep_ready()
    worker = Worker()
    for sig in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sig, lambda *_: worker.stop())
    with suppress(DatabaseError):  # else their leases run out
        jobs.free_of_the_dead()
    worker.run()
