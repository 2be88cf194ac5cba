from django.db.models import Q

from dougong.kit.access import scope_q
from dougong.kit.actor import Actor

PUBLIC_FORM = "intake.public_form"
SUBMISSION = "intake.submission"


def submission_rows(actor: Actor, action: str) -> Q:
    return scope_q(actor, SUBMISSION, action)
