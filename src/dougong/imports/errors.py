from dougong.kit.errors import BusinessError


class TargetUnknown(BusinessError):
    code = "import_target_unknown"
    zh = "没有「{target}」这种导入。"
    en = "There is no import called “{target}”."


class NoTable(BusinessError):
    code = "import_no_table"
    zh = "「{name}」里没有找到表格：至少要有一行表头、两列，表头下面有数据。"
    en = "No table was found in “{name}”: it needs a header row, two columns and data below."


class NothingMapped(BusinessError):
    code = "import_nothing_mapped"
    zh = "工作表「{sheet}」还没有一列对应「{column}」。"
    en = "No column of sheet “{sheet}” fills “{column}” yet."


class NoSheetChosen(BusinessError):
    code = "import_no_sheet"
    zh = "至少选一张工作表。"
    en = "Choose at least one sheet."


class FieldTwice(BusinessError):
    code = "import_field_twice"
    zh = "工作表「{sheet}」有两列都对应「{column}」，只留一列。"
    en = "Two columns of sheet “{sheet}” fill “{column}”; keep one."


class WrongStage(BusinessError):
    """Somebody else, or the worker, has moved the import on."""

    code = "import_wrong_stage"
    status = 409
    zh = "这次导入现在是「{zh_stage}」，做不了这一步。"
    en = "This import is “{en_stage}” now; this step can't be taken."


class NothingToCommit(BusinessError):
    code = "import_nothing_to_commit"
    zh = "没有可导入的行。先改正有错的行，或确认待确认的行。"
    en = "There is no row to import. Repair or confirm some first."


class NoSuggestion(BusinessError):
    code = "import_no_suggestion"
    zh = "这个问题没有可采用的建议，请手工改。"
    en = "There is no suggestion for this problem; change the cell by hand."


class RowDone(BusinessError):
    code = "import_row_done"
    status = 409
    zh = "第 {row} 行已经导入，不能再改。"
    en = "Row {row} is imported already and can't be changed."
