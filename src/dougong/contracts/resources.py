from dougong.contracts import policies
from dougong.contracts.models import (
    Allocation,
    Contract,
    ContractFigures,
    Instalment,
    InstalmentFigures,
    LegalEntity,
    PlanVersion,
    Receipt,
)
from dougong.kit.access import whoever_may
from dougong.kit.registry import Field, Resource, register

_ACTIONS = (
    "view", "create", "update", "archive", "export", "activate", "complete", "terminate", "plan", "record_receipt",
    "reverse_receipt",
)  # fmt: skip
_WORDS = {
    "activate": ("生效", "Bring into force"),
    "complete": ("完成", "Complete"),
    "terminate": ("终止", "Terminate"),
    "plan": ("改付款计划", "Change the payment plan"),
    "record_receipt": ("登记回款", "Record receipts"),
    "reverse_receipt": ("冲销回款", "Reverse receipts"),
    "set_due": ("定应付日", "Set due dates"),
}
_FINANCE = "view create update archive export activate complete terminate plan record_receipt reverse_receipt"
_MANAGER = "view:tree create:tree update:tree archive:tree export:tree activate:tree complete:tree terminate:tree"
_READERS = ("sales", "sales_manager", "finance", "management")

register(
    Resource(
        code=policies.CONTRACT,
        model=Contract,
        zh="合同",
        en="Contracts",
        row_filter=policies.contract_rows,
        contact_filter=policies.contact_contracts,
        title=str,
        link="/contracts/{id}",
        actions=_ACTIONS,
        words=_WORDS,
        client_path="client",
        owner_field="owner",
        search_text=lambda c: f"{c.title} {c.number or ''} {c.client.name}",
        search_subtitle=lambda c: c.client.name,
        children=(PlanVersion, ContractFigures),
        grants={
            "sales": "view:own create:own update:own archive:own export:own",
            "sales_manager": _MANAGER,
            "finance": _FINANCE,
            "management": "view export",
            "project_manager": "view:own",
            **dict.fromkeys(("engineer", "site", "quality", "service"), "view:member"),
            "auditor": "view",
        },
    ),
    Resource(
        code=policies.INSTALMENT,
        model=Instalment,
        zh="应收款",
        en="Receivables",
        row_filter=policies.instalment_rows,
        contact_filter=policies.contact_instalments,
        title=lambda row: row.title,
        link="/receivables",
        actions=("view", "export", "set_due"),
        words=_WORDS,
        scopes=("all",),
        follows=policies.CONTRACT,
        client_path="contract__client",
        owner_field="contract__owner",
        children=(InstalmentFigures,),
        grants={
            **dict.fromkeys(_READERS, "view export"),
            "finance": "view export set_due",
            "project_manager": "view set_due",
            "engineer": "set_due",
            "site": "set_due",
            "quality": "set_due",
            "auditor": "view",
        },
    ),
    Resource(
        code=policies.RECEIPT,
        model=Receipt,
        zh="回款",
        en="Receipts",
        row_filter=policies.receipt_rows,
        title=str,
        link="/receipts",
        actions=("view", "export"),
        scopes=("all",),
        follows=policies.CONTRACT,
        client_path="contract__client",
        owner_field="contract__owner",
        children=(Allocation,),
        grants={**dict.fromkeys(_READERS, "view export"), "auditor": "view"},
    ),
    Resource(
        code=policies.ENTITY,
        model=LegalEntity,
        zh="签约主体",
        en="Legal entities",
        row_filter=whoever_may(policies.ENTITY),
        title=lambda entity: entity.name,
        link="/legal-entities",
        actions=("view", "create", "update", "archive"),
        scopes=("all",),
        fields=(Field("account", "银行账号", "Bank account", mask="number"),),
        grants={
            **dict.fromkeys((*_READERS, "project_manager", "auditor"), "view"),
            "admin": "view create update archive",
            "finance": "view create update archive",
        },
    ),
)
