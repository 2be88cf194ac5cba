"""What the contract is tried on: somebody who may do everything, a client's contact, and one record of each kind."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from dataclasses import dataclass
from typing import Any

from dougong.accounts.actors import actor_by_id, stamp_of
from dougong.accounts.models import User
from dougong.accounts.roles import ROLES
from dougong.accounts.services import create_person, save_view
from dougong.accounts.session_store import PERSON, STAMP, SessionStore
from dougong.accounts.structure.departments import create_department
from dougong.clients import services as clients
from dougong.clients.merge.services import merge_clients
from dougong.contracts import services as contracts
from dougong.contracts.rules import PlanRow
from dougong.files import services as files
from dougong.forms.models import Form
from dougong.imports.tests.factories import checked, code, table
from dougong.intake.tests.factories import enquiry
from dougong.interviews.services import begin_interview
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.exports import start_export
from dougong.kit.jobs import run_due
from dougong.kit.models import OutboxDelivery
from dougong.kit.money import Money
from dougong.kit.outbox import run_pending
from dougong.loyalty.models import PointsAccount
from dougong.portal import services as portal
from dougong.projects import services as projects
from dougong.projects.models import Project
from dougong.requirements import services as requirements
from dougong.requirements.models import Specification
from dougong.sales import services as sales
from dougong.stewardship.duplicates.models import DuplicatePair
from dougong.tokens import rules
from dougong.tokens.services import create_token

CSRF = "c" * 32
PASSWORD = "correct horse 3 stable"
_SCHEDULE = (
    b'<Project xmlns="http://schemas.microsoft.com/project"><Name>p</Name><StartDate>2026-03-02T08:00:00</StartDate>'
    b"<Tasks><Task><UID>1</UID><ID>1</ID><Name>a</Name><Duration>PT8H0M0S</Duration></Task></Tasks></Project>"
)


@dataclass
class World:
    """`ids` by the name that stands in paths and bodies; `versions` by the same."""

    ids: dict[str, Any]
    versions: dict[str, int]
    sessions: dict[str, str]
    token: str
    contact: str

    def headers(self, case: Any, who: str) -> dict[str, str]:
        """The version that stands, unless the example brings its own."""
        bearer = {"Authorization": f"Bearer {self.token}"} if who == "token" else {}
        found = next((self.versions[n] for n in case.path_parameters or {} if n in self.versions), 1)
        return {"X-CSRFToken": CSRF, "If-Match": f'"{found}"', **(case.headers or {}), **bearer}

    def cookies(self, who: str) -> dict[str, str]:
        """`every` has all roles, `nobody` and `token` bring no session of the staff."""
        session = {"dougong_session": self.sessions[who]} if who in self.sessions else {}
        window = {} if who == "nobody" else {"dougong_portal": self.contact}
        return {"dougong_csrf": CSRF, **session, **window}

    def put_real_ids_into(self, case: Any, dice: random.Random) -> None:
        """Random ids only ever meet 404: most are replaced by those of records that are there."""
        for name in case.path_parameters or {}:
            if name in self.ids and dice.random() < 0.85:
                case.path_parameters[name] = str(self.ids[name])
        if isinstance(case.body, dict) and dice.random() < 0.7:
            self._fill(case.body)

    def _fill(self, body: dict[str, Any]) -> None:
        for name, value in body.items():
            if isinstance(value, str) and name in self.ids and _is_id(value):
                body[name] = str(self.ids[name])
            elif name == "ids" and isinstance(value, list):
                body[name] = [str(self.ids["client_id"]) if isinstance(v, str) and _is_id(v) else v for v in value]
            elif isinstance(value, list):
                for item in value:
                    if isinstance(item, dict):
                        self._fill(item)


def _is_id(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def found_world() -> World:
    house = create_department(Actor.system(), name="公司", parent_id=None)
    person = create_person(
        Actor.system(),
        name="周予安",
        email="all@x.example",
        password=PASSWORD,
        department_id=house.pk,
        roles=list(ROLES),
    )
    me = actor_by_id(person.pk)
    assert me is not None
    ids: dict[str, Any] = {
        "user_id": person.pk,
        "owner_id": person.pk,
        "manager_id": person.pk,
        "assignee_id": person.pk,
    }
    ids |= {"department_id": house.pk, "parent_id": house.pk}
    versions: dict[str, int] = {}
    client = _client(me, ids)
    _money(me, ids, versions, client.pk)
    _project(me, ids)
    _specification(me, ids)
    _interview(me, ids)
    _rest(me, ids)
    _twins(me, ids)
    while run_pending() + run_due():
        pass
    ids["account_id"] = PointsAccount.objects.get().pk
    ids["delivery_id"] = OutboxDelivery.objects.order_by("pk").values_list("pk", flat=True).first() or 1
    invited = portal.invite(me, contact_id=ids["contact_id"])
    assert invited.token is not None
    visitor = portal.open_invitation(token=invited.token, password=PASSWORD)
    versions["client_id"] = type(client).objects.get(pk=client.pk).version
    return World(ids, versions, _sessions(house.pk, person.pk), _token(me, ids), _session(visitor))


def _sessions(department_id: uuid.UUID, every: uuid.UUID) -> dict[str, str]:
    """One person for each role, and the one who has them all."""
    found = {"every": _session(User.objects.get(pk=every))}
    for role in ROLES:
        person = create_person(
            Actor.system(), name=role, email=f"{role}@x.example", department_id=department_id, roles=[role]
        )
        found[role] = _session(person)
    return found


def _token(me: Actor, ids: dict[str, Any]) -> str:
    """With everything that a token can be given."""
    scopes: dict[str, list[str]] = {}
    for held, action in me.grants:
        if rules.offered(held):
            scopes.setdefault(held, []).append(action)
    token, text = create_token(me, name="ERP", purpose="x", scopes=scopes, days=30)
    ids["token_id"] = token.pk
    return text


def _client(me: Actor, ids: dict[str, Any]) -> Any:
    client = clients.create_client(me, name="启岳半导体", uscc=code(1), phone="0512-66668888")
    contact = clients.add_contact(
        me, client_id=client.pk, name="孙立衡", phone="13812345678", email="sun@qiyue.example"
    )
    step = clients.add_step(me, client_id=client.pk, title="送方案")
    ids |= {"client_id": client.pk, "contact_id": contact.pk, "step_id": step.pk, "object_id": client.pk}
    ids["resource"] = "clients.client"
    return client


def _money(me: Actor, ids: dict[str, Any], versions: dict[str, int], client_id: uuid.UUID) -> None:
    contracts.install_entity()
    opportunity = sales.create_opportunity(me, client_id=client_id, title="二期", amount=Money("100000.00"))
    draft = contracts.draft_contract(
        me, title="二期", opportunity_id=opportunity.pk, amount=Money("100000.00"), signed_on=dt.date(2026, 1, 5),
        starts_on=dt.date(2026, 1, 5), ends_on=dt.date(2027, 1, 5),
        instalments=[
            PlanRow("advance", "预付款", Money("40000.00"), "date", dt.date(2026, 3, 20)),
            PlanRow("progress", "进度款", Money("30000.00"), "milestone"),
            PlanRow("final", "结算款", Money("30000.00"), "acceptance"),
        ],
    )  # fmt: skip
    contract = contracts.activate_contract(me, contract_id=draft.pk)
    receipt = contracts.record_receipt(me, contract_id=contract.pk, amount=Money("20000.00"), received_on=clock.today())
    ids |= {"opportunity_id": opportunity.pk, "contract_id": contract.pk, "receipt_id": receipt.pk}
    ids |= {"stage_id": opportunity.stage_id, "entity_id": contract.legal_entity_id}
    ids |= {"legal_entity_id": contract.legal_entity_id}
    rows = list(contract.instalments.order_by("seq"))
    ids["instalment_id"] = rows[1].pk
    for name, row in (("opportunity_id", opportunity), ("contract_id", contract)):
        versions[name] = type(row).objects.get(pk=row.pk).version


def _project(me: Actor, ids: dict[str, Any]) -> None:
    project: Project = projects.create_project(
        me, contract_id=ids["contract_id"], name="二期", manager_id=ids["user_id"]
    )
    made = [
        projects.add_task(me, project_id=project.pk, version=None, name=name, kind=kind)[1]
        for name, kind in (("龙骨", "task"), ("壁板", "task"), ("围护封闭", "milestone"))
    ]
    _, link = projects.add_link(me, project_id=project.pk, version=None, pred_id=made[0].pk, succ_id=made[1].pk)
    draft = projects.start_draft(me, project_id=project.pk, filename="p.xml", data=_SCHEDULE)
    ids |= {"project_id": project.pk, "task_id": made[2].pk, "pred_id": made[0].pk, "succ_id": made[2].pk}
    ids |= {"link_id": link.pk, "draft_id": draft.pk, "after_id": made[0].pk}


def _specification(me: Actor, ids: dict[str, Any]) -> None:
    place = Specification.objects.get(opportunity_id=ids["opportunity_id"]).pk
    made = requirements.add_requirement(me, specification_id=place, title="洁净度七级")
    linked = {"specification_id": place, "requirement_ids": [made.pk]}
    ids |= {"specification_id": place, "requirement_id": made.pk}
    ids["prototype_id"] = requirements.add_prototype(me, title="样板间", **linked).pk
    ids["case_id"] = requirements.add_test_case(me, title="风量测试", **linked).pk
    ids["criterion_id"] = requirements.add_criterion(me, title="风量偏差", **linked).pk


def _interview(me: Actor, ids: dict[str, Any]) -> None:
    form = Form.objects.get(code="interview.first_visit")
    made = begin_interview(me, client_id=ids["client_id"], form_id=form.pk)
    ids |= {"form_id": form.pk, "interview_id": made.pk}
    sent = enquiry(me)
    ids |= {"public_form_id": sent.public_form_id, "submission_id": sent.pk, "key": sent.public_form.key}


def _rest(me: Actor, ids: dict[str, Any]) -> None:
    batch = checked(me, table(("沧澜生物", "12", "赵清和", "13812345602", "", ""), ("云汀", code(3), "", "", "", "")))
    row = batch.rows.order_by("position").first()
    assert row is not None
    paper = files.attach(
        me,
        resource="clients.client",
        object_id=ids["client_id"],
        filename="a.txt",
        data=b"abc",
        shared_with_client=True,
    )
    job = start_export(me, code="clients", query="", columns=["name"], file_format="csv", language="zh")
    view = save_view(me, list_code="clients", name="我的", query="", columns=["name"])
    ids |= {"batch_id": batch.pk, "row_id": row.pk, "sheet": 0, "attachment_id": paper.pk, "job_id": job.pk}
    ids |= {"view_id": view.pk, "code": "clients"}


def _twins(me: Actor, ids: dict[str, Any]) -> None:
    """A dossier that was the client's second, and another that may be."""
    twin, other = (clients.create_client(me, name=f"启岳半导体{n}") for n in ("旧档", "公司"))
    made = merge_clients(me, client_ids=[ids["client_id"], twin.pk], survivor_id=ids["client_id"], reason="同一家")
    left, right = sorted((ids["client_id"], other.pk))
    held = {"left_id": left, "right_id": right, "cluster": left, "left_print": "a", "right_print": "b"}
    pair = DuplicatePair.objects.create(band="review", probability="0.8", bits="2", **held)
    ids |= {"merge_id": made.pk, "pair_id": pair.pk, "survivor": ids["client_id"]}


def _session(user: User) -> str:
    store = SessionStore()
    store[PERSON], store[STAMP] = str(user.pk), stamp_of(user.password)
    store.save()
    return str(store.session_key)
