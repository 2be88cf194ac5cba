"""The statement of a points account over some days, as a PDF: what there was, every line, what there is."""

from __future__ import annotations

import datetime as dt
import uuid
from pathlib import Path
from typing import Any

from django.conf import settings

from dougong.clients.models import Client
from dougong.kit import clock, pdf
from dougong.kit.actor import Actor
from dougong.kit.errors import FieldError, NotFound
from dougong.kit.money import Money, yuan
from dougong.kit.noting import note
from dougong.loyalty.models import PointsAccount, PointsEntry
from dougong.loyalty.policies import ACCOUNT
from dougong.loyalty.selectors import rule_names
from dougong.portal.errors import StatementTooLong
from dougong.portal.selectors.people import chosen
from dougong.portal.selectors.points import account_of, counterparts, holds

TEMPLATE = Path(__file__).with_name("statement.typ")
MOST = 3000
#: What a line is called here, before and after a reversal; the others go by the name of their rule. {0} is an amount or a name.
_CAUSES = {
    "receipt": (("付款 {0} 到账", "Payment of {0} arrived"), ("付款 {0} 撤销，积分收回", "Payment of {0} undone")),
    "acceptance_on_time": (("按时验收", "Accepted on time"), ("按时验收撤销，积分收回", "Acceptance undone")),
    "acceptance_late": (("验收晚于计划", "Accepted late"), ("验收撤销，积分退回", "Acceptance undone")),
    "gift_offer": (("赠给{0}，等待接受", "For {0}, waits for consent"), ("赠给{0}的预留退回", "What was put by for {0} is back")),
    "gift": (("{0}：积分互赠", "{0}: gift"), ("", "")),
    "gift_back": (("{0}：赠送撤销", "{0}: gift reversed"), ("", "")),
}  # fmt: skip
_WORDS = {
    "title": ("积分对账单", "Statement of points"), "opening": ("期初", "Opening"), "given": ("增加", "In"), "taken": ("减少", "Out"),
    "closing": ("期末", "Closing"), "day": ("日期", "Date"), "cause": ("原因", "Cause"), "points": ("积分", "Points"),
    "after": ("余额", "Balance"), "number": ("流水号", "No."), "none": ("这段时间没有变动。", "Nothing moved in these days."),
    "expires": ("将要到期", "Will expire"), "own": ("{0}本人的积分", "{0}'s own points"),
    "company": ("单位的积分", "The organisation's points"),
    "proof": (
        "每一笔都可以在客户窗口下载凭证，不经过我们离线核对。",
        "Of every line the window gives a receipt, which can be checked without us.",
    ),
}  # fmt: skip


def print_statement(
    actor: Actor, client_id: uuid.UUID | None, *, own: bool, since: dt.date, until: dt.date, language: str
) -> tuple[str, bytes]:
    """The file's name and the PDF; put on record as an export. Raises FieldError, StatementTooLong, FontMissing."""
    client = chosen(actor, client_id)
    if client is None:
        raise NotFound()
    if since > until:
        raise FieldError("until", "结束日期早于开始日期。", "It ends before it begins.")
    account = account_of(actor, client.pk, own=own)
    told = _Statement(client, account, since, until, 1 if language.startswith("en") else 0)
    told.who = actor.name if own else ""
    made = pdf.render(TEMPLATE, told.data())
    note(
        actor, "export", ACCOUNT, object_id=account.pk if account else None, title=client.name, after={"format": "pdf"}
    )
    return f"{told.word('title')}-{client.name}-{since:%Y%m%d}-{until:%Y%m%d}.pdf", made


class _Statement:
    """`en` is 0 or 1: which of two words."""

    def __init__(self, client: Client, account: PointsAccount | None, since: dt.date, until: dt.date, en: int) -> None:
        self.client, self.account, self.since, self.until, self.en, self.who = client, account, since, until, en, ""
        self.names = rule_names()
        self.others: dict[str, str] = {}

    def word(self, key: str) -> str:
        return _WORDS[key][self.en]

    def data(self) -> dict[str, Any]:
        lines = self._lines()
        self.others = counterparts(self.client.pk, lines)
        opening = lines[0].balance_after - lines[0].amount if lines else self._before()
        given = sum(line.amount for line in lines if line.amount > 0)
        taken = sum(line.amount for line in lines if line.amount < 0)
        figures = (("opening", opening), ("given", given), ("taken", taken), ("closing", opening + given + taken))
        return {
            "lang": "en" if self.en else "zh",
            "company": settings.DOUGONG_COMPANY,
            "name": self.client.name,
            "whose": self.word("own" if self.who else "company").format(self.who),
            "period": f"{self.since:%Y-%m-%d} — {self.until:%Y-%m-%d}",
            "figures": [{"label": self.word(key), "value": _count(value)} for key, value in figures],
            "lines": [self._line(line) for line in lines],
            "soon": self._soon(),
            "words": {key: pair[self.en] for key, pair in _WORDS.items()},
            "foot": f"{settings.DOUGONG_COMPANY}  ·  {clock.now().astimezone(clock.zone()):%Y-%m-%d %H:%M}",
        }

    def _lines(self) -> list[PointsEntry]:
        """By the moment they came into the ledger: only so each balance follows from the one before."""
        if self.account is None:
            return []
        begin, end = clock.day_start(self.since), clock.day_start(self.until + dt.timedelta(days=1))
        rows = PointsEntry.objects.filter(account=self.account, created_at__gte=begin, created_at__lt=end)
        found = list(rows.order_by("pk")[: MOST + 1])
        if len(found) > MOST:
            raise StatementTooLong(most=MOST)
        return found

    def _before(self) -> int:
        rows = PointsEntry.objects.filter(account=self.account, created_at__lt=clock.day_start(self.since))
        return rows.order_by("-pk").values_list("balance_after", flat=True).first() or 0

    def _line(self, line: PointsEntry) -> list[str]:
        day = clock.local_date(line.occurred_at)
        return [
            f"{day:%Y-%m-%d}",
            self._cause(line),
            f"{line.id}",
            _count(line.amount, sign=True),
            _count(line.balance_after),
        ]

    def _cause(self, line: PointsEntry) -> str:
        data, undone = line.data, line.kind == "reversal"
        told = _CAUSES.get(line.rule)
        name = self.names.get(line.rule, (line.rule, line.rule))[self.en]
        what = yuan(Money(data["amount"])) if data.get("amount") else self.others.get(line.source_id, "")
        said = (
            told[undone][self.en].format(what)
            if told
            else (f"{'Undone' if self.en else '冲销'}: {name}" if undone else name)
        )
        where = data.get("contract") or data.get("project")
        return f"{said}  ·  {where}" if where else said

    def _soon(self) -> list[list[str]]:
        soon = holds(self.account, self.client.pk)["soon"]
        return [[f"{clock.local_date(lot['at']):%Y-%m-%d}", _count(lot["points"])] for lot in soon]


def _count(value: int, *, sign: bool = False) -> str:
    return f"{'−' if value < 0 else '+' if sign and value else ''}{abs(value):,}"
