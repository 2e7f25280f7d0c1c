"""The words in which a representative declares to act for travellers, by their version and language.

They are data, not messages: what somebody declared stays in the words that they saw. A change gets the next version in
`mapae.core.application.mandates`, and the earlier ones stay here.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mapae.faces.look.spoken import in_active_language

DECLARATIONS: Mapping[str, Mapping[str, str]] = {
    "1": {
        "en": (
            "Each of these travellers, or a parent or guardian of those under 18, asked me to apply for them. They know "
            "what I enter for them, and that they can look at the application, confirm it or object."
        ),
        "tr": (
            "Bu yolcuların her biri, 18 yaşından küçükler için annesi, babası veya vasisi, adına başvurmamı istedi. "
            "Adlarına ne girdiğimi ve başvuruyu görebileceklerini, onaylayabileceklerini veya itiraz edebileceklerini "
            "biliyorlar."
        ),
        "ko": (
            "이 여행자들은 각자, 18세 미만인 경우에는 부모나 후견인이, 저에게 신청을 요청했습니다. "
            "여행자들은 제가 입력하는 내용을 알고 있으며, "
            "신청을 직접 보고 확인하거나 이의를 제기할 수 있음을 알고 있습니다."
        ),
    },
}
# Who acts for others, as a traveller is told.
KINDS: Mapping[str, str | Promise] = {
    "travel_agency": _("a travel agency"),
    "medical_institution": _("a medical institution"),
    "company": _("a company"),
    "school": _("a school"),
    "family": _("somebody who applies for a family"),
}


def declaration(wording: str) -> str:
    """The words of a version in the page's language. Raises KeyError for a version that nobody wrote."""
    return in_active_language(DECLARATIONS[wording])
