from __future__ import annotations

import datetime as dt
import uuid
from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from dougong.insights import selectors
from dougong.insights.schemas import DashboardOut
from dougong.kit.http import acting, json_response

router = Router(tags=["insights"])


@router.get("/dashboard", operation_id="get_dashboard", response=DashboardOut)
def get_dashboard(
    request: HttpRequest,
    period: Literal["month", "quarter", "year12", "custom"] = "year12",
    first: dt.date | None = Query(None, alias="from"),
    last: dt.date | None = Query(None, alias="to"),
    department: uuid.UUID | None = None,
    region: str = "",
) -> HttpResponse:
    """Five figures and their panels; every `link` is the list whose summary makes the same sum."""
    found = selectors.dashboard(
        acting(request), period=period, first=first, last=last, department=department, region=region
    )
    return json_response(found)
