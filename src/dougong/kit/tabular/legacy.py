"""XLS (Excel 97): an old binary format without limits of its own, so it is parsed in a process that has them.

A crafted file can ask the parser for any amount of memory; there that ends the child, not the worker."""

from __future__ import annotations

import pickle
import subprocess
import sys

from dougong.kit.tabular.errors import DamagedFile, EncryptedWorkbook

_MEMORY = 1_500 * 1024 * 1024
_SECONDS = 60

RawSheet = tuple[str, list[list[object]], bool, list[tuple[int, int, int, int]]]

_CHILD = """
import io, pickle, resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
import python_calamine as calamine
try:
    book = calamine.CalamineWorkbook.from_object(io.BytesIO(sys.stdin.buffer.read()))
    sheets = []
    for meta in book.sheets_metadata:
        if meta.typ == calamine.SheetTypeEnum.WorkSheet:
            found = book.get_sheet_by_name(meta.name)
            merged = [(a[0], a[1], b[0], b[1]) for a, b in found.merged_cell_ranges or []]
            visible = meta.visible == calamine.SheetVisibleEnum.Visible
            sheets.append((meta.name, found.to_python(skip_empty_area=False), visible, merged))
except calamine.PasswordError:
    sys.exit(3)
except (calamine.CalamineError, ValueError, OSError, MemoryError):
    sys.exit(4)
pickle.dump(sheets, sys.stdout.buffer)
"""


def read_xls(data: bytes) -> list[RawSheet]:
    """(name, rows, visible, merged ranges) of every sheet. Errors: EncryptedWorkbook, DamagedFile."""
    program = _CHILD.format(memory=_MEMORY, seconds=_SECONDS)
    try:
        child = subprocess.run(
            [sys.executable, "-c", program],
            input=data,
            capture_output=True,
            timeout=_SECONDS * 2,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise DamagedFile from error
    if child.returncode == 3:
        raise EncryptedWorkbook
    if child.returncode != 0:
        raise DamagedFile
    sheets: list[RawSheet] = pickle.loads(child.stdout)  # noqa: S301 -- written by the program above
    return sheets


#: The beginning of the workbook's own part (BIFF8 and BIFF5), and its record DATEMODE that says 1904.
_GLOBALS = (b"\x09\x08\x10\x00\x00\x06\x05\x00", b"\x09\x08\x08\x00\x00\x05\x05\x00")
_DATEMODE = b"\x22\x00\x02\x00\x01\x00"


def from_1904(data: bytes) -> bool:
    """Whether days that are plain numbers count from 1904. The record stands in the first kilobytes of that part."""
    starts = [at for at in (data.find(mark) for mark in _GLOBALS) if at >= 0]
    return any(_DATEMODE in data[at : at + 8192] for at in starts)
