"""What can be wrong with a schedule, as values: a notice is reported beside a result, an error refuses it."""

from __future__ import annotations

from dataclasses import dataclass

# code: (zh, en); {placeholders} are filled from the parameters.
MESSAGES: dict[str, tuple[str, str]] = {
    # refusals of a network
    "loop": ("任务之间形成循环：{path}", "The links form a loop: {path}"),
    "duplicate_task": ("任务编号重复：{task}", "Task number used twice: {task}"),
    "missing_task": (
        "链接指向不存在的任务：{missing}（{pred} → {succ}）",
        "A link names a task that does not exist: {missing} ({pred} → {succ})",
    ),
    "missing_parent": (
        "任务 {task} 的上级 {parent} 不存在",
        "Task {task} has a parent that does not exist: {parent}",
    ),
    "outline_loop": ("任务的上下级形成循环：{path}", "The outline forms a loop: {path}"),
    "negative_duration": ("任务 {task} 的工期为负数", "Task {task} has a negative duration"),
    "no_start": ("项目没有开始日期", "The project has no start date"),
    "no_project": ("文件中没有这个项目：{project}", "The file has no such project: {project}"),
    "no_task": ("项目中没有这个任务：{task}", "The project has no such task: {task}"),
    "out_of_range": (
        "任务 {task} 的日期超出 1900–2300 年",
        "The dates of task {task} leave the years 1900 to 2300",
    ),
    # beside an import
    "resource_unknown": (
        "资源库里没有叫“{name}”的，或不止一个：它的分派不带入",
        "No resource, or more than one, is called “{name}”: its assignments are not taken over",
    ),
    # refusals of a file
    "unknown_format": (
        "无法识别文件“{name}”，请使用 MSPDI XML、XER 或 XLSX",
        "“{name}” is not an MSPDI XML, XER or XLSX file",
    ),
    "mpp_unread": (
        "这里不读取 .mpp 文件，请在 Project 中另存为 XML",
        "An .mpp file is not read here; save it as XML in Project",
    ),
    "mpp_no_mpxj": (
        "读取 .mpp 需要附加组件 mpxj：pip install 'dougong[mpp]'；或在 Project 中另存为 XML",
        "Reading .mpp needs the extra mpxj: pip install 'dougong[mpp]'; or save it as XML in Project",
    ),
    "mpp_no_java": (
        "读取 .mpp 需要 Java 11 或更新版本，本机没有；或在 Project 中另存为 XML",
        "Reading .mpp needs Java 11 or newer, which is not here; or save it as XML in Project",
    ),
    "mpp_broken": ("mpxj 无法读取这个文件：{reason}", "mpxj cannot read this file: {reason}"),
    "mpp_slow": (
        "转换 .mpp 超过 {seconds} 秒，已停止",
        "Converting the .mpp took more than {seconds} s and was stopped",
    ),
    "empty_file": ("文件为空", "The file is empty"),
    "too_large": ("文件过大，上限 {limit} MB", "The file is too large; the limit is {limit} MB"),
    "too_many_tasks": ("任务过多，上限 {limit} 条", "Too many tasks; the limit is {limit}"),
    "xml_doctype": (
        "XML 文件含有文档类型声明，为安全起见不予读取",
        "The XML file has a document type declaration and is not read, for safety",
    ),
    "xml_broken": ("XML 文件已损坏：{reason}", "The XML file is broken: {reason}"),
    "not_mspdi": ("这个 XML 不是 Project 的 MSPDI 格式", "This XML is not Project's MSPDI format"),
    "not_xer": ("文件不是 XER 格式", "The file is not in XER format"),
    "xer_no_tables": ("XER 文件中没有任务表", "The XER file has no task table"),
    "not_xlsx": ("工作簿无法打开：{reason}", "The workbook cannot be opened: {reason}"),
    "no_header": ("找不到表头，至少需要“任务名称”列", "No header row found; a task name column is needed"),
    "no_tasks": ("文件中没有任务", "The file has no tasks"),
    "out_format": (
        "无法写成“{name}”，请使用 .xml（MSPDI）、.xlsx 或 .ics",
        "Cannot write “{name}”; use .xml (MSPDI), .xlsx or .ics",
    ),
    "out_one_project": (
        "文件中有 {count} 个项目，请用 --project 选择一个",
        "The file has {count} projects; choose one by --project",
    ),
    "out_no_dates": ("这个问题没有日期，不能写成文件", "An instance without dates cannot be written as a schedule"),
    "problem_broken": (
        "第 {line} 行无法读取：{reason}",
        "Line {line} cannot be read: {reason}",
    ),
    "demand_over_capacity": (
        "任务 {task} 需要 {need} 个 {resource}，只有 {have} 个，无法排期",
        "Task {task} needs {need} of {resource} and there are {have}: it can never be scheduled",
    ),
    "answer_invalid": ("得到的排期未通过检验：{reason}", "The schedule found does not pass the check: {reason}"),
    # notices
    "calendar_broken": ("日历“{name}”无法读取：{reason}", "Calendar “{name}” cannot be read: {reason}"),
    "calendar_unusable": (
        "任务 {task} 的日历“{calendar}”不存在或没有工作时间，无法排期",
        "Task {task} cannot be scheduled: its calendar “{calendar}” is missing or has no working time",
    ),
    "after_unscheduled": (
        "任务 {task} 位于无法排期的任务之后",
        "Task {task} follows a task that cannot be scheduled",
    ),
    "not_scheduled": ("任务 {task} 未参与排期", "Task {task} is not part of the schedule"),
    "no_duration": ("任务 {task} 没有工期，无法排期", "Task {task} has no duration and cannot be scheduled"),
    "holidays_unknown": (
        "日历“{calendar}”的节假日只公布到 {day}，之后按普通周计算",
        "The holidays of calendar “{calendar}” are known until {day}; later weeks count as ordinary ones",
    ),
    "schedule_from_finish": (
        "文件要求从完成日期倒排，此处按开始日期正排",
        "The file schedules from its finish; it is scheduled from its start here",
    ),
    "external_link": (
        "任务 {task} 的前置任务 {pred} 在其他项目中，未参与计算",
        "The predecessor {pred} of task {task} is in another project and is not used",
    ),
    "external_date": (
        "任务 {task} 带有外部项目日期，按文件选项未参与计算",
        "Task {task} has dates from another project; by the file's options they are not used",
    ),
    "resource_calendars_differ": (
        "任务 {task} 的资源使用不同日历，按任务自己的日历计算",
        "The resources of task {task} have different calendars; its own calendar is used",
    ),
    "demand_capped": (
        "任务 {task} 需要 {need:g} 个“{resource}”，只有 {have:g} 个，按 {have:g} 个计算",
        "Task {task} needs {need:g} of “{resource}” and there are {have:g}: it is planned with {have:g}",
    ),
    "no_capacities": (
        "文件没有给出人员或设备的数量，排期不受资源限制",
        "The file says of no person or machine how many there are: resources limit nothing",
    ),
    "option_unused": ("排期选项 {option}={value} 未采用", "The schedule option {option}={value} is not used"),
    "tables_unread": ("以下表未读取：{tables}", "These tables were not read: {tables}"),
    "broken_row": ("第 {line} 行无法读取：{reason}", "Line {line} cannot be read: {reason}"),
    "broken_value": ("{field} 的值“{value}”无法识别", "The value “{value}” of {field} is not understood"),
    "seconds_rounded": (
        "{field} 的值“{value}”已舍入到分钟",
        "The value “{value}” of {field} was rounded to a minute",
    ),
    "unknown_type": ("{field} 的类型“{value}”未知", "{field} has the unknown type “{value}”"),
    "recurrence_unused": (
        "日历“{name}”的循环例外未采用",
        "A recurring exception of calendar “{name}” is not used",
    ),
    "encoding_guessed": (
        "文件编码不是 UTF-8，按 {encoding} 读取",
        "The file is not UTF-8; it was read as {encoding}",
    ),
    "column_unknown": (
        "列“{column}”未识别，未导入",
        "The column “{column}” was not recognised and is not imported",
    ),
    "link_unread": ("前置任务“{text}”无法识别", "The predecessor “{text}” is not understood"),
    "number_repeated": (
        "“{column}”中有重复的编号，改用行的次序",
        "“{column}” repeats numbers; the order of the rows is used instead",
    ),
    "levelling_unused": (
        "任务 {task} 的资源平衡延迟未采用",
        "The levelling delay of task {task} is not used",
    ),
}


def sentences(code: str, params: dict[str, object]) -> tuple[str, str]:
    """The Chinese and the English sentence for a code."""
    zh, en = MESSAGES[code]
    return zh.format(**params), en.format(**params)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something a reader or the calculation could not use as it stood, said by line and task."""

    code: str
    zh: str
    en: str
    task_ids: tuple[str, ...] = ()
    line: int | None = None


def notice(code: str, *, tasks: tuple[str, ...] = (), at: int | None = None, **params: object) -> Notice:
    """Builds a notice from the catalogue; `at` is the line in the source file."""
    zh, en = sentences(code, params)
    return Notice(code, zh, en, tasks, at)


class ScheduleError(Exception):
    """A schedule or a file that is refused as a whole. `str()` is the English sentence."""

    def __init__(self, code: str, *, tasks: tuple[str, ...] = (), at: int | None = None, **params: object) -> None:
        self.code = code
        self.task_ids = tasks
        self.line = at
        self.params = params
        self.zh, self.en = sentences(code, params)
        super().__init__(self.en)
