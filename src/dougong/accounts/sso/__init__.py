"""Signing in by another party's word: OpenID Connect, DingTalk, Feishu, WeChat, WeCom."""
