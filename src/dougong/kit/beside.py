"""Work beside one's own: a second process that has loaded what this one has, for what is reckoned without the database.

Long work over many rows goes in steps: while this process writes one, the other reads, cleans and seals the next. Each step is
answered before the next is sent, so nothing is reckoned ahead of what was asked, and in the order in which it was asked.

The other process is a fork. One that has threads must not fork itself (a lock that another thread holds would stay shut for
ever), so the worker forks a keeper before it starts any (`keep_ready`), which forks on demand. Where there is none, or the
other process dies, the same is reckoned here.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection, Pipe
from typing import Any, NoReturn

from django.db import connection

from dougong.kit.pace import many_objects

log = logging.getLogger("dougong.beside")
#: (the last answer, None before the first; what it was made with) → what answers one step.
Make = Callable[..., Callable[[Any], Any]]
_keeper: socket.socket | None = None


class Beside:
    """`make(None, *given)` answers steps, in another process if there is one; `each` asks it. Close it by `with`."""

    def __init__(self, make: Make, *given: Any, alone: bool = False) -> None:
        self._make, self._given = make, given
        self._work: Callable[[Any], Any] | None = None
        self._pipe, self._pid = (None, 0) if alone else _other_process()
        self._last: Any = None
        self._pipe = self._pipe if self._tell((make, given)) else None

    def __enter__(self) -> Beside:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None
        if self._pid:
            os.waitpid(self._pid, 0)
            self._pid = 0

    def each(self, steps: Iterator[Any]) -> Iterator[tuple[Any, Any]]:
        """(step, answer) of each. The step after is taken, and begun over there, before this one's answer is given out."""
        step = next(steps, None)
        told = self._tell(step)
        while step is not None:
            answer = self._heard(step, told)
            following = next(steps, None)
            told = self._tell(following)
            yield step, answer
            step = following

    def _tell(self, what: Any) -> bool:
        if self._pipe is None or what is None:
            return False
        try:
            self._pipe.send(what)
        except OSError:
            return False
        return True

    def _heard(self, step: Any, told: bool) -> Any:
        if told and self._pipe is not None:
            try:
                self._last = self._pipe.recv()
            except (EOFError, OSError):
                log.warning("the process beside was lost; its work goes on here")
                self._pipe.close()
                self._pipe = None
            else:
                return self._last
        if self._work is None:
            self._work = self._make(self._last, *self._given)
        self._last = self._work(step)
        return self._last


def keep_ready() -> None:
    """Fork the keeper. Before this process has threads and a connection to the database."""
    global _keeper
    ours, theirs = socket.socketpair()
    if os.fork():
        theirs.close()
        _keeper = ours
        return
    ours.close()
    _keep(theirs)


def _keep(requests: socket.socket) -> NoReturn:
    """Until the other end is closed, also by kill -9: a process for each pipe that comes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        while True:
            asked, handles, _, _ = socket.recv_fds(requests, 1, 1)
            if not asked:
                break
            if os.fork() == 0:
                requests.close()
                _serve(Connection(handles[0]))
            os.close(handles[0])
    finally:
        os._exit(0)


def _other_process() -> tuple[Connection | None, int]:
    """A pipe to a process that serves, and its number where it is a child of ours; no pipe where no process or core is to be had."""
    if len(os.sched_getaffinity(0)) < 2 or (_keeper is None and threading.active_count() > 1):
        return None, 0
    (ours, theirs), pid = Pipe(), 0
    try:
        if _keeper is not None:
            socket.send_fds(_keeper, [b"+"], [theirs.fileno()])
        else:
            pid = os.fork()
            if pid == 0:
                ours.close()
                signal.signal(signal.SIGINT, signal.SIG_IGN)
                signal.signal(signal.SIGTERM, signal.SIG_DFL)
                _serve(theirs)
    except OSError:
        log.warning("no process beside could be started", exc_info=True)
        ours.close()
        return None, 0
    finally:
        theirs.close()
    return ours, pid


def _serve(pipe: Connection) -> NoReturn:
    """Answer until the other end is closed. Nothing that was open is closed or flushed here: it is the other's."""
    try:
        connection.execute_wrappers.append(_no_database)
        make, given = pipe.recv()
        gc.freeze()  # what is shared is not looked through for garbage: its pages would be copied
        with many_objects():
            work = make(None, *given)
            while True:
                pipe.send(work(pipe.recv()))
    except (EOFError, OSError):
        pass
    except Exception:  # asked again over there, the step fails there
        log.exception("the process beside failed")
    finally:
        os._exit(0)


def _no_database(*_: Any) -> NoReturn:
    raise RuntimeError("what is reckoned beside asks no database: the connection is the other process's")
