"""Enquiries that wait, and forms whose enquiries come to somebody."""

from django.db.models import Q

from dougong.intake.models import PublicForm, Submission
from dougong.intake.policies import PUBLIC_FORM, SUBMISSION
from dougong.kit.handing import Holding, holds

holds(
    Holding(
        code="intake.submission",
        zh="待处理的网上咨询",
        en="Enquiries that wait",
        model=Submission,
        field="owner",
        resource=SUBMISSION,
        live=Q(state="new"),
        department="department",
        title=str,
    ),
    Holding(
        code="intake.public_form",
        zh="收咨询的网页表单",
        en="Forms whose enquiries they receive",
        model=PublicForm,
        field="owner",
        resource=PUBLIC_FORM,
        live=Q(is_open=True),
        title=str,
    ),
)
