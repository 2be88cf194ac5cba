"""The roles of an engineering company, as they stand on a new installation. Their rights come from the registry."""

ROLES: dict[str, tuple[str, str]] = {
    "admin": ("管理员", "Administrator"),
    "management": ("管理层", "Management"),
    "sales": ("销售代表", "Sales"),
    "sales_manager": ("销售经理", "Sales manager"),
    "project_manager": ("项目经理", "Project manager"),
    "engineer": ("工程师", "Engineer"),
    "site": ("现场人员", "Site staff"),
    "finance": ("财务专员", "Finance"),
    "service": ("客服", "Service"),
    "quality": ("质量专员", "Quality"),
    "steward": ("数据管理员", "Data steward"),
    "auditor": ("审计员", "Auditor"),
}
#: A client's own person: what he sees in the client's window is fixed by each record's `contact_filter`, never by grants.
CONTACT = ("contact", "客户联系人", "Client's contact")

#: Where each role lands after signing in; the first of a person's roles that is listed decides.
LANDINGS: dict[str, str] = {
    "management": "/dashboard",
    "project_manager": "/projects",
    "engineer": "/projects",
    "site": "/projects",
    "finance": "/receivables",
    "steward": "/imports",
    "sales_manager": "/today",
    "sales": "/today",
    "service": "/clients",
    "quality": "/projects",
    "admin": "/people",
    "auditor": "/audit",
}
