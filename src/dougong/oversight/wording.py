"""What figures are called on paper and in workbooks: key, Chinese, English."""

from __future__ import annotations

FLOWS = (
    ("issued", "发放", "Issued"),
    ("redeemed", "兑换", "Redeemed"),
    ("expired", "过期", "Expired"),
    ("gifted", "转赠", "Given between clients"),
    ("net", "净增", "Net"),
)
FIGURES = (
    ("issued", "本期发放", "Issued in the period"),
    ("issued_before", "上一期发放", "Issued in the period before"),
    ("redeemed", "本期兑换", "Redeemed in the period"),
    ("redeemed_before", "上一期兑换", "Redeemed in the period before"),
    ("expired", "本期过期", "Expired in the period"),
    ("gifted", "本期转赠", "Given between clients"),
    ("redemption_rate", "兑换率", "Redeemed of issued"),
    ("outstanding", "未用积分", "Outstanding"),
    ("debt", "欠分", "Debt"),
    ("reserved", "已预留", "Put by"),
    ("accounts", "账户", "Accounts"),
    ("frozen", "已冻结账户", "Frozen accounts"),
)
MONEY = (
    ("liability", "预计负债", "Liability"),
    ("whole_liability", "全部兑换时的负债", "If all were redeemed"),
    ("cost", "本期兑换成本", "Cost of what was redeemed"),
)
FINDINGS = {
    "": ("待处理", "Open"),
    "harmless": ("正常", "Harmless"),
    "mended": ("已纠正", "Mended"),
    "abuse": ("滥用", "Abuse"),
}


def bucket_words(low: int | None, high: int | None, *, en: bool) -> str:
    if low is None:
        return "Below 0" if en else "欠分"
    if high is None:
        return f"{low:,} and more" if en else f"{low:,} 以上"
    return f"{low:,}" if low == high else f"{low:,}–{high:,}"
