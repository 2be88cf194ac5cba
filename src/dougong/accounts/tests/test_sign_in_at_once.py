"""Wrong passwords sent at once: real threads on real transactions."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from dougong.accounts.demo_people import DOMAIN, PASSWORD
from dougong.accounts.sign_in import entering, errors
from tests.cast import assemble

pytestmark = pytest.mark.django_db(transaction=True)
TRIES, AT_ONCE = 100, 50


def _sign_in(login: str, password: str) -> Any:
    return entering.check_sign_in(login=f"{login}@{DOMAIN}", password=password, address="127.0.0.1", kind="staff")


def test_of_a_hundred_wrong_passwords_at_once_only_the_allowed_ones_are_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assemble()
    checked: list[str] = []
    check = entering.check_password

    def counted(password: str, encoded: str) -> bool:
        checked.append(password)
        return bool(check(password, encoded))

    monkeypatch.setattr(entering, "check_password", counted)
    start = Barrier(AT_ONCE)

    def guess(n: int) -> Any:
        try:
            start.wait(timeout=30)
            return _sign_in("lin", f"wrong {n}")
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(guess, range(TRIES)))
    assert {type(a) for a in answers} <= {errors.SignInRefused, errors.SignInLocked}
    assert len(checked) == 5
    with pytest.raises(errors.SignInLocked):
        _sign_in("lin", PASSWORD)
    assert _sign_in("gu", PASSWORD).name == "顾明川"
