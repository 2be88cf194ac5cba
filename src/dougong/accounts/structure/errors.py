from dougong.kit.errors import BusinessError


class DepartmentTaken(BusinessError):
    code = "department_taken"
    zh = "「{parent}」下面已有「{name}」。"
    en = "There is already “{name}” under “{parent}”."


class DepartmentNotEmpty(BusinessError):
    code = "department_not_empty"
    zh = "「{name}」里还有 {people} 人、{below} 个下级部门、{records} 条记录。先并入别的部门。"
    en = "“{name}” still has {people} people, {below} departments and {records} records. Merge it into another first."


class MergeIntoItself(BusinessError):
    code = "department_merge_self"
    zh = "不能并入「{name}」：它就是这个部门，或在这个部门下面。"
    en = "It can't be merged into “{name}”: that is itself or lies below it."


class NothingToUndo(BusinessError):
    code = "department_changed_since"
    status = 409
    zh = "「{name}」之后又改过，这一步撤不回了。"
    en = "“{name}” has changed since, so this can't be taken back."


class PostDates(BusinessError):
    code = "post_dates"
    zh = "结束日期早于开始日期。"
    en = "It ends before it begins."


class PostTwice(BusinessError):
    code = "post_twice"
    zh = "{name}在「{department}」这段时间已有一个岗位。"
    en = "{name} has a post in “{department}” at that time already."


class MainPostNeeded(BusinessError):
    code = "post_main_needed"
    zh = "先把另一个岗位设为主岗，再结束这一个。"
    en = "Make another post the main one before this one ends."


class ManagerLoop(BusinessError):
    code = "manager_loop"
    zh = "这样 {names} 会互为上级。"
    en = "Then {names} would each be the other's manager."


class ManagerUnknown(BusinessError):
    code = "manager_unknown"
    zh = "没有这位在职同事。"
    en = "There is no such active colleague."
