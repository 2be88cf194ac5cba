"""Names, order and codes of Microsoft Project's XML, and reading it under limits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from xml.parsers import expat

from lxml import etree

from dougong.projects.scheduling.errors import Notice, ScheduleError, notice
from dougong.projects.scheduling.instants import finite, parse
from dougong.projects.scheduling.network import ConstraintKind, LinkType

NAMESPACE = "http://schemas.microsoft.com/project"
TAG = "{" + NAMESPACE + "}"
MAX_BYTES = 64 * 1024 * 1024
MAX_TASKS = 200_000

LINK_TYPES = {0: LinkType.FF, 1: LinkType.FS, 2: LinkType.SF, 3: LinkType.SS}
CONSTRAINTS = {
    1: ConstraintKind.ALAP,
    2: ConstraintKind.START_ON,
    3: ConstraintKind.FINISH_ON,
    4: ConstraintKind.START_NO_EARLIER,
    5: ConstraintKind.START_NO_LATER,
    6: ConstraintKind.FINISH_NO_EARLIER,
    7: ConstraintKind.FINISH_NO_LATER,
}
ELAPSED_FORMATS = {4, 6, 8, 10, 12, 20, 36, 38, 40, 42, 44, 52}
PERCENT_FORMATS = {19, 20, 51, 52}

# The order the schema asks for; what is not named here is written after.
TASK_ORDER = [
    "UID",
    "GUID",
    "ID",
    "Name",
    "Active",
    "Manual",
    "Type",
    "IsNull",
    "CreateDate",
    "Contact",
    "WBS",
    "WBSLevel",
    "OutlineNumber",
    "OutlineLevel",
    "Priority",
    "Start",
    "Finish",
    "Duration",
    "ManualStart",
    "ManualFinish",
    "ManualDuration",
    "DurationFormat",
    "Work",
    "Stop",
    "Resume",
    "ResumeValid",
    "EffortDriven",
    "Recurring",
    "OverAllocated",
    "Estimated",
    "Milestone",
    "Summary",
    "DisplayAsSummary",
    "Critical",
    "IsSubproject",
    "IsSubprojectReadOnly",
    "SubprojectName",
    "ExternalTask",
    "ExternalTaskProject",
    "EarlyStart",
    "EarlyFinish",
    "LateStart",
    "LateFinish",
    "StartVariance",
    "FinishVariance",
    "WorkVariance",
    "FreeSlack",
    "StartSlack",
    "FinishSlack",
    "TotalSlack",
    "FixedCost",
    "FixedCostAccrual",
    "PercentComplete",
    "PercentWorkComplete",
    "Cost",
    "OvertimeCost",
    "OvertimeWork",
    "ActualStart",
    "ActualFinish",
    "ActualDuration",
    "ActualCost",
    "ActualOvertimeCost",
    "ActualWork",
    "ActualOvertimeWork",
    "RegularWork",
    "RemainingDuration",
    "RemainingCost",
    "RemainingWork",
    "RemainingOvertimeCost",
    "RemainingOvertimeWork",
    "ACWP",
    "CV",
    "ConstraintType",
    "CalendarUID",
    "ConstraintDate",
    "Deadline",
    "LevelAssignments",
    "LevelingCanSplit",
    "LevelingDelay",
    "LevelingDelayFormat",
    "PreLeveledStart",
    "PreLeveledFinish",
    "Hyperlink",
    "HyperlinkAddress",
    "HyperlinkSubAddress",
    "IgnoreResourceCalendar",
    "Notes",
    "HideBar",
    "Rollup",
    "BCWS",
    "BCWP",
    "PhysicalPercentComplete",
    "EarnedValueMethod",
    "PredecessorLink",
    "ActualWorkProtected",
    "ActualOvertimeWorkProtected",
    "ExtendedAttribute",
    "Baseline",
    "OutlineCode",
    "IsPublished",
    "StatusManager",
    "CommitmentStart",
    "CommitmentFinish",
    "CommitmentType",
    "TimephasedData",
]
PROJECT_ORDER = [
    "SaveVersion",
    "BuildNumber",
    "UID",
    "GUID",
    "Name",
    "Title",
    "Subject",
    "Category",
    "Company",
    "Manager",
    "Author",
    "CreationDate",
    "Revision",
    "LastSaved",
    "ScheduleFromStart",
    "StartDate",
    "FinishDate",
    "FYStartDate",
    "CriticalSlackLimit",
    "CurrencyDigits",
    "CurrencySymbol",
    "CurrencyCode",
    "CurrencySymbolPosition",
    "CalendarUID",
    "BaselineCalendar",
    "DefaultStartTime",
    "DefaultFinishTime",
    "MinutesPerDay",
    "MinutesPerWeek",
    "DaysPerMonth",
]
PROJECT_LAST = [
    "Views",
    "Filters",
    "Groups",
    "Tables",
    "Maps",
    "Reports",
    "Drawings",
    "DataLinks",
    "VBAProjects",
    "OutlineCodes",
    "WBSMasks",
    "ExtendedAttributes",
    "Calendars",
    "Tasks",
    "Resources",
    "Assignments",
]
# Places by name; "" is the place of names that are not listed.
PROJECT_RANK = {name: place for place, name in enumerate((*PROJECT_ORDER, "", *PROJECT_LAST))}
TASK_RANK = {name: place for place, name in enumerate((*TASK_ORDER, ""))}

_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_CHINESE = {b"gb2312", b"gbk", b"gb18030", b"big5", b"cp936"}
_DURATION = re.compile(r"^(-)?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$")


class _Seen(Exception):
    """The first element was reached."""


def _refuse_doctype(data: bytes) -> None:
    # A scan up to the first element, in the file's own encoding, before anything could be expanded.
    parser = expat.ParserCreate()

    def doctype(*_: object) -> None:
        raise ScheduleError("xml_doctype")

    def element(*_: object) -> None:
        raise _Seen

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = element
    try:
        parser.Parse(data, True)
    except _Seen:
        return
    except (expat.ExpatError, ValueError) as error:
        _refuse_doctype_in_chinese(data, error)


def _refuse_doctype_in_chinese(data: bytes, error: Exception) -> None:
    """Encodings that expat does not know and that lxml reads; in these the marks are plain ASCII bytes."""
    declared = _ENCODING.match(data[:200])
    if declared is None or declared[1].lower() not in _CHINESE:
        raise ScheduleError("xml_broken", at=getattr(error, "lineno", None), reason=str(error)) from error
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise ScheduleError("xml_doctype") from error


def read_xml(data: bytes) -> etree._Element:
    """The root element. ScheduleError: too_large, xml_doctype, xml_broken, not_mspdi."""
    if len(data) > MAX_BYTES:
        raise ScheduleError("too_large", limit=MAX_BYTES // 1024 // 1024)
    _refuse_doctype(data)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        remove_blank_text=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ScheduleError("xml_broken", at=error.lineno, reason=error.msg) from error
    if etree.QName(root).localname != "Project" or root.find(TAG + "Tasks") is None:
        raise ScheduleError("not_mspdi", at=root.sourceline)
    return root


class Reading:
    """One element with its children at hand; broken values are noted by line and task."""

    def __init__(self, element: etree._Element, notices: list[Notice], task: str = "") -> None:
        self.element = element
        self.notices = notices
        self.task = task
        self.children: dict[str, etree._Element] = {}
        for child in element:
            self.children.setdefault(local(child), child)

    @property
    def line(self) -> int | None:
        return self.element.sourceline

    def note(self, code: str, **params: object) -> None:
        self.notices.append(notice(code, tasks=(self.task,) if self.task else (), at=self.line, **params))

    def text(self, field: str) -> str:
        child = self.children.get(field)
        return (child.text or "") if child is not None else ""

    def _broken(self, field: str, text: str) -> None:
        tasks = (self.task,) if self.task else ()
        line = self.children[field].sourceline
        self.notices.append(notice("broken_value", tasks=tasks, at=line, field=field, value=text))

    def instant(self, field: str) -> int | None:
        text = self.text(field).strip()
        if not text or text in ("NA", "0"):
            return None
        try:
            at = parse(text)
        except ValueError:
            self._broken(field, text)
            return None
        if len(text) >= 19 and text[17:19] != "00":
            self.note("seconds_rounded", field=field, value=text)
        return at

    def minutes(self, field: str) -> int | None:
        """An ISO 8601 duration such as PT16H0M0S, as whole minutes."""
        text = self.text(field).strip()
        if not text:
            return None
        found = _DURATION.match(text)
        if found is None:
            self._broken(field, text)
            return None
        sign, days, hours, minutes, seconds = found.groups()
        total = int(days or 0) * 1440 + int(hours or 0) * 60 + int(minutes or 0)
        rest = float(seconds or 0)
        if rest % 60:
            self.note("seconds_rounded", field=field, value=text)
        total += round(rest / 60)
        return -total if sign else total

    def number(self, field: str) -> float | None:
        text = self.text(field).strip()
        if not text:
            return None
        try:
            return finite(text)
        except ValueError:
            self._broken(field, text)
            return None

    def integer(self, field: str) -> int | None:
        number = self.number(field)
        return None if number is None else int(number)

    def flag(self, field: str, default: bool = False) -> bool:
        text = self.text(field).strip().lower()
        return text in ("1", "true") if text else default

    def extras(self, known: Iterable[str], order: Mapping[str, int] | None = None) -> tuple[str, ...]:
        """Children this program has no field for, as XML without namespaces, to be written back."""
        skip = set(known)
        kept = [child for child in self.element if local(child) not in skip]
        if order is not None:
            kept.sort(key=lambda child: order.get(local(child), order[""]))
        return tuple(fragment(child) for child in kept)


def local(element: etree._Element) -> str:
    tag = element.tag
    return tag[len(TAG) :] if tag.startswith(TAG) else str(tag)


_DECLARED = f' xmlns="{NAMESPACE}"'


def fragment(element: etree._Element) -> str:
    return etree.tostring(element, encoding="unicode", with_tail=False).replace(_DECLARED, "", 1)
