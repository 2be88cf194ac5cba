from dougong.kit.errors import BusinessError


class GiftsOff(BusinessError):
    code = "points_gifts_off"
    status = 409
    zh = "积分互赠没有开放。"
    en = "Gifts of points are not open."


class GiftOfPrimary(BusinessError):
    code = "points_gift_of_primary"
    status = 403
    zh = "积分由贵单位的主要联系人赠送和接受。"
    en = "Your organisation's main contact gives and accepts points."


class GiftTooSoon(BusinessError):
    code = "points_gift_too_soon"
    status = 409
    zh = "积分账户开通不久，{day}起可以赠送。"
    en = "The account is new: it can give from {day} on."


class GiftCooling(BusinessError):
    code = "points_gift_cooling"
    status = 409
    zh = "刚收到过赠送，{day}起可以再赠送。"
    en = "You received a gift lately: you can give again from {day} on."


class GiftTooLarge(BusinessError):
    code = "points_gift_too_large"
    zh = "一次最多赠送 {most} 分。"
    en = "At most {most} points in one gift."


class GiftMonthFull(BusinessError):
    code = "points_gift_month_full"
    zh = "每月最多赠送 {most} 分，本月还可以赠送 {left} 分。"
    en = "At most {most} points a month; {left} are left for this one."


class GiftTooMuch(BusinessError):
    code = "points_gift_too_much"
    zh = "现在可用 {balance} 分，不够赠送。"
    en = "There are {balance} points: not enough for this."


class GiftCodeUnknown(BusinessError):
    code = "points_gift_code_unknown"
    zh = "没有这个收分码。请对方在“积分 › 赠送”里看一下，共 8 位。"
    en = "There is no such code. The other party finds theirs under Points, Gifts; it has 8 characters."


class GiftToOneself(BusinessError):
    code = "points_gift_to_oneself"
    zh = "这是贵单位自己的收分码。"
    en = "This is your own organisation's code."


class GiftNotNow(BusinessError):
    """The giver's account is frozen, which is not told to others."""

    code = "points_gift_not_now"
    status = 409
    zh = "这笔赠送暂时不能接受，过几天再看。"
    en = "This gift can't be accepted just now. Look again in some days."


class GiftSettled(BusinessError):
    code = "points_gift_settled"
    status = 409
    zh = "这笔赠送已经了结，刷新看看。"
    en = "This gift is settled already. Look again."
