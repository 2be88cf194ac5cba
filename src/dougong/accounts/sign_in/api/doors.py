"""The doors: signing in and out step by step, a forgotten password, the second confirmation."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from ninja import Router

from dougong.accounts import demo_people, selectors, sessions
from dougong.accounts.actors import load_actor
from dougong.accounts.sign_in import confirmation, entering, keeping, passkeys
from dougong.accounts.sign_in.api.common import Halfway, OnTheWay, check_csrf, entered, step_of, visit_of
from dougong.accounts.sign_in.schemas import (
    ConfirmIn,
    ForgottenIn,
    IdentityConfirmed,
    LinkAsked,
    NewPasswordIn,
    PasskeyQuestion,
    PasskeySignIn,
    PasswordReset,
    ResetIn,
    SecondIn,
    SessionOut,
    SignedIn,
    SignedOut,
    SignIn,
)
from dougong.accounts.sso import leaving
from dougong.accounts.sso import selectors as sso
from dougong.kit.http import acting, json_response, language_of

router = Router()


@router.get("/session", auth=None, operation_id="get_session", response=SessionOut)
def get_session(request: HttpRequest) -> HttpResponse:
    """The signed-in person or null, and the step a sign-in waits for; sets the CSRF cookie."""
    get_token(request)
    actor = load_actor(request)
    person = selectors.me(actor) if actor is not None and actor.kind == "staff" else None
    waiting = None if person else entering.waiting_or_none(visit_of(request))
    step = step_of(waiting.user, waiting.stage) if waiting else None
    offer = {"remember_days": settings.DOUGONG_SESSION_DAYS, "passkeys": visit_of(request).takes_passkeys}
    offer["forgotten"] = settings.DOUGONG_SENDS_MAIL
    offer |= {} if person else sso.offer()
    company = {"name": settings.DOUGONG_COMPANY, "short_name": settings.DOUGONG_COMPANY_SHORT}
    demo = demo_people.sign_in_help(language_of(request)) if settings.DOUGONG_DEMO and person is None else {}
    return json_response({"me": person, "step": step, "offer": offer, "company": company, **demo})


@router.post("/session", auth=None, operation_id="sign_in", response=SignedIn)
def sign_in(request: HttpRequest, payload: SignIn) -> HttpResponse:
    check_csrf(request)
    visit = visit_of(request)
    user = entering.check_sign_in(
        login=payload.login, password=payload.password, address=visit.address, kind="staff", device=visit.device_digest
    )
    return entered(entering.enter(request.session, visit, user, remember=payload.remember, proven=False))


@router.delete("/session", auth=[OnTheWay(), Halfway()], operation_id="sign_out", response=SignedOut)
def sign_out(request: HttpRequest) -> HttpResponse:
    """`leave` is where to sign out of the provider too, for who came by one."""
    leave = leaving.place_of(visit_of(request))
    sessions.end(request.session)
    return json_response({"me": None, "leave": leave or None})


@router.post("/session/second/passkey", auth=OnTheWay(), operation_id="ask_second_passkey", response=PasskeyQuestion)
def ask_second_passkey(request: HttpRequest) -> HttpResponse:
    visit = visit_of(request)
    user = entering.waiting(visit, entering.SECOND).user
    return json_response(passkeys.question(visit, purpose="second", user=user))


@router.post("/session/second", auth=OnTheWay(), operation_id="show_second_factor", response=SignedIn)
def show_second(request: HttpRequest, payload: SecondIn) -> HttpResponse:
    came = entering.show_second(request.session, visit_of(request), method=payload.method, answer=payload.answer())
    return entered(came)


@router.post("/session/password", auth=OnTheWay(), operation_id="replace_password", response=SignedIn)
def replace_password(request: HttpRequest, payload: NewPasswordIn) -> HttpResponse:
    return entered(entering.replace_password(request.session, visit_of(request), password=payload.password))


@router.post("/session/continue", auth=OnTheWay(), operation_id="continue_sign_in", response=SignedIn)
def continue_sign_in(request: HttpRequest) -> HttpResponse:
    """After a second factor was set up because the person's role demands one."""
    return entered(entering.go_on(request.session, visit_of(request)))


@router.post("/session/passkey/options", auth=None, operation_id="ask_passkey", response=PasskeyQuestion)
def ask_passkey(request: HttpRequest) -> HttpResponse:
    check_csrf(request)
    visit = visit_of(request)
    entering.check_open(visit)
    return json_response(passkeys.question(visit, purpose="sign_in", user=None))


@router.post("/session/passkey", auth=None, operation_id="sign_in_with_passkey", response=SignedIn)
def sign_in_with_passkey(request: HttpRequest, payload: PasskeySignIn) -> HttpResponse:
    """Without a password: the passkey checks its owner (a fingerprint, a PIN), so it is two factors in one."""
    check_csrf(request)
    visit = visit_of(request)
    answer = payload.model_dump(exclude={"remember"})
    user = entering.check_passkey(visit, answer)
    return entered(entering.enter(request.session, visit, user, remember=payload.remember, proven=True))


@router.post("/password/forgotten", auth=None, operation_id="forgotten_password", response={202: LinkAsked})
def forgotten(request: HttpRequest, payload: ForgottenIn) -> HttpResponse:
    """The same answer whether anybody has this e-mail or not."""
    check_csrf(request)
    keeping.ask_for_link(login=payload.email, address=visit_of(request).address)
    return json_response({"asked": True}, 202)


@router.post("/password/reset", auth=None, operation_id="use_reset_link", response=PasswordReset)
def use_link(request: HttpRequest, payload: ResetIn) -> HttpResponse:
    check_csrf(request)
    keeping.use_link(token=payload.token, password=payload.password)
    return json_response({"reset": True})


@router.post("/session/confirm/passkey", operation_id="ask_confirm_passkey", response=PasskeyQuestion)
def ask_confirm_passkey(request: HttpRequest) -> HttpResponse:
    return json_response(confirmation.question(acting(request), visit_of(request)))


@router.post("/session/confirm", operation_id="confirm_identity", response=IdentityConfirmed)
def confirm(request: HttpRequest, payload: ConfirmIn) -> HttpResponse:
    """Once more who one is; the reason travels in X-Confirm-Reason, as with the act itself."""
    until = confirmation.confirm(
        acting(request), visit_of(request), method=payload.method, answer=payload.answer(), act=payload.act
    )
    return json_response({"confirmed_until": until})
