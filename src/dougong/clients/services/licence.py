"""Reading a business licence for a new dossier. Nothing is kept: what was read goes to whoever asked, to be confirmed."""

from __future__ import annotations

import threading
from typing import Any

from dougong.clients.licence import errors
from dougong.clients.policies import CLIENT
from dougong.files.rules import judge
from dougong.files.texts import apart
from dougong.files.texts.model import PDF, PICTURES
from dougong.kit.access import require
from dougong.kit.actor import Actor

MOST = 20 * 1024 * 1024
SECONDS, WAIT = 75, 20
PROBLEMS: dict[str, type[errors.LicenceNotRead]] = {
    "too_large": errors.LicenceTooLarge,
    "locked": errors.LicenceLocked,
    "no_text": errors.LicenceNone,
    "no_licence": errors.LicenceNone,
    "blurred": errors.LicenceBlurred,
    "too_long": errors.LicenceTooLong,
}
#: It takes a core for some seconds and half a gigabyte: one at a time in each web process.
_one = threading.Lock()


def read_licence(actor: Actor, *, filename: str, data: bytes) -> dict[str, Any]:
    """What the picture says: `{"fields": [{key, value, text, sure, mended, picture}], "turned": degrees}`; `picture` is the piece
    that was read, a JPEG in base64. Raises LicenceNotRead, which says what is wrong with the picture."""
    require(actor, CLIENT, "create")
    kind = judge(data, filename).content_type
    if kind == "image/heic":
        raise errors.LicenceHeic(field="file")
    if kind not in PICTURES and kind != PDF:
        raise errors.LicenceNoPicture(field="file", name=filename)
    if len(data) > MOST:
        raise errors.LicenceTooLarge(field="file")
    if not _one.acquire(timeout=WAIT):
        raise errors.LicenceBusy(field="file")
    try:
        answer = apart.run("dougong.clients.licence.child", kind, data=data, seconds=SECONDS)
    finally:
        _one.release()
    if problem := answer.get("problem"):
        raise PROBLEMS.get(problem, errors.LicenceNotRead)(field="file")
    return answer
