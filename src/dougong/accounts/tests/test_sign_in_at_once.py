"""Wrong passwords sent at once: real threads on real transactions."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from dougong.accounts import errors, services
from dougong.accounts.demo_people import DOMAIN, PASSWORD
from tests.cast import assemble

pytestmark = pytest.mark.django_db(transaction=True)
TRIES = 20


def _sign_in(login: str, password: str) -> Any:
    return services.check_sign_in(login=f"{login}@{DOMAIN}", password=password, address="127.0.0.1", kind="staff")


def test_of_twenty_wrong_passwords_at_once_only_the_allowed_ones_are_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    assemble()
    checked: list[str] = []
    check = services.check_password

    def counted(password: str, encoded: str) -> bool:
        checked.append(password)
        return bool(check(password, encoded))

    monkeypatch.setattr(services, "check_password", counted)
    start = Barrier(TRIES)

    def guess(n: int) -> Any:
        try:
            start.wait(timeout=30)
            return _sign_in("lin", f"wrong {n}")
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(TRIES) as pool:
        answers = list(pool.map(guess, range(TRIES)))
    assert {type(a) for a in answers} <= {errors.SignInRefused, errors.SignInLocked}
    assert len(checked) == services.FAILURES_ALLOWED
    with pytest.raises(errors.SignInLocked):
        _sign_in("lin", PASSWORD)
    assert _sign_in("gu", PASSWORD).name == "顾明川"
