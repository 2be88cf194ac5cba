from __future__ import annotations

from dougong.contracts.rules import Finding
from dougong.kit.errors import BusinessError, FieldError, FieldErrors
from dougong.kit.money import Money, yuan


class NotDraft(BusinessError):
    code = "contract_not_draft"
    status = 409
    zh = "合同已生效，不再是草拟。金额和付款计划用「变更计划」改。"
    en = "The contract is in force and no longer a draft. Change amount and plan by a new plan version."


class ContractArchived(BusinessError):
    code = "contract_archived"
    status = 409
    zh = "「{title}」已归档。先恢复，再改动。"
    en = "“{title}” is archived. Restore it first."


class NotInForce(BusinessError):
    code = "contract_not_in_force"
    status = 409
    zh = "只有履行中的合同能做这一步。"
    en = "Only a contract in force allows this."


class NothingSigned(BusinessError):
    code = "contract_is_draft"
    status = 409
    zh = "合同还没有生效，先生效再登记回款。"
    en = "The contract is not in force yet. Put it in force before recording a receipt."


class NumberTaken(BusinessError):
    code = "contract_number_taken"
    status = 409
    zh = "合同编号 {number} 已经用过。"
    en = "The contract number {number} is taken."


class EntityNameTaken(BusinessError):
    code = "legal_entity_taken"
    status = 409
    zh = "已有叫「{name}」的签约主体。"
    en = "There is already a legal entity called “{name}”."


class OpportunityLost(BusinessError):
    code = "opportunity_lost"
    status = 409
    zh = "这个商机已经丢单，先重新打开。"
    en = "This opportunity was lost. Reopen it first."


class BelowReceived(BusinessError):
    code = "below_received"
    zh = "「{title}」已收 {received}，不能改成 {amount}。"
    en = "“{title}” has received {received}; it can't become {amount}."


class RowTwice(BusinessError):
    code = "row_twice"
    zh = "「{title}」在计划里出现了两次。"
    en = "“{title}” is in the plan twice."


class StillOwed(BusinessError):
    code = "still_owed"
    zh = "还有 {owed} 没有收到。仍要完成，写明原因。"
    en = "{owed} is still owed. To complete it anyway, say why."


class MoreThanOwed(BusinessError):
    """The choice is `excess="credit"`: what is over is held on account."""

    code = "more_than_owed"
    status = 409
    zh = "合同未收 {owed}，这笔 {given}，多出 {excess}。多出的记为预收？"
    en = "{owed} is owed, this is {given}: {excess} more. Hold the rest as credit on account?"


class SplitShort(BusinessError):
    code = "split_short"
    status = 409
    zh = "已分摊 {split}，这笔 {given}，还有 {excess} 没有分摊。剩下的记为预收？"
    en = "{split} of {given} is allocated, {excess} is not. Hold the rest as credit on account?"


class ReferenceTaken(BusinessError):
    code = "reference_taken"
    status = 409
    zh = "流水号 {reference} 已登记过：{received_on}，{amount}，由{who}登记。"
    en = "The reference {reference} is already recorded: {received_on}, {amount}, by {who}."


class AlreadyReversed(BusinessError):
    code = "already_reversed"
    status = 409
    zh = "这笔回款已经冲销过。"
    en = "This receipt has been reversed already."


class NoCredit(BusinessError):
    code = "no_credit"
    status = 409
    zh = "预收余额是 {credit}，不够 {wanted}。"
    en = "The credit on account is {credit}, less than {wanted}."


class NothingOwed(BusinessError):
    code = "nothing_owed"
    status = 409
    zh = "没有未收的款项，预收先留着。"
    en = "Nothing is owed; the credit stays on account."


class DueIsDate(BusinessError):
    code = "due_is_date"
    status = 409
    zh = "「{title}」按日期到期，改日期要变更付款计划。"
    en = "“{title}” is due by date; change the plan to move it."


class DeductionTooMuch(BusinessError):
    code = "deduction_too_much"
    status = 409
    zh = "「{title}」还欠 {owed}，抵扣不了 {amount}。"
    en = "“{title}” owes {owed}: {amount} can't be taken off."


class NothingToDeductFrom(BusinessError):
    code = "nothing_to_deduct_from"
    status = 409
    zh = "合同不在履行中，或这一期已不在计划里，不能抵扣。"
    en = "The contract is not in force, or this instalment is no longer in its plan: nothing can be taken off."


class WarrantyTooLong(BusinessError):
    code = "warranty_too_long"
    status = 409
    zh = "质量保修期最长 {most} 个月。"
    en = "A warranty is {most} months at most."


class InstalmentNotOfSpecification(BusinessError):
    code = "instalment_not_of_specification"
    zh = "有一期不属于这份需求规格的合同，刷新后再选。"
    en = "One of them is no instalment of this specification's contract: reload and choose again."


#: code of a finding -> (field suffix, Chinese, English)
_FINDINGS: dict[str, tuple[str, str, str]] = {
    "plan_empty": (
        "",
        "付款计划是空的，至少要有一期。",
        "The payment plan is empty; it needs one instalment at least.",
    ),
    "row_amount": (".amount", "金额要大于 0。", "The amount must be above 0."),
    "row_due": (".due_on", "填到期日。", "Give the due date."),
    "row_order": (
        ".kind",
        "次序是预付款、进度款、结算款、质保金。",
        "The order is advance, progress, final, retention.",
    ),
    "plan_sum": (
        "",
        "各期合计 {sum}，合同金额 {amount}，相差 {difference}。",
        "The instalments make {sum}, the contract {amount}: {difference} apart.",
    ),
    "split_row": (".instalment_id", "没有这一期，或者写了两次。", "There is no such instalment, or it is named twice."),
    "split_row_over": (".amount", "这一期未收 {owed}，填了 {given}。", "{owed} is owed here, {given} was given."),
    "split_sum": ("", "分摊合计 {sum}，多于这笔 {amount}。", "The parts make {sum}, more than the {amount} received."),
}


def of_findings(findings: list[Finding], *, rows: str) -> FieldErrors:
    """Findings of the rules as errors at their fields; `rows` is the name of the list in the body."""
    return FieldErrors([_of_finding(f, rows) for f in findings])


def _of_finding(finding: Finding, rows: str) -> BusinessError:
    suffix, zh, en = _FINDINGS[finding.code]
    place = rows if finding.row is None else f"{rows}.{finding.row}{suffix}"
    said = {k: yuan(v) if isinstance(v, Money) else v for k, v in finding.params.items()}
    return FieldError(place, zh.format_map(said), en.format_map(said))
