"""The models, one module a concept; Django finds them here."""

from mapae.records.models.account import Account
from mapae.records.models.application import Application, Group
from mapae.records.models.attachment import Attachment
from mapae.records.models.audit import AuditCheckpoint, AuditLeaf, AuditPlacement
from mapae.records.models.authorization import Authorization
from mapae.records.models.carrier import BoardCheckMessage, Carrier, CarrierKey, QueryLog
from mapae.records.models.case import CaseEvent, CaseKey, Decision
from mapae.records.models.edit import AnswersEdit
from mapae.records.models.installation import Installation
from mapae.records.models.limits import RateWindow
from mapae.records.models.mailbox import MailboxRequest, MailedLink
from mapae.records.models.outbox import OutboxMessage
from mapae.records.models.payment import Payment
from mapae.records.models.reminder import ExpiryReminder
from mapae.records.models.rulebook import RulebookVersion
from mapae.records.role import Role

__all__ = [
    "Account", "AnswersEdit", "Application", "Attachment", "AuditCheckpoint", "AuditLeaf", "AuditPlacement", "Authorization",
    "BoardCheckMessage", "Carrier", "CarrierKey", "CaseEvent", "CaseKey", "Decision", "ExpiryReminder", "Group",
    "Installation", "MailboxRequest", "MailedLink", "OutboxMessage", "Payment", "QueryLog", "RateWindow", "Role",
    "RulebookVersion",
]  # fmt: skip
