"""What a command needs to know of the terminal that it was typed at. No Django."""

from __future__ import annotations

import os


def language() -> str:
    """zh or en, by the terminal's locale."""
    return "zh" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("zh") else "en"
