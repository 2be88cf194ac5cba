"""The certificate of a drill: JSON for machines, PDF for people, beside the archive."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import orjson

from dougong.kit import clock, pdf
from dougong.kit.pdf import FontMissing
from dougong.kit.wholefile import write_whole

TEMPLATE = Path(__file__).with_name("certificate.typ")
#: What each check says it looked at.
CHECKS: dict[str, tuple[str, str]] = {
    "counts": ("各表行数与内容，逐表与备份比对", "Rows of every table, compared with the archive by count and content"),
    "complete": ("备份时文件齐全、未被改动", "All files were there and unchanged when the archive was made"),
    "audit": ("审计日志的封存链与锚点", "Chain of seals and anchors of the audit log"),
    "guards": ("只增表的触发器", "Triggers of the append-only tables"),
    "plans": ("合同分期之和等于合同金额", "Instalments add up to the contract's amount"),
    "receipts": ("回款核销之和等于到账金额", "Allocations add up to the receipt"),
    "points": ("积分流水之和等于账户余额", "Points entries add up to the balance"),
    "files": ("每个文件都在，大小一致", "Every file is there in its length"),
    "file_sample": ("抽取文件，按 SHA-256 核对", "A sample of files, compared by SHA-256"),
    "secrets": ("加密内容可用随备份恢复的密钥打开", "Encrypted values open with the restored keys"),
}  # fmt: skip
STEPS: dict[str, tuple[str, str]] = {
    "schema": ("建表", "Lay the schema"),
    "rows": ("装入数据", "Load the rows"),
    "files": ("放回文件", "Put back the files"),
    "compare": ("逐表比对", "Compare table by table"),
    "migrate": ("升级到当前版本", "Migrate forward"),
    "check": ("核查", "Check"),
}


def write(report: dict[str, Any], stem: Path) -> Path:
    """`<stem>.json` and, where there is a Chinese font, `<stem>.pdf`; the path of the best there is."""
    told = stem.with_name(f"{stem.name}.json")
    write_whole(told, orjson.dumps(report, option=orjson.OPT_INDENT_2))
    try:
        page = pdf.render(TEMPLATE, _shown(report))
    except FontMissing:
        return told
    printed = stem.with_name(f"{stem.name}.pdf")
    write_whole(printed, page)
    return printed


def _shown(report: dict[str, Any]) -> dict[str, Any]:
    """With words in place of codes and the company's time in place of UTC."""
    checks = [{**check, "zh": CHECKS[check["code"]][0], "en": CHECKS[check["code"]][1]} for check in report["checks"]]
    steps = [
        {"zh": zh, "en": en, "seconds": f"{report['seconds'][code]:,.1f}"}
        for code, (zh, en) in STEPS.items() if code in report["seconds"]
    ]  # fmt: skip
    largest = sorted(report["tables"].items(), key=lambda item: -item[1])[:8]
    return {
        **report,
        "checks": [{**check, "looked": f"{check['looked']:,}"} for check in checks],
        "steps": steps,
        "largest": [{"name": name, "rows": f"{rows:,}"} for name, rows in largest],
        "rows": f"{report['rows']:,}", "files": f"{report['files']:,}", "table_count": len(report["tables"]),
        "recovery": f"{report['recovery_seconds']:,.1f}",
        "begun": _local(report["begun_at"]), "finished": _local(report["finished_at"]),
        "made": _local(report["archive"]["made_at"]), "megabytes": f"{report['archive']['size'] / 1e6:,.1f}",
    }  # fmt: skip


def _local(text: str) -> str:
    return f"{dt.datetime.fromisoformat(text).astimezone(clock.zone()):%Y-%m-%d %H:%M:%S}"
