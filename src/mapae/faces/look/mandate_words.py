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
            "I declare that each of these travellers, or a parent or guardian of those under 18, asked me to apply for "
            "them and has read how their data are used, and that everything I have said about them is true and complete. "
            "They know that they can look at the application, confirm it or object."
        ),
        "tr": (
            "Bu yolcuların her birinin, 18 yaşından küçükler için annesinin, babasının veya vasisinin, adına başvurmamı "
            "istediğini ve verilerinin nasıl kullanıldığını okuduğunu, onlar hakkında verdiğim bütün bilgilerin doğru ve "
            "eksiksiz olduğunu beyan ederim. Yolcular başvuruyu görebileceklerini, onaylayabileceklerini veya itiraz "
            "edebileceklerini biliyor."
        ),
        "ko": (
            "이 여행자들 각자(18세 미만은 부모 또는 후견인)가 저에게 신청을 요청하고 개인정보 처리 안내를 읽었으며, "
            "제가 여행자들에 관해 제출하는 내용은 모두 사실이고 빠짐이 없음을 확인합니다. "
            "여행자들은 신청을 직접 보고 확인하거나 이의를 제기할 수 있음을 알고 있습니다."
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
