"""A child must not outlive its parent, however that one ends."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_SET_PDEATHSIG = 1
# Loaded before any fork: between fork and exec nothing may be imported.
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(parent: int, how: int = signal.SIGTERM) -> None:
    """Ask the kernel to send `how` to this process when `parent` ends, also by kill -9 (Linux)."""
    if _libc is not None:
        _libc.prctl(_SET_PDEATHSIG, int(how), 0, 0, 0)
    if os.getppid() != parent:
        os._exit(0)  # it ended before we asked
