"""How often one may ask: what a refusal says, and a counter for doors that need none in the database."""

from __future__ import annotations

import threading
import time
from typing import Any

from dougong.kit.errors import BusinessError

WINDOW = 60
_REMEMBERED = 20_000


class RateLimited(BusinessError):
    code = "rate_limited"
    status = 429
    zh = "请求太频繁，{seconds} 秒后再试。"
    en = "Too many requests. Try again in {seconds} seconds."


class TooLarge(BusinessError):
    code = "body_too_large"
    status = 413
    zh = "内容太大，这里最多收 {limit_mb} MB。"
    en = "The body is too large; this address takes {limit_mb} MB at most."


class HeadTooLarge(BusinessError):
    code = "head_too_large"
    status = 431
    zh = "请求头太大。"
    en = "The header of this request is too large."


class AddressTooLong(BusinessError):
    code = "address_too_long"
    status = 414
    zh = "地址太长，筛选条件请少选一些。"
    en = "The address is too long. Choose fewer values in the filters."


def tell(request: Any, headers: dict[str, str]) -> None:
    """Headers that the answer to this request will carry, whatever it becomes (`config.web` sets them)."""
    request.answer_headers = {**getattr(request, "answer_headers", {}), **headers}


class Counter:
    """How often each key came within its window of a minute. It lives in this process: with several web processes each counts
    what it sees, so the limit that holds is up to their number times higher. That is enough against overload; what must be
    exact (wrong passwords, tokens) is counted in the database."""

    def __init__(self) -> None:
        self._seen: dict[Any, tuple[float, int]] = {}
        self._lock = threading.Lock()

    def count(self, key: Any) -> tuple[int, int]:
        """(how often in this window, this time included; seconds until the next)."""
        now = time.monotonic()
        with self._lock:
            ends, used = self._seen.get(key, (0.0, 0))
            if ends <= now:
                if len(self._seen) >= _REMEMBERED:
                    self._seen = {k: v for k, v in self._seen.items() if v[0] > now}
                if len(self._seen) >= _REMEMBERED:  # a flood of keys: all begin anew
                    self._seen.clear()
                ends, used = now + WINDOW, 0
            self._seen[key] = (ends, used + 1)
        return used + 1, max(1, int(ends - now) + 1)

    def give_back(self, key: Any) -> None:
        with self._lock:
            if key in self._seen:
                ends, used = self._seen[key]
                self._seen[key] = (ends, max(0, used - 1))

    def clear(self) -> None:
        with self._lock:
            self._seen.clear()
