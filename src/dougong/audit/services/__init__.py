from dougong.audit.services.checking import Report, start_verification, verify, verify_and_note
from dougong.audit.services.retention import remove_old
from dougong.audit.services.sealing import Sealer, seal_all
from dougong.audit.services.writing import Act, note, record, record_many, snapshot
