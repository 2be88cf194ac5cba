"""The calendar text of an XER file: `(0||NAME(key|value|...)(children))`, with 0x7F as line breaks (rule 1)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dougong.projects.scheduling.calendars import Calendar, Shifts, tidy
from dougong.projects.scheduling.instants import DAY

_EPOCH_SERIAL = 25569  # day number of 1970-01-01 counted from 1899-12-30
_HEAD = re.compile(r"\(\s*\d+\|\|([^()]*)\(([^()]*)\)")
_CLOCK = re.compile(r"^(\d{1,2}):(\d{2})$")


@dataclass(slots=True)
class Node:
    """One bracket: its name, its key-value pairs and what is inside."""

    name: str
    values: dict[str, str]
    children: list[Node] = field(default_factory=list)


def read_calendar(id: str, name: str, text: str) -> Calendar:
    """ValueError with the reason where the text cannot be understood."""
    root = _parse(re.sub(r"[\x7f\r\n\t]", " ", text))
    days = next((node for node in root if node.name == "DaysOfWeek"), None)
    if days is None:
        raise ValueError("DaysOfWeek")
    week: list[Shifts] = [()] * 7
    for day in days.children:
        if day.name not in "1234567" or len(day.name) != 1:
            raise ValueError(f"DaysOfWeek {day.name}")
        week[(int(day.name) + 5) % 7] = _shifts(day)  # 1 is Sunday; our weeks begin on Monday
    exceptions: dict[int, Shifts] = {}
    for part in root:
        if part.name == "Exceptions":
            for node in part.children:
                if not node.values.get("d", "").isdigit():
                    raise ValueError(f"Exceptions {node.name}")
                exceptions[int(node.values["d"]) - _EPOCH_SERIAL] = _shifts(node)
    return Calendar(id, name, tuple(week), tuple(sorted(exceptions.items())))


def _shifts(node: Node) -> Shifts:
    return tidy((_clock(child.values, "s"), _clock(child.values, "f")) for child in node.children)


def _clock(values: dict[str, str], key: str) -> int:
    found = _CLOCK.match(values.get(key, ""))
    if found is None:
        raise ValueError(f"{key}|{values.get(key, '')}")
    minute = int(found[1]) * 60 + int(found[2])
    return DAY if key == "f" and minute == 0 else minute


def _parse(text: str) -> list[Node]:
    """The children of the root, whatever its name. ValueError where brackets do not match."""
    root = Node("", {})
    stack = [root]
    place = 0
    while place < len(text):
        if text[place] == "(":
            head = _HEAD.match(text, place)
            if head is None:  # the bracket around a node's children
                stack.append(stack[-1])
                place += 1
                continue
            parts = head[2].split("|")
            node = Node(head[1].strip(), dict(zip(parts[::2], parts[1::2], strict=False)))
            stack[-1].children.append(node)
            stack.append(node)
            place = head.end()
        elif text[place] == ")":
            stack.pop()
            if not stack:
                raise ValueError(f")@{place}")
            place += 1
        else:
            place += 1
    if len(stack) != 1 or not root.children:
        raise ValueError("()")
    return root.children[0].children
