"""What clients' people are told in their window when points move."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable

from dougong.clients.models import Contact
from dougong.loyalty.models import PointsAccount, PointsEntry
from dougong.loyalty.policies import ACCOUNT
from dougong.loyalty.selectors.ledger import rule_names
from dougong.notifications.kinds import Kind, register
from dougong.notifications.services import Telling, tell_many

MOVED = "loyalty.points_moved"
LINK = "/portal/points"
#: These say so themselves.
_SILENT = ("gift", "gift_offer", "gift_back", "merge", "redemption")

register(
    Kind(
        MOVED, "积分变动", "Points", "{points} 积分：{zh}，余额 {balance}", "{points} points: {en}, balance {balance}",
        default_mail=False, contacts=True,
    )
)  # fmt: skip


def window_people(clients: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[uuid.UUID]]:
    """Of each client those of its people who may look into its window."""
    found: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    rows = Contact.objects.filter(client__in=set(clients), user__isnull=False, archived_at__isnull=True)
    for client_id, user_id in rows.order_by("pk").values_list("client_id", "user_id"):
        if user_id is not None:
            found[client_id].append(user_id)
    return found


def tell_moved(lines: Iterable[PointsEntry], rows: dict[uuid.UUID, PointsAccount]) -> None:
    """The client's people of what its account got or lost, a contact of his own."""
    told = [line for line in lines if line.rule not in _SILENT]
    people = window_people({rows[line.account_id].client_id for line in told}) if told else {}
    if not people:
        return
    contacts = {row.contact_id for row in rows.values() if row.contact_id}
    own = dict(Contact.objects.filter(pk__in=contacts).values_list("pk", "user_id"))
    names, tellings = rule_names(), []
    for line in told:
        zh, en = names.get(line.rule, (line.rule, line.rule))
        row = rows[line.account_id]
        ids = frozenset([own[row.contact_id]] if row.contact_id else people.get(row.client_id, ()))
        params = {"points": f"{line.amount:+,}", "zh": zh, "en": en, "balance": f"{line.balance_after:,}"}
        tellings.append(Telling(ids, MOVED, f"{MOVED}:{line.pk}", ACCOUNT, row.pk, LINK, params))
    tell_many(tellings)
