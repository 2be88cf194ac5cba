"""Who sees what in the leak matrix's company: by hand, so that the gate is not measured by itself.

The two salespeople's shares are 1 (林舒然 of 华东; its project is 梁见山's, and the engineer is on it) and 2 (沈知微 of 华南; its
project is 罗一帆's). A row says for each person which of the two records of a resource are his to see on a new installation.
A new resource needs its line here; a line changes only with a decision on who may see.
"""

from __future__ import annotations

#: Of the cast and beside it; `contact` is the first client's own person.
PEOPLE = (
    "admin", "manager", "zhou", "lin", "gu", "shen", "liang", "luo", "tang", "xu", "he", "fang", "quality", "auditor",
    "engineer", "contact",
)  # fmt: skip
_TABLE = """
                            admin manag zhou  lin   gu    shen  liang luo   tang  xu    he    fang  quali audit engin conta
privacy.request             12    -     -     -     -     -     -     -     -     -     -     12    -     12    -     -
privacy.consent             -     -     -     -     -     -     -     -     -     -     -     12    -     -     -     -
privacy.notice              12    -     -     -     -     -     -     -     -     -     -     12    -     12    -     -
privacy.retention           12    -     -     -     -     -     -     -     -     -     -     12    -     12    -     -
privacy.activity            12    -     -     -     -     -     -     -     -     -     -     12    -     12    -     -
privacy.keys                12    -     -     -     -     -     -     -     -     -     -     -     -     -     -     -
accounts.user               12    12    12    12    12    12    12    12    12    12    12    12    12    12    12    -
accounts.department         12    12    12    12    12    12    12    12    12    12    12    12    12    12    12    -
accounts.invitation         12    -     -     -     -     -     -     -     -     -     -     -     -     -     -     -
organisation.hand_over      12    -     -     -     -     -     -     -     -     -     -     -     -     -     -     -
accounts.role               12    -     -     -     -     -     -     -     -     -     -     -     -     12    -     -
accounts.sign_in_provider   12    -     -     -     -     -     -     -     -     -     -     -     -     12    -     -
accounts.saved_view         -     -     -     1     -     2     -     -     -     -     -     -     -     -     -     -
clients.client              -     12    1     1     -     2     1     2     -     12    12    12    12    -     1     1
clients.merge               -     12    1     1     -     2     -     -     -     -     -     12    -     -     -     -
clients.tag                 -     12    12    12    12    12    12    12    12    12    12    12    12    -     12    -
care.segment                -     -     -     1     -     2     -     -     -     -     -     -     -     -     -     -
care.tag_rule               -     12    12    12    12    12    -     -     -     12    12    12    -     -     -     -
care.credit                 -     12    1     1     -     2     -     -     -     12    -     12    -     -     -     -
care.credit_rule            -     12    -     -     -     -     -     -     -     12    -     -     -     -     -     -
care.risk                   -     12    -     -     -     -     -     -     -     12    -     -     -     -     -     -
care.sanction               -     12    12    12    12    12    -     -     -     12    -     12    -     -     -     -
care.visit                  -     12    1     1     -     2     -     -     -     -     12    12    -     -     -     -
care.visit_rule             -     12    12    12    12    12    -     -     -     -     12    12    -     -     -     -
approvals.rule              12    -     -     -     -     -     -     -     -     -     -     12    -     -     -     -
approvals.approval          -     -     -     1     -     2     -     -     -     -     -     12    -     -     -     -
forms.form                12    12    12    12    12    12    12    12    12    12    12    12    12    -     12    -
sales.stage                 12    12    12    12    12    12    12    12    -     12    -     -     -     -     -     -
sales.opportunity           -     12    1     1     -     2     -     -     -     12    -     -     -     -     -     -
requirements.specification  -     12    1     1     -     2     1     2     -     -     12    -     12    -     -     1
requirements.requirement    -     12    1     1     -     2     1     2     -     -     12    -     12    -     -     1
requirements.prototype      -     12    1     1     -     2     1     2     -     -     12    -     12    -     -     -
requirements.test_case      -     12    -     -     -     -     1     2     -     -     -     -     12    -     -     -
requirements.criterion      -     12    1     1     -     2     1     2     -     -     12    -     12    -     -     1
intake.public_form          12    -     12    -     -     -     -     -     -     -     -     12    -     -     -     -
intake.submission           -     12    1     1     -     2     -     -     -     -     -     12    -     -     -     -
interviews.interview        -     12    1     1     -     2     1     2     -     -     12    12    12    -     -     -
contracts.legal_entity      12    12    12    12    12    12    12    12    -     12    -     -     -     12    -     -
contracts.contract          -     12    1     1     -     2     1     2     -     12    -     -     -     12    1     1
contracts.instalment        -     12    1     1     -     2     1     2     -     12    -     -     -     12    -     1
contracts.receipt           -     12    1     1     -     2     -     -     -     12    -     -     -     12    -     -
projects.project            -     12    1     1     -     2     1     2     -     12    12    -     12    12    1     1
projects.acceptance         -     12    1     1     -     2     1     2     -     12    12    -     12    12    1     1
wbs.template                -     12    -     -     -     -     12    12    12    -     -     -     12    -     12    -
timesheets.hours            -     12    -     1     -     2     1     2     -     12    -     -     -     12    -     -
timesheets.month            -     12    -     -     -     -     12    12    -     12    -     -     -     12    -     -
timesheets.team             -     12    -     -     -     -     12    12    12    12    -     -     -     12    12    -
timesheets.labour           -     12    -     -     -     -     1     2     -     12    -     -     -     12    -     -
staffing.resource           -     12    -     -     -     -     12    12    12    -     -     -     12    -     12    -
staffing.skill              -     12    -     -     -     -     12    12    12    -     -     -     12    -     12    -
staffing.fit_rule           -     12    -     -     -     -     12    12    12    -     -     -     -     -     12    -
staffing.levelling          -     12    -     -     -     -     1     2     -     -     -     -     -     -     1     -
control.figures             -     12    -     -     -     -     1     2     -     -     -     -     -     12    -     -
control.cost                -     12    -     -     -     -     1     2     -     12    -     -     -     12    -     -
control.report              -     12    -     -     -     -     -     -     -     -     -     -     -     12    -     -
loyalty.account             -     12    1     1     -     2     -     -     -     -     -     12    -     -     -     1
loyalty.entry               -     12    1     1     -     2     -     -     -     -     -     12    -     -     -     1
loyalty.rule                -     12    12    12    12    12    -     -     -     -     -     12    -     -     -     -
loyalty.adjustment          -     12    1     1     -     2     -     -     -     -     -     12    -     -     -     -
loyalty.tiers               -     12    12    12    12    12    -     -     -     -     -     12    -     -     -     -
mall.reward                 -     12    12    12    12    12    -     -     -     12    12    12    -     -     -     12
mall.order                  -     12    1     1     -     2     -     -     -     12    12    12    -     -     -     1
mall.setting                -     12    12    -     -     -     -     -     -     12    12    -     -     -     -     -
loyalty.difference          -     12    -     -     -     -     -     -     -     -     -     12    -     -     -     -
loyalty.gift                -     12    1     1     -     2     -     -     -     -     -     12    -     -     -     1
oversight.case              -     12    -     -     -     -     -     -     -     -     -     -     -     12    -     -
oversight.review            -     12    -     -     -     -     -     -     -     12    -     -     -     12    -     -
oversight.report            -     12    -     -     -     -     -     -     -     12    -     -     -     12    -     -
oversight.setting           -     12    -     -     -     -     -     -     -     -     -     -     -     12    -     -
files.attachment            -     12    1     1     -     2     1     2     -     12    12    12    12    -     1     -
notifications.notification  -     -     -     1     -     2     -     -     -     -     -     -     -     -     -     -
imports.batch               12    -     1     -     -     -     -     -     -     -     -     12    -     -     -     -
imports.mapping             -     -     12    -     -     -     -     -     -     -     -     12    -     -     -     -
portal.invitation           -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -
tokens.token                12    -     -     1     -     2     -     -     -     -     -     -     -     12    -     -
audit.entry                 -     -     -     -     -     -     -     -     -     -     -     -     -     12    -     -
stewardship.backup          12    -     -     -     -     -     -     -     -     -     -     -     -     12    -     -
stewardship.duplicate       -     12    1     -     -     -     -     -     -     -     -     12    -     -     -     -
stewardship.quality         -     12    1     1     -     2     -     -     -     -     -     12    -     -     -     -
kit.job                     -     -     -     1     -     2     -     -     -     -     -     -     -     -     -     -
"""
SEEN: dict[str, dict[str, str]] = {
    line.split()[0]: dict(zip(PEOPLE, line.split()[1:], strict=True)) for line in _TABLE.strip().splitlines()[1:]
}
