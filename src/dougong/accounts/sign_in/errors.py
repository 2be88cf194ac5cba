from __future__ import annotations

from dougong.kit.errors import BusinessError


class SignInRefused(BusinessError):
    """The same whether the account exists or not."""

    code = "sign_in_refused"
    status = 401
    zh = "密码不对。再错 {left} 次将锁定 {lock} 分钟。"
    en = "Wrong password. {left} more and sign-in locks for {lock} minutes."


class SignInLocked(BusinessError):
    code = "sign_in_locked"
    status = 429
    zh = "错得太多，{minutes} 分钟后再试。"
    en = "Too many wrong tries. Try again in {minutes} minutes."


class AddressLocked(BusinessError):
    code = "address_locked"
    status = 429
    zh = "这个网络地址上登录失败的次数太多，{minutes} 分钟后再试。用以前登录过的浏览器不受影响。"
    en = "Too many failed sign-ins from this network. Try again in {minutes} minutes, or in a browser used before."


class WrongCode(BusinessError):
    code = "wrong_code"
    status = 401
    zh = "验证码不对，或已经用过。再错 {left} 次将锁定 {lock} 分钟。"
    en = "That code is wrong or was used. {left} more and it locks for {lock} minutes."


class PasskeyRefused(BusinessError):
    code = "passkey_refused"
    status = 401
    zh = "这把通行密钥没有通过。用另一种方式试试。"
    en = "This passkey was not accepted. Try another way."


class PasskeysNeedName(BusinessError):
    code = "passkeys_need_name"
    zh = "通行密钥要用域名（或 localhost）加 HTTPS 打开本系统才能用，现在的地址是 {host}。"
    en = "Passkeys need the system opened by a host name (or localhost) over HTTPS; this address is {host}."


class PasskeyKnown(BusinessError):
    code = "passkey_known"
    zh = "这把通行密钥已经登记过。"
    en = "This passkey is registered already."


class TooManyPasskeys(BusinessError):
    code = "too_many_passkeys"
    zh = "最多 {most} 把通行密钥。先移除不用的。"
    en = "At most {most} passkeys. Remove one you don't use."


class SecondFactorNeeded(BusinessError):
    code = "second_factor_needed"
    zh = "您的角色要求两步登录，这是最后一种方式，不能去掉。先添加另一种。"
    en = "Your role demands two-step sign-in and this is its last way. Add another one first."


class StepOver(BusinessError):
    """A step of signing in was taken that is not the one waiting."""

    code = "step_over"
    status = 401
    zh = "登录步骤已过期，重新登录。"
    en = "This step of signing in has expired. Start again."


class WrongPassword(BusinessError):
    code = "wrong_password"
    zh = "密码不对。再错 {left} 次将锁定 {lock} 分钟。"
    en = "Wrong password. {left} more and it locks for {lock} minutes."


class LinkSpent(BusinessError):
    code = "link_spent"
    zh = "这个链接已用过或已过期，重新申请一个。"
    en = "This link was used or has expired. Ask for another."


class WeakPassword(BusinessError):
    code = "weak_password"
    zh = "密码至少 10 位，不能和账号相同。"
    en = "A password has at least 10 characters and is not the account's name."


class ShortPassword(WeakPassword):
    zh = "密码至少 {least} 位。"
    en = "A password has at least {least} characters."


class CommonPassword(WeakPassword):
    code = "common_password"
    zh = "这个密码太常见，最先被猜到。换一个。"
    en = "This password is among the most common and guessed first. Choose another."


class PasswordLikeName(WeakPassword):
    code = "password_like_name"
    zh = "密码和姓名或账号太像。换一个。"
    en = "This password is too much like the name or the account. Choose another."


class PasswordUsedBefore(WeakPassword):
    code = "password_used_before"
    zh = "最近 {count} 次用过的密码不能再用。"
    en = "The last {count} passwords can't be used again."


class TotpThere(BusinessError):
    code = "totp_there"
    zh = "已经绑定了验证器。先移除，再绑定新的。"
    en = "There is an authenticator app already. Remove it before adding another."


class NoMail(BusinessError):
    code = "no_mail"
    zh = "系统没有配置发信，请管理员重设密码。"
    en = "Mail is not set up here. Ask an administrator to reset your password."


class NoSecondFactor(BusinessError):
    code = "no_second_factor"
    zh = "先绑定验证器或登记通行密钥，再生成恢复码。"
    en = "Set up an authenticator app or a passkey first; recovery codes stand in for those."
