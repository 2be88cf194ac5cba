from dougong.audit.services.checking import Report, verify, verify_and_note
from dougong.audit.services.retention import remove_old
from dougong.audit.services.sealing import Sealer, seal_all
from dougong.audit.services.writing import HIDDEN, Act, note, record, record_many, snapshot
