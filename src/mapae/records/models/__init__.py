"""The models, one module a concept; Django finds them here."""

from mapae.records.models.account import Account
from mapae.records.models.application import Application
from mapae.records.models.attachment import Attachment
from mapae.records.models.audit import AuditCheckpoint, AuditLeaf, AuditPlacement
from mapae.records.models.authorization import Authorization
from mapae.records.models.border import BorderRecord
from mapae.records.models.carrier import BoardCheckMessage, Carrier, CarrierKey, QueryLog
from mapae.records.models.case import CaseEvent, CaseKey, Decision
from mapae.records.models.desk import Assignment, DeskDraft, DeskNotice, Team, TeamMember
from mapae.records.models.edit import AnswersEdit
from mapae.records.models.flag import SecondLineFlag
from mapae.records.models.group import Group, GroupFile, GroupRow, RowPortrait
from mapae.records.models.information import InformationRequest
from mapae.records.models.installation import Installation
from mapae.records.models.limits import RateWindow
from mapae.records.models.mailbox import MailboxRequest, MailedLink
from mapae.records.models.order import Mandate, Order, Submission
from mapae.records.models.organisation import Organisation, OrganisationKey
from mapae.records.models.outbox import OutboxMessage
from mapae.records.models.override import BoardOverride
from mapae.records.models.payment import FeeRefund, Payment
from mapae.records.models.proposal import AuthorizationEnding, Proposal
from mapae.records.models.reminder import ExpiryReminder
from mapae.records.models.report import IntermediaryReport
from mapae.records.models.rulebook import RulebookVersion
from mapae.records.models.screening import Hit, ListedDocument, ListVersion
from mapae.records.role import Role

__all__ = [
    "Account", "AnswersEdit", "Application", "Assignment", "Attachment", "AuditCheckpoint", "AuditLeaf",
    "AuditPlacement", "Authorization", "AuthorizationEnding", "BoardCheckMessage", "BoardOverride", "BorderRecord",
    "Carrier", "CarrierKey", "CaseEvent", "CaseKey", "Decision", "DeskDraft", "DeskNotice", "ExpiryReminder", "FeeRefund",
    "Group", "GroupFile", "GroupRow", "Hit", "InformationRequest", "Installation", "IntermediaryReport", "ListVersion",
    "ListedDocument", "MailboxRequest", "MailedLink", "Mandate", "Order", "Organisation", "OrganisationKey",
    "OutboxMessage", "Payment", "Proposal", "QueryLog", "RateWindow", "Role", "RowPortrait", "RulebookVersion",
    "SecondLineFlag", "Submission", "Team",
    "TeamMember",
]  # fmt: skip
