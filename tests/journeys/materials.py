"""What a journey starts from: the real files of the shared data, or small ones made on the spot."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from dougong.kit.formats import check_character


@dataclass(frozen=True)
class Materials:
    """A client workbook with what must become of it, and a schedule with what must be found in it."""

    workbook: bytes
    rows: int  # read, of all sheets
    refused: int  # handed back with a reason
    schedule: bytes
    tasks: int
    milestones: int
    links: int


def real(shared_data: Path) -> Materials:
    return Materials(
        workbook=(shared_data / "clients" / "clients.xlsx").read_bytes(),
        rows=4540,
        refused=85,
        schedule=(shared_data / "schedules" / "sample.xml").read_bytes(),
        tasks=16,
        milestones=1,
        links=6,
    )


def made() -> Materials:
    return Materials(workbook=_workbook(), rows=6, refused=1, schedule=_MSPDI.encode(), tasks=4, milestones=1, links=3)


def code(n: int) -> str:
    """A right 统一社会信用代码, another for each number."""
    body = f"91320594{n:09d}"
    return body + check_character(body)


def _workbook() -> bytes:
    """A title row, five clients of which one stands twice, and a code that is none."""
    rows = [
        ("客户名称", "统一社会信用代码", "联系人", "联系电话", "邮箱"),
        ("启岳半导体（苏州）有限公司", code(1), "孙立衡", "13812345601", "sun@qiyue.example"),
        ("沧澜生物制药有限公司", code(2), "赵清和", "13812345602", ""),
        ("云汀数据中心有限公司", code(3), "钱未央", "13812345603", ""),
        ("启岳半导体(苏州)有限公司", code(1), "孙立衡", "13812345601", ""),
        ("青梧新材料有限公司", code(4), "李木白", "13812345604", ""),
        ("拾光显示有限公司", "12", "周行之", "13812345605", ""),
    ]
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    page = book.add_worksheet("客户台账")
    page.write(0, 0, "2026 年客户台账")
    for place, row in enumerate(rows, start=1):
        page.write_row(place, 0, row)
    book.close()
    return out.getvalue()


def _task(uid: int, name: str, hours: int, before: int = 0) -> str:
    link = (
        f"<PredecessorLink><PredecessorUID>{before}</PredecessorUID><Type>1</Type></PredecessorLink>" if before else ""
    )
    return (
        f"<Task><UID>{uid}</UID><ID>{uid}</ID><Name>{name}</Name><OutlineLevel>1</OutlineLevel>"
        f"<Duration>PT{hours}H0M0S</Duration><Milestone>{int(hours == 0)}</Milestone>{link}</Task>"
    )


_MSPDI = (
    '<?xml version="1.0" encoding="UTF-8"?><Project xmlns="http://schemas.microsoft.com/project">'
    "<Name>洁净厂房机电安装</Name><StartDate>2026-03-02T08:00:00</StartDate><Tasks>"
    + _task(1, "龙骨与壁板", 40)
    + _task(2, "高架地板", 40, before=1)
    + _task(3, "风管安装", 24, before=2)
    + _task(4, "围护封闭", 0, before=3)
    + "</Tasks></Project>"
)
