from dougong.kit.access import whoever_may
from dougong.kit.registry import Resource, register, register_power
from dougong.notifications.kinds import Kind
from dougong.notifications.kinds import register as register_kinds
from dougong.stewardship.backup.models import Backup, Drill
from dougong.stewardship.backup.policies import BACKUP

register(
    Resource(
        code=BACKUP,
        model=Backup,
        zh="备份与恢复演练",
        en="Backups and drills",
        row_filter=whoever_may(BACKUP),
        title=lambda backup: f"{backup.created_at:%Y-%m-%d %H:%M}",
        link="/backups",
        actions=("view", "create", "download"),
        scopes=("all",),
        words={"create": ("立即备份、立即演练", "Back up and drill"), "download": ("下载备份", "Download backups")},
        children=(Drill,),
        grants={"admin": "view create download", "auditor": "view"},
    )
)
register_power("system", BACKUP, "create", "download")
register_kinds(
    Kind(
        "stewardship.backup_failed", "备份失败", "Backup failed",
        "备份没有做成：{why_zh}", "The backup failed: {why_en}",
    ),
    Kind(
        "stewardship.backup_incomplete", "备份缺文件", "Backup lacks files",
        "备份做成了，但有 {count} 个文件不在或被改过：{names}",
        "A backup was made, but {count} files are missing or were changed: {names}",
    ),
    Kind(
        "stewardship.drill_failed", "恢复演练失败", "Restore drill failed",
        "恢复演练没有通过：{why_zh}", "The restore drill failed: {why_en}",
    ),
)  # fmt: skip
