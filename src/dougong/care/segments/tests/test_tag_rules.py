"""A rule puts and takes its tag; what was set by hand is nobody's but the person's."""

from __future__ import annotations

import pytest

from dougong.audit.models import AuditEntry
from dougong.care.segments import errors, selectors, services
from dougong.care.segments.models import TagMark, TagRule
from dougong.clients import services as clients
from dougong.clients.models import Client
from dougong.kit import clock
from dougong.kit.errors import NotAllowed
from dougong.kit.jobs import run_due
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db
CHIPS = ["industry:contains:半导体"]


def client(cast: Cast, name: str, industry: str = "半导体") -> Client:
    return clients.create_client(cast.lin, name=name, industry=industry)


def tags(row: Client) -> tuple[str, list[str]]:
    row.refresh_from_db()
    return row.tag_text, sorted(row.tags.values_list("name", flat=True))


def test_a_rule_puts_and_takes_and_leaves_what_was_set_by_hand(cast: Cast, api: ApiClient) -> None:
    one, by_hand, other = client(cast, "启岳"), client(cast, "禾木"), client(cast, "沧澜", "水务")
    clients.set_tags(cast.lin, client_id=by_hand.pk, names=["芯片", "重点客户"])
    preview = api.as_("fang").post("/tag-rules/preview", {"tag": "芯片", "filters": CHIPS}).json()
    assert preview == {"found": 2, "put": 1, "by_hand": 1, "take": 0}
    made = api.post("/tag-rules", {"tag": "芯片", "filters": CHIPS, "note": "按行业"}).json()
    run_due()
    assert tags(one) == ("芯片", ["芯片"]) and tags(other) == ("", [])
    assert TagRule.objects.get().marked == TagMark.objects.count() == 1
    for row in (one, by_hand):
        clients.update_client(cast.lin, client_id=row.pk, version=None, industry="食品")
    assert services.run_changed() == 2
    assert tags(one) == ("", []) and tags(by_hand) == ("芯片、重点客户", ["芯片", "重点客户"])
    acts = AuditEntry.objects.filter(resource="care.tag_rule", object_id=made["id"], action="run").order_by("pk")
    assert [(a.after["put"], a.after["taken"]) for a in acts] == [(1, 0), (0, 1)]
    assert services.run_all() == {"put": 0, "taken": 0} and acts.count() == 2


def test_changes_are_taken_up_once_and_the_night_finds_the_rest(cast: Cast) -> None:
    rule = services.save_rule(cast.fang, tag="芯片", filters=CHIPS)
    assert services.run_changed() == 0
    one = client(cast, "启岳")
    assert (services.run_changed(), services.run_changed()) == (1, 0)
    assert tags(one)[0] == "芯片"
    Client.objects.filter(pk=one.pk).update(industry="食品")  # as by a night's job: nothing tells of it
    assert services.run_changed() == 0 and services.run_all() == {"put": 0, "taken": 1}
    Client.objects.filter(pk=one.pk).update(industry="半导体")
    services.run_rule(rule)
    clients.set_tags(cast.lin, client_id=one.pk, names=[])  # a person takes it: the rule says otherwise
    assert services.run_all() == {"put": 1, "taken": 0} and tags(one)[0] == "芯片"


def test_a_dossier_says_why_each_tag_is_there(cast: Cast, api: ApiClient) -> None:
    one = client(cast, "启岳")
    clients.set_tags(cast.lin, client_id=one.pk, names=["重点客户"])
    with clock.frozen("2026-11-18T10:00+08:00"):
        services.run_rule(services.save_rule(cast.fang, tag="芯片", filters=CHIPS, note="按行业"))
    services.create_segment(cast.lin, name="我的芯片", filters=CHIPS)
    services.create_segment(cast.lin, name="别的", filters=["industry:contains:水务"])
    told = api.as_("lin").get(f"/clients/{one.pk}/tags-told").json()
    assert [(t["name"], t["by_rule"], t["filters"], t["note"]) for t in told["tags"]] == [
        ("芯片", True, CHIPS, "按行业"),
        ("重点客户", False, [], ""),
    ]
    assert [s["name"] for s in told["segments"]] == ["我的芯片"]
    assert api.as_("shen").get(f"/clients/{one.pk}/tags-told").status_code == 404


def test_off_takes_back_and_on_puts_again(cast: Cast, api: ApiClient) -> None:
    one = client(cast, "启岳")
    rule = services.save_rule(cast.fang, tag="芯片", filters=CHIPS)
    services.run_rule(rule)
    api.as_("fang").post(f"/tag-rules/{rule.pk}/switch", {"active": False})
    run_due()
    assert tags(one) == ("", []) and not TagMark.objects.exists()
    services.set_active(cast.fang, rule_id=rule.pk, active=True)
    assert services.run_rule(rule) == {"put": 1, "taken": 0}


def test_what_a_rule_may_not_ask_and_who_may_not_write_one(cast: Cast) -> None:
    services.save_rule(cast.fang, tag="芯片", filters=CHIPS)
    with pytest.raises(errors.TagHasRule):
        services.save_rule(cast.fang, tag="芯片", filters=CHIPS)
    for bad in (["owner:in:me"], ["tag:in:重点客户"], ["facts.nothing:eq:1"]):
        with pytest.raises(errors.FilterNotUsable):
            services.save_rule(cast.fang, tag="另一个", filters=bad)
    with pytest.raises(NotAllowed):
        services.save_rule(cast.zhou, tag="另一个", filters=CHIPS)
    with pytest.raises(NotAllowed):
        selectors.preview_rule(cast.lin, tag="芯片", filters=CHIPS)
