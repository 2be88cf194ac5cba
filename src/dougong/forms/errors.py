from dougong.kit.errors import BusinessError


class FieldTypeFixed(BusinessError):
    code = "field_type_fixed"
    status = 409
    zh = "「{name}」已经在用，类型和是否加密不能再改。停用它，另加一个。"
    en = "“{name}” is in use: its type and whether it is encrypted can't change. Retire it and add another."


class FieldInForce(BusinessError):
    code = "field_in_force"
    status = 409
    zh = "「{name}」不能从定义里删掉，填过的内容还在。可以停用。"
    en = "“{name}” can't be taken out of the definition: what was filled is kept. It can be retired."


class FieldNameTaken(BusinessError):
    code = "field_name_taken"
    status = 409
    zh = "已经有叫「{name}」的字段。"
    en = "There is already a field called “{name}”."


class FieldWrong(BusinessError):
    code = "field_wrong"
    zh = "{zh}"
    en = "{en}"


class TooManyFields(BusinessError):
    code = "too_many_fields"
    zh = "最多 {most} 个字段在用。先停用不再需要的。"
    en = "At most {most} fields can be in use. Retire some first."
