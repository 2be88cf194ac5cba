"""Commands that need no database start without Django, which takes them ten times as long."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize("words", [["schedule"], ["match"], ["points", "replay"]], ids=" ".join)
def test_a_light_command_starts_without_django(words: list[str]) -> None:
    code = (
        "import sys\nfrom dougong.config.cli import main\n"
        f"try:\n    main({[*words, '--help']!r})\nexcept SystemExit:\n    pass\n"
        "assert 'dougong.config.cli' in sys.modules and 'django' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL, timeout=60)
