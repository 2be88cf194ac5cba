"""Level two goes with the client whose opportunities it belongs to."""

from dougong.clients.policies import CLIENT
from dougong.kit.purging import Part, goes
from dougong.requirements.models import Criterion, Prototype, Requirement, Specification, TestCase

_PATH = "specification__opportunity__client_id"
goes(
    Part(CLIENT, "requirements.specification", "需求规格", "Specifications", Specification, "opportunity__client_id"),
    Part(CLIENT, "requirements.requirement", "需求", "Requirements", Requirement, _PATH),
    Part(CLIENT, "requirements.prototype", "原型", "Prototypes", Prototype, _PATH),
    Part(CLIENT, "requirements.test_case", "测试用例", "Test cases", TestCase, _PATH),
    Part(CLIENT, "requirements.criterion", "验收标准", "Acceptance standards", Criterion, _PATH),
)
