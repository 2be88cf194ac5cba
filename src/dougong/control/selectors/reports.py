from __future__ import annotations

from typing import Any

from dougong.control.models import ReportSetting
from dougong.control.policies import REPORT
from dougong.kit.access import require
from dougong.kit.actor import Actor


def report_setting(actor: Actor) -> dict[str, Any]:
    require(actor, REPORT, "view")
    row = ReportSetting.objects.first() or ReportSetting()
    return {"weekly": row.weekly, "weekday": row.weekday, "monthly": row.monthly}
