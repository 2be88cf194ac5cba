"""An acceptance standard and the instalments that are paid for what it judges, shown on both sides."""

from __future__ import annotations

import pytest

from dougong.contracts.tests import factories as contracts
from dougong.requirements import services
from dougong.requirements.tests.factories import specification
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_chosen_on_the_standard_it_is_shown_on_the_contract(cast: Cast, api: ApiClient) -> None:
    spec = specification(cast)
    contract = contracts.draft(cast.lin, opportunity_id=spec.opportunity_id)
    other = contracts.draft(cast.lin)
    standard = services.add_criterion(cast.liang, specification_id=spec.pk, title="洁净度七级")
    path = f"/criteria/{standard.pk}/instalments"
    offered = api.as_("lin").get(path).json()["items"]
    assert [r["title"] for r in offered] == [row[1] for row in contracts.PLAN] and not any(r["chosen"] for r in offered)
    final = next(r for r in offered if r["title"] == "结算款")
    told = api.put(path, {"instalment_ids": [final["id"]]}).json()
    assert [r["title"] for r in told["items"] if r["chosen"]] == ["结算款"]
    page = api.get(f"/contracts/{contract.pk}").json()
    assert {r["title"]: [c["number"] for c in r["criteria"]] for r in page["instalments"] if r["criteria"]} == {
        "结算款": ["A-001"]
    }
    beside = other.instalments.values_list("pk", flat=True)[0]
    assert api.put(path, {"instalment_ids": [str(beside)]}).json()["code"] == "instalment_not_of_specification"
    assert api.as_("gu").get(path).status_code == 404
    assert api.as_("gu").put(path, {"instalment_ids": []}).status_code == 404
    services.set_archived(cast.liang, type(standard), part_id=standard.pk, archived=True)
    assert not any(r["criteria"] for r in api.as_("lin").get(f"/contracts/{contract.pk}").json()["instalments"])
