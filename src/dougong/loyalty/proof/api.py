"""The doors of the proof: heads and the verifiers for everybody, receipts and checking for the staff."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from dougong.kit.context import current
from dougong.kit.downloads import send_file
from dougong.kit.http import acting, idempotent, json_response, language_of
from dougong.kit.limits import Counter, RateLimited
from dougong.kit.schemas import JobBegun
from dougong.loyalty.proof import reading, starting
from dougong.loyalty.proof.schemas import PointsContinues, PointsHeads, PointsProofState, PointsReceiptAnswer

#: For everybody, without a sign-in: they name nobody.
public = Router(tags=["loyalty"], auth=None)
router = Router(tags=["loyalty"])
PER_ADDRESS = 60
_seen = Counter()
_HERE = Path(__file__).parent


def _count(request: HttpRequest) -> None:
    used, seconds = _seen.count(current().address)
    if used > PER_ADDRESS:
        raise RateLimited(seconds=seconds)


@public.get("/points/heads", operation_id="list_points_heads", response=PointsHeads)
def heads(request: HttpRequest, before: int | None = Query(None, ge=1, lt=2**62)) -> HttpResponse:
    """The signed heads of the points ledger, the newest first, and the keys that signed them."""
    _count(request)
    return json_response(reading.heads(before))


@public.get(
    "/points/heads/{int:number}/continues/{int:since}", operation_id="get_points_continuation", response=PointsContinues
)
def continuation(request: HttpRequest, number: int, since: int) -> HttpResponse:
    """The proof that a head signs all that an older one signed."""
    _count(request)
    return json_response(reading.continues(number, since))


@public.get("/points/verifiers/{name}/content", operation_id="get_points_verifier")
def verifier(request: HttpRequest, name: Literal["verify_points.py", "verify_points.html"]) -> HttpResponse:
    """The program that checks receipts without us: for Python, or for a browser."""
    _count(request)
    return send_file(request, _HERE / name, name, "text/html" if name.endswith("html") else "text/x-python")


@router.get(
    "/points/entries/{int:points_entry_id}/receipt", operation_id="get_points_receipt", response=PointsReceiptAnswer
)
def receipt(request: HttpRequest, points_entry_id: int) -> HttpResponse:
    return json_response(reading.receipt(acting(request), points_entry_id))


@router.get("/points/proof", operation_id="get_points_proof", response=PointsProofState)
def state(request: HttpRequest) -> HttpResponse:
    """How far the ledger is proved, and what the last check found."""
    return json_response(reading.state(acting(request)))


@router.post("/points/proof/verifications", operation_id="verify_points", response={202: JobBegun})
@idempotent
def verify(request: HttpRequest) -> HttpResponse:
    """Walk all entries, the tree and the heads: a job."""
    job = starting.start_verification(acting(request), language=language_of(request))
    return json_response({"job_id": job.pk}, 202)
