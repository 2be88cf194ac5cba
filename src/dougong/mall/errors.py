from dougong.kit.errors import BusinessError


class RewardInUse(BusinessError):
    code = "reward_in_use"
    status = 409
    zh = "「{title}」已有人兑换，类型不能再改；要改就新建一件。"
    en = "“{title}” was redeemed already, so its kind stays; make a new one instead."


class StockShort(BusinessError):
    code = "reward_stock_short"
    status = 409
    zh = "「{title}」只剩 {left} 件。"
    en = "Only {left} of “{title}” are left."


class StockByCodes(BusinessError):
    code = "reward_stock_by_codes"
    status = 409
    zh = "兑换码类奖品的库存就是还没发出的码，导入或作废兑换码来改。"
    en = "The stock of codes is the codes not given yet: add or withdraw codes to change it."


class RewardNotFor(BusinessError):
    """`why` is one of off, early, stock, tier, limit, points."""

    code = "reward_not_for_client"
    status = 409
    zh = "「{title}」现在不能兑换：{why_zh}。什么都没有扣。"
    en = "“{title}” can't be redeemed now: {why_en}. Nothing was taken."


class PriceChanged(BusinessError):
    code = "reward_price_changed"
    status = 409
    zh = "所需积分变了：原来 {told}，现在 {now}。看过再兑换，什么都没有扣。"
    en = "The points needed changed from {told} to {now}. Look again; nothing was taken."


class KeyMissing(BusinessError):
    code = "checkout_key_missing"
    zh = "缺少防重号（Idempotency-Key），没有下单。刷新后再试。"
    en = "The Idempotency-Key is missing; nothing was ordered. Reload and try again."


class CartEmpty(BusinessError):
    code = "cart_empty"
    status = 409
    zh = "购物车是空的。"
    en = "The cart is empty."


class CartFull(BusinessError):
    code = "cart_full"
    status = 409
    zh = "购物车最多放 {most} 种奖品。"
    en = "A cart holds {most} kinds of reward at most."


class VoucherTooMuch(BusinessError):
    code = "voucher_too_much"
    status = 409
    zh = "「{title}」最多还能抵扣 {room}（按等级为本期的 {share}%，且不超过未付金额），这里是 {amount}。"
    en = "At most {room} can still come off “{title}” ({share}% of it by tier, and no more than is owed); this is {amount}."


class NobodyApproves(BusinessError):
    code = "order_nobody_approves"
    status = 409
    zh = "这件奖品现在没有人能审批，暂时不能兑换。请联系您的客户经理，积分没有扣。"
    en = "Nobody can approve this reward at present. Please ask your account manager; no points were taken."


class OrderNotSo(BusinessError):
    code = "order_not_so"
    status = 409
    zh = "订单现在是「{state_zh}」，不能做这一步。"
    en = "The order is “{state_en}”: this step is not open."


class NothingToReturn(BusinessError):
    code = "order_code_shown"
    status = 409
    zh = "兑换码已经显示过，不能再退。"
    en = "The code has been shown: it can't be returned."


class CodeShown(BusinessError):
    code = "reward_code_shown"
    status = 409
    zh = "兑换码只显示一次，已在 {at} 显示过。没有记下的话请联系您的客户经理。"
    en = "A code is shown once; it was on {at}. If you did not write it down, please ask your account manager."


class CodesTaken(BusinessError):
    code = "reward_codes_known"
    zh = "有 {count} 个兑换码已经在这件奖品里。"
    en = "{count} of the codes are there already."


class CodesEmpty(BusinessError):
    code = "reward_codes_empty"
    zh = "文件里没有兑换码，每行放一个。"
    en = "There are no codes in the file: one a line."


class NoCodes(BusinessError):
    """Stock says there is one and there is none: a fault of ours; nothing is given and nothing taken."""

    code = "reward_codes_out"
    status = 409
    zh = "「{title}」的兑换码用完了，什么都没有扣。"
    en = "“{title}” has run out of codes; nothing was taken."


class NotTheClients(BusinessError):
    code = "order_not_the_clients"
    zh = "这不是这家客户的，或现在不能用。"
    en = "This is not the client's, or can't be used now."
