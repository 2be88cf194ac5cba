"""A first draft of the notices, for the company to change before it publishes them."""

CONTACT_ZH = (
    "我们收集什么：你的姓名、职务、电话、邮箱，以及你在客户窗口里的操作。\n"
    "用来做什么：与你联系，订立和履行合同，让你看到项目进度、应付款和文件。\n"
    "存多久：合同结束、你不再是联系人之后，按公司的保存期限匿名化；法律要求保存的账簿和日志除外。\n"
    "给谁看：负责你们项目的同事。不向其他人提供；需要时会另行征得你的同意。\n"
    "怎样保护：电话、邮箱加密存放，查看会留下记录。\n"
    "你的权利：查阅、复制、更正、删除、转移，以及随时撤回同意。联系你的客户经理，或在“我的—隐私说明”里撤回。"
)
CONTACT_EN = (
    "What we collect: your name, post, phone, e-mail, and what you do in the client's window.\n"
    "What for: to reach you, to make and perform contracts, to show you progress, payments and files.\n"
    "How long: when the contracts have ended and you are no longer a contact, your data is made anonymous by the company's "
    "retention rules; books and logs that the law demands stay.\n"
    "Who sees it: the colleagues who work on your projects. Nobody else without your separate consent.\n"
    "How it is guarded: phones and e-mail addresses are encrypted, and looking at them is recorded.\n"
    "Your rights: to see, copy, correct, erase and transfer your data, and to withdraw your consent at any time, under Me, "
    "Privacy notice."
)
STAFF_ZH = (
    "我们收集什么：姓名、部门、职务、电话、邮箱、登录与操作记录。\n"
    "用来做什么：人力资源管理、分派工作、账号安全和法律要求的日志。\n"
    "谁能看到：管理员与你的上级；查看脱敏内容会留下记录。\n"
    "存多久：离职后按保存期限匿名化；法律要求保存的账簿和日志除外。\n"
    "你的权利：查阅、复制、更正、删除；请向管理员或数据管理员提出，15 个工作日内答复。"
)
STAFF_EN = (
    "What we collect: name, department, post, phone, e-mail, and records of signing in and of what you do.\n"
    "What for: employment, the sharing out of work, the safety of accounts, and the logs that the law demands.\n"
    "Who sees it: administrators and your superiors; looking at masked values is recorded.\n"
    "How long: after you leave, your data is made anonymous by the retention rules; books and logs that the law demands "
    "stay.\n"
    "Your rights: to see, copy, correct and erase it; ask an administrator or a data steward, who answers within 15 working "
    "days."
)
TEMPLATES = {"contact": {"zh": CONTACT_ZH, "en": CONTACT_EN}, "staff": {"zh": STAFF_ZH, "en": STAFF_EN}}
