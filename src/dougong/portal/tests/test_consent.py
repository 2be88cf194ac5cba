"""Where a notice is in force the window's own API demands consent, not its pages alone."""

from __future__ import annotations

import pytest

from dougong.clients import services as clients
from dougong.portal import services as portal
from dougong.privacy.services import consents
from tests.api import ApiClient
from tests.cast import Cast
from tests.fixtures.contract import document

pytestmark = pytest.mark.django_db
OPEN = {"/portal/session", "/portal/privacy"}


@pytest.fixture
def window(cast: Cast) -> ApiClient:
    client = clients.create_client(cast.lin, name="启岳半导体")
    contact = clients.add_contact(cast.lin, client_id=client.pk, name="孙立衡", phone="13812345678")
    made = portal.invite(cast.lin, contact_id=contact.pk)
    portal.open_invitation(token=made.token, password="see-my-own-project")
    api = ApiClient()
    assert api.post("/portal/session", {"login": made.login, "password": "see-my-own-project"}).status_code == 200
    return api


def readings() -> list[str]:
    paths = (p.removeprefix("/api/v1") for p, ops in document()["paths"].items() if "get" in ops)
    return [p for p in paths if p.startswith("/portal/") and "{" not in p and p not in OPEN]


def test_without_a_notice_nothing_is_asked(window: ApiClient) -> None:
    asking = {"/portal/gifts/taker", "/portal/points/statement/file"}  # they answer with what is wrong in the question
    assert {p: window.get(p).status_code for p in readings()} == {p: 422 if p in asking else 200 for p in readings()}


def test_until_he_agrees_a_contact_reads_the_notice_and_leaves_and_no_more(cast: Cast, window: ApiClient) -> None:
    notice = consents.write_notice(cast.admin, audience="contact", zh="我们怎样使用您的信息")
    consents.publish_notice(cast.admin, notice_id=notice.pk)
    assert {window.get(p).json()["code"] for p in readings()} == {"consent_needed"} and len(readings()) >= 4
    assert window.post("/portal/stream/tickets").json()["code"] == "consent_needed"
    assert window.get("/portal/privacy").json()["open"] is True
    assert window.post("/portal/privacy/consent", {"notice_id": str(notice.pk)}).json()["open"] is False
    assert window.get("/portal/home").status_code == 200
    window.post("/portal/privacy/withdraw")
    assert window.get("/portal/home").json()["code"] == "consent_needed"
    assert window.delete("/portal/session").status_code == 200
