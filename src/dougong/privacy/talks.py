"""What interviews and enquiries hold on a person: the answers are kept, what names him goes."""

from __future__ import annotations

from typing import Any

import orjson
from django.db.models import Q, QuerySet

from dougong.intake.models import Submission
from dougong.intake.selectors import opened
from dougong.interviews.models import Interview
from dougong.kit.access import NOTHING
from dougong.privacy.declared import CONTACTS, DEALING, blotted, shown
from dougong.privacy.holdings import Holding, Person, register


def _interviews(person: Person) -> Q:
    return Q(contact_id__in=person.contact_ids) if person.contact_ids else NOTHING


def _enquiries(person: Person) -> Q:
    """Of his clients, those under his name: what nothing came of belongs to no client, and goes when its time is over."""
    return Q(client_id__in=person.client_ids) & person.named_in("title") if person.client_ids else NOTHING


def _blot_interviews(rows: QuerySet[Any], person: Person) -> int:
    """Also where he is named in talks with others of his clients."""
    count = 0
    for row in Interview.objects.filter(Q(client_id__in=person.client_ids) | _interviews(person)).iterator(200):
        answers, applied = blotted(row.answers, person), blotted(row.applied, person)
        if (answers, applied) != (row.answers, row.applied):
            row.answers, row.applied = answers, applied
            row.store("answers", "applied")
            count += 1
    return count


def _blot_enquiries(rows: QuerySet[Any], person: Person) -> int:
    count = 0
    for row in Submission.objects.filter(client_id__in=person.client_ids).iterator(200):
        title, told = person.without(row.title), opened(row)
        answers = blotted(told, person)
        if (title, answers) != (row.title, told):
            row.title, changed = title, ["title"]
            if answers != told:
                row.answers, changed = orjson.dumps(answers).decode(), ["title", "answers"]
            row.store(*changed)
            count += 1
    return count


register(
    Holding(
        "interviews.interview", Interview, "访谈", "Interviews", CONTACTS, _interviews,
        shown("held_on 日期 Day / client__name 客户 Client / form__zh 模板 Template / answers 回答 Answers"),
        DEALING, "contract", "anonymise", _blot_interviews,
    ),
    Holding(
        "intake.submission", Submission, "网上来询", "Enquiries", CONTACTS, _enquiries,
        shown("received_at 收到 Received / title 来询人 From / channel 渠道 Channel / consent_at 同意时间 Consent"),
        DEALING, "consent", "anonymise", _blot_enquiries,
    ),
)  # fmt: skip
