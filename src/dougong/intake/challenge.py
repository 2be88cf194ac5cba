"""A form's challenge: a signed token for this form and a while, and some work that costs one sender little and thousands much.
Nothing outside this machine is asked."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.core import signing

from dougong.intake import errors, rules
from dougong.kit import clock

SALT = "dougong.intake.challenge"
LIFE = 3 * 3600
BITS, BITS_BUSY = 14, 17


@dataclass(frozen=True, slots=True)
class Solved:
    """A challenge that was met: what names it, and how many seconds lay between asking and sending."""

    nonce: str
    seconds: float


def pose(key: str, *, busy: bool = False) -> dict[str, object]:
    """What the page is given: the token to send back, and the work."""
    bits = BITS_BUSY if busy else BITS
    made = int(clock.now().timestamp())
    token = signing.dumps([key, secrets.token_urlsafe(12), made, bits], salt=SALT)
    return {"token": token, "bits": bits, "seconds": LIFE}


def meet(key: str, token: str, counter: str) -> Solved:
    """Raises ChallengeFailed for a token of another form, an old or made-up one, and where the work was not done."""
    try:
        of, nonce, made, bits = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        raise errors.ChallengeFailed() from None
    age = clock.now().timestamp() - made
    if of != key or not 0 <= age <= LIFE or len(counter) > 20 or not rules.worked(token, counter, bits):
        raise errors.ChallengeFailed()
    return Solved(nonce, age)
