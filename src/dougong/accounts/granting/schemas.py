from __future__ import annotations

import uuid
from typing import Annotated

from ninja import Field
from pydantic import StringConstraints

from dougong.kit.schemas import ABSENT, In

RoleName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
Code = Annotated[str, StringConstraints(max_length=60)]
#: resource → action → scope, or resource → field → mode.
Table = Annotated[dict[Code, dict[Code, Code]], Field(max_length=200)]


class RoleIn(In):
    zh: RoleName
    en: Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)] = ""
    copy_of: Code = ""


class RolePatch(In):
    """Only what is sent is changed; `grants` and `fields` replace the whole."""

    zh: RoleName = ABSENT
    en: RoleName = ABSENT
    grants: Table = ABSENT
    fields: Table = ABSENT


class RolesWanted(In):
    roles: list[Code] = Field(max_length=20)


class SeeAsIn(In):
    person_id: uuid.UUID
