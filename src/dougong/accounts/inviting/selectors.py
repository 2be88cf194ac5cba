from __future__ import annotations

from typing import Any

from django.db.models import Case, CharField, Q, QuerySet, Value, When

from dougong.accounts.models import Invitation, User
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.filters import Filter
from dougong.kit.listing import Col, ListSpec

STATES = (
    ("open", "等待接受", "Waiting"),
    ("expired", "已过期", "Expired"),
    ("accepted", "已接受", "Accepted"),
    ("withdrawn", "已收回", "Withdrawn"),
)


def _is(state: str) -> Q:
    if state in ("accepted", "withdrawn"):
        return Q(**{f"{state}_at__isnull": False})
    waiting = Q(accepted_at__isnull=True, withdrawn_at__isnull=True)
    return waiting & (Q(expires_at__gt=clock.now()) if state == "open" else Q(expires_at__lte=clock.now()))


def _state(rows: QuerySet[Any]) -> QuerySet[Any]:
    words = [When(_is(state), then=Value(state)) for state in ("accepted", "withdrawn", "expired")]
    return rows.annotate(state_now=Case(*words, default=Value("open"), output_field=CharField()))


def _by_state(op: str, values: list[str], actor: Actor) -> Q:
    if op in ("empty", "filled"):
        return Q(pk__isnull=op == "empty")
    wanted = Q(pk__in=[])
    for state in values:
        wanted |= _is(state) if state in {s for s, _, _ in STATES} else Q(pk__in=[])
    return wanted if op == "in" else ~wanted


INVITATIONS = ListSpec(
    code="invitations",
    resource="accounts.invitation",
    zh="邀请",
    en="Invitations",
    default_sort="-created_at",
    cols=(
        Col("id", hidden=True),
        Col("user_id", hidden=True),
        Col("name", "姓名", "Name", path="user__name", type="text"),
        Col("email", "邮箱", "E-mail", path="user__email", field="accounts.user:email"),
        Col("title", "职务", "Title", path="user__title"),
        Col("department", "部门", "Department", path="user__department__name"),
        Col("state", "状态", "State", path="state_now", type="choice", choices=STATES),
        Col("sent_at", "发出时间", "Sent", type="datetime", nullable=True),
        Col("expires_at", "有效期至", "Good until", type="datetime", sort=True),
        Col("created_at", "邀请时间", "Invited", type="datetime", sort=True),
        Col("version", hidden=True),
    ),
    filters=(Filter("state", "状态", "State", type="choice", choices=STATES, custom=_by_state),),
    search=lambda rows, text, actor: rows.filter(user__name__icontains=text),
    base=_state,
)


def of_person(user: User) -> dict[str, Any] | None:
    """The invitation that stands, for the person's page."""
    found = Invitation.objects.filter(user=user).order_by("-created_at").first()
    if found is None or found.state == "accepted":
        return None
    return {"id": found.pk, "state": found.state, "expires_at": found.expires_at, "sent_at": found.sent_at}
