"""A second search in a process of its own, so that a second core works too.

The problem goes in through a pipe and ever better starts come out of one, a line each. Where the first pipe closes, because the search
is stopped or because who asked is gone, the process ends at once.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import time
from contextlib import suppress
from threading import Thread
from types import TracebackType
from typing import Self

from dougong.projects.scheduling.levelling.heuristic import Search
from dougong.projects.scheduling.levelling.problem import Problem

_SLICE = 0.5  # seconds between two lines
_MARGIN = 0.25  # seconds before the end by which the answer is due


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Helper:
    """Searches for about `seconds` from when it is entered, or until it has `enough`; leaving ends it."""

    def __init__(self, problem: Problem, seconds: float, enough: int, seed: int) -> None:
        self._asked = pickle.dumps((problem, time.time() + seconds - _MARGIN, enough, seed))
        self._process: subprocess.Popen[bytes] | None = None
        self._said = b""
        self._reader = Thread(target=self._read, daemon=True)

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "dougong.projects.scheduling.levelling.helper"]
        with suppress(OSError):  # without a second process the first goes on alone
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
            self._reader.start()
        return self

    def _read(self) -> None:
        process = self._process
        if process is not None and process.stdin is not None and process.stdout is not None:
            with suppress(OSError, ValueError):  # it may be stopped before it has read all
                process.stdin.write(self._asked)
                process.stdin.flush()
                for line in process.stdout:
                    if line.endswith(b"\n"):
                        self._said = line

    def latest(self) -> list[int] | None:
        """The best starts it has told of."""
        return [int(word) for word in self._said.split()] if self._said else None

    def answer(self, patience: float) -> list[int] | None:
        """Its best starts at its end, or after so many seconds of waiting for it; None where it has none."""
        if self._process is None:
            return None
        self._reader.join(patience)
        return self.latest()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._process is None:
            return
        self._process.kill()
        self._process.wait()
        self._reader.join()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()


def _watch() -> None:
    """Ends the process when nobody is at the other end any more."""
    os.read(0, 1)
    os._exit(1)


def main() -> None:
    """What the process does: one problem, a line of starts whenever there are better ones."""
    problem, until, enough, seed = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
    Thread(target=_watch, daemon=True).start()
    search, told = Search(problem, seed), 1 << 60
    while told > enough and (time.time() < until or not search.best.starts):
        best = search.run(min(_SLICE, until - time.time()), enough=enough)
        if best.makespan < told:
            told = best.makespan
            sys.stdout.write(" ".join(map(str, best.starts)) + "\n")
            sys.stdout.flush()
    os._exit(0)  # the thread that waits for the pipe would hold up an orderly end


if __name__ == "__main__":
    main()
