from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from dougong.kit.http import acting, json_response, record_response
from dougong.kit.lists_api import add_list
from dougong.loyalty import selectors
from dougong.loyalty.schemas.accounts import (
    AccountOut,
    AccountRow,
    ClientAccount,
    EntryRow,
    PointsStatistics,
)
from dougong.loyalty.schemas.keeping import PointsHoldings

router = Router(tags=["loyalty"])
add_list(router, selectors.ACCOUNTS, "/points", row=AccountRow)
add_list(router, selectors.ENTRIES, "/points/entries", row=EntryRow)


@router.get("/points/statistics", operation_id="get_points_statistics", response=PointsStatistics)
def statistics(request: HttpRequest, months: int = Query(12, ge=1, le=60)) -> HttpResponse:
    """Totals by month and the points outstanding; names no client."""
    return json_response(selectors.statistics(acting(request), months=months))


@router.get("/points/accounts/{account_id}", operation_id="get_points_account", response=AccountOut)
def get_account(request: HttpRequest, account_id: uuid.UUID) -> HttpResponse:
    return record_response(selectors.account(acting(request), account_id))


@router.get("/points/accounts/{account_id}/holdings", operation_id="get_points_holdings", response=PointsHoldings)
def get_holdings(request: HttpRequest, account_id: uuid.UUID) -> HttpResponse:
    """What it holds: available, put by, its lots in the order they are spent, what expires, its tier."""
    return json_response(selectors.standing_of(acting(request), account_id))


@router.get("/clients/{client_id}/points", operation_id="get_client_points", response=ClientAccount)
def client_points(request: HttpRequest, client_id: uuid.UUID) -> HttpResponse:
    actor = acting(request)
    account = selectors.account_of(actor, client_id)
    return json_response({"account": account, "contacts": selectors.accounts_of_contacts(actor, client_id)})
