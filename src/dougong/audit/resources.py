from dougong.audit.models import AuditEntry, Removal, Seal
from dougong.audit.policies import ENTRY, entry_rows
from dougong.kit import merging
from dougong.kit.purging import stays
from dougong.kit.registry import Resource, register, register_power

register(
    Resource(
        code=ENTRY,
        model=AuditEntry,
        zh="审计日志",
        en="Audit log",
        row_filter=entry_rows,
        title=lambda entry: f"{entry.actor_name} {entry.action}",
        link="/audit/{id}",
        actions=("view", "export", "verify"),
        scopes=("own", "all"),
        words={"verify": ("校验", "Verify")},
        children=(Seal, Removal),
        grants={"auditor": "view export verify", "admin": "view:own export:own verify"},
    )
)
register_power("audit", ENTRY, "view", "export", "verify")
stays("the record of acts is kept by law", "audit.AuditEntry.object_id")
merging.stays("the record of acts is never changed", "audit.AuditEntry.object_id")
