"""A few interviews of the demo company: one written into its dossier, one finished, one under way."""

from __future__ import annotations

import datetime as dt

from dougong.clients.models import Client
from dougong.forms.models import Form
from dougong.interviews import services
from dougong.kit.demobuild import Demo

_STAR = {
    "situation": "七月连续高温，两台冷机满负荷，夜间跳停一次。",
    "task": "三天内恢复，不能影响当月出货。",
    "action": "临时租了移动冷机，同时请厂家到场更换压缩机。",
    "result": "停线 11 小时，直接损失约 40 万，之后要求机房有备用容量。",
}
_ANSWERS = {
    "facts.pain": "冷冻机房能耗高，夏季容量不够，跳停一次损失大。",
    "facts.staff": 860,
    "facts.systems": "楼控为霍尼韦尔，冷机两台开利，能耗平台自建。",
    "facts.purchasing": "厂务提需求，工程部评审，超过 50 万报总部，招标周期约两个月。",
}


def last(demo: Demo) -> None:
    form = Form.objects.get(code="interview.first_visit")
    keys = {f.target or f.type: f.key for f in form.fields}
    clients = list(Client.objects.filter(archived_at=None, owner__isnull=False).order_by("name_sort")[:3])
    for place, client in enumerate(clients):
        actor = demo.actors[demo.login_of[client.owner_id]]
        day = demo.today - dt.timedelta(days=9 * (2 - place) + 1)
        with demo.at(max(day, client.created_at.date())):
            made = services.begin_interview(actor, client_id=client.pk, form_id=form.pk)
            answers = {keys[target]: value for target, value in _ANSWERS.items()} | {keys["star"]: _STAR}
            services.save_answers(actor, interview_id=made.pk, version=None, answers=answers)
            if place < 2:
                services.finish_interview(actor, interview_id=made.pk, version=None)
            if place == 0:
                chosen = dict.fromkeys(_ANSWERS, "take")
                services.apply_answers(actor, interview_id=made.pk, client_version=None, choices=chosen)
        demo.progress("访谈", place + 1, len(clients))
