"""Whom a record of privacy is about never changes hands; who answers an open request does."""

from django.db.models import Q

from dougong.kit.handing import Holding, holds, stays
from dougong.privacy.models import PersonRequest
from dougong.privacy.policies import REQUEST

holds(
    Holding(
        code="privacy.request",
        zh="待答复的个人信息请求",
        en="Open requests of persons",
        model=PersonRequest,
        field="handler",
        resource=REQUEST,
        live=Q(state="open"),
        title=lambda request: request.number,
    )
)

stays(
    "whom it is about",
    "privacy.Acknowledgement.user",
    "privacy.Consent.user",
    "privacy.Erasure.user",
    "privacy.PersonFile.user",
    "privacy.PersonRequest.user",
)
stays("who asked for it, as it was", "privacy.PersonFile.asked_by")
