"""What the codes mean, in sentences: the one place of the officers' face where a code gets its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from babel import Locale
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mapae.core.application.parties import OrganisationKind
from mapae.core.application.status import Act, Status
from mapae.core.authorization.flag import FlagReason
from mapae.core.authorization.validity import Ending
from mapae.core.decision.outcome import GrantReason, ReferralReason
from mapae.core.decision.proposal import AdverseAct
from mapae.core.decision.search import SearchPurpose
from mapae.core.documents.states import ALPHA_2
from mapae.core.rulebook.assessment import Requirement
from mapae.core.rulebook.model import Ground
from mapae.core.travel.override import OverrideReason
from mapae.faces.look.spoken import in_active_language
from mapae.faces.look.topics import TOPICS

REASONS: Mapping[str, Promise] = {
    ReferralReason.DECLARATION: _("The applicant answered yes to a declaration"),
    ReferralReason.HIT: _("The screening found a possible match"),
    ReferralReason.NOT_REQUIRED: _("The scheme does not apply to the applicant"),
    ReferralReason.NOT_ELIGIBLE: _("The applicant cannot apply now"),
    ReferralReason.OBJECTION: _("The traveller objects to who applied for them"),
    GrantReason.NO_OBSTACLE: _("Nothing speaks against it"),
    GrantReason.OFFICER_SATISFIED: _("An officer examined the case and found no reason to refuse"),
}
REQUIREMENTS: Mapping[str, Promise] = {
    Requirement.REQUIRED: _("The applicant needs an authorization."),
    Requirement.EXEMPT: _("The applicant is exempt, and applied all the same."),
    Requirement.OUTSIDE: _("The scheme does not apply to the applicant."),
    Requirement.NOT_ELIGIBLE: _("The applicant cannot apply now."),
}
STATUSES: Mapping[str, tuple[Promise, str]] = {
    Status.REFERRED: (_("with an officer"), "attention"),
    Status.INFORMATION_REQUESTED: (_("we need more information"), "progress"),
    Status.GRANTED: (_("granted"), "good"),
    Status.REFUSED: (_("refused"), "bad"),
    Status.WITHDRAWN: (_("withdrawn"), "neutral"),
    Status.AWAITING_PAYMENT: (_("waiting for payment"), "neutral"),
    Status.IN_ASSESSMENT: (_("being assessed"), "progress"),
    Status.LAPSED: (_("closed because it was not paid"), "neutral"),
}
ENDINGS: Mapping[str, Promise] = {
    Ending.REVOKED: _("revoked"),
    Ending.ANNULLED: _("annulled"),
    Ending.CANCELLED: _("cancelled by the holder"),
    Ending.SUPERSEDED: _("replaced by a newer authorization"),
}
ACTS: Mapping[str, Promise] = {
    Act.SUBMIT: _("Application submitted"),
    Act.PAY: _("Fee paid"),
    Act.REFER: _("Referred to an officer"),
    Act.REQUEST_INFORMATION: _("More information requested"),
    Act.PROVIDE_INFORMATION: _("Information provided"),
    Act.GRANT: _("Authorization granted"),
    Act.REFUSE: _("Application refused"),
    Act.WITHDRAW: _("Application withdrawn"),
    Act.LAPSE: _("Closed because it was not paid"),
    Act.ANSWER_OVERDUE: _("No answer came in time"),
    Act.PROPOSE: _("Proposed to a second officer"),
    Act.RETURN: _("Proposal given back"),
    Act.REVOKE: _("Authorization revoked"),
    Act.ANNUL: _("Authorization annulled"),
}
EVENTS: Mapping[str, Promise] = {
    **ACTS,
    "authorization.cancelled": _("Authorization cancelled by its holder"),
    "application.edited": _("Answers edited by the holder"),
    "mandate.confirmed": _("The traveller confirmed their representative"),
    "mandate.objected": _("The traveller objected to their representative"),
    "mandate.examined": _("An officer looked at the objection"),
}
ACTORS: Mapping[str, Promise] = {
    "applicant": _("applicant"),
    "system": _("automatic processing"),
    "operator": _("operator"),
    "officer": _("officer"),
    "supervisor": _("supervisor"),
    "payment_provider": _("payment service"),
    "representative": _("representative"),
    "family": _("representative of a family"),
}
REPRESENTATIVES: Mapping[str, Promise] = {
    OrganisationKind.TRAVEL_AGENCY: _("travel agency"),
    OrganisationKind.MEDICAL_INSTITUTION: _("medical institution"),
    OrganisationKind.COMPANY: _("company"),
    OrganisationKind.SCHOOL: _("school"),
    OrganisationKind.FAMILY: _("family"),
}
DECLARATIONS: Mapping[str, Promise] = {
    "has_criminal_record": _("Criminal record"),
    "has_infectious_disease": _("Infectious disease"),
    "was_refused_entry": _("Refused entry or removed before"),
}
NOTICES: Mapping[str, Promise] = {
    "taken_over": _("somebody else works on this case now"),
    "assigned": _("the case was given to you"),
    "answered": _("the applicant answered your question"),
    "confirmed": _("your proposal was confirmed"),
    "returned": _("your proposal was given back"),
    "objected": _("the traveller objects to who applied for them"),
}
ADVERSE: Mapping[str, Promise] = {
    AdverseAct.REFUSE: _("Refusal"),
    AdverseAct.REVOKE: _("Revocation"),
    AdverseAct.ANNUL: _("Annulment"),
}
FLAGS: Mapping[str, Promise] = {
    FlagReason.IDENTITY: _("Identity"),
    FlagReason.DOCUMENT: _("Passport"),
    FlagReason.PURPOSE: _("Purpose of the visit"),
    FlagReason.STAY: _("Stay and departure"),
    FlagReason.EARLIER_CASE: _("An earlier case"),
}
PURPOSES_OF_A_SEARCH: Mapping[str, Promise] = {
    SearchPurpose.APPLICANT_ASKS: _("The applicant asks"),
    SearchPurpose.CARRIER_ASKS: _("A carrier asks"),
    SearchPurpose.BORDER_ASKS: _("Border control asks"),
    SearchPurpose.AUTHORITY_ASKS: _("A court or another authority asks"),
    SearchPurpose.NEW_FACTS: _("New facts about a person or a passport"),
    SearchPurpose.CHECK_OF_A_DECISION: _("A decision is checked"),
}
OVERRIDES: Mapping[str, Promise] = {
    OverrideReason.HUMANITARIAN: _("Humanitarian reasons"),
    OverrideReason.VISA_SEEN: _("A visa or residence permit was seen"),
    OverrideReason.OFFICIAL_INVITATION: _("Official invitation"),
    OverrideReason.FAULT_OF_OURS: _("A fault of this system"),
    OverrideReason.DECISION_IS_NEAR: _("The decision is near"),
}
YES, NO = _("Yes"), _("No")


def ground_in_words(ground: Ground) -> str:
    """What the rulebook says of the ground, in the active language, with its article, which is cited in English."""
    return format_html('{} (<span lang="en">{}</span>)', in_active_language(ground.texts), ground.law)


def reasons_in_words(codes: Iterable[str], grounds: Iterable[Ground]) -> tuple[str, ...]:
    """A sentence for each code, of ours or of the rulebook's grounds; raises KeyError for a code without one."""
    cited = {ground.code: ground_in_words(ground) for ground in grounds}
    known = {**REASONS, **TOPICS, **ADVERSE, **cited}
    return tuple(str(known[code]) for code in codes)


def state_in_words(code: str) -> str:
    """The state's name in the active language with its code, or the code alone where it has no name of its own."""
    name = Locale.parse((get_language() or "en").replace("-", "_")).territories.get(ALPHA_2.get(code, ""))
    return f"{name} ({code})" if name else code
