"""What a client sent before there was its dossier goes with that."""

from dougong.clients.policies import CLIENT
from dougong.intake.models import Submission
from dougong.kit.purging import Part, goes

goes(Part(CLIENT, "intake.submission", "网上咨询", "Enquiries", Submission, "client_id"))
