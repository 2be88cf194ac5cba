"""Business errors. Each class has a code, an HTTP status and its sentence in both languages: together they are the catalogue."""

from __future__ import annotations

from typing import Any, ClassVar


class BusinessError(Exception):
    """Something the user can understand and act on. `params` fill the sentences; `field` is the input it concerns."""

    code: ClassVar[str] = "business_error"
    status: ClassVar[int] = 422
    zh: ClassVar[str] = "这一步没有做成。"
    en: ClassVar[str] = "This step could not be done."

    catalogue: ClassVar[dict[str, type[BusinessError]]] = {}

    def __init__(self, *, field: str | None = None, **params: Any) -> None:
        super().__init__(self.code)
        self.field = field
        self.params = params

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "code" in cls.__dict__:
            BusinessError.catalogue[cls.code] = cls

    def sentence(self, language: str = "zh") -> str:
        template = self.en if language.startswith("en") else self.zh
        return template.format_map(_Plain(self.params))

    def __str__(self) -> str:
        return f"{self.code}: {self.sentence('en')}"


class _Plain(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


class ReadOnly(BusinessError):
    code = "read_only_look"
    status = 403
    zh = "正在以他人身份查看，只能看，不能改。先结束查看。"
    en = "You are looking as somebody else: nothing can be changed. End the look first."


class FieldErrors(BusinessError):
    """Several fields are wrong at once."""

    code = "invalid"
    zh = "有 {count} 处需要改。"
    en = "{count} fields need a change."

    def __init__(self, errors: list[BusinessError]) -> None:
        super().__init__(count=len(errors))
        self.errors = errors


class FieldError(BusinessError):
    """A single wrong value, told in words made on the spot for both languages."""

    code = "invalid_value"
    zh = "{zh}"
    en = "{en}"

    def __init__(self, field: str, zh: str, en: str) -> None:
        super().__init__(field=field, zh=zh, en=en)


class NotFound(BusinessError):
    """Absent, or not for the actor's eyes: the two can't be told apart."""

    code = "not_found"
    status = 404
    zh = "没有这条记录，或者您看不到它。"
    en = "There is no such record, or you can't see it."


class NotAllowed(BusinessError):
    code = "not_allowed"
    status = 403
    zh = "您的角色不能做这一步。可请管理员开通。"
    en = "Your role can't do this. An administrator can grant it."


class NotSignedIn(BusinessError):
    code = "not_signed_in"
    status = 401
    zh = "登录已过期，重新登录后继续，填的内容还在。"
    en = "You are signed out. Sign in to go on; what you typed is kept."


class Stale(BusinessError):
    """Somebody changed the record since it was read; `current` are its values now."""

    code = "stale"
    status = 412
    zh = "{who}刚刚改过这条记录。看看两边的内容，决定用谁的。"
    en = "{who} has just changed this record. Compare both and choose."


class VersionMissing(BusinessError):
    code = "version_missing"
    status = 428
    zh = "修改时要带上读到的版本（If-Match）。"
    en = "A change must carry the version that was read (If-Match)."


class KeyReused(BusinessError):
    code = "idempotency_key_reused"
    zh = "这个 Idempotency-Key 已用于另一份内容。"
    en = "This Idempotency-Key was used for another body."


class BadQuery(BusinessError):
    """A list was asked for something it does not offer."""

    code = "bad_query"
    status = 422
    zh = "列表不认识「{what}」。"
    en = "The list does not know “{what}”."


class JobFailed(BusinessError):
    """What a person is told of a job that broke: no trace, but the number under which the administrator finds it."""

    code = "job_failed"
    status = 500
    zh = "后台没有做完这一步。把任务号 {job} 告诉管理员，可以查到原因。"
    en = "This step did not finish in the background. With the job number {job} an administrator finds out why."


class TooBusy(BusinessError):
    code = "too_busy"
    status = 503
    zh = "数据正被另一个操作占用，稍后再试一次。没有写入任何内容。"
    en = "The data is held by another operation. Try again; nothing was written."
