from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from dougong.kit import clock
from dougong.kit.crypto import BlindField, EncryptedField, blind_index
from dougong.kit.ids import new_id
from dougong.kit.models import Record, RecordQuerySet


class Department(Record):
    """A node of the company's tree. `path` is the ids from the root down, so that a subtree is a prefix."""

    name = models.CharField(max_length=80)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=700, db_index=True, default="", blank=True)
    manager = models.ForeignKey("User", null=True, blank=True, on_delete=models.SET_NULL, related_name="headed")
    #: Merged into another, or removed when it was empty.
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["name"], name="accounts_department_name")]


class Role(models.Model):
    code = models.CharField(max_length=40, primary_key=True)
    zh = models.CharField(max_length=40)
    en = models.CharField(max_length=40)
    needs_second_factor = models.BooleanField(default=False)
    #: Came with the installation: can be changed and put back, never removed.
    built_in = models.BooleanField(default=False)
    copied_from = models.CharField(max_length=40, default="", blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)


class Grant(models.Model):
    """A role may do `action` on records of `resource`, as far as `scope` reaches."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="grants")
    resource = models.CharField(max_length=60)
    action = models.CharField(max_length=40)
    scope = models.CharField(max_length=10)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["role", "resource", "action"], name="accounts_one_grant"),
            models.CheckConstraint(
                condition=models.Q(scope__in=["member", "own", "department", "tree", "all"]),
                name="accounts_grant_scope",
            ),
        ]


class User(Record, AbstractBaseUser):
    """A person who signs in: staff, or a client's contact (never both)."""

    #: The login, found by its index: one account for each.
    email = EncryptedField(null=True, blank=True)
    email_index = BlindField(of="email", default="", blank=True, db_index=True)
    phone = EncryptedField(default="", blank=True)
    phone_index = BlindField(of="phone", default="", blank=True, db_index=True)
    name = models.CharField(max_length=60)
    title = models.CharField(max_length=60, default="", blank=True)
    kind = models.CharField(max_length=8, default="staff")
    #: Those of the main post, which `structure.placing` copies here.
    department = models.ForeignKey(Department, null=True, blank=True, on_delete=models.PROTECT, related_name="people")
    #: Given to this person; without one the department's manager is his.
    manager = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="reports")
    roles = models.ManyToManyField(Role, related_name="people", blank=True)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=5, default="zh")
    password_set_at = models.DateTimeField(null=True, blank=True)
    must_change_password = models.BooleanField(default=False)

    objects: ClassVar[Any] = RecordQuerySet.as_manager()

    USERNAME_FIELD = "id"  # Django asks for one that is unique in clear; nobody types it
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["phone_index"], condition=~models.Q(phone_index=""), name="accounts_one_person_per_phone"
            ),
            models.UniqueConstraint(
                fields=["email_index"], condition=~models.Q(email_index=""), name="accounts_one_person_per_email"
            ),
            models.CheckConstraint(condition=models.Q(kind__in=["staff", "contact"]), name="accounts_user_kind"),
        ]

    def __str__(self) -> str:
        return self.name


class AccessState(models.Model):
    """One row. `version` goes up with every change of people, departments, roles or grants: cached actors of older versions are dropped."""

    version = models.BigIntegerField(default=1)
    #: Keeping the system, rights and the record are in three hands: see `granting.separation`.
    separated = models.BooleanField(default=False)


class Session(AbstractBaseSession):
    """A signed-in browser. The person stands in a column of its own, so that a request needs one query to know who asks."""

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="sessions")
    stamp = models.CharField(max_length=12, default="", blank=True)
    #: Its name for people: the key itself is a secret.
    uid = models.UUIDField(default=new_id, unique=True, editable=False)
    #: What is missing before it is a sign-in: `second`, `password`, `enrol`; nothing when it is whole.
    stage = models.CharField(max_length=8, default="", blank=True)
    kept = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=clock.now)
    #: Written at most once a minute; with it `idle_until`, which a kept session has not.
    last_used_at = models.DateTimeField(default=clock.now)
    idle_until = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    address = models.CharField(max_length=45, default="", blank=True)
    agent = models.CharField(max_length=300, default="", blank=True)
    device = models.CharField(max_length=64, default="", blank=True)
    #: Of who came by a provider's word: it ends with that.
    via = models.ForeignKey("SsoLogin", null=True, blank=True, on_delete=models.CASCADE, related_name="+")

    @classmethod
    def get_session_store_class(cls) -> Any:
        from dougong.accounts.session_store import SessionStore

        return SessionStore


class SignInFailure(models.Model):
    """A try at a password that was wrong or is being checked. The login is kept as a blind index only.

    A login has as many slots as wrong passwords are allowed. A slot is taken before the password is checked, so that tries
    sent at once can't all be checked before the first of them counts.
    """

    login_index = models.CharField(max_length=32)
    slot = models.PositiveSmallIntegerField()
    address = models.CharField(max_length=45)
    at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["login_index", "slot"], name="accounts_one_try_per_slot")]
        indexes = [models.Index(fields=["address", "at"], name="accounts_tries_by_address")]


class SavedView(Record):
    """A list's search, filters, sort and columns under a name, for one person."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="views")
    list_code = models.CharField(max_length=40)
    name = models.CharField(max_length=40)
    query = models.TextField(default="", blank=True)
    columns = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "list_code", "name"], name="accounts_one_view_per_name")]


def raise_access_version() -> None:
    """Call in the transaction of every change that may alter what somebody can do."""
    if not AccessState.objects.update(version=models.F("version") + 1):
        AccessState.objects.create(pk=1)


def phone_key(phone: str | None) -> str:
    return blind_index(phone or "")


def email_key(email: str | None) -> str:
    """What an address is found by; the empty key belongs to everybody without one, so leave that out when searching."""
    return blind_index(email or "")


from dougong.accounts.granting.models import FieldRule, RoleChange, SeeAs  # noqa: E402  they point at the person above
from dougong.accounts.inviting.models import Invitation  # noqa: E402  it points at the person above
from dougong.accounts.sign_in.models import (  # noqa: E402  they point at the person above
    Challenge,
    Device,
    Passkey,
    PastPassword,
    RecoveryCode,
    ResetLink,
    ResetRequest,
    Totp,
)
from dougong.accounts.sso.models import (  # noqa: E402  they point at the person above
    Identity,
    SignInPolicy,
    SignInProvider,
    SparedPerson,
    SpentToken,
    SsoFlow,
    SsoLogin,
)
from dougong.accounts.structure.models import DepartmentChange, Post  # noqa: E402  they point at the person above

__all__ = [
    "AccessState",
    "Challenge",
    "Department",
    "DepartmentChange",
    "Device",
    "FieldRule",
    "Grant",
    "Identity",
    "Invitation",
    "Passkey",
    "PastPassword",
    "Post",
    "RecoveryCode",
    "ResetLink",
    "ResetRequest",
    "Role",
    "RoleChange",
    "SavedView",
    "SeeAs",
    "Session",
    "SignInFailure",
    "SignInPolicy",
    "SignInProvider",
    "SparedPerson",
    "SpentToken",
    "SsoFlow",
    "SsoLogin",
    "Totp",
    "User",
    "email_key",
    "phone_key",
    "raise_access_version",
]
