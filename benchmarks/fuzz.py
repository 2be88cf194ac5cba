"""The whole contract as each role, as nobody and as an integration's token: what failed, what was answered that is not declared.

make bench fuzz                       every one of them, FUZZ_EXAMPLES (20) examples an operation
FUZZ_AS=finance make bench fuzz       one of them
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = os.environ.get("FUZZ_EXAMPLES", "20")


def ask_as(who: str) -> tuple[int, int, float]:
    """(operations in order, operations with a finding, seconds)."""
    begun = time.monotonic()
    command = [
        sys.executable,
        "-m",
        "pytest",
        "tests/test_schemathesis.py",
        "-q",
        "-p",
        "no:cacheprovider",
        "--tb=short",
    ]
    environ = {**os.environ, "FUZZ_AS": who, "FUZZ_EXAMPLES": EXAMPLES}
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True)
    counted = {word: int(n) for n, word in re.findall(r"(\d+) (passed|failed|error)", done.stdout)}
    wrong = counted.get("failed", 0) + counted.get("error", 0)
    if wrong or not counted.get("passed"):
        print(done.stdout[-6000:])
        wrong = wrong or 1
    return counted.get("passed", 0), wrong, time.monotonic() - begun


def main() -> int:
    sys.path.insert(0, str(ROOT / "src"))
    from dougong.accounts.roles import ROLES

    asked = [os.environ["FUZZ_AS"]] if os.environ.get("FUZZ_AS") else ["every", *ROLES, "nobody", "token"]
    total = 0
    for who in asked:
        fine, wrong, seconds = ask_as(who)
        total += wrong
        print(
            f"{who:14} {fine:4} in order, {wrong} with a server error or an undeclared answer, {seconds:.0f} s",
            flush=True,
        )
    print(f"{len(asked)} kinds of caller, {EXAMPLES} examples an operation: {total} findings")
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
