"""A token, and somebody who uses it."""

from __future__ import annotations

from typing import Any

import orjson
from django.test import Client

from dougong.kit.actor import Actor
from dougong.tokens.services import create_token

HERE = "198.51.100.7"


class Integration:
    """Speaks to the API with nothing but its token."""

    def __init__(self, text: str, address: str = HERE) -> None:
        self.text, self.address = text, address
        self.http = Client(enforce_csrf_checks=True)

    def get(self, path: str) -> Any:
        return self._ask("get", path)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self._ask("post", path, data=orjson.dumps(body or {}), content_type="application/json", **headers)

    def ask(self, method: str, path: str) -> Any:
        return self._ask(method, path, data=b"{}", content_type="application/json")

    def _ask(self, method: str, path: str, **more: Any) -> Any:
        data = {name: more.pop(name) for name in ("data", "content_type") if name in more}
        headers = {"Authorization": f"Bearer {self.text}", **more}
        if method == "get":
            data = {}
        return getattr(self.http, method)(f"/api/v1{path}", headers=headers, REMOTE_ADDR=self.address, **data)


def token_of(owner: Actor, *, days: int = 30, name: str = "ERP 同步", **scopes: list[str]) -> tuple[Any, Integration]:
    """`token_of(cast.lin, clients__client=["view"])`."""
    given = {code.replace("__", "."): actions for code, actions in scopes.items()}
    token, text = create_token(owner, name=name, purpose="每晚同步客户", scopes=given, days=days)
    return token, Integration(text)
