from __future__ import annotations

import uuid

import orjson
from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Router
from ninja.files import UploadedFile

from dougong.intake import deciding, errors, selectors, services
from dougong.intake.schemas import (
    AcceptIn,
    EnquiryIn,
    EnquiryOut,
    EnquiryRow,
    EnquirySent,
    PublicFormIn,
    PublicFormOut,
    PublicFormPage,
    PublicForms,
    Received,
    RejectIn,
)
from dougong.kit.context import current
from dougong.kit.http import acting, expected_version, idempotent, json_response, language_of, record_response
from dougong.kit.limits import Counter, RateLimited, tell
from dougong.kit.lists_api import add_list

#: For whoever is nobody here.
public = Router(tags=["intake"], auth=None)
router = Router(tags=["intake"])
#: For other programs, by token.
sending = Router(tags=["intake"])
PER_ADDRESS, PER_FORM = 20, 120
_LONGEST = 200_000
_seen = Counter()


def _count(request: HttpRequest, key: str) -> None:
    """By address and by form, in windows of a minute; what is left stands in the answer's headers."""
    used, seconds = _seen.count(("address", current().address))
    of_form, form_seconds = _seen.count(("form", key[:40]))
    left = max(0, min(PER_ADDRESS - used, PER_FORM - of_form))
    told = {"RateLimit-Limit": str(PER_ADDRESS), "RateLimit-Remaining": str(left), "RateLimit-Reset": str(seconds)}
    over = used > PER_ADDRESS or of_form > PER_FORM
    wait = seconds if used > PER_ADDRESS else form_seconds
    tell(request, {**told, "RateLimit-Policy": f"{PER_ADDRESS};w=60", **({"Retry-After": str(wait)} if over else {})})
    if over:
        raise RateLimited(seconds=wait)


@public.get("/intake/forms/{key}", operation_id="get_public_form_page", response=PublicFormPage)
def public_page(request: HttpRequest, key: str) -> HttpResponse:
    """The questions, the consent and a challenge. A closed form and none at all answer alike."""
    _count(request, key)
    return json_response(selectors.public_page(key))


@public.post("/intake/forms/{key}/submissions", operation_id="submit_public_form", response={201: Received})
def submit(
    request: HttpRequest,
    key: str,
    answers: str = Form(..., max_length=_LONGEST),
    token: str = Form(..., max_length=500),
    counter: str = Form(..., max_length=20),
    consent: bool = Form(False),
    website: str = Form("", max_length=500),
    files: list[UploadedFile] = File(default=[]),
) -> HttpResponse:
    """`answers` is JSON by question. `website` is a field that no person sees: whoever fills it in is a program."""
    _count(request, key)
    services.submit(
        key=key, token=token, counter=counter, consent=consent, trap=website, answers=_read(answers), files=files,
        language=language_of(request), address=current().address,
        sent_key=request.headers.get("Idempotency-Key", "")[:100],
    )  # fmt: skip
    return json_response({"received": True}, 201)


def _read(text: str) -> object:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        raise errors.AnswersUnreadable(field="answers") from None


@sending.post("/intake/submissions", operation_id="send_enquiry", response={201: EnquirySent})
@idempotent
def send_enquiry(request: HttpRequest, payload: EnquiryIn) -> HttpResponse:
    made = services.receive(acting(request), **payload.model_dump())
    return json_response({"id": made.pk}, 201)


add_list(router, selectors.SUBMISSIONS, "/enquiries", row=EnquiryRow)


@router.get("/enquiries/{uuid:submission_id}", operation_id="get_enquiry", response=EnquiryOut)
def get_enquiry(request: HttpRequest, submission_id: uuid.UUID) -> HttpResponse:
    return record_response(selectors.submission(acting(request), submission_id))


@router.post("/enquiries/{uuid:submission_id}/accept", operation_id="accept_enquiry", response=EnquiryOut)
def accept(request: HttpRequest, submission_id: uuid.UUID, payload: AcceptIn) -> HttpResponse:
    deciding.accept(acting(request), submission_id=submission_id, **payload.model_dump())
    return record_response(selectors.submission(acting(request), submission_id))


@router.post("/enquiries/{uuid:submission_id}/reject", operation_id="reject_enquiry", response=EnquiryOut)
def reject(request: HttpRequest, submission_id: uuid.UUID, payload: RejectIn) -> HttpResponse:
    deciding.reject(acting(request), submission_id=submission_id, note=payload.note)
    return record_response(selectors.submission(acting(request), submission_id))


@router.post("/enquiries/{uuid:submission_id}/undo-accept", operation_id="undo_accept_enquiry", response=EnquiryOut)
def undo_accept(request: HttpRequest, submission_id: uuid.UUID) -> HttpResponse:
    """What taking it up made goes again, as long as nobody did anything with it."""
    deciding.undo_accept(acting(request), submission_id=submission_id)
    return record_response(selectors.submission(acting(request), submission_id))


@router.post("/enquiries/{uuid:submission_id}/put-back", operation_id="put_back_enquiry", response=EnquiryOut)
def put_back(request: HttpRequest, submission_id: uuid.UUID) -> HttpResponse:
    deciding.put_back(acting(request), submission_id=submission_id)
    return record_response(selectors.submission(acting(request), submission_id))


@router.get("/public-forms", operation_id="list_public_forms", response=PublicForms)
def list_public_forms(request: HttpRequest) -> HttpResponse:
    return json_response({"items": selectors.public_forms(acting(request))})


@router.post("/public-forms", operation_id="create_public_form", response={201: PublicFormOut})
@idempotent
def create_public_form(request: HttpRequest, payload: PublicFormIn) -> HttpResponse:
    made = services.save_public_form(acting(request), public_form_id=None, **payload.model_dump())
    return record_response(selectors.public_form(acting(request), made.pk), 201)


@router.get("/public-forms/{uuid:public_form_id}", operation_id="get_public_form", response=PublicFormOut)
def get_public_form(request: HttpRequest, public_form_id: uuid.UUID) -> HttpResponse:
    return record_response(selectors.public_form(acting(request), public_form_id))


@router.put("/public-forms/{uuid:public_form_id}", operation_id="save_public_form", response=PublicFormOut)
def save_public_form(request: HttpRequest, public_form_id: uuid.UUID, payload: PublicFormIn) -> HttpResponse:
    services.save_public_form(
        acting(request), public_form_id=public_form_id, version=expected_version(request), **payload.model_dump()
    )
    return record_response(selectors.public_form(acting(request), public_form_id))
