"""Mails about signing in, and what is thrown away when its time is over."""

from __future__ import annotations

import datetime as dt
import uuid

from dougong.accounts import mails
from dougong.accounts.models import (
    Challenge,
    ResetLink,
    ResetRequest,
    Session,
    SignInFailure,
    SpentToken,
    SsoFlow,
    SsoLogin,
    User,
)
from dougong.accounts.sign_in import keeping, throttle
from dougong.accounts.sign_in.entering import find_by_login
from dougong.accounts.sign_in.rules import device_name
from dougong.kit import clock
from dougong.kit.crypto import decrypt
from dougong.kit.jobs import JobContext, job, periodic
from dougong.kit.links import address as page


@job("accounts.mail_reset_link")
def mail_reset_link(ctx: JobContext, *, login: str, tries: int = 1) -> None:
    """To whoever has this e-mail; to nobody when nobody has. The link is made here: it stands in no job and no log."""
    user = find_by_login(decrypt(login), "staff")
    if user is None or not user.is_active or not user.email:
        return
    words = _words("reset", user.language, name=user.name, link=page(f"/password#{keeping.new_link(user)}"))
    mails.send(user, *words, kind="accounts.mail_reset_link", args={"login": login}, tries=tries)


@job("accounts.tell_new_device")
def tell_new_device(ctx: JobContext, *, user_id: str, agent: str, address: str, at: str, tries: int = 1) -> None:
    user = User.objects.filter(pk=uuid.UUID(str(user_id)), is_active=True).first()
    if user is None or not user.email:
        return
    moment = f"{dt.datetime.fromisoformat(at).astimezone(clock.zone()):%Y-%m-%d %H:%M}"
    facts = {"name": user.name, "device": device_name(agent) or agent[:80] or "?", "address": address, "at": moment}
    words = _words("device", user.language, link=page("/account/security"), **facts)
    args = {"user_id": user_id, "agent": agent, "address": address, "at": at}
    mails.send(user, *words, kind="accounts.tell_new_device", args=args, tries=tries)


_MAILS = {
    ("reset", "zh"): (
        "重设密码",
        "{name}，您好：\n\n有人为您的账号申请重设密码。一小时内打开下面的链接设置新密码：\n\n{link}\n\n"
        "不是您本人申请的话，不用理会，密码不会改变。\n",
    ),
    ("reset", "en"): (
        "Reset your password",
        "{name},\n\nSomebody asked to reset the password of your account. Set a new one within the hour:\n\n{link}\n\n"
        "If it was not you, ignore this mail: the password stays as it is.\n",
    ),
    ("device", "zh"): (
        "新设备登录",
        "{name}，您好：\n\n您的账号刚在一台新设备上登录。\n\n设备：{device}\n地址：{address}\n时间：{at}\n\n"
        "不是您本人的话，立即在这里退出该设备并修改密码：\n{link}\n",
    ),
    ("device", "en"): (
        "Sign-in from a new device",
        "{name},\n\nYour account was signed in to from a new device.\n\nDevice: {device}\nAddress: {address}\nTime: {at}\n\n"
        "If it was not you, sign that device out and change your password here:\n{link}\n",
    ),
}


def _words(mail: str, language: str, **facts: str) -> tuple[str, str]:
    title, body = _MAILS[mail, "en" if language.startswith("en") else "zh"]
    return title, body.format(**facts)


@periodic("accounts.prune_sign_in", every=dt.timedelta(hours=1))
def prune(ctx: JobContext) -> None:
    """Sessions, challenges, links and tries whose time is over."""
    now = clock.now()
    Session.objects.filter(expire_date__lt=now).delete()
    Session.objects.filter(idle_until__lt=now).delete()
    Challenge.objects.filter(expires_at__lt=now).delete()
    ResetLink.objects.filter(expires_at__lt=now).delete()
    ResetRequest.objects.filter(at__lt=now - keeping.HOUR).delete()
    SignInFailure.objects.filter(at__lt=now - throttle.lock_time()).delete()
    SsoFlow.objects.filter(expires_at__lt=now).delete()
    SpentToken.objects.filter(expires_at__lt=now).delete()
    SsoLogin.objects.filter(at__lt=now - keeping.HOUR).exclude(
        pk__in=Session.objects.filter(via__isnull=False).values("via")
    ).delete()
