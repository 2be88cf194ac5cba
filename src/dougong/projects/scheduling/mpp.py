"""Reads Project's own .mpp through mpxj, an extra (`pip install 'dougong[mpp]'`) that needs Java 11 or newer.

A process of its own turns the file into MSPDI XML: what goes wrong in the Java machine stays there.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from dougong.projects.scheduling.errors import ScheduleError

SECONDS = 120
MAX_BYTES = 128 * 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_mpp(data: bytes, filename: str) -> bool:
    """An OLE file that does not call itself a workbook."""
    return data[:8] == OLE and not filename.lower().endswith(".xls")


def to_mspdi(data: bytes) -> bytes:
    """The same project as MSPDI XML. ScheduleError: mpp_no_mpxj, mpp_no_java, mpp_broken, mpp_slow, too_large."""
    if len(data) > MAX_BYTES:
        raise ScheduleError("too_large", limit=MAX_BYTES // 1024 // 1024)
    if find_spec("mpxj") is None or find_spec("jpype") is None:
        raise ScheduleError("mpp_no_mpxj")
    if shutil.which("java") is None:
        raise ScheduleError("mpp_no_java")
    with tempfile.TemporaryDirectory(prefix="dougong-mpp-") as folder:
        source, target = Path(folder) / "in.mpp", Path(folder) / "out.xml"
        source.write_bytes(data)
        command = [sys.executable, "-m", "dougong.projects.scheduling.mpp", str(source), str(target)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired as error:
            raise ScheduleError("mpp_slow", seconds=SECONDS) from error
        if done.returncode or not target.is_file():
            said = done.stderr.strip().splitlines()
            raise ScheduleError("mpp_broken", reason=said[-1][:200] if said else f"exit {done.returncode}")
        return target.read_bytes()


def _convert(source: str, target: str) -> None:
    """Runs in the process of its own; the names of the Java classes are known only once the machine runs."""
    from importlib import import_module

    import_module("mpxj")
    import_module("jpype").startJVM("-Xmx1g", "-Djava.awt.headless=true")
    project = import_module("org.mpxj.reader").UniversalProjectReader().read(source)
    if project is None:
        sys.exit("no project in the file")
    import_module("org.mpxj.mspdi").MSPDIWriter().write(project, target)


if __name__ == "__main__":
    _convert(sys.argv[1], sys.argv[2])
