"""The dashboard's figures as a spreadsheet: one row a figure."""

from __future__ import annotations

import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.noting import note
from dougong.kit.tabular import Column, write_xlsx
from dougong.oversight.policies import DASHBOARD
from dougong.oversight.selectors.dashboard import board
from dougong.oversight.wording import FIGURES, FLOWS, MONEY, bucket_words

Row = tuple[str, str, Any, str]


def of_board(actor: Actor, *, language: str, **asked: Any) -> tuple[str, bytes]:
    """Its file name and the workbook. Raises what `board` raises."""
    found, en = board(actor, **asked), language.startswith("en")
    head = ("Part", "Figure", "Value", "Unit") if en else ("部分", "项目", "数值", "单位")
    kinds = ("text", "text", "number", "text")
    out = io.BytesIO()
    rows = list(_rows(found, en))
    columns = [Column(title, kind=kind, width=26 if kind == "text" else None) for title, kind in zip(head, kinds, strict=True)]
    write_xlsx(out, columns, rows, sheet="Points" if en else "积分看板")
    note(actor, "export", DASHBOARD, title=f"{found['first']}—{found['last']}", after={"rows": len(rows)})
    return f"{'Points' if en else '积分看板'}-{clock.today():%Y%m%d}.xlsx", out.getvalue()


def _rows(found: dict[str, Any], en: bool) -> Iterator[Row]:
    def say(zh: str, text: str) -> str:
        return text if en else zh

    points = say("分", "points")
    for key, zh, text in FIGURES:
        value = found["figures"][key]
        unit = "%" if key == "redemption_rate" else say("个", "accounts") if key in ("accounts", "frozen") else points
        yield say("汇总", "Figures"), say(zh, text), value, unit
    money, yuan = found["money"], say("元", "yuan")
    yield say("金额", "Money"), say("一分的价值", "Value of a point"), Decimal(money["point_value"]), yuan
    yield say("金额", "Money"), say("预计兑换比例", "Expected to be redeemed"), money["expected"], "%"
    for key, zh, text in MONEY:
        yield say("金额", "Money"), say(zh, text), Decimal(money[key].amount_fen) / 100, yuan
    for bucket in found["distribution"]:
        name = bucket_words(bucket["low"], bucket["high"], en=en)
        yield say("余额分布", "Balances"), name, bucket["accounts"], say("个账户", "accounts")
        yield say("余额分布", "Balances"), name, bucket["points"], points
    for month in found["months"]:
        for key, zh, text in FLOWS:
            yield month["month"], say(zh, text), month[key], points
    for one in found["top"] or ():
        yield say("余额最高的客户", "Largest balances"), one["client"], one["balance"], points
    yield from _effect(found["effect"], say)


def _effect(effect: dict[str, Any], say: Any) -> Iterator[Row]:
    for side, zh, text in (("having", "有积分的客户", "Clients with points"), ("without", "没有积分的客户", "Clients without")):
        part, repeat, payment = say(zh, text), effect["repeat"][side], effect["payment"][side]
        yield part, say("此前有合同的客户", "Had a contract before"), repeat["clients"], say("家", "clients")
        yield part, say("本期再签约", "Signed again"), repeat["again"], say("家", "clients")
        yield part, say("再签约比例", "Share that signed again"), repeat["share"], "%"
        yield part, say("付款笔数", "Payments"), payment["payments"], say("笔", "payments")
        yield part, say("到账比到期晚，中位数", "Days after due, median"), payment["days"], say("天", "days")
