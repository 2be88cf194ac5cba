from dougong.kit.errors import BusinessError


class PointsKeyLost(BusinessError):
    """The key that signed the last head is not in the key folder. A new one is only made on purpose."""

    code = "points_key_lost"
    status = 503
    zh = "签发积分树头的密钥 {key} 不在密钥文件夹里。把 points 文件放回去，或用 dougong points new-key --lost 换一把。"
    en = "The key {key} that signs points heads is missing. Put the file points back, or run dougong points new-key --lost."


class PointsHeadsUnrelated(BusinessError):
    code = "points_heads_unrelated"
    zh = "先后两个树头，前一个的编号要小。"
    en = "Of two heads the first must be the older."
