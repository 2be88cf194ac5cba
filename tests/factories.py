"""A row of every registered resource, owned by somebody: what the leak matrix walks. A resource without a line here fails it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from dougong.accounts import services as accounts
from dougong.accounts.models import Department, Role, SignInProvider
from dougong.accounts.models import Invitation as StaffInvitation
from dougong.approvals import services as approvals
from dougong.approvals.services import save_rules
from dougong.audit.models import AuditEntry
from dougong.care.tests import factories as care
from dougong.clients import services as clients
from dougong.clients.kinds import STEP_DUE
from dougong.contracts import services as contracts
from dougong.contracts.tests import factories as contract_factories
from dougong.control.tests import factories as control
from dougong.files.services import attach
from dougong.forms.services import save_fields
from dougong.imports import services as imports
from dougong.imports.models import MappingMemory
from dougong.imports.tests import factories as import_factories
from dougong.intake.tests import factories as enquiries
from dougong.interviews.tests.factories import of_share
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.money import Money
from dougong.loyalty.tests import factories as points
from dougong.mall.tests import factories as mall
from dougong.notifications.services import tell
from dougong.organisation.models import HandOver
from dougong.oversight.tests import factories as oversight
from dougong.portal import services as portal
from dougong.portal.models import Invitation
from dougong.privacy.services import consents as privacy
from dougong.privacy.services.register import describe
from dougong.privacy.services.retention import set_rule
from dougong.projects import services as projects
from dougong.projects.tests import factories as project_factories
from dougong.requirements.tests import factories as level_two
from dougong.sales import services as sales
from dougong.sales.models import Stage
from dougong.staffing.tests import factories as staffing
from dougong.timesheets.tests import factories as timesheets
from dougong.tokens.services import create_token
from dougong.wbs.tests import factories as wbs
from tests.cast import Cast
from tests.factories_of_twins import merged, pair


@dataclass
class Own:
    """One salesperson's share of the company. Every name in it carries `mark`, so that a leak shows in any text."""

    cast: Cast
    owner: Actor
    mark: str
    project_manager: str
    deliver: Callable[[], int]
    made: dict[str, Any] = field(default_factory=dict)

    def row(self, code: str) -> Any:
        """The record of this resource, or of this part of one, made once."""
        if code not in self.made:
            self.made[code] = (FACTORIES | PARTS)[code](self)
        return self.made[code]

    @property
    def in_charge(self) -> Actor:
        held: Actor = getattr(self.cast, self.project_manager)
        return held

    def whole(self) -> Own:
        for code in FACTORIES | PARTS:
            self.row(code)
        self.deliver()
        return self


def _client(own: Own) -> Any:
    return clients.create_client(own.owner, name=f"{own.mark}半导体有限公司", industry=f"{own.mark}集成电路")


def _tag(own: Own) -> Any:
    from dougong.clients.models import Tag

    clients.set_tags(own.owner, client_id=own.row("clients.client").pk, names=["重点"])
    return Tag.objects.get(name="重点")


def _opportunity(own: Own) -> Any:
    stage = Stage.objects.get(code="proposal").pk
    return sales.create_opportunity(
        own.owner, client_id=own.row("clients.client").pk, title=f"{own.mark}三期", amount="8000000.00", stage_id=stage
    )


def _contract(own: Own) -> Any:
    plan = project_factories.PLAN
    return contract_factories.in_force(
        own.cast, own.row("clients.client"), by=own.owner, title=f"{own.mark}机电安装", amount=Money("10000000.00"),
        instalments=plan,
    )  # fmt: skip


def _receipt(own: Own) -> Any:
    return contracts.record_receipt(
        own.cast.xu, contract_id=own.row("contracts.contract").pk, amount=Money("2000000.00"),
        received_on=dt.date(2026, 11, 5), payer=f"{own.mark}付款人",
    )  # fmt: skip


def _project(own: Own) -> Any:
    made = projects.create_project(
        own.cast.manager, contract_id=own.row("contracts.contract").pk, manager_id=own.cast.user(own.project_manager).pk,
        name=f"{own.mark}洁净厂房", starts_on=project_factories.START, finishes_on=None,
    )  # fmt: skip
    manager = getattr(own.cast, own.project_manager)
    projects.add_task(manager, project_id=made.pk, version=None, name=f"{own.mark}封闭", duration=480)
    projects.hold_kickoff(manager, project_id=made.pk, held_on=dt.date(2026, 9, 1))
    made.refresh_from_db()
    return made


def _acceptance(own: Own) -> Any:
    project = own.row("projects.project")
    return projects.accept(own.in_charge, project_id=project.pk, accepted_on=dt.date(2026, 11, 10), note=f"{own.mark}验收")


def _attachment(own: Own) -> Any:
    return attach(
        own.owner, resource="clients.client", object_id=own.row("clients.client").pk, filename=f"{own.mark}成本.txt",
        data=f"{own.mark}毛利".encode(),
    )  # fmt: skip


def _notification(own: Own) -> Any:
    client = own.row("clients.client")
    with transaction.atomic():
        told = tell(
            [own.owner.id], kind=STEP_DUE, key=f"matrix:{own.mark}", resource="clients.client", object_id=client.pk,
            link=f"/clients/{client.pk}", title=f"{own.mark}回访", client=client.name,
        )  # fmt: skip
    return told[0]


def _batch(own: Own) -> Any:
    """Only a steward or a manager imports: each mark has a batch of another person."""
    data = import_factories.table((f"{own.mark}水务", "", f"{own.mark}联系人", "", "", ""))
    person = own.cast.zhou if own.owner == own.cast.lin else own.cast.chen
    system = Actor(person.id, person.name, "staff", person.department_id, person.tree_ids, own.cast.fang.grants)
    return imports.upload(system, target="clients", filename=f"{own.mark}客户.xlsx", data=data)


def _mapping(own: Own) -> Any:
    """What the columns of that batch's file mean, kept under the mark's own header."""
    batch = own.row("imports.batch")
    made, _ = MappingMemory.objects.get_or_create(
        target="clients", fingerprint=f"{own.mark}", defaults={"name": f"{own.mark}台账", "owner_id": batch.owner_id}
    )
    return made


def _contact(own: Own) -> Any:
    number = 1 if own.owner == own.cast.lin else 2
    client = own.row("clients.client")
    return clients.add_contact(own.owner, client_id=client.pk, name=f"{own.mark}总监", phone=f"1380000000{number}")


def _invitation(own: Own) -> Any:
    portal.invite(own.owner, contact_id=own.row("contact").pk)
    contact = own.row("contact")
    contact.refresh_from_db()
    return Invitation.objects.get(user_id=contact.user_id)


def _audit_entry(own: Own) -> Any:
    """What is on record of the owner's client; its title carries the mark."""
    client = own.row("clients.client")
    return AuditEntry.objects.filter(resource="clients.client", object_id=str(client.pk)).earliest("pk")


def _token(own: Own) -> Any:
    scopes = {"clients.client": ["view"]}
    return create_token(own.owner, name=f"{own.mark}同步", purpose="ERP", scopes=scopes, days=30)[0]


def _rotation(own: Own) -> Any:
    from dougong.privacy.models import Rotation

    return Rotation.objects.create(ring="field", key_id="k1", state="done")


def _backup(own: Own) -> Any:
    from dougong.stewardship.backup.models import Backup

    return Backup.objects.create(state="failed", error={"code": "backup_no_space", "zh": "写不下", "en": "No space"})


def _issue(own: Own) -> Any:
    from dougong.stewardship.quality.models import QualityIssue

    client = own.row("clients.client")
    return QualityIssue.objects.create(
        client=client, rule="invalid.name", kind="invalid", points=10, params={"value": own.mark}
    )


def _colleague(own: Own) -> Any:
    """One that is over, so that it changes nothing of what all see of people."""
    now = clock.now()
    return StaffInvitation.objects.create(user_id=own.owner.user_id, expires_at=now, withdrawn_at=now)


def _form(own: Own) -> Any:
    """The company's fields of clients: one definition, whoever asks."""
    from dougong.forms.models import Form

    return Form.objects.filter(code="clients.client").first() or save_fields(
        own.cast.fang, code="clients.client", version=0, fields=[{"type": "amount", "zh": "年度预算", "listed": True}]
    )


def _rules(own: Own) -> Any:
    """One set for the company: a manager decides, else a steward."""
    from dougong.approvals.models import RuleSet

    rule = {"kinds": [], "decider": "manager", "again": ["name"]}
    return RuleSet.objects.first() or save_rules(own.cast.fang, code="clients.client", version=0, wanted=[rule])


def _approval(own: Own) -> Any:
    own.row("approvals.rule")
    client = own.row("clients.client")
    return approvals.ask(
        own.owner, code="clients.client", object_id=client.pk, title=f"{own.mark}建档", kind="employer"
    )


def _hand_over(own: Own) -> Any:
    day = dt.date(2026, 11, 1)
    people = {"person_id": own.cast.he.user_id, "successor_id": own.owner.user_id}
    return HandOver.objects.create(**people, leaves_on=day, status="undone")


FACTORIES: dict[str, Callable[[Own], Any]] = {
    "privacy.request": lambda own: privacy.receive_request(
        own.cast.fang, kind="access", how="mail", wish="", asker="路人"
    ),
    "privacy.consent": lambda own: privacy.record_consent(
        own.cast.fang, kind="contact", person_id=own.row("contact").pk, purpose="service", how="paper"
    ),
    "privacy.notice": lambda own: privacy.write_notice(own.cast.admin, audience="staff", zh="说明"),
    "privacy.retention": lambda own: set_rule(own.cast.fang, target="imports", months=12, action="delete", is_on=False),
    "privacy.activity": lambda own: describe(
        own.cast.fang, code="clients.contact", purpose="联络", ground="contract", recipients="", measures=""
    ),
    "privacy.keys": _rotation,
    "stewardship.backup": _backup,
    "stewardship.quality": _issue,
    "stewardship.duplicate": pair,
    "accounts.user": lambda own: own.cast.user("lin" if own.owner == own.cast.lin else "shen"),
    "accounts.department": lambda own: Department.objects.get(pk=own.owner.department_id),
    "accounts.invitation": _colleague,
    "organisation.hand_over": _hand_over,
    "accounts.role": lambda own: Role.objects.get(pk="sales" if own.owner == own.cast.lin else "finance"),
    "accounts.sign_in_provider": lambda own: SignInProvider.objects.create(
        code=f"p-{uuid.uuid4().hex[:12]}", kind="oidc", zh="公司账号", en="Company account", client_id="x"
    ),
    "accounts.saved_view": lambda own: accounts.save_view(
        own.owner, list_code="clients", name=f"{own.mark}视图", query=f"q={own.mark}", columns=[]
    ),
    "clients.client": _client,
    "clients.merge": merged,
    "clients.tag": _tag,
    **care.FACTORIES,
    "forms.form": _form,
    "approvals.rule": _rules,
    "approvals.approval": _approval,
    "sales.stage": lambda own: Stage.objects.get(code="contact"),
    "sales.opportunity": _opportunity,
    **level_two.MATRIX,
    **enquiries.MATRIX,
    "interviews.interview": of_share,
    "contracts.legal_entity": lambda own: own.row("contracts.contract").legal_entity,
    "contracts.contract": _contract,
    "contracts.instalment": lambda own: contract_factories.rows_of(own.row("contracts.contract"))[0],
    "contracts.receipt": _receipt,
    "projects.project": _project,
    "projects.acceptance": _acceptance,
    **staffing.MATRIX,
    **(timesheets.MATRIX | wbs.MATRIX),
    **control.FACTORIES,
    **(points.MATRIX | mall.MATRIX | oversight.MATRIX),
    "files.attachment": _attachment,
    "notifications.notification": _notification,
    "imports.batch": _batch,
    "imports.mapping": _mapping,
    "portal.invitation": _invitation,
    "tokens.token": _token,
    "audit.entry": _audit_entry,
}

#: Records that are reached only through another: seen by whoever sees that one.
PARTS: dict[str, Callable[[Own], Any]] = {
    "contact": _contact,
    "step": lambda own: clients.add_step(own.owner, client_id=own.row("clients.client").pk, title=f"{own.mark}回访"),
    "task": lambda own: own.row("projects.project").tasks.order_by("pk").first(),
    "baseline": lambda own: project_factories.baseline(own.in_charge, own.row("projects.project"), own.mark),
    "link": lambda own: project_factories.link(own.in_charge, own.row("task"), own.mark),
    **staffing.PARTS,
    "post": lambda own: own.row("accounts.user").posts.get(),
    "department_change": lambda own: own.row("accounts.department").changes.earliest("at"),
}
PARENT = {
    "post": "accounts.user", "department_change": "accounts.department",
    "contact": "clients.client", "step": "clients.client", "task": "projects.project", "link": "projects.project",
    "baseline": "projects.project", **staffing.PARENT,
}  # fmt: skip

#: What a path's parameter names; a new one without a line here fails the matrix.
PARAMETERS: dict[str, str] = {
    "consent_id": "privacy.consent",
    "request_id": "privacy.request",
    "notice_id": "privacy.notice",
    "rotation_id": "privacy.keys",
    "backup_id": "stewardship.backup",
    "issue_id": "stewardship.quality",
    "pair_id": "stewardship.duplicate",
    "client_id": "clients.client",
    "merge_id": "clients.merge",
    **care.PARAMETERS,
    **control.PARAMETERS,
    "contact_id": "contact",
    "step_id": "step",
    "contract_id": "contracts.contract",
    "entity_id": "contracts.legal_entity",
    "receipt_id": "contracts.receipt",
    "instalment_id": "contracts.instalment",
    "opportunity_id": "sales.opportunity",
    "stage_id": "sales.stage",
    "public_form_id": "intake.public_form",
    "submission_id": "intake.submission",
    "interview_id": "interviews.interview",
    "form_id": "forms.form",
    "project_id": "projects.project",
    "acceptance_id": "projects.acceptance",
    "task_id": "task",
    "link_id": "link",
    "baseline_id": "baseline",
    **staffing.PARAMETERS,
    **(timesheets.PARAMETERS | wbs.PARAMETERS),
    **level_two.PARAMETERS,
    **(points.PARAMETERS | mall.PARAMETERS | oversight.PARAMETERS),
    "attachment_id": "files.attachment",
    "notification_id": "notifications.notification",
    "batch_id": "imports.batch",
    "mapping_id": "imports.mapping",
    "view_id": "accounts.saved_view",
    "object_id": "clients.client",
    "user_id": "accounts.user",
    "person_id": "accounts.user",
    "department_id": "accounts.department",
    "token_id": "tokens.token",
    "provider_id": "accounts.sign_in_provider",
    "entry_id": "audit.entry",
    "approval_id": "approvals.approval",
    "invitation_id": "accounts.invitation",
    "hand_over_id": "organisation.hand_over",
    "post_id": "post",
    "change_id": "department_change",
}
#: Parameters that name no record of the matrix: a person's own jobs, failures for the administrator, parts by number.
#: `draft_id` and `row_id` stand under a project's and an import's own tests, one's sessions and passkeys under the sign-in's.
FREE = {
    "target": "imports", "code": "clients", "resource": "clients.client", "sheet": "0", "number": "1", "since": "1",
    "name": "verify_points.py",
}  # fmt: skip
OWN_TESTS = (
    "person_id", "file_id", "job_id", "delivery_id", "draft_id",
    "row_id", "session_id", "passkey_id", "identity_id", "drill_id", "key",
)  # fmt: skip


def fresh(like: Any) -> Any:
    """A key of the same kind that no record has."""
    return uuid.UUID("0198b5a0-0000-7000-8000-0000000000ab") if isinstance(like, uuid.UUID) else 987_654_321


__all__ = ["FACTORIES", "FREE", "OWN_TESTS", "PARAMETERS", "PARENT", "PARTS", "Own", "fresh"]
