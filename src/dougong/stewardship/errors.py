from __future__ import annotations

from dougong.kit.errors import BusinessError


class NoNameColumn(BusinessError):
    code = "match_no_name_column"
    zh = "「{file}」里没有认出公司名称这一列（如 客户名称、单位、公司名）。"
    en = "No column of “{file}” was found to hold company names (such as 客户名称, 单位, Company)."


class NothingToMatch(BusinessError):
    code = "match_no_rows"
    zh = "「{file}」里没有数据行。"
    en = "“{file}” has no rows of data."


class FileMissing(BusinessError):
    code = "match_file_missing"
    zh = "读不到文件「{file}」：{zh_why}。"
    en = "The file “{file}” can't be read: {why}."


class FileUnreadable(BusinessError):
    """Says which of several files it is; the reason is the reader's own."""

    code = "match_file_unreadable"
    zh = "「{file}」：{why}"
    en = "“{file}”: {why}"

    def __init__(self, *, file: str, cause: BusinessError) -> None:
        super().__init__(file=file)
        self.cause = cause

    def sentence(self, language: str = "zh") -> str:
        self.params["why"] = self.cause.sentence(language)
        return super().sentence(language)


class FileGivenTwice(BusinessError):
    code = "match_file_twice"
    zh = "文件「{file}」给了两次。"
    en = "The file “{file}” is given twice."


class OutputRefused(BusinessError):
    code = "match_output_refused"
    zh = "写不了「{file}」：{zh_why}。"
    en = "“{file}” can't be written: {why}."
