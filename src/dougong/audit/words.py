"""What acts and fields are called, for whoever reads the record. An act without a word is shown by its code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dougong.kit import purging
from dougong.kit.listing import list_specs
from dougong.kit.registry import resources

ACTS: tuple[tuple[str, str, str], ...] = (
    ("sign_in", "登录", "Signed in"),
    ("sign_in_failed", "登录失败", "Sign-in failed"),
    ("sign_in_locked", "登录被锁定", "Sign-in locked"),
    ("sign_out", "退出登录", "Signed out"),
    ("refused", "被拒绝", "Was refused"),
    ("export", "导出", "Exported"),
    ("reveal", "查看脱敏内容", "Looked at a masked value"),
    ("confirm", "二次验证", "Confirmed a second time"),
    ("replay", "重放事件", "Replayed an event"),
    ("retry", "重做任务", "Ran a job again"),
    ("verify", "校验审计日志", "Verified the audit log"),
    ("backup", "备份", "Backed up"),
    ("drill", "恢复演练", "Restore drill"),
    ("download_backup", "下载备份", "Downloaded a backup"),
    ("quality_done", "改好档案问题", "Mended a dossier"),
    ("quality_ignore", "忽略档案问题", "Set an issue of a dossier aside"),
    ("quality_reopen", "重开档案问题", "Reopened an issue of a dossier"),
    ("remove_old", "删除到期的日志", "Removed expired entries"),
    ("create", "新建", "Created"),
    ("update", "修改", "Changed"),
    ("archive", "归档", "Archived"),
    ("restore", "恢复", "Restored"),
    ("purge", "彻底删除", "Purged"),
    ("assign", "转交", "Handed over"),
    ("set_parent", "改集团关系", "Changed the group"),
    ("ask", "提交审批", "Asked for a decision"),
    ("approve", "审批通过", "Approved"),
    ("reject", "审批退回", "Sent back"),
    ("withdraw", "撤回审批", "Withdrew"),
    ("set_state", "改状态", "Changed the state"),
    ("reopen", "重新打开", "Reopened"),
    ("close", "关闭", "Closed"),
    ("set_roles", "改角色", "Changed roles"),
    ("merge", "并入", "Merged"),
    ("duplicate_distinct", "判定不是同一家", "Said that they are two clients"),
    ("duplicate_related", "判定为分支或下属", "Said that one belongs to the other"),
    ("duplicate_reopen", "重新查重", "Asked again whether they are one"),
    ("merged_into", "被并入", "Was merged into another"),
    ("unmerge", "撤销合并", "Undid a merge"),
    ("remove", "移除", "Removed"),
    ("agree", "记录客户认可", "Recorded that the client agrees"),
    ("drop", "取消需求", "Dropped a requirement"),
    ("feedback", "记录对原型的意见", "Recorded words on a prototype"),
    ("run", "执行", "Ran"),
    ("undo", "撤销", "Took back"),
    ("committed", "导入完成", "Import done"),
    ("undone", "撤销完成", "Undoing done"),
    ("add_post", "加岗位", "Added a post"),
    ("update_post", "改岗位", "Changed a post"),
    ("end_post", "结束岗位", "Ended a post"),
    ("invite", "邀请", "Invited"),
    ("invite_again", "重发邀请", "Invited again"),
    ("withdraw_invitation", "收回邀请", "Withdrew an invitation"),
    ("hand_over", "交接", "Handed over"),
    ("handed_over", "交接完成", "Hand-over done"),
    ("give_back", "交还", "Given back"),
    ("undo_hand_over", "撤销交接", "Undid a hand-over"),
    ("hand_over_undone", "交接已撤销", "Hand-over undone"),
    ("accept_invitation", "接受邀请", "Accepted an invitation"),
    ("set_password", "设置密码", "Set a password"),
    ("deactivate", "停用", "Deactivated"),
    ("reactivate", "启用", "Reactivated"),
    ("end_sessions", "结束登录", "Ended sessions"),
    ("unlock", "解除锁定", "Unlocked"),
    ("demand_second_factor", "要求两步验证", "Demanded a second factor"),
    ("clear_second_factor", "清除两步验证", "Cleared second factors"),
    ("add_totp", "添加动态口令", "Added an authenticator"),
    ("remove_totp", "移除动态口令", "Removed an authenticator"),
    ("add_passkey", "添加通行密钥", "Added a passkey"),
    ("rename_passkey", "改通行密钥名称", "Renamed a passkey"),
    ("remove_passkey", "移除通行密钥", "Removed a passkey"),
    ("new_recovery_codes", "生成恢复码", "Made recovery codes"),
    ("see_as_begun", "开始以他人身份查看", "Began to see as another"),
    ("see_as_ended", "结束以他人身份查看", "Stopped seeing as another"),
    ("break_glass", "应急登录", "Broke the glass"),
    ("link_identity", "关联统一登录账号", "Linked an account elsewhere"),
    ("unlink_identity", "取消关联统一登录账号", "Unlinked an account elsewhere"),
    ("sign_in_policy", "改登录方式的规定", "Changed how the company signs in"),
    ("separation_on", "开启三权分立", "Began to keep duties apart"),
    ("separation_off", "关闭三权分立", "Stopped keeping duties apart"),
    ("explained", "查询为什么能看到", "Asked why somebody sees"),
    ("add_key", "添加密钥", "Added a key"),
    ("rotate_key", "轮换密钥", "Rotated the key"),
    ("continue_rotation", "继续轮换密钥", "Went on rotating"),
    ("rotation_done", "密钥轮换完成", "Rotation done"),
    ("retire_key", "停用密钥", "Retired a key"),
    ("add_contact", "添加联系人", "Added a contact"),
    ("update_contact", "修改联系人", "Changed a contact"),
    ("archive_contact", "归档联系人", "Archived a contact"),
    ("restore_contact", "恢复联系人", "Restored a contact"),
    ("tag", "改标签", "Changed tags"),
    ("finish_step", "完成下一步", "Finished a step"),
    ("open_window", "开通客户窗口", "Opened the client's window"),
    ("close_window", "关闭客户窗口", "Closed the client's window"),
    ("portal_invite", "邀请进客户窗口", "Invited to the client's window"),
    ("portal_revoke", "收回客户窗口", "Revoked the client's window"),
    ("attach", "上传文件", "Attached a file"),
    ("new_version", "上传新版本", "Uploaded a version"),
    ("rename_file", "改文件名", "Renamed a file"),
    ("share_file", "共享文件", "Shared a file"),
    ("unshare_file", "取消共享", "Unshared a file"),
    ("upload", "上传表格", "Uploaded a spreadsheet"),
    ("undo_import", "撤销导入", "Undid an import"),
    ("move", "改阶段", "Moved to a stage"),
    ("order", "排序", "Reordered"),
    ("win", "赢单", "Won"),
    ("lose", "丢单", "Lost"),
    ("contract_ended", "合同终止", "Contract ended"),
    ("activate", "生效", "Came into force"),
    ("completed", "履行完毕", "Completed"),
    ("terminated", "终止", "Terminated"),
    ("set_plan", "设置付款计划", "Set the payment plan"),
    ("change_plan", "变更付款计划", "Changed the payment plan"),
    ("set_due", "改到期日", "Changed a due date"),
    ("record", "登记回款", "Recorded a receipt"),
    ("reverse", "冲正", "Reversed"),
    ("apply_credit", "使用余额", "Applied credit"),
    ("members", "改成员", "Changed members"),
    ("accept", "验收", "Accepted"),
    ("withdraw_acceptance", "撤回验收", "Withdrew an acceptance"),
    ("hold_kickoff", "召开启动会", "Held the kick-off"),
    ("link_instalment", "关联付款节点", "Linked an instalment"),
    ("unlink_instalment", "解除付款节点", "Unlinked an instalment"),
    ("assign_resource", "分派资源", "Assigned a resource"),
    ("change_assignment", "改分派", "Changed an assignment"),
    ("unassign_resource", "取消分派", "Took an assignment away"),
    ("take_assignments", "带入导入的分派", "Took assignments over"),
    ("set_needs", "改任务所需技能", "Changed the skills of a task"),
    ("set_skills", "改技能", "Changed skills"),
    ("add_absence", "登记缺勤", "Recorded an absence"),
    ("remove_absence", "删除缺勤", "Removed an absence"),
    ("begin_levelling", "计算资源平衡", "Asked for a levelling"),
    ("apply_levelling", "应用平衡方案", "Applied a levelling"),
    ("undo_levelling", "撤销平衡方案", "Took a levelling back"),
    ("plan_level", "平衡资源", "Levelled the plan"),
    ("plan_add", "加任务", "Added tasks"),
    ("plan_edit", "改任务", "Changed a task"),
    ("plan_place", "移动任务位置", "Placed a task"),
    ("plan_delete", "删任务", "Deleted tasks"),
    ("plan_link", "加任务联系", "Linked tasks"),
    ("plan_unlink", "删任务联系", "Unlinked tasks"),
    ("plan_relink", "改任务联系", "Changed a link"),
    ("plan_drag", "拖动排期", "Dragged a task"),
    ("plan_progress", "填报进度", "Reported progress"),
    ("plan_baseline", "定基线", "Set the baseline"),
    ("plan_status_date", "改状态日期", "Set the status date"),
    ("plan_import", "导入计划", "Imported a plan"),
    ("points_accrual", "获得积分", "Points earned"),
    ("points_deduction", "扣减积分", "Points deducted"),
    ("points_reversal", "冲正积分", "Points reversed"),
    ("consent", "记录同意", "Recorded a consent"),
    ("withdraw_consent", "撤回同意", "Withdrew a consent"),
    ("describe", "登记处理活动", "Described a processing"),
    ("publish", "发布隐私告知", "Published a notice"),
    ("set_rule", "设置保存规则", "Set a retention rule"),
    ("erase", "匿名化", "Erased a person"),
    ("retain", "按保存规则清理", "Applied a retention rule"),
    ("export_person", "汇集个人资料", "Gathered a person's data"),
    ("take_person_file", "取走个人资料", "Took a person's file"),
    ("plan_redo", "重做计划修改", "Redid a plan change"),
    ("plan_undo", "撤销计划修改", "Undid a plan change"),
)  # fmt: skip

FIELDS: dict[str, tuple[str, str]] = {
    "name": ("名称", "Name"),
    "title": ("标题", "Title"),
    "number": ("编号", "Number"),
    "status": ("状态", "Status"),
    "amount": ("金额", "Amount"),
    "reason": ("原因", "Reason"),
    "tax_rate": ("税率", "Tax rate"),
    "defects_months": ("缺陷责任期（月）", "Defects liability (months)"),
    "warranty_months": ("质量保修期（月）", "Warranty (months)"),
    "legal_entity_id": ("签约主体", "Legal entity"),
    "version": ("版本", "Version"),
    "method": ("方式", "Method"),
    "why": ("为什么", "Why"),
    "by": ("经由", "By"),
    "how": ("关联方式", "How linked"),
    "sso_only": ("只用统一登录", "Single sign-on only"),
    "spared": ("应急管理员", "For emergencies"),
    "adjusted": ("调整的角色", "Roles adjusted"),
    "kept": ("保持登录", "Kept signed in"),
    "industry": ("行业", "Industry"),
    "region": ("地区", "Region"),
    "owner_id": ("负责人", "Owner"),
    "owner": ("负责人", "Owner"),
    "manager_id": ("负责人", "Manager"),
    "since": ("开始", "Since"),
    "until": ("到", "Until"),
    "main": ("主岗", "Main post"),
    "successor_id": ("接手人", "Successor"),
    "leaves_on": ("停用日期", "Leaves on"),
    "assignee_id": ("经办人", "Assignee"),
    "user_id": ("人", "Person"),
    "into_id": ("并入", "Merged into"),
    "department_id": ("部门", "Department"),
    "parent_id": ("上级", "Parent"),
    "parent": ("上级", "Parent"),
    "client_id": ("客户", "Client"),
    "client": ("客户", "Client"),
    "stage": ("阶段", "Stage"),
    "stage_id": ("阶段", "Stage"),
    "roles": ("角色", "Roles"),
    "kind": ("类型", "Kind"),
    "email": ("邮箱", "E-mail"),
    "phone": ("手机", "Phone"),
    "address": ("地址", "Address"),
    "tags": ("标签", "Tags"),
    "note": ("备注", "Note"),
    "fields": ("改动的字段", "Fields changed"),
    "members": ("成员", "Members"),
    "filename": ("文件名", "File name"),
    "signed_on": ("签订日期", "Signed on"),
    "starts_on": ("开始日期", "Starts on"),
    "ends_on": ("结束日期", "Ends on"),
    "finishes_on": ("完成日期", "Finishes on"),
    "received_on": ("到账日期", "Received on"),
    "due_on": ("到期日", "Due on"),
    "payer": ("付款人", "Payer"),
    "plan": ("付款计划", "Payment plan"),
    "split": ("分配", "Split"),
    "sessions_ended": ("结束的登录", "Sessions ended"),
    "list": ("列表", "List"),
    "query": ("筛选条件", "Filters"),
    "columns": ("列", "Columns"),
    "format": ("格式", "Format"),
    "rows": ("行数", "Rows"),
    "act": ("想做的", "Act"),
    "asked": ("请求", "Request"),
    "left_out": ("未逐条记下的次数", "Times left out"),
    "login": ("账号", "Login"),
    "ok": ("完整", "Intact"),
    "seals": ("封存批次", "Seals"),
    "entries": ("记录数", "Entries"),
    "anchors": ("锚点", "Anchors"),
    "waiting": ("待封存", "Waiting"),
    "findings": ("发现", "Findings"),
    "removed": ("到期删除", "Removed"),
    "count": ("条数", "Count"),
    "first_id": ("从第几条", "From entry"),
    "last_id": ("到第几条", "To entry"),
    "older_than": ("早于", "Older than"),
}  # fmt: skip


class _Kinds(Sequence[tuple[str, str, str]]):
    """(code, 中文, English) of every registered record, looked up when asked: the registry fills after this module is loaded."""

    def _all(self) -> list[tuple[str, str, str]]:
        kinds = [(r.code, r.zh, r.en) for r in resources() if not r.code.startswith("tests.")]
        return [*kinds, ("kit.operations", "运行", "Operations")]

    def __getitem__(self, place: Any) -> Any:
        return self._all()[place]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[tuple[str, str, str]]:
        return iter(self._all())


KINDS = _Kinds()


def label(code: str, key: str, language: str) -> str:
    """A field's name as the record's own list says it, else from the table above, or what went when it was purged; else as it is."""
    for spec in list_specs():
        if spec.resource == code:
            for col in spec.cols:
                if col.zh and key in (col.key, col.source):
                    return col.en if language == "en" else col.zh
    zh, en = FIELDS.get(key) or purging.words_of(code, key) or (key, key)
    return en if language == "en" else zh


def choice(code: str, key: str, value: object, language: str) -> object:
    """`in_force` as 履行中, where the record's own list has the word."""
    if not isinstance(value, str):
        return value
    for spec in list_specs():
        if spec.resource == code:
            for col in spec.cols:
                if col.choices is not None and key in (col.key, col.source):
                    return next((e if language == "en" else z for v, z, e in col.choices if v == value), value)
    return value
