"""What a command needs to know of the terminal that it was typed at. No Django."""

from __future__ import annotations

import getpass
import os
import platform
import sys
from contextlib import AbstractContextManager


def language() -> str:
    """zh or en, by the terminal's locale."""
    return "zh" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("zh") else "en"


def bar(done: int, total: int) -> None:
    """Progress on the standard error, in one line."""
    share = done / total if total else 1.0
    sys.stderr.write(f"\r[{'#' * int(share * 40):<40}] {done}/{total}")
    sys.stderr.flush()


def at_the_terminal() -> AbstractContextManager[object]:
    """What is done from here is on record with the account at the terminal."""
    from dougong.kit.context import Context, using  # with Django, of which `language` knows nothing

    return using(Context(channel="cli", device=f"{getpass.getuser()}@{platform.node()}"[:200]))
