"""The people of the demo company. Names are invented."""

from __future__ import annotations

from typing import Any

PASSWORD = "dougong-demo"  # noqa: S105  known to everybody: the demo company holds invented data only

#: (login's local part, name, title zh, title en, department, roles)
PEOPLE: tuple[tuple[str, str, str, str, str, tuple[str, ...]], ...] = (
    ("admin", "秦守一", "系统管理员", "Administrator", "公司", ("admin",)),
    ("manager", "沈望舒", "总经理", "General manager", "公司", ("management",)),
    ("zhou", "周予安", "华东销售经理", "Sales manager, East", "华东销售部", ("sales_manager",)),
    ("lin", "林舒然", "销售代表", "Sales, East", "华东销售部", ("sales",)),
    ("gu", "顾明川", "销售代表", "Sales, East", "华东销售部", ("sales",)),
    ("chen", "陈砚", "华南销售经理", "Sales manager, South", "华南销售部", ("sales_manager",)),
    ("shen", "沈知微", "销售代表", "Sales, South", "华南销售部", ("sales",)),
    ("liang", "梁见山", "项目经理", "Project manager", "工程部", ("project_manager",)),
    ("luo", "罗一帆", "项目经理", "Project manager", "工程部", ("project_manager",)),
    ("tang", "唐知远", "现场工程师", "Site engineer", "工程部", ("site", "engineer")),
    ("xu", "许闻溪", "财务专员", "Finance", "财务部", ("finance",)),
    ("he", "何听澜", "客服专员", "Service", "服务部", ("service",)),
    ("fang", "方禹洲", "数据管理员", "Data steward", "综合部", ("steward",)),
)
DEPARTMENTS: tuple[tuple[str, str | None], ...] = (
    ("公司", None),
    ("销售中心", "公司"),
    ("华东销售部", "销售中心"),
    ("华南销售部", "销售中心"),
    ("工程部", "公司"),
    ("财务部", "公司"),
    ("服务部", "公司"),
    ("综合部", "公司"),
)
#: Department → who heads it.
HEADS = {"公司": "manager", "华东销售部": "zhou", "华南销售部": "chen", "工程部": "liang", "综合部": "fang"}
#: Who holds a second post: login, title, department.
SECOND_POST = ("luo", "质保协调", "服务部")
#: Asked in and not come yet: name, login, title, department, role.
INVITED = ("江晚晴", "jiang", "造价员", "工程部", "engineer")
#: Left last week; what he had went to a colleague: name, login, title, department.
LEFT = ("吴清越", "wu", "销售代表", "华东销售部")
CONTACT = ("sun", "孙立衡", "厂务总监", "Client's contact")
DOMAIN = "zhuheng.example"


def sign_in_help(language: str) -> dict[str, Any]:
    """What the sign-in page offers on a demo installation."""
    en = language == "en"
    people = [{"name": p[1], "title": p[3] if en else p[2], "login": f"{p[0]}@{DOMAIN}"} for p in PEOPLE]
    return {"demo": people, "demo_password": PASSWORD}
