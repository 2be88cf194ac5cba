from __future__ import annotations

import pytest

from dougong.accounts.sign_in import errors, passwords
from dougong.accounts.sign_in.rules import device_name, matching_step, network_of, plain_code, totp_code, totp_uri
from dougong.accounts.sign_in.visit import Visit

RFC = b"12345678901234567890"


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (59, "94287082"), (1111111109, "07081804"), (1111111111, "14050471"), (1234567890, "89005924"),
        (2000000000, "69279037"), (20000000000, "65353130"),
    ],
)  # fmt: skip
def test_codes_are_those_of_rfc_6238(at: int, code: str) -> None:
    assert totp_code(RFC, at // 30, digits=8) == code


def test_a_clock_may_be_a_step_off_and_no_code_counts_twice() -> None:
    now, step = 1111111111.0, 1111111111 // 30
    for off in (-1, 0, 1):
        assert matching_step(RFC, totp_code(RFC, step + off), now, 0) == step + off
    for off in (-2, 2):
        assert matching_step(RFC, totp_code(RFC, step + off), now, 0) is None
    assert matching_step(RFC, totp_code(RFC, step), now, step) is None
    assert matching_step(RFC, totp_code(RFC, step - 1), now, step) is None
    assert matching_step(RFC, totp_code(RFC, step + 1), now, step) == step + 1


def test_the_address_of_the_qr_code_holds_names_in_any_script() -> None:
    uri = totp_uri(RFC, "lin@zhuheng.example", "筑衡 & 工程")
    assert uri.startswith("otpauth://totp/%E7%AD%91%E8%A1%A1%20%26%20")
    assert "secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" in uri and "issuer=%E7%AD%91%E8%A1%A1%20%26%20" in uri


def test_a_code_is_read_as_it_was_meant() -> None:
    assert plain_code(" 123 456 ") == "123456"
    assert plain_code("ABCDE-fg2h3") == "abcdefg2h3"
    assert plain_code("１２３４５６") == ""


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"), ("::ffff:203.0.113.9", "203.0.113.9"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"), ("unix:", "unix:"),
    ],
)  # fmt: skip
def test_an_address_is_what_one_customer_has(address: str, network: str) -> None:
    assert network_of(address) == network


def test_browsers_have_names_that_people_know() -> None:
    edge = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0"
    wechat = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Mobile MicroMessenger/8.0"
    assert device_name(edge) == "Edge · Windows"
    assert device_name(wechat) == "WeChat · iPhone"
    assert device_name("curl/8") == ""


def test_passkeys_want_a_name_and_a_secure_place() -> None:
    assert Visit("http", "localhost:8000", secure=False).takes_passkeys
    assert Visit("https", "dougong.example", secure=True).takes_passkeys
    for host, secure in (
        ("dougong.example", False),
        ("127.0.0.1:8000", True),
        ("[::1]:8000", True),
        ("10.0.0.5", True),
    ):
        assert not Visit("https", host, secure=secure).takes_passkeys, host


@pytest.mark.parametrize(
    ("password", "error"),
    [
        ("short-1", errors.ShortPassword), ("1234567890", errors.CommonPassword), ("aaaaaaaaaaaa", errors.CommonPassword),
        ("qwertyuiop", errors.CommonPassword), ("linshuran1", errors.PasswordLikeName), ("林舒然2林舒然3林舒然", errors.PasswordLikeName),
        ("lin.shuran@", errors.PasswordLikeName), ("shuranlin88", errors.PasswordLikeName), ("13812345678", errors.PasswordLikeName),
    ],
)  # fmt: skip
def test_a_password_is_refused_for_what_it_is(password: str, error: type[errors.WeakPassword]) -> None:
    with pytest.raises(error):
        passwords.check(password, name="林舒然", email="lin.shuran@zhuheng.example", phone="13812345678")


def test_a_password_that_is_none_of_these_is_taken() -> None:
    for good in ("long-enough-1", "correct horse 3 stable", "桥墩下的猫会唱歌呢呀", "dougong-demo"):
        passwords.check(good, name="林舒然", email="lin@zhuheng.example")
