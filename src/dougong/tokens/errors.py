from dougong.kit.errors import BusinessError


class TokenRefused(BusinessError):
    """The same for a token that never was, has expired or was revoked, and for one whose owner has left."""

    code = "token_refused"
    status = 401
    zh = "这个令牌不能用：不存在、已过期或已吊销。"
    en = "This token can't be used: it is unknown, has expired or was revoked."


class TokenNotHere(BusinessError):
    code = "token_not_here"
    status = 403
    zh = "这个地址不对令牌开放，只能由人登录后使用。"
    en = "This address is not open to tokens; it takes a person who is signed in."


class ScopeNotYours(BusinessError):
    code = "scope_not_yours"
    zh = "令牌的权限不能超出您自己的：{scope}。"
    en = "A token can't have more than you may do yourself: {scope}."


class TokenNameTaken(BusinessError):
    code = "token_name_taken"
    zh = "您已有一个叫「{name}」的令牌。"
    en = "You already have a token called “{name}”."


class TooManyTokens(BusinessError):
    code = "too_many_tokens"
    zh = "一个人最多有 {most} 个在用的令牌，先吊销不用的。"
    en = "One person may have {most} tokens in use. Revoke those that are not."
