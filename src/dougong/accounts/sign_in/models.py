"""What a person proves himself with. All of it hangs on the person and goes with him."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from dougong.kit import clock
from dougong.kit.crypto import EncryptedField
from dougong.kit.ids import new_id

_PERSON = settings.AUTH_USER_MODEL


class PastPassword(models.Model):
    """The hash of a password that the person had: the last five are not taken again."""

    user = models.ForeignKey(_PERSON, on_delete=models.CASCADE, related_name="past_passwords")
    password = models.CharField(max_length=128)
    set_at = models.DateTimeField(default=clock.now)


class ResetLink(models.Model):
    """A mailed link with which a forgotten password is set anew, once. Only the hash of its key is stored."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(_PERSON, on_delete=models.CASCADE, related_name="reset_links")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)


class ResetRequest(models.Model):
    """That somebody asked for such a link: so many an hour for one login, whether it is anybody's or not."""

    login_index = models.CharField(max_length=32)
    address = models.CharField(max_length=45)
    at = models.DateTimeField(default=clock.now, db_index=True)

    class Meta:
        indexes = [
            models.Index(fields=["login_index", "at"], name="accounts_reset_by_login"),
            models.Index(fields=["address", "at"], name="accounts_reset_by_address"),
        ]


class Device(models.Model):
    """A browser in which the person has signed in before, known by the hash of a cookie that only this browser has."""

    user = models.ForeignKey(_PERSON, on_delete=models.CASCADE, related_name="devices")
    digest = models.CharField(max_length=64)
    agent = models.CharField(max_length=300, default="", blank=True)
    first_at = models.DateTimeField(default=clock.now)
    last_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="accounts_one_device")]


class Totp(models.Model):
    """The secret that the person's authenticator app shares with us. It counts from its first right code on."""

    user = models.OneToOneField(_PERSON, on_delete=models.CASCADE, related_name="totp", primary_key=True)
    secret = EncryptedField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    #: The time step of the last code taken: that one and older ones are not taken again.
    last_step = models.BigIntegerField(default=0)


class RecoveryCode(models.Model):
    """One of ten codes for the day the telephone is lost; each is good once. Stored as a keyed digest."""

    user = models.ForeignKey(_PERSON, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=32)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="accounts_one_recovery_code")]


class Passkey(models.Model):
    """A key pair of which we hold the public half (WebAuthn). `credential` is attested credential data in base64url."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(_PERSON, on_delete=models.CASCADE, related_name="passkeys")
    name = models.CharField(max_length=60)
    credential_id = models.CharField(max_length=1400, unique=True)
    credential = models.TextField()
    #: The host name it was made for; it answers no other.
    rp_id = models.CharField(max_length=253)
    sign_count = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(default=clock.now)
    last_used_at = models.DateTimeField(null=True, blank=True)


class Challenge(models.Model):
    """The question put to a passkey: answered once, within five minutes. `user` is none before anybody has signed in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(_PERSON, null=True, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=10)
    state = models.JSONField()
    expires_at = models.DateTimeField(db_index=True)
