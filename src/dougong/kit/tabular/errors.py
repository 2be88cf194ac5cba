"""Why a file could not be read as a table. All are `TabularError`; nothing of such a file is used."""

from __future__ import annotations

from dougong.kit.errors import BusinessError


class TabularError(BusinessError):
    code = "tabular"
    zh = "这个表格读不出来。"
    en = "This spreadsheet can't be read."


class EmptyFile(TabularError):
    code = "tabular_empty"
    zh = "文件是空的，里面没有任何数据。"
    en = "The file is empty: there is no data in it."


class NotASpreadsheet(TabularError):
    code = "tabular_not_a_spreadsheet"
    zh = "这个文件不是表格（看内容是{kind}）。请上传 XLSX、XLS、ODS、CSV 或 TSV。"
    en = "This is no spreadsheet (its content is {kind}). Upload XLSX, XLS, ODS, CSV or TSV."


class CellTooLong(TabularError):
    code = "tabular_cell_too_long"
    zh = "有一格超过 {limit} 个字符，多半不是表格。用 Excel 或 WPS 打开看看，另存为 .xlsx 再上传。"
    en = "One cell has more than {limit} characters: this is hardly a table. Open it in Excel, save it as .xlsx and upload that."


class WebPage(TabularError):
    code = "tabular_web_page"
    zh = "这是一个改名为表格的网页文件。用 Excel 或 WPS 打开后另存为 .xlsx 再上传。"
    en = "This is a web page named as a spreadsheet. Open it in Excel and save it as .xlsx, then upload that."


class BinaryWorkbook(TabularError):
    code = "tabular_xlsb"
    zh = "不支持二进制工作簿（.xlsb）。用 Excel 或 WPS 另存为 .xlsx 再上传。"
    en = "Binary workbooks (.xlsb) are not read. Save it as .xlsx, then upload that."


class DamagedFile(TabularError):
    code = "tabular_damaged"
    zh = "文件已损坏，打不开。用 Excel 或 WPS 打开后另存一份再上传。"
    en = "The file is damaged and can't be opened. Open it in Excel, save a copy and upload that."


class EncryptedWorkbook(TabularError):
    code = "tabular_encrypted"
    zh = "工作簿有打开密码。去掉密码后再上传。"
    en = "The workbook needs a password to open. Remove the password, then upload it."


class ZipBomb(TabularError):
    code = "tabular_zip_bomb"
    zh = "文件解开后过大（超过 {limit_mb} MB 或压缩比异常），已拒绝读取。"
    en = "Unpacked, the file is too large (over {limit_mb} MB, or packed too tightly). It was not read."


class ExternalEntities(TabularError):
    code = "tabular_external_entities"
    zh = "文件里有外部实体或文档类型声明，出于安全已拒绝读取。"
    en = "The file declares a document type or external entities. It was not read, for safety."


class FileTooLarge(TabularError):
    code = "tabular_file_too_large"
    zh = "文件有 {size_mb} MB，超过 {limit_mb} MB 的上限。请拆成几个文件。"
    en = "The file has {size_mb} MB, over the limit of {limit_mb} MB. Split it into several files."


class TooManyColumns(TabularError):
    code = "tabular_too_many_columns"
    zh = "工作表「{sheet}」有 {columns} 列，最多 {limit} 列。删去用不到的列再上传。"
    en = "Sheet “{sheet}” has {columns} columns; at most {limit} are read. Delete those not needed."


class TooManyRows(TabularError):
    code = "tabular_too_many_rows"
    zh = "工作表「{sheet}」有 {rows} 行，最多 {limit} 行。请拆成几个文件。"
    en = "Sheet “{sheet}” has {rows} rows; at most {limit} are read. Split it into several files."


class TooManyCells(TabularError):
    code = "tabular_too_many_cells"
    zh = "工作表「{sheet}」占 {rows} 行 × {columns} 列，超过 {limit} 格的上限。删去空白的行列或拆成几个文件。"
    en = "Sheet “{sheet}” spans {rows} rows × {columns} columns, over the limit of {limit} cells. Split it."


class TooManySheets(TabularError):
    code = "tabular_too_many_sheets"
    zh = "工作簿有 {sheets} 个工作表，最多 {limit} 个。"
    en = "The workbook has {sheets} sheets; at most {limit} are read."
