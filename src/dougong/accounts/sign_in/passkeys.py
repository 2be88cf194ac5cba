"""WebAuthn: registering a passkey and checking its answer. The protocol is `fido2`'s; the rows and challenges are ours."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from fido2.server import Fido2Server
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from dougong.accounts.models import Challenge, Passkey, User
from dougong.accounts.sign_in import errors
from dougong.accounts.sign_in.visit import Visit
from dougong.kit import clock
from dougong.kit.errors import NotFound

LIFE = dt.timedelta(minutes=5)
MOST = 20
#: What a library or a decoder says of an answer that is none.
_BAD = (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError)


def _server(visit: Visit) -> Fido2Server:
    if not visit.takes_passkeys:
        raise errors.PasskeysNeedName(host=visit.name)
    rp = PublicKeyCredentialRpEntity(id=visit.name, name=settings.DOUGONG_COMPANY)
    return Fido2Server(rp, attestation=None, verify_origin=lambda given: given == visit.origin)


def registration(visit: Visit, user: User) -> dict[str, Any]:
    """What the browser is asked to make a passkey with."""
    if Passkey.objects.filter(user=user).count() >= MOST:
        raise errors.TooManyPasskeys(most=MOST)
    entity = PublicKeyCredentialUserEntity(id=user.pk.bytes, name=user.email or user.name, display_name=user.name)
    options, state = _server(visit).register_begin(
        entity,
        credentials=[_data(row) for row in Passkey.objects.filter(user=user, rp_id=visit.name)],
        resident_key_requirement=ResidentKeyRequirement.REQUIRED,
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return {"challenge_id": _ask(user, "register", state), "options": dict(options)["publicKey"]}


def register(visit: Visit, user: User, *, challenge_id: uuid.UUID, credential: dict[str, Any], name: str) -> Passkey:
    state = _redeem(challenge_id, "register", user)
    if state is None:
        raise errors.PasskeyRefused()
    try:
        made = _server(visit).register_complete(state, credential)
        data = made.credential_data
        assert data is not None
    except _BAD:
        raise errors.PasskeyRefused() from None
    return Passkey.objects.create(
        user=user,
        name=name,
        credential_id=websafe_encode(data.credential_id),
        credential=websafe_encode(data),
        rp_id=visit.name,
        sign_count=made.counter,
    )


def question(visit: Visit, *, purpose: str, user: User | None) -> dict[str, Any]:
    """What the browser is asked to sign. Without a person it lets him choose among the passkeys it holds."""
    mine = [_data(row) for row in Passkey.objects.filter(user=user, rp_id=visit.name)] if user else None
    options, state = _server(visit).authenticate_begin(mine, UserVerificationRequirement.REQUIRED)
    return {"challenge_id": _ask(user, purpose, state), "options": dict(options)["publicKey"]}


def answered(visit: Visit, answer: Any, *, purpose: str, user: User | None) -> User | None:
    """The person whose passkey signed the challenge, or None. `answer`: `{"challenge_id": …, "credential": …}`."""
    try:
        challenge_id, credential = uuid.UUID(str(answer["challenge_id"])), answer["credential"]
        state = _redeem(challenge_id, purpose, user)
        shown = AuthenticationResponse.from_dict(credential)
        rows = Passkey.objects.filter(credential_id=websafe_encode(shown.raw_id), rp_id=visit.name)
        row = rows.select_related("user").first()
        if state is None or row is None or (user is not None and row.user_id != user.pk):
            return None
        _server(visit).authenticate_complete(state, [_data(row)], credential)
        counter = shown.response.authenticator_data.counter
    except _BAD:
        return None
    return row.user if _counted(row, counter) else None


def _counted(row: Passkey, counter: int) -> bool:
    """A key that counts must count up: else it was copied. Most passkeys are synchronised and stay at nought."""
    if (counter or row.sign_count) and counter <= row.sign_count:
        return False
    fresh = Passkey.objects.filter(pk=row.pk, sign_count=row.sign_count)
    return bool(fresh.update(sign_count=counter, last_used_at=clock.now()))


def own(user: User, passkey_id: uuid.UUID) -> Passkey:
    found: Passkey | None = Passkey.objects.filter(user=user, pk=passkey_id).first()
    if found is None:
        raise NotFound()
    return found


def _data(row: Passkey) -> AttestedCredentialData:
    return AttestedCredentialData(websafe_decode(row.credential))


def _ask(user: User | None, purpose: str, state: dict[str, Any]) -> uuid.UUID:
    Challenge.objects.filter(expires_at__lt=clock.now()).delete()
    kept = {"challenge": state["challenge"], "user_verification": str(state["user_verification"])}
    row = Challenge.objects.create(user=user, purpose=purpose, state=kept, expires_at=clock.now() + LIFE)
    return row.pk


def _redeem(challenge_id: uuid.UUID, purpose: str, user: User | None) -> dict[str, Any] | None:
    """The state of a challenge that was put to this person for this purpose; it is gone with that."""
    rows = Challenge.objects.filter(pk=challenge_id, purpose=purpose, user=user, expires_at__gt=clock.now())
    row = rows.first()
    if row is None or not rows.delete()[0]:
        return None
    state: dict[str, Any] = dict(row.state)
    state["user_verification"] = UserVerificationRequirement(state["user_verification"])
    return state
