"""A line of the health score as a sentence, as the page says it too."""

from __future__ import annotations

from typing import Any

WORDS = {
    "schedule": ("进度绩效 SPI {value}", "Schedule performance SPI {value}"),
    "finish": ("预计竣工晚 {value} 天", "Forecast finish {value} days late"),
    "cost": ("成本绩效 CPI {value}", "Cost performance CPI {value}"),
    "payment": ("已到期的款项有 {value}% 逾期未收", "{value} % of what has fallen due is overdue"),
    "chance": ("按期竣工的把握 {value}%", "{value} % chance of the promised finish"),
    "reports": ("距上次报进度 {value} 天", "{value} days since progress was reported"),
}


def line_words(line: dict[str, Any], *, en: bool) -> str:
    return WORDS[line["code"]][en].format(value=line["value"])
