"""What the administrator sets: which providers are trusted and how far, and whether nothing else lets people in."""

from __future__ import annotations

import re
import uuid
from typing import Any

from django.db import IntegrityError, transaction

from dougong.accounts.granting import separation
from dougong.accounts.granting.held import held_in
from dougong.accounts.models import Department, Role, SignInPolicy, SparedPerson, User
from dougong.accounts.sign_in import factors
from dougong.accounts.sign_in.visit import Visit
from dougong.accounts.sso import errors, policy
from dougong.accounts.sso.calls import is_safe, secret_of
from dougong.accounts.sso.flow import back_to
from dougong.accounts.sso.kinds import KINDS
from dougong.accounts.sso.kinds.oidc import forget
from dougong.accounts.sso.kinds.told import Step
from dougong.accounts.sso.models import Identity, SignInProvider, SsoLogin
from dougong.accounts.sso.resources import PROVIDER
from dougong.audit.services import note, record
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.errors import FieldError, NotFound

#: Who somebody is over there hangs on these: they stay as they are while people are linked.
FIXED = ("server", "client_id")
_DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


@transaction.atomic
def create(actor: Actor, **values: Any) -> SignInProvider:
    require(actor, PROVIDER, "create")
    made = SignInProvider(created_by_id=actor.id, enabled=False, **_cleaned(values, values["kind"]))
    _check(made)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise errors.ProviderCodeTaken(field="code", given=made.code) from None
    record(actor, "create", PROVIDER, made, after=values)
    return made


@transaction.atomic
def update(actor: Actor, *, provider_id: uuid.UUID, version: int, **values: Any) -> SignInProvider:
    """Only what is named; `client_secret` empty clears it. Disabling ends nothing: it closes the door."""
    require(actor, PROVIDER, "update")
    row: SignInProvider = SignInProvider.objects.locked(provider_id, version)
    cleaned = _cleaned(values, row.kind)
    before = {name: getattr(row, name) for name in cleaned}
    linked = row.identities.count()
    if linked and any(name in cleaned and cleaned[name] != before[name] for name in FIXED):
        raise errors.ProviderInUse(name=row.zh, count=linked)
    for name, value in cleaned.items():
        setattr(row, name, value)
    _check(row)
    row.store()
    if not row.enabled:
        _one_must_remain()
    record(actor, "update", PROVIDER, row, before=before, after=cleaned)
    transaction.on_commit(forget)
    return row


@transaction.atomic
def remove(actor: Actor, *, provider_id: uuid.UUID) -> None:
    require(actor, PROVIDER, "update")
    row: SignInProvider = SignInProvider.objects.locked(provider_id)
    if linked := row.identities.count():
        raise errors.ProviderInUse(name=row.zh, count=linked)
    record(actor, "remove", PROVIDER, row, before={"code": row.code, "kind": row.kind})
    row.delete()
    _one_must_remain()


def try_out(actor: Actor, visit: Visit, *, provider_id: uuid.UUID) -> list[Step]:
    """Whether it would work, step by step. Calls out, so never in a transaction."""
    require(actor, PROVIDER, "update")
    row = SignInProvider.objects.filter(pk=provider_id).first()
    if row is None:
        raise NotFound()
    return KINDS[row.kind].tried(row, back_to(visit, row))


# ---- what a provider must be


def _cleaned(values: dict[str, Any], kind: str) -> dict[str, Any]:
    """As they are kept. An issuer is kept to the letter: its own document must name it so."""
    found = dict(values)
    for name in ("domains", "strong_values"):
        if name in found:
            found[name] = sorted(
                {str(v).strip().lower() if name == "domains" else str(v).strip() for v in found[name]} - {""}
            )
    if "server" in found:
        found["server"] = found["server"].strip() if kind == "oidc" else found["server"].strip().rstrip("/")
    if found.get("default_department_id") and not Department.objects.filter(pk=found["default_department_id"]).exists():
        raise NotFound()
    return found


def _check(row: SignInProvider) -> None:
    """Raise FieldError or RoleTooStrong for what could never work, or would let the wrong people in."""
    if row.server and not is_safe(row.server):
        raise FieldError(
            "server",
            "要用 https 地址；内网地址先由 DOUGONG_OUTGOING_ALLOWED 允许。",
            "Use https, or allow the internal host by DOUGONG_OUTGOING_ALLOWED.",
        )
    if row.kind == "oidc" and not row.server:
        raise FieldError("server", "填签发方地址（issuer）。", "Give the issuer.")
    if row.kind == "wecom" and not row.agent:
        raise FieldError("agent", "填应用的 AgentId。", "Give the application's agent id.")
    if row.kind != "oidc" and row.enabled and not secret_of(row):
        raise FieldError("client_secret", "启用前要填密钥。", "A secret is needed before it is enabled.")
    if any(not _DOMAIN.fullmatch(domain) for domain in row.domains):
        raise FieldError("domains", "邮箱域名写成 company.com 这样。", "Write mail domains like company.com.")
    _check_reach(row)
    role = (
        Role.objects.filter(pk=row.default_role_id, archived_at__isnull=True).first() if row.default_role_id else None
    )
    if row.default_role_id and role is None:
        raise NotFound()
    if role is not None and separation.powers_of(held_in([role.code]).rights) - {separation.BUSINESS}:
        raise errors.RoleTooStrong(field="default_role", name=role.zh)


def _check_reach(row: SignInProvider) -> None:
    """People nobody here knows must at least be of this company."""
    if row.kind == "wechat" and (row.creates or row.link_by_email):
        raise FieldError(
            "creates",
            "微信不认识公司，也不给邮箱，只能由本人关联。",
            "WeChat knows no company and no e-mail: people link it themselves.",
        )
    if row.kind == "dingtalk" and row.link_by_email:
        raise FieldError(
            "link_by_email",
            "钉钉给的邮箱是本人自己填的，不能据此关联。",
            "DingTalk's e-mail is what the person typed: it links nobody.",
        )
    if row.kind in ("dingtalk", "feishu") and (row.creates or row.link_by_email) and not row.tenant:
        raise FieldError(
            "tenant",
            "先填公司标识，否则别的公司的人也能进来。",
            "Give the company's id, or people of other companies would come in.",
        )
    if row.kind == "oidc" and row.creates and not row.domains:
        raise FieldError(
            "domains", "自动创建成员要限定邮箱域名。", "To create people automatically, name the mail domains."
        )
    if row.creates and row.domains and row.kind == "dingtalk":
        raise FieldError(
            "domains",
            "钉钉不给可信的邮箱，不能按域名限定。",
            "DingTalk gives no e-mail to be trusted; leave the domains empty.",
        )


def _one_must_remain() -> None:
    if policy.sso_only() and not SignInProvider.objects.filter(enabled=True).exists():
        raise errors.NoProviderLeft()


# ---- only single sign-on


@transaction.atomic
def set_policy(actor: Actor, *, sso_only: bool, spared: list[uuid.UUID]) -> None:
    """Whether the staff comes in by single sign-on only, and who is spared for the day when no provider answers.

    Raises NoProviderLeft, NotTriedYourself, NobodySpared.
    """
    require(actor, PROVIDER, "update")
    row, _ = SignInPolicy.objects.select_for_update().get_or_create(pk=1)
    before = {"sso_only": row.sso_only, "spared": _names()}
    SparedPerson.objects.exclude(user__in=spared).delete()
    for user in User.objects.filter(pk__in=spared, kind="staff", is_active=True):
        SparedPerson.objects.get_or_create(user=user)
    if sso_only:
        _may_close(actor)
    row.sso_only = sso_only
    row.save(update_fields=["sso_only"])
    _one_must_remain()
    note(actor, "sign_in_policy", PROVIDER, before=before, after={"sso_only": sso_only, "spared": _names()})


@transaction.atomic
def let_passwords_in(actor: Actor) -> None:
    """Open the doors again; who is spared stays."""
    require(actor, PROVIDER, "update")
    if SignInPolicy.objects.filter(sso_only=True).update(sso_only=False):
        note(actor, "sign_in_policy", PROVIDER, before={"sso_only": True}, after={"sso_only": False})


def _may_close(actor: Actor) -> None:
    if not SsoLogin.objects.filter(user_id=actor.user_id, provider__enabled=True).exists() and not (
        Identity.objects.filter(user_id=actor.user_id, provider__enabled=True, last_used_at__isnull=False).exists()
    ):
        raise errors.NotTriedYourself()
    people = User.objects.filter(spared__isnull=False, is_active=True)
    if not any(_can_help(user) for user in people):
        raise errors.NobodySpared(field="spared")


def _can_help(user: User) -> bool:
    rights = held_in(user.roles.values_list("pk", flat=True)).rights
    keeps = ("accounts.user", "update") in rights or (PROVIDER, "update") in rights
    return keeps and user.has_usable_password() and factors.has_second(user)


def _names() -> str:
    return "、".join(SparedPerson.objects.order_by("user__name").values_list("user__name", flat=True))
