"""The settings as they stand."""

from __future__ import annotations

from typing import Any

from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.oversight.models import WatchSetting
from dougong.oversight.policies import SETTING
from dougong.oversight.rules import patterns
from dougong.oversight.rules.patterns import Dial


def setting() -> WatchSetting:
    """The company's row, or what counts before there is one."""
    return WatchSetting.objects.order_by("created_at").first() or WatchSetting(body=patterns.FIRST)


def body() -> dict[str, Any]:
    return patterns.whole(setting().body)


def shown(actor: Actor) -> dict[str, Any]:
    """Each pattern with its words, whether it is on, and its thresholds."""
    require(actor, SETTING, "view")
    row = setting()
    said = patterns.whole(row.body)
    return {
        "version": row.version,
        "back": _dial(patterns.BACK, said["back"]),
        "redemption": said["redemption"],
        "monthly": said["report"]["monthly"],
        "patterns": [
            {
                "code": one.code, "zh": one.zh, "en": one.en, "why_zh": one.why_zh, "why_en": one.why_en,
                "on": said["patterns"][one.code]["on"],
                "dials": [_dial(dial, said["patterns"][one.code][dial.key]) for dial in one.dials],
            }
            for one in patterns.PATTERNS
        ],
        "may_update": actor.can(SETTING, "update"),
    }  # fmt: skip


def _dial(dial: Dial, value: int) -> dict[str, Any]:
    told = {"key": dial.key, "zh": dial.zh, "en": dial.en, "value": value}
    return {**told, "first": dial.at, "low": dial.low, "high": dial.high}
