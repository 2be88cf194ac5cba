"""The protocols that are spoken, by the kind of a provider."""

from dougong.accounts.sso.kinds.dingtalk import DingTalk
from dougong.accounts.sso.kinds.feishu import Feishu
from dougong.accounts.sso.kinds.oidc import Oidc
from dougong.accounts.sso.kinds.told import Kind
from dougong.accounts.sso.kinds.wechat import WeChat
from dougong.accounts.sso.kinds.wecom import WeCom

KINDS: dict[str, Kind] = {
    "oidc": Oidc(),
    "dingtalk": DingTalk(),
    "feishu": Feishu(),
    "wechat": WeChat(),
    "wecom": WeCom(),
}
