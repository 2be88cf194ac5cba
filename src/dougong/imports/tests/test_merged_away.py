"""A row with the code of a dossier that was merged does not bring it back unasked."""

from __future__ import annotations

import pytest

from dougong.clients import services as clients
from dougong.clients.merge.services import merge_clients
from dougong.clients.models import Client
from dougong.imports import services
from dougong.imports.models import ImportBatch
from dougong.imports.tests.factories import checked, code, row_at, table, verdicts
from dougong.kit.jobs import run_due
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_the_code_of_a_merged_dossier_is_asked_for_and_leads_to_the_other(cast: Cast) -> None:
    kept = clients.create_client(cast.fang, name="启岳半导体", uscc=code(1))
    other = clients.create_client(cast.fang, name="启岳", uscc=code(2))
    merge_clients(cast.fang, survivor_id=kept.pk, client_ids=[kept.pk, other.pk], reason="同一家")
    batch = checked(cast.fang, table(("启岳", code(2), "孙立衡", "", "", ""), ("青梧", code(3), "", "", "", "")))
    assert verdicts(batch) == ["confirm", "new"]
    found = row_at(batch, 2).content["problems"][0]
    assert (found["code"], found["zh"]) == ("merged_away", "这个代码的档案已并入「启岳半导体」。")
    row = services.accept(cast.fang, batch_id=batch.pk, row_id=row_at(batch, 2).pk, field="uscc", code="merged_away")
    assert (row.verdict, row.object_id) == ("update", kept.pk)
    services.start_commit(cast.fang, batch_id=batch.pk)
    run_due()
    assert ImportBatch.objects.get(pk=batch.pk).status == "done"
    assert sorted(Client.objects.values_list("uscc", flat=True)) == [code(1), code(3)]
