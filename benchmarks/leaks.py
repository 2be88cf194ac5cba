"""The leak matrix whole: every person, resource and channel; records and fields that are not his, read and written.

make bench leaks        prints the cases and leaks of each channel; 0 leaks, or it fails
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILES = ("tests/test_leaks.py", "tests/test_leaks_writes.py", "tests/test_leaks_fields.py")


def main() -> int:
    begun = time.monotonic()
    command = [sys.executable, "-m", "pytest", *FILES, "-q", "-p", "no:cacheprovider", "--tb=short", *sys.argv[1:]]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, "LEAKS": "whole"})
    print(f"leaks: {'none' if done.returncode == 0 else 'FOUND'}, {time.monotonic() - begun:.0f} s")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
