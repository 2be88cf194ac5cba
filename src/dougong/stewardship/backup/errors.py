"""What can be wrong with an archive, its key or its place. Each says what it is and where."""

from __future__ import annotations

from dougong.kit.errors import BusinessError


class BackupError(BusinessError):
    """Told at the terminal in both languages, on the page in the reader's."""

    code = "backup_failed"
    zh = "备份没有做成：{why}"
    en = "The backup failed: {why}"


class NoBackupKey(BackupError):
    code = "backup_key_missing"
    zh = "没有备份口令：用 --key-file 指定文件，或设置 DOUGONG_BACKUP_KEY_FILE。"
    en = "There is no backup key: name a file with --key-file, or set DOUGONG_BACKUP_KEY_FILE."


class WeakBackupKey(BackupError):
    code = "backup_key_weak"
    zh = "备份口令至少 {least} 个字符，现在是 {length} 个。"
    en = "A backup key has at least {least} characters; this one has {length}."


class KeyInside(BackupError):
    code = "backup_key_inside"
    zh = "备份口令文件 {path} 在数据文件夹里。放到别处：丢了这台机器，口令不能跟着丢。"
    en = "The key file {path} lies in the data folder. Keep it elsewhere: it must outlive this machine."


class NotAnArchive(BackupError):
    code = "backup_not_an_archive"
    zh = "{path} 不是斗拱的备份文件。"
    en = "{path} is no backup of Dougong."


class WrongBackupKey(BackupError):
    code = "backup_key_wrong"
    zh = "备份口令不对：这个文件是用另一个口令加密的。"
    en = "The backup key is wrong: this archive was made with another one."


class ArchiveDamaged(BackupError):
    code = "backup_damaged"
    zh = "备份文件损坏：{place}，内容被改过一处或多处。"
    en = "The archive is damaged at {place}: its bytes were changed."


class ArchiveCut(BackupError):
    code = "backup_cut"
    zh = "备份文件不完整：到第 {size} 字节就断了，末尾缺失。"
    en = "The archive was cut short: it ends at byte {size}, its end is missing."


class FileMissing(BackupError):
    code = "backup_file_missing"
    zh = "备份里缺文件：{names}，共 {count} 个。"
    en = "Files are missing in the archive: {names}; {count} in all."


class SchemaNewer(BackupError):
    code = "backup_schema_newer"
    zh = "备份来自更新的版本 {made_with}，这里是 {here}，没有迁移 {migration}。先升级程序再恢复。"
    en = "The archive was made by the newer version {made_with}; this one ({here}) lacks migration {migration}. Upgrade first."


class FormatNewer(BackupError):
    code = "backup_format_newer"
    zh = "备份文件的格式是第 {format} 版，这里只认识到第 {known} 版。先升级程序再恢复。"
    en = "The archive has format {format}; this version reads up to {known}. Upgrade first."


class TargetNotEmpty(BackupError):
    code = "restore_target_not_empty"
    zh = "{place} 里已有数据。要覆盖就加 --replace，原来的会原样留在旁边。"
    en = "{place} holds data already. With --replace it is set aside, whole, and the archive takes its place."


class TargetInUse(BackupError):
    code = "restore_target_in_use"
    zh = "{place} 正被另一个斗拱（进程 {holder}）使用，先停下它。"
    en = "{place} is in use by another Dougong (process {holder}); stop that one first."


class TargetNotReplaceable(BackupError):
    code = "restore_target_mount"
    zh = "{place} 是挂载点，不能整个换掉。把数据文件夹设在它里面的一个子文件夹。"
    en = "{place} is a mount point and can't be exchanged as a whole. Use a folder inside it as the data folder."


class RowRefused(BackupError):
    code = "restore_row_refused"
    zh = "表 {table} 的内容装不进目标数据库：{why}"
    en = "Rows of {table} don't fit into the target database: {why}"


class NotAsArchived(BackupError):
    code = "restore_not_as_archived"
    zh = "恢复出来的表 {table} 与备份不一致：备份 {wanted} 行，恢复 {found} 行。"
    en = "Table {table} is not as archived: {wanted} rows in the archive, {found} restored, or their content differs."


class StepFailed(BackupError):
    code = "restore_step_failed"
    zh = "恢复的一步「{step}」没有做成：{why}"
    en = "A step of the restore failed ({step}): {why}"


class NoSpace(BackupError):
    code = "backup_no_space"
    zh = "写不下：{place} 的空间不够（{why}）。"
    en = "It can't be written to {place}: {why}."


class ArchiveGone(BackupError):
    code = "backup_gone"
    status = 410
    zh = "这份备份的文件已不在原处。"
    en = "The file of this backup is no longer where it was written."


class KeysDiffer(BackupError):
    code = "backup_keys_differ"
    zh = "两次输入的备份口令不一样。"
    en = "The two backup keys you typed differ."
