"""Two clients, each with all that a window shows, and a contact for each; for tests of what may be seen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.test import Client as Browser

from dougong.clients.models import Client, Contact
from dougong.clients.services import add_contact, add_note
from dougong.contracts.models import Contract
from dougong.contracts.services import record_receipt
from dougong.contracts.tests import factories as contracts
from dougong.files.models import Attachment
from dougong.files.services import attach
from dougong.kit.actor import Actor
from dougong.kit.money import Money
from dougong.portal import services
from dougong.projects import services as works
from dougong.projects.models import Project, Task
from dougong.projects.tests import factories as projects
from tests.api import ApiClient
from tests.cast import Cast

PASSWORD = "see-my-own-project"


@dataclass
class World:
    client: Client
    contact: Contact
    contract: Contract
    project: Project
    milestone: Task
    shared: Attachment
    internal: Attachment


def world(cast: Cast, mark: str, phone: str) -> World:
    """Everything carries `mark` in its name, so that a leak shows in the text."""
    client = contracts.client_of(cast.lin, f"{mark}半导体有限公司")
    add_note(cast.lin, client_id=client.pk, kind="note", text=f"{mark}内部备注：毛利偏低")
    contact = add_contact(cast.lin, client_id=client.pk, name=f"{mark}总监", post="厂务总监", phone=phone)
    contract = contracts.in_force(cast, client, title=f"{mark}机电安装工程")
    project = projects.project(cast, contract, name=f"{mark}洁净厂房")
    projects.chain(cast.liang, project, f"{mark}试压", f"{mark}围护")
    _, milestone = works.add_task(
        cast.liang, project_id=project.pk, version=None, name=f"{mark}封闭", kind="milestone", duration=0
    )
    record_receipt(
        cast.xu,
        contract_id=contract.pk,
        amount=Money("8000000.00"),
        received_on=dt.date(2026, 11, 5),
        payer=f"{mark}付款人",
    )
    files = [
        attach(
            cast.lin, resource="contracts.contract", object_id=contract.pk, filename=f"{mark}{name}.txt",
            data=f"{mark}{name}".encode(), shared_with_client=shared,
        )
        for name, shared in (("竣工图", True), ("成本测算", False))
    ]  # fmt: skip
    return World(client, contact, contract, project, milestone, files[0], files[1])


def let_in(cast: Cast, contact: Contact, *, by: Actor | None = None) -> ApiClient:
    """The contact's browser, come in through the link that 林舒然 (or `by`) sent."""
    made = services.invite(by or cast.lin, contact_id=contact.pk)
    assert made.token is not None
    services.open_invitation(token=made.token, password=PASSWORD)
    api = ApiClient()
    answer = sign_in(api, made.login, PASSWORD)
    assert answer.status_code == 200, answer.content
    return api


def sign_in(api: ApiClient, login: str, password: str, *, remember: bool = False):  # type: ignore[no-untyped-def]  # a test response
    return api.post("/portal/session", {"login": login, "password": password, "remember": remember})


def strict_browser() -> ApiClient:
    """A browser whose requests are checked for the CSRF token."""
    api = ApiClient()
    api.http = Browser(enforce_csrf_checks=True)
    return api
