"""Forms for strangers and what they send, for tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dougong.forms.models import Form
from dougong.intake import challenge, rules, services
from dougong.intake.models import PublicForm, Submission
from dougong.kit.actor import Actor


def published(by: Actor, owner: Actor, **values: Any) -> PublicForm:
    form = Form.objects.get(code="web.enquiry")
    more = {"purpose_zh": "答复您的咨询", **values}
    return services.save_public_form(by, public_form_id=None, form_id=form.pk, owner_id=owner.user_id, **more)


def answers(**told: Any) -> dict[str, Any]:
    """By the field of the dossier or the contact that they feed: name, contact_name, contact_phone, problem."""
    keys = {f.target: f.key for f in Form.objects.get(code="web.enquiry").fields}
    plain = {
        "name": "云岫生物医药有限公司",
        "contact_name": "程知夏",
        "contact_phone": "13800000071",
        "problem": "洁净改造",
    }
    targets = {"contact_name": "contact.name", "contact_phone": "contact.phone", "contact_email": "contact.email"}
    targets |= {"problem": "facts.problem"}
    return {keys[targets.get(name, name)]: value for name, value in {**plain, **told}.items() if value is not None}


def solved(form: PublicForm) -> dict[str, str]:
    posed = challenge.pose(form.key)
    token = str(posed["token"])
    return {"token": token, "counter": rules.solve(token, challenge.BITS)}


def sent(form: PublicForm, **told: Any) -> Submission:
    return services.submit(key=form.key, consent=True, trap="", answers=answers(**told), **solved(form))


def enquiry(me: Actor) -> Submission:
    return sent(published(me, me))


def _of_share(own: Any) -> Submission:
    return sent(own.row("intake.public_form"), name=f"{own.mark}食品有限公司")


MATRIX: dict[str, Callable[[Any], Any]] = {
    "intake.public_form": lambda own: published(own.cast.fang, own.owner),
    "intake.submission": _of_share,
}
