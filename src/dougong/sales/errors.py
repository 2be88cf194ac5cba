from dougong.kit.errors import BusinessError


class NotOpen(BusinessError):
    code = "opportunity_not_open"
    status = 409
    zh = "「{title}」已经{state}，不能再移动。先重新打开。"
    en = "“{title}” is {state_en} and can't be moved. Reopen it first."


class AlreadyOpen(BusinessError):
    code = "opportunity_already_open"
    status = 409
    zh = "「{title}」正在进行中。"
    en = "“{title}” is open already."


class ContractNeeded(BusinessError):
    code = "contract_needed"
    status = 409
    zh = "进入「{stage}」之前要有一份生效的合同。先起草合同。"
    en = "“{stage}” needs a contract in force. Draft the contract first."


class ReasonMissing(BusinessError):
    code = "lost_reason_missing"
    zh = "选择丢单的原因。"
    en = "Choose why it was lost."


class OpportunityArchived(BusinessError):
    code = "opportunity_archived"
    status = 409
    zh = "「{title}」已归档。先恢复，再改动。"
    en = "“{title}” is archived. Restore it first."


class StageNotEmpty(BusinessError):
    code = "stage_not_empty"
    status = 409
    zh = "「{stage}」里还有 {count} 个商机。先把它们移走。"
    en = "“{stage}” still holds {count} opportunities. Move them first."


class StageFixed(BusinessError):
    code = "stage_fixed"
    status = 409
    zh = "「{stage}」由合同和启动会推进，可以改名，不能删除。"
    en = "“{stage}” is reached by contracts and kick-offs: it can be renamed, not removed."


class StageNameTaken(BusinessError):
    code = "stage_name_taken"
    status = 409
    zh = "已有名为「{name}」的阶段。"
    en = "There is a stage called “{name}” already."


class AmountNegative(BusinessError):
    code = "amount_negative"
    zh = "金额不能是负数。"
    en = "The amount can't be negative."
