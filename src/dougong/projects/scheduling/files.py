"""Which reader a file needs, seen from its content and not its name."""

from __future__ import annotations

from dataclasses import replace

from dougong.projects.scheduling.errors import ScheduleError
from dougong.projects.scheduling.mpp import is_mpp, to_mspdi
from dougong.projects.scheduling.mspdi import read_mspdi
from dougong.projects.scheduling.network import MS_PROJECT, P6, Profile, ScheduleFile
from dougong.projects.scheduling.xer import read_xer
from dougong.projects.scheduling.xlsx import read_xlsx


def read_schedule(data: bytes, filename: str = "", *, convert: bool = False) -> ScheduleFile:
    """Reads MSPDI XML, XER, XLSX or XLS, and with `convert` .mpp by another program (seconds).

    ScheduleError where the file as a whole cannot be read.
    """
    if not data.strip(b"\x00\r\n\t "):
        raise ScheduleError("empty_file")
    if data[:6] == b"ERMHDR" or data[3:9] == b"ERMHDR":
        return read_xer(data)
    if data[:2] == b"PK" or (data[:4] == b"\xd0\xcf\x11\xe0" and filename.lower().endswith(".xls")):
        return read_xlsx(data, filename)
    if is_mpp(data, filename):
        if not convert:
            raise ScheduleError("mpp_unread")
        return replace(read_mspdi(to_mspdi(data), filename), format="mpp")
    head = data[:200].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    if head[:1] == b"<":
        return read_mspdi(data, filename)
    raise ScheduleError("unknown_format", name=filename)


def profile_for(file: ScheduleFile) -> Profile:
    """The arithmetic of the program the file comes from; sheets are calculated as Project would."""
    return P6 if file.format == "xer" else MS_PROJECT
