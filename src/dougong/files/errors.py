from dougong.kit.errors import BusinessError


class FileEmpty(BusinessError):
    code = "file_empty"
    zh = "「{name}」是空文件。"
    en = "“{name}” is empty."


class FileTooLarge(BusinessError):
    code = "file_too_large"
    status = 413
    zh = "「{name}」有 {size_mb} MB，单个文件最多 {limit_mb} MB。"
    en = "“{name}” has {size_mb} MB; a file may have {limit_mb} MB."


class FileTypeRefused(BusinessError):
    code = "file_type_refused"
    zh = "「{name}」是{zh_kind}，不能上传。可传图片、PDF、Office 文档、图纸、视频、文本和 ZIP。"
    en = "“{name}” is {en_kind} and can't be uploaded. Images, PDF, Office files, drawings, video, text and ZIP can."


class ImageTooLarge(BusinessError):
    code = "image_too_large"
    zh = "「{name}」的像素太多，图片最多 {most} 百万像素。缩小后再传。"
    en = "“{name}” has too many pixels; a picture may have {most} million. Make it smaller."


class FileMissing(BusinessError):
    code = "file_missing"
    status = 404
    zh = "这份文件的内容不在数据文件夹里，可从备份找回。"
    en = "The content of this file is not in the data folder; a backup has it."


class FileArchived(BusinessError):
    code = "file_archived"
    status = 409
    zh = "「{name}」已归档。先恢复，再改动。"
    en = "“{name}” is archived. Restore it first."


class NoPreview(BusinessError):
    code = "no_preview"
    status = 404
    zh = "这种文件没有缩略图。"
    en = "There is no thumbnail for this kind of file."
