"""Why a picture was not read: each says what to do."""

from dougong.kit.errors import BusinessError


class LicenceNotRead(BusinessError):
    """A picture from which no licence could be read; each kind says what to do."""

    code = "licence_not_read"
    zh = "没能读出这张图，换一张再试，或者手工填写。"
    en = "Nothing could be read from this picture. Try another one, or fill in by hand."


class LicenceHeic(LicenceNotRead):
    code = "licence_heic"
    zh = "这是苹果手机的 HEIC 照片，还读不了。在手机「设置 › 相机 › 格式」里选「兼容性最佳」再拍，或把照片另存为 JPG。"
    en = "This is a HEIC photo, which can't be read yet. Choose Settings › Camera › Formats › Most Compatible, or save it as JPG."


class LicenceNoPicture(LicenceNotRead):
    code = "licence_no_picture"
    zh = "「{name}」不是图片也不是 PDF。选执照的照片（JPG、PNG、WebP、BMP、TIFF）或扫描件。"
    en = "“{name}” is neither a picture nor a PDF. Choose a photo (JPG, PNG, WebP, BMP, TIFF) or a scan of the licence."


class LicenceTooLarge(LicenceNotRead):
    code = "licence_too_large"
    zh = "图太大了，最多 20 MB、8000 万像素。缩小一点再传。"
    en = "The picture is too large: at most 20 MB and 80 million points. Make it smaller first."


class LicenceBlurred(LicenceNotRead):
    code = "licence_blurred"
    zh = "照片太模糊，看不清字。对准执照、光线亮一点，再拍一张。"
    en = "The photo is too blurred to read. Aim at the licence in better light and take another one."


class LicenceNone(LicenceNotRead):
    code = "licence_none"
    zh = "图上没有找到营业执照的内容。拍有名称、信用代码、法定代表人的那一面，整张入镜。"
    en = "No business licence was found on the picture. Take the side with name, credit code and legal representative, all of it."


class LicenceLocked(LicenceNotRead):
    code = "licence_locked"
    zh = "这个 PDF 有密码，打不开。去掉密码再传。"
    en = "This PDF has a password. Take it off first."


class LicenceBusy(LicenceNotRead):
    code = "licence_busy"
    status = 503
    zh = "正在读别人的执照，过半分钟再试。"
    en = "Another licence is being read. Try again in half a minute."


class LicenceTooLong(LicenceNotRead):
    code = "licence_too_long"
    zh = "读了一分多钟还没读完。换一张清楚、小一点的图，或者手工填写。"
    en = "It took more than a minute. Try a clearer, smaller picture, or fill in by hand."
