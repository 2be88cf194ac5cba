"""`python -m dougong.files.texts.child PATH TYPE NAME`: the text as JSON on standard output, from a process with limits.

It has no settings, no database and no keys; what a document makes a parser do ends here.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from dougong.files.texts.apart import limit
from dougong.files.texts.model import Unreadable

SECONDS = 150


def main(path: str, content_type: str, filename: str) -> None:
    limit(SECONDS)
    from dougong.files.texts.reading import read

    try:
        found = read(Path(path).read_bytes(), content_type, filename)
    except Unreadable as error:
        answer = {"problem": error.args[0]}
    except (MemoryError, RecursionError):
        answer = {"problem": "too_large"}
    else:
        answer = {"text": found.text, "how": found.how, "cut": found.cut}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main(*sys.argv[1:4])
