"""Django's settings: derived from `env`, nothing here is what an installation could want otherwise."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from dougong.config import databases, env

ENV = env.load_or_exit()
_KEYS = env.keys(ENV)
SOURCE = Path(__file__).resolve().parent.parent

# Lowest first. An app takes part from the moment its package has an apps.py.
APPS_IN_ORDER = (
    "kit", "audit", "accounts", "tokens", "files", "notifications", "forms", "approvals", "search", "imports", "organisation", "clients",
    "care", "intake", "sales", "interviews", "requirements", "contracts", "projects", "wbs", "staffing", "timesheets", "control",
    "loyalty", "mall", "oversight", "stewardship", "privacy", "portal", "insights",
)  # fmt: skip


def _present(names: tuple[str, ...]) -> list[str]:
    return [f"dougong.{name}" for name in names if (SOURCE / name / "apps.py").is_file()]


def _modules(*names: str) -> list[str]:
    """Middleware by dotted name, left out while its module has not been written."""
    return [name for name in names if _exists(name)]


def _exists(dotted: str) -> bool:
    module, _, _ = dotted.rpartition(".")
    return (SOURCE.parent / Path(*module.split("."))).with_suffix(".py").is_file() or (
        not module.startswith("dougong.") and find_spec(module) is not None
    )


PRESENT = _present(APPS_IN_ORDER)
_HAS_ACCOUNTS = (SOURCE / "accounts" / "models.py").is_file() and "dougong.accounts" in PRESENT
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    *([] if _HAS_ACCOUNTS else ["django.contrib.auth"]),
    *PRESENT,
    "dougong.config",
]
AUTH_USER_MODEL = "accounts.User" if _HAS_ACCOUNTS else "auth.User"

SECRET_KEY = _KEYS.secret
DOUGONG_KEYS_FOLDER = _KEYS.field.parent
DOUGONG_CIPHER = ENV.cipher
DEBUG = ENV.debug

ROOT_URLCONF = "dougong.config.urls"
WSGI_APPLICATION = "dougong.config.wsgi.application"
# Each layer costs on every request: what is here is needed on every request.
MIDDLEWARE = _modules(
    "dougong.config.web.Edge",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
)
TEMPLATES: list[dict[str, object]] = []

DATABASES = {"default": databases.from_url(ENV.database_url, ENV.data)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "zh-hans"
USE_I18N = False  # sentences come from our own catalogue, by Accept-Language
USE_TZ = True
TIME_ZONE = ENV.time_zone

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
SESSION_ENGINE = "dougong.accounts.session_store"
SESSION_COOKIE_NAME = "dougong_session"
SESSION_COOKIE_AGE = (ENV.session_days or 1) * 86400
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = ENV.secure
CSRF_COOKIE_NAME = "dougong_csrf"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = ENV.secure
CSRF_FAILURE_VIEW = "dougong.config.web.csrf_failure"


ALLOWED_HOSTS = [*env.LOOPBACK, "[::1]", "testserver", *ENV.allowed_hosts] if ENV.loopback else [
    *env.LOOPBACK, "[::1]", ENV.host, *ENV.allowed_hosts,
]  # fmt: skip
if ENV.behind_proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    USE_X_FORWARDED_HOST = True
CSRF_TRUSTED_ORIGINS = [f"https://{name}" for name in ENV.allowed_hosts if name != "*"]

# Files are spooled to the data folder's disk, never to memory; all else of a request is small: see config.intake.
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 200
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
MEDIA_ROOT = ENV.data / "files"

EMAIL_BACKEND, _mail = databases.mail(ENV.smtp_url)
for _name, _value in _mail.items():
    globals()[_name] = _value
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENV.mail_from

LOGGING_CONFIG = "dougong.config.logs.configure"
LOGGING = {"level": ENV.log_level, "format": ENV.log_format}
# Two middlewares of Django are missing because config.web.Edge does what they do (tests/test_headers.py).
SILENCED_SYSTEM_CHECKS = ["security.W001", "security.W002"]

# Behind a proxy the stream is the path /stream of the same origin.
DOUGONG_STREAM_PORT = None if ENV.behind_proxy else ENV.stream_port
DOUGONG_COMPANY = ENV.company_name or ("筑衡工程有限公司" if ENV.demo else "斗拱")
DOUGONG_COMPANY_SHORT = ENV.company_name[:6] or ("筑衡工程" if ENV.demo else "")
DOUGONG_DEMO = ENV.demo
# The kit asks who acts without knowing the app that answers.
DOUGONG_ACTOR_LOADER = "dougong.accounts.actors.load_actor"
DOUGONG_ACTOR_BY_ID = "dougong.accounts.actors.actor_by_id"
# Nor the app that keeps the record of refusals, exports and replays.
DOUGONG_NOTE = "dougong.audit.services.note"
DOUGONG_BEHIND_PROXY = ENV.behind_proxy
DOUGONG_AUDIT_KEEP_MONTHS = ENV.audit_keep_months
DOUGONG_AUDIT_ANCHORS = ENV.audit_anchors or ENV.data / "anchors"
DOUGONG_AUDIT_ANCHOR_MAIL = ENV.audit_anchor_mail
DOUGONG_AUDIT_TSA_URL = ENV.audit_tsa_url
DOUGONG_AUDIT_TSA_CERTS = ENV.audit_tsa_certs
DOUGONG_BACKUP_FOLDER = ENV.backup_folder or ENV.data / "backups"
DOUGONG_BACKUP_KEY_FILE = ENV.backup_key_file
DOUGONG_BACKUP_NIGHTLY = ENV.backup_nightly
DOUGONG_DUPLICATES_NIGHTLY = ENV.duplicates_nightly
DOUGONG_BACKUP_KEEP = ENV.backup_keep
DOUGONG_FONTS = ENV.fonts
DOUGONG_CONFIRMATION = "dougong.accounts.sign_in.confirmation.state_of"
DOUGONG_SENDS_MAIL = bool(ENV.smtp_url)
DOUGONG_SESSION_DAYS = ENV.session_days
DOUGONG_SESSION_HOURS = ENV.session_hours
DOUGONG_SESSION_IDLE_MINUTES = ENV.session_idle_minutes
DOUGONG_SIGN_IN_FAILURES = ENV.sign_in_failures
DOUGONG_SIGN_IN_LOCK_MINUTES = ENV.sign_in_lock_minutes
DOUGONG_SIGN_IN_ADDRESS_FAILURES = ENV.sign_in_address_failures
DOUGONG_PASSWORD_MAX_DAYS = ENV.password_max_days
DOUGONG_CONFIRM_MINUTES = ENV.confirm_minutes
DOUGONG_EXPORT_CONFIRM_ROWS = ENV.export_confirm_rows
DOUGONG_UNDO_CONFIRM_ROWS = ENV.undo_confirm_rows
DOUGONG_TOKEN_PER_MINUTE = ENV.token_per_minute
DOUGONG_PERSON_PER_MINUTE = ENV.person_per_minute
DOUGONG_ANONYMOUS_PER_MINUTE = ENV.anonymous_per_minute
DOUGONG_OUTGOING_ALLOWED = ENV.outgoing_allowed
DOUGONG_SSO_SECRETS = ENV.sso_secrets
DOUGONG_UPLOAD_MAX_BYTES = ENV.upload_max_mb * 1024 * 1024
WEB_DIST = SOURCE.parent.parent / "web" / "dist"
