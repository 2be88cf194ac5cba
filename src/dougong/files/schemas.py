from dougong.kit.schemas import In, Name


class RenameIn(In):
    name: Name


class ShareIn(In):
    shared: bool
