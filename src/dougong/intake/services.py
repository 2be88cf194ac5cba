from __future__ import annotations

import datetime as dt
import hashlib
import secrets
import uuid
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import orjson
from django.db import IntegrityError, transaction

from dougong.accounts.models import Department, User
from dougong.audit.services import record as audit
from dougong.files.services import attach
from dougong.forms.checking import check
from dougong.forms.models import Form
from dougong.forms.rules import FieldDef, is_blank
from dougong.intake import challenge, errors, kinds, rules
from dougong.intake.models import PublicForm, Submission
from dougong.intake.policies import PUBLIC_FORM, SUBMISSION
from dougong.intake.selectors import consent_text, fed, open_form
from dougong.kit import clock, purging
from dougong.kit.access import must_see, require
from dougong.kit.actor import Actor
from dougong.kit.crypto import blind_index
from dougong.kit.errors import FieldError, FieldErrors, KeyReused, NotFound, Stale
from dougong.kit.regions import region_by_code
from dougong.kit.registry import resource
from dougong.kit.stream import notify
from dougong.notifications.services import tell

MOST_FILES, MOST_MB = 3, 10
BATCH = 200
_EDITABLE = (
    "intro_zh", "intro_en", "purpose_zh", "purpose_en", "retention_days", "uploads", "is_open", "owners", "origins",
)  # fmt: skip


# ---- the form


@transaction.atomic
def save_public_form(
    actor: Actor, *, public_form_id: uuid.UUID | None, version: int | None = None, form_id: uuid.UUID, owner_id: uuid.UUID,
    **values: Any,
) -> PublicForm:  # fmt: skip
    """Publish a questionnaire at an address of its own, or change how. Raises FormUnknown, KeeperUnknown, OriginWrong, Stale."""
    if public_form_id is None:
        require(actor, PUBLIC_FORM, "create")
        found = PublicForm(key=secrets.token_urlsafe(16), created_by_id=actor.id)
    else:
        must_see(actor, PUBLIC_FORM, public_form_id)
        found = PublicForm.objects.locked(public_form_id)
        require(actor, PUBLIC_FORM, "update", found)
        if version is not None and found.version != version:
            raise Stale(who="", version=found.version, current={"version": found.version})
    if not Form.objects.filter(pk=form_id, purpose="web", archived_at__isnull=True).exists():
        raise errors.FormUnknown(field="form_id")
    _colleague(owner_id, "owner_id")
    values["origins"] = [_origin(text) for text in values.get("origins", ())]
    values["owners"] = _rules(values.get("owners", ()))
    before = {name: getattr(found, name) for name in _EDITABLE}
    for name in _EDITABLE:
        if name in values:
            setattr(found, name, values[name])
    found.form_id, found.owner_id = form_id, owner_id
    if public_form_id is None:
        found.save(force_insert=True)
    else:
        found.store()
    after = {name: getattr(found, name) for name in _EDITABLE}
    changed = [n for n in _EDITABLE if public_form_id is None or before[n] != after[n]]
    audit(
        actor, "update" if public_form_id else "create", PUBLIC_FORM, found,
        before={n: before[n] for n in changed} if public_form_id else None, after={n: after[n] for n in changed},
    )  # fmt: skip
    notify(PUBLIC_FORM, found.pk)
    return found


def _rules(given: Sequence[dict[str, Any]]) -> list[dict[str, str]]:
    """Each names a place that is one, and somebody."""
    found = []
    for rule in given:
        person, department = rule.get("owner_id"), rule.get("department_id")
        if (person is None) == (department is None) or region_by_code(rule["region"]) is None:
            raise errors.RuleIncomplete(field="owners")
        if person is not None:
            _colleague(uuid.UUID(str(person)), "owners")
            found.append({"region": rule["region"], "owner_id": str(person)})
        elif Department.objects.filter(pk__in=[department], archived_at__isnull=True).exists():
            found.append({"region": rule["region"], "department_id": str(department)})
        else:
            raise errors.RuleIncomplete(field="owners")
    if len({r["region"] for r in found}) < len(found):
        raise errors.RegionTwice(field="owners")
    return found


def _whose(form: PublicForm, region: str) -> tuple[User, uuid.UUID | None]:
    """The colleague and the department by the rules; of a department its head. Who is no longer with us is passed over."""
    rule = rules.rule_for(form.owners, region) or {}
    at = Department.objects.filter(pk__in=[rule.get("department_id")], archived_at__isnull=True).first()
    wanted = rule.get("owner_id") or (at.manager_id if at else None)
    owner = User.objects.filter(pk=wanted, is_active=True).first() if wanted else None
    owner = owner or User.objects.get(pk=form.owner_id)
    return owner, at.pk if at else owner.department_id


def _colleague(user_id: uuid.UUID, field: str) -> User:
    user: User | None = User.objects.filter(pk=user_id, kind="staff", is_active=True).first()
    if user is None:
        raise errors.KeeperUnknown(field=field)
    return user


def _origin(text: str) -> str:
    """Scheme and host alone: it stands in a header."""
    parts = urlsplit(text.strip())
    host = parts.netloc
    plain = host.replace(".", "").replace("-", "").replace(":", "")
    if parts.scheme not in ("https", "http") or not host or not plain.isascii() or not plain.isalnum():
        raise errors.OriginWrong(field="origins", origin=text[:60])
    return f"{parts.scheme}://{host}"


# ---- sending


def submit(
    *, key: str, token: str, counter: str, consent: bool, trap: str, answers: Any, files: Sequence[Any] = (),
    language: str = "zh", address: str = "", sent_key: str = "",
) -> Submission:  # fmt: skip
    """What a stranger sends. He is told the same whether anybody of us knows the company or not.

    Raises NotFound, ChallengeFailed, ConsentMissing, FieldErrors at `answers.<question>`, and what is wrong with a file.
    """
    form = open_form(key)
    print_ = _print(answers)
    first = Submission.objects.filter(public_form=form, sent_key=sent_key).first() if sent_key else None
    if first is not None:
        if first.body_print != print_:
            raise KeyReused()
        return first
    solved = challenge.meet(key, token, counter)
    good = _agreed(form.form.fields, answers, consent)
    _files_fit(form, files)
    made = _score(form, good, trap=trap, seconds=solved.seconds, address=address, print_=print_)
    made.nonce, made.sent_key, made.language = solved.nonce, sent_key or None, language
    made.consent_at, made.consent_text = clock.now(), consent_text(form, language)
    try:
        with transaction.atomic():
            _keep(Actor.system(), made)
            for n, file in enumerate(files):
                attach(
                    Actor.system(), resource=SUBMISSION, object_id=made.pk, filename=file.name or f"file-{n + 1}",
                    data=file.read(),
                )  # fmt: skip
    except IntegrityError:
        again = Submission.objects.filter(public_form=form, sent_key=sent_key).first() if sent_key else None
        if again is None or again.body_print != print_:
            raise errors.ChallengeFailed() from None
        return again
    return made


@transaction.atomic
def receive(
    actor: Actor, *, public_form_id: uuid.UUID, answers: dict[str, Any], consent_at: dt.datetime | None = None
) -> Submission:
    """What another program of ours sends in by a token: the same checks and the same quarantine, without a challenge."""
    require(actor, SUBMISSION, "create")
    form = PublicForm.objects.select_related("form").filter(pk=public_form_id, is_open=True).first()
    if form is None or form.form.archived_at is not None:
        raise NotFound()
    good = _checked(form.form.fields, answers)
    made = _score(form, good, trap="", seconds=rules.QUICK, address="", print_=_print(answers))
    made.channel, made.consent_at = "api", consent_at
    _keep(actor, made)
    return made


def _print(answers: Any) -> str:
    return hashlib.sha256(orjson.dumps(answers, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _checked(asked: tuple[FieldDef, ...], answers: Any) -> dict[str, Any]:
    if not isinstance(answers, dict) or len(answers) > 200:
        raise errors.AnswersUnreadable()
    good, faults = check(asked, answers, whole=True)
    if faults:
        raise FieldErrors([FieldError(f"answers.{f.field}", f.zh, f.en) for f in faults])
    return {key: value for key, value in good.items() if not is_blank(value)}


def _agreed(asked: tuple[FieldDef, ...], answers: Any, consent: bool) -> dict[str, Any]:
    """As `_checked`; that he has not agreed is told together with what else is wrong."""
    lacking = [] if consent else [errors.ConsentMissing(field="consent")]
    try:
        good = _checked(asked, answers)
    except FieldErrors as wrong:
        raise FieldErrors([*wrong.errors, *lacking]) from None
    if lacking:
        raise lacking[0]
    return good


def _files_fit(form: PublicForm, files: Sequence[Any]) -> None:
    if files and not form.uploads:
        raise errors.NothingTaken(field="files")
    if len(files) > MOST_FILES:
        raise errors.TooManyFiles(field="files", most=MOST_FILES)
    if any(file.size > MOST_MB * 1024 * 1024 for file in files):
        raise errors.FileTooBig(field="files", most=MOST_MB)


def _score(
    form: PublicForm, good: dict[str, Any], *, trap: str, seconds: float, address: str, print_: str
) -> Submission:
    """The row as it would be kept: judged, with its owner by rule; nothing is written."""
    asked = form.form.fields
    told = fed(asked, good)
    net = blind_index(f"intake:{address}") if address else ""
    now = clock.now()
    lately = Submission.objects.filter(received_at__gte=now - dt.timedelta(hours=1))
    about = rules.Circumstances(
        trap=bool(trap.strip()),
        seconds=seconds,
        from_net=lately.filter(from_net=net).count() if net else 0,
        same=Submission.objects.filter(
            public_form=form, body_print=print_, received_at__gte=now - dt.timedelta(days=1)
        ).exists(),
    )
    score, reasons = rules.judge(rules.texts_of(good), str(told.get("contact.email", "")), about)
    owner, department_id = _whose(form, str(told.get("region", "")))
    title = str(told.get("name") or told.get("contact.name") or form.form.zh)[:120]
    return Submission(
        public_form=form, number=form.form.number, title=title, answers=orjson.dumps(good).decode(), score=score,
        reasons=reasons, owner=owner, department_id=department_id, received_at=now, from_net=net, body_print=print_,
        expires_on=clock.today() + dt.timedelta(days=form.retention_days),
    )  # fmt: skip


def _keep(actor: Actor, made: Submission) -> None:
    made.created_by_id = actor.id
    made.save(force_insert=True)
    audit(actor, "receive", SUBMISSION, made, after={"channel": made.channel, "score": made.score})
    if made.score < rules.SUSPECT:
        tell(
            [made.owner_id], kind=kinds.RECEIVED, key=f"intake:{made.pk}", resource=SUBMISSION, object_id=made.pk,
            link=f"/enquiries/{made.pk}", title=made.title, form=made.public_form.form.zh,
        )  # fmt: skip
    notify(SUBMISSION, made.pk)


@transaction.atomic
def forget_expired() -> int:
    """Delete up to `BATCH` that nothing came of and whose time is over; of those taken up only the answers go, the dossier has them."""
    over = Submission.objects.filter(expires_on__lt=clock.today())
    gone = list(over.exclude(state="accepted").order_by("pk")[:BATCH])
    for found in gone:
        purging.carry_out(Actor.system(), resource(SUBMISSION), found)  # with its documents and notices
    kept = list(over.filter(state="accepted", emptied_at__isnull=True).order_by("pk")[:BATCH])
    for found in kept:
        found.answers, found.emptied_at = "", clock.now()
        found.store("answers", "emptied_at")
    return len(gone) + len(kept)
