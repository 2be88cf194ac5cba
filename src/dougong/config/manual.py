"""Documents that are rendered from code and committed: a test keeps them current."""

from __future__ import annotations

import json

from dougong.config import env

_HEAD = """# Settings

Every setting is a variable of the environment. A wrong one stops the start with its name and why. This page
is written by `dougong settings`.

| variable | kind | default | 含义 | meaning |
|---|---|---|---|---|
"""


def _code(default: str) -> str:
    return f"`{default}`" if default else "—"


def settings_page() -> str:
    rows = (f"| `{row.variable}` | {row.kind} | {_code(row.default)} | {row.zh} | {row.en} |" for row in env.TABLE)
    return _HEAD + "\n".join(rows) + "\n"


def contract() -> str:
    """The OpenAPI document, always the same text for the same API."""
    from django.core.serializers.json import DjangoJSONEncoder

    from dougong.config.api import api

    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    return json.dumps(schema, cls=DjangoJSONEncoder, sort_keys=True, indent=1, ensure_ascii=False) + "\n"
