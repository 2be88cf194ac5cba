"""A dossier as a PDF: what the reader sees of it; nothing a user typed is read as markup."""

from __future__ import annotations

from typing import Any

import pytest

from dougong.accounts.actors import forget
from dougong.accounts.models import FieldRule, raise_access_version
from dougong.audit.models import AuditEntry
from dougong.clients import printing, services
from dougong.clients.models import Client
from dougong.forms.models import Form
from dougong.forms.services import save_fields
from dougong.kit import pdf
from tests.api import ApiClient
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(cast: Cast) -> Client:
    made = services.create_client(
        cast.lin, name="启岳半导体 #panic() $x$ *粗*", phone="0512-62841700",
        facts={"turnover": "3.7亿", "pain": "#read(\"/etc/passwd\")", "cloud": ["huawei"], "trade": "C39"},
    )  # fmt: skip
    services.add_contact(cast.lin, client_id=made.pk, name="孙立衡", phone="13812345678", influence="high")
    services.add_note(cast.lin, client_id=made.pk, kind="minutes", text="三方会 [link](x) @ref <lbl>")
    services.add_step(cast.lin, client_id=made.pk, title="催收 #余款")
    return made


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What goes into the template, without the library's time."""
    seen: list[dict[str, Any]] = []
    monkeypatch.setattr(pdf, "render", lambda template, data: seen.append(data) or b"%PDF")
    return seen


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_it_is_a_pdf_whatever_stands_in_the_dossier(cast: Cast, api: ApiClient, client: Client, language: str) -> None:
    answer = api.as_("lin").get(f"/clients/{client.pk}/pdf/file", language=language)
    if answer.status_code == 409 and answer.json()["code"] == "font_missing":
        pytest.skip("no Chinese font on this machine")
    assert answer.status_code == 200 and b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert answer["Content-Type"] == "application/pdf" and "filename*=utf-8" in answer["Content-Disposition"]
    entry = AuditEntry.objects.filter(action="export").latest("pk")
    assert entry.object_id == str(client.pk) and entry.after == {"format": "pdf"}


def test_it_says_what_is_filled_in_the_readers_words(cast: Cast, client: Client, printed: list[dict[str, Any]]) -> None:
    printing.print_dossier(cast.lin, client_id=client.pk, language="en")
    sections = {s["title"]: {f["label"]: f["value"] for f in (*s["short"], *s["long"])} for s in printed[0]["sections"]}
    assert sections["Business"] == {
        "Trade (GB/T 4754)": "计算机、通信和其他电子设备制造业",
        "Yearly turnover": "¥370,000,000.00",
    }
    assert sections["Technical environment"] == {"Cloud": "Huawei Cloud"}
    assert printed[0]["contacts"] == [["孙立衡", "—", "Unknown", "Neutral", "High", "13812345678"]]
    assert printed[0]["traces"][0]["kind"] == "Minutes"


def test_it_holds_nothing_that_field_rules_hide(
    cast: Cast, api: ApiClient, client: Client, printed: list[dict[str, Any]]
) -> None:
    for field, mode in (("phone", "mask"), ("facts.turnover", "hide"), ("receivable", "hide")):
        FieldRule.objects.create(role_id="sales", resource="clients.client", field=field, mode=mode)
    raise_access_version()
    forget()
    api.as_("lin").get(f"/clients/{client.pk}/pdf/file")
    text = str(printed)
    assert (
        "13812345678" not in text and "62841700" not in text and "370,000,000" not in text and "370000000" not in text
    )
    assert "138****5678" in text and "应收余额" not in [f["label"] for f in printed[0]["figures"]]


def test_a_secret_field_is_read_in_the_dossier_and_not_printed(
    cast: Cast, client: Client, printed: list[dict[str, Any]]
) -> None:
    save_fields(
        cast.fang, code="clients.client", version=0, fields=[{"type": "text", "zh": "内部评语", "secret": True}]
    )
    key = Form.objects.get(code="clients.client").fields[0].key
    services.update_client(cast.lin, client_id=client.pk, version=None, facts={key: "老板要换人"})
    printing.print_dossier(cast.lin, client_id=client.pk, language="zh")
    assert "老板" not in str(printed)


def test_only_who_may_export_prints(cast: Cast, api: ApiClient, client: Client, printed: list[dict[str, Any]]) -> None:
    assert api.as_("gu").get(f"/clients/{client.pk}/pdf/file").status_code == 404
    assert api.as_("he").get(f"/clients/{client.pk}/pdf/file").status_code == 403
    assert printed == []
