"""A few odd things in the demo company's ledger, one of each pattern, done through the services that people use; then what the
watch makes of them: cases, some of them handled, an account that is frozen, a month that was signed, a report."""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import transaction

from dougong.approvals import services as approvals
from dougong.approvals.models import Approval
from dougong.clients.models import Client
from dougong.contracts.models import Contract
from dougong.contracts.services import record_receipt, reverse_receipt
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.demobuild import Demo
from dougong.kit.errors import BusinessError
from dougong.kit.ids import new_id
from dougong.kit.money import Money
from dougong.kit.months import month_on
from dougong.kit.outbox import run_pending
from dougong.loyalty import shaping
from dougong.loyalty.models import PointsAccount
from dougong.loyalty.policies import ADJUSTMENT
from dougong.loyalty.programme.events import REVERSED, TRANSFERRED
from dougong.loyalty.services import Happening, adjusting, freezing, holding, post, ruling, seating
from dougong.loyalty.services.desk import Desk
from dougong.loyalty.services.writing import write
from dougong.loyalty.sources import key_of
from dougong.oversight.models import WatchCase
from dougong.oversight.services import cases, reports, reviews, scanning

SYSTEM = Actor.system()
STEPS = 12


def last(demo: Demo) -> None:
    """After the ledger is there and the approvals' people are."""
    odd = Odd(demo)
    for done, step in enumerate(
        (odd.rule, odd.friend, odd.round, odd.under_limit, odd.chain, odd.circle, odd.expiring, odd.undone, odd.receipt, odd.burst), 1
    ):  # fmt: skip
        step()
        demo.progress("积分异常", done, STEPS)
    _handled(demo)
    demo.progress("积分异常", STEPS, STEPS)


class Odd:
    def __init__(self, demo: Demo) -> None:
        self.demo = demo
        held = dict(PointsAccount.objects.of_clients().values_list("client_id", "balance"))
        rows = Client.objects.filter(archived_at__isnull=True, owner__isnull=False).order_by("pk")
        self.clients = sorted(rows, key=lambda row: -held.get(row.pk, 0))

    def of(self, login: str, place: int) -> Client:
        """One of this person's clients: those with most points first, round and round."""
        mine = [row for row in self.clients if self.demo.login_of.get(row.owner_id) == login]
        return mine[place % len(mine)]

    def when(self, days: int) -> dt.date:
        return self.demo.today - dt.timedelta(days=days)

    def hand(self, login: str, client: Client, days: int, points: int, reason: str, kind: str = "manual") -> uuid.UUID:
        """Asked for by one and approved by another on the same day."""
        with self.demo.at(self.when(days)):
            row = adjusting.ask(
                self.demo.actors[login], client_id=client.pk, kind=kind, points=points, reason=reason, filename="凭证.txt",
                data=reason.encode(),
            )  # fmt: skip
            waiting = Approval.objects.get(subject=ADJUSTMENT, object_id=row.pk, state="waiting")
            able = [self.demo.login_of[pk] for pk in waiting.deciders.values_list("user_id", flat=True)]
            decider = next(name for name in able if name in self.demo.actors)
            approvals.decide(self.demo.actors[decider], approval_id=waiting.pk, approve=True, comment="同意")
        found: uuid.UUID = row.pk
        return found

    def rule(self) -> None:
        """Suggestions of a campaign give points that are good for a month."""
        keeper, manager = self.demo.actors["zhou"], self.demo.actors["manager"]
        with self.demo.at(self.when(80)):
            row = ruling.draft_rule(
                keeper, code="ideas_month", zh="金点子活动：建议另得 300 分，一个月内有效",
                en="Ideas campaign: 300 points more, good for a month", on="suggestion.adopted",
            )  # fmt: skip
            row = ruling.change_rule(
                keeper, rule_id=row.pk, version=row.version, zh=row.zh, en=row.en, number=45, note="限活动期间",
                body=shaping.body_of(points="300", months=1),
            )  # fmt: skip
            ruling.try_rule(row.pk)
            row.refresh_from_db()
            ruling.submit_rule(keeper, rule_id=row.pk, version=row.version, begins_on=clock.today(), ends_on=self.when(20))
            waiting = Approval.objects.get(subject="loyalty.rule", object_id=row.pk, state="waiting")
            approvals.decide(manager, approval_id=waiting.pk, approve=True, comment="活动一个半月")

    def friend(self) -> None:
        for place, days in enumerate((58, 51, 44, 38, 31, 27)):
            reason = ("吊装次序调整", "桥架改为预制", "风管保温分段", "阀门检修口加大", "夜间停水窗口", "临电线路并管")[place]
            self.hand("gu", self.of("gu", 0), days, 0, f"建议：{reason}", "suggestion")
        self.hand("gu", self.of("gu", 1), 35, 0, "建议：机房门改外开", "suggestion")

    def round(self) -> None:
        for place, points in enumerate((200, 500, 300, 200, 1100, 500, 200, 300, 600, 200)):
            self.hand("shen", self.of("shen", place), 76 - 7 * place, points, "客户活动补记")

    def under_limit(self) -> None:
        for place, points in enumerate((975, 988, 962, 990, 981)):
            self.hand("lin", self.of("lin", place), 66 - 12 * place, points, "培训场地与接待补记")

    def chain(self) -> None:
        """For some weeks sales managers decided on points by hand."""
        steward = self.demo.actors["fang"]
        with self.demo.at(self.when(60)):
            told = approvals.save_rules(
                steward, code=ADJUSTMENT, version=0, wanted=[{"kinds": [], "decider": "sales_manager", "again": []}]
            )
        for place, login in enumerate(("zhou", "chen", "zhou", "chen", "zhou", "chen")):
            self.hand(login, self.of("lin" if login == "zhou" else "shen", place), 56 - 5 * place, 145 + 13 * place, "年度走访补记")
        with self.demo.at(self.when(25)):
            approvals.save_rules(steward, code=ADJUSTMENT, version=told.version, wanted=[])

    def circle(self) -> None:
        ring = [self.of("lin", 0), self.of("gu", 0), self.of("shen", 0)]
        for place, days in enumerate((24, 17, 11)):
            self.gift(ring[place], ring[(place + 1) % 3], days, 600)

    def expiring(self) -> None:
        giver, taker = self.of("gu", -1), self.of("lin", -1)  # of whom nothing was told later
        self.hand("lin", taker, 34, 260, "样板间开放配合")
        self.hand("gu", giver, 33, 0, "建议：屋面设备基础合并", "suggestion")
        self.gift(giver, taker, 4, 300)

    def gift(self, giver: Client, taker: Client, days: int, points: int) -> None:
        with self.demo.at(self.when(days)), transaction.atomic():
            held = dict(PointsAccount.objects.of_clients().filter(client__in=[giver, taker]).values_list("client_id", "pk"))
            rows, desk = seating.locked(held.values()), Desk(SYSTEM, (), {})
            told = Happening(TRANSFERRED, "loyalty.gift.given", new_id(), clock.now(), {"points": points}, plain="gift")
            desk.post(told, rows[held[giver.pk]], rows[held[taker.pk]])
            write(desk)

    def spend(self, client: Client, days: int, points: int, what: str) -> None:
        with self.demo.at(self.when(days)):
            hold = holding.reserve(
                SYSTEM, client_id=client.pk, points=points, source="oversight.demo", source_id=new_id(), reason=what
            )
            holding.confirm(SYSTEM, hold_id=hold.pk)

    def undone(self) -> None:
        client = self.of("lin", 3)
        row = self.hand("lin", client, 29, 850, "联合检修配合")
        self.spend(client, 21, 820, "兑换：维保工具包")
        with self.demo.at(self.when(14)):
            undone = Happening(
                REVERSED, "loyalty.adjustment.undone", row, clock.now(), {"about": "凭证作废"}, None, "凭证作废", key_of(ADJUSTMENT, row)
            )
            post(SYSTEM, client_id=client.pk, happened=undone)

    def receipt(self) -> None:
        """On a contract that takes it, money that came by mistake."""
        finance = self.demo.actors["xu"]
        for contract in Contract.objects.filter(status="in_force").select_related("client").order_by("-created_at")[:30]:
            try:
                with self.demo.at(self.when(19)), transaction.atomic():
                    receipt = record_receipt(
                        finance, contract_id=contract.pk, amount=Money("600000.00"), received_on=clock.today(), reference="W20778100316"
                    )
            except BusinessError:  # nothing is due on it
                continue
            self.deliver(18)
            self.spend(contract.client, 16, 560, "兑换：年度体检服务")
            with self.demo.at(self.when(9)):
                reverse_receipt(finance, receipt_id=receipt.pk, reason="对方付错户，已原路退回")
            self.deliver(8)
            return

    def deliver(self, days: int) -> None:
        """What happened the day before."""
        with self.demo.at(self.when(days)):
            while run_pending(500):
                pass

    def burst(self) -> None:
        self.hand("lin", self.of("lin", 1), 6, 260_000, "三年框架协议续签奖励一次补记")


def _handled(demo: Demo) -> None:
    manager, finance = demo.actors["manager"], demo.actors["xu"]
    month = month_on(demo.today.replace(day=1), -1)
    with demo.at(demo.today.replace(day=1) - dt.timedelta(days=1)):
        scanning.run()
    with demo.at(demo.today - dt.timedelta(days=1)):
        _close(manager, "friend", "mended", "六条建议里有两条重复，已扣回并约谈；以后由工程部先评审")
        _close(manager, "round", "harmless", "活动标准本来就是整百，抽查凭证齐全")
    scanning.run()
    for pattern in ("circle", "receipt_undone", "undone"):
        case = WatchCase.objects.filter(pattern=pattern, state="open").first()
        if case is not None:
            cases.assign(manager, case_id=case.pk, person_id=manager.id)
    found = WatchCase.objects.filter(pattern="circle", state="open").first()
    if found is not None and found.account_id is not None:
        cases.comment(manager, case_id=found.pk, text="三家同一位实际控制人，先冻结一家，等销售书面说明")
        note = "您的积分正在核对，暂时不能兑换和转赠，新得的积分照常到账。有疑问请联系您的客户经理。"
        freezing.freeze(manager, account_id=found.account_id, reason=f"互赠成圈，案件 {found.number}", note=note)
    reviews.sign(finance, month=month.strftime("%Y-%m"), comment="逐件看过，未结的两周内回复")
    reports.make(SYSTEM, month=month.strftime("%Y-%m"))


def _close(manager: Actor, pattern: str, finding: str, reason: str) -> None:
    case = WatchCase.objects.filter(pattern=pattern, state="open").first()
    if case is not None:
        cases.close(manager, case_id=case.pk, finding=finding, reason=reason)
