"""Who else may say who somebody is, and whom of ours he knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models

from dougong.kit import clock
from dougong.kit.crypto import EncryptedField
from dougong.kit.ids import new_id
from dougong.kit.models import Record

_PERSON = settings.AUTH_USER_MODEL


class SignInProvider(Record):
    """A party whose word is taken for who somebody is. `code` stands in the address that it sends people back to."""

    code = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=10)
    zh = models.CharField(max_length=40)
    en = models.CharField(max_length=40)
    enabled = models.BooleanField(default=False)
    #: OIDC: the issuer. The others: their server where it is not the public one (Lark, a WeCom of one's own).
    server = models.CharField(max_length=300, default="", blank=True)
    client_id = models.CharField(max_length=200)
    client_secret = EncryptedField(default="", blank=True)
    #: The company there (corpid, tenant_key): people of another one are not let in.
    tenant = models.CharField(max_length=120, default="", blank=True)
    agent = models.CharField(max_length=40, default="", blank=True)
    scopes = models.CharField(max_length=200, default="", blank=True)
    #: Values of `amr` or `acr` that count as a second factor; none: its word is one factor.
    strong_values: Any = models.JSONField(default=list, blank=True)
    link_by_email = models.BooleanField(default=False)
    #: Mail domains by which people are linked or made; none: every one, for linking only.
    domains: Any = models.JSONField(default=list, blank=True)
    creates = models.BooleanField(default=False)
    default_department = models.ForeignKey(
        "accounts.Department", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    default_role = models.ForeignKey("accounts.Role", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["oidc", "dingtalk", "feishu", "wechat", "wecom"]),
                name="accounts_provider_kind",
            )
        ]

    def __str__(self) -> str:
        return self.zh


class Identity(models.Model):
    """That a provider's `subject` is this person of ours."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    provider = models.ForeignKey(SignInProvider, on_delete=models.PROTECT, related_name="identities")
    user = models.ForeignKey(_PERSON, on_delete=models.CASCADE, related_name="identities")
    subject = models.CharField(max_length=255)
    #: What he is called there, so that people recognise it.
    label = EncryptedField(default="", blank=True)  # often his e-mail address there
    #: By himself, by his e-mail, or made with his account: `self`, `email`, `made`.
    how = models.CharField(max_length=5)
    linked_at = models.DateTimeField(default=clock.now)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "subject"], name="accounts_one_person_per_identity"),
            models.UniqueConstraint(fields=["provider", "user"], name="accounts_one_identity_per_provider"),
        ]


class SsoFlow(models.Model):
    """A browser that was sent to a provider and may come back once, within ten minutes. `state` and `browser` are digests."""

    state = models.CharField(max_length=64, primary_key=True)
    browser = models.CharField(max_length=64)
    provider = models.ForeignKey(SignInProvider, on_delete=models.CASCADE, related_name="+")
    #: `sign_in`, or for somebody signed in `link` and `confirm`.
    purpose = models.CharField(max_length=8)
    user = models.ForeignKey(_PERSON, null=True, on_delete=models.CASCADE, related_name="+")
    nonce = models.CharField(max_length=64)
    verifier = EncryptedField()
    back_to = models.CharField(max_length=300)
    remember = models.BooleanField(default=False)
    act = models.CharField(max_length=60, default="", blank=True)
    begun_at = models.DateTimeField(default=clock.now)
    expires_at = models.DateTimeField(db_index=True)


class SsoLogin(models.Model):
    """A sign-in on a provider's word. Its session hangs on it: when the provider says that it is over, both go."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    provider = models.ForeignKey(SignInProvider, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(_PERSON, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=255)
    #: The provider's name of its own session.
    sid = models.CharField(max_length=255, default="", blank=True)
    #: Told back to the provider at signing out.
    id_token = EncryptedField(default="", blank=True)
    #: The provider saw a second factor, and its word on that is taken.
    strong = models.BooleanField(default=False)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["provider", "subject"], name="accounts_sso_by_subject")]


class SpentToken(models.Model):
    """A message of a provider that was heard: it is not heard again."""

    digest = models.CharField(max_length=64, primary_key=True)
    expires_at = models.DateTimeField(db_index=True)


class SignInPolicy(models.Model):
    """One row: how this company signs in."""

    #: Passwords and passkeys let nobody of the staff in but those who are spared.
    sso_only = models.BooleanField(default=False)


class SparedPerson(models.Model):
    """Breaks the glass: comes in by password and second factor when no provider answers."""

    user = models.OneToOneField(_PERSON, on_delete=models.CASCADE, related_name="spared", primary_key=True)
