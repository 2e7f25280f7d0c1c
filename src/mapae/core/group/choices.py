"""The words for answers that are chosen from a list, in every shipped language; the first of each is the one we write.

Matched after `columns.fold`. A word that could stand for two answers is not there: X marks a yes for some and a no for
others, and nobody guesses.
"""

from __future__ import annotations

from collections.abc import Mapping

from mapae.core.group.columns import fold
from mapae.core.group.headings import OPTS_IN

YES, NO = "yes", "no"

_YES_NO = {
    YES: (("Yes", "y", "true", "1"), ("Evet", "e", "var", "doğru"), ("예", "네", "있음", "유", "있다")),
    NO: (
        ("No", "n", "false", "0", "none"),
        ("Hayır", "h", "yok", "yanlış"),
        ("아니요", "아니오", "없음", "무", "없다"),
    ),
}
_SEX = {
    "F": (("Female (F)", "f", "female", "woman"), ("Kadın (F)", "k", "kadın", "bayan", "kız"),
          ("여성(F)", "여", "여성", "여자")),
    "M": (("Male (M)", "m", "male", "man"), ("Erkek (M)", "e", "erkek", "bay"), ("남성(M)", "남", "남성", "남자")),
    "X": (("Unspecified (X)", "x", "unspecified", "not specified"), ("Belirtilmemiş (X)", "belirtilmemiş"),
          ("미지정(X)", "미지정")),
}  # fmt: skip
_PURPOSE = {
    "tourism": (("Tourism", "tourist", "holiday", "vacation", "travel", "leisure", "sightseeing"),
                ("Turizm", "turist", "turistik", "tatil", "gezi"), ("관광", "여행", "관광·여행", "휴가")),
    "family": (("Visiting family or friends", "family", "visit", "family visit", "friends", "visiting friends"),
               ("Aile veya arkadaş ziyareti", "aile ziyareti", "arkadaş ziyareti", "akraba ziyareti", "aile"),
               ("가족·지인 방문", "친지 방문", "가족 방문", "지인 방문")),
    "event": (("Event, sport or culture", "event", "sport", "sports", "culture", "concert", "festival"),
              ("Etkinlik, spor veya kültür", "etkinlik", "spor", "kültür", "konser", "festival"),
              ("행사·스포츠·문화 활동", "행사 참가", "행사", "스포츠", "문화 활동")),
    "meeting": (("Meeting or conference", "meeting", "conference", "congress"),
                ("Toplantı veya konferans", "toplantı", "konferans", "kongre"), ("회의 참석", "회의", "학회", "컨퍼런스")),
    "business": (("Business talks or contracts", "business", "business trip", "trade"),
                 ("İş görüşmesi veya sözleşme", "iş", "ticari", "iş görüşmesi", "iş seyahati", "ticaret"),
                 ("상용(상담·계약 등)", "상용", "비즈니스", "출장", "상담")),
    "transit": (("Transit", "transfer"), ("Transit geçiş", "transit", "aktarma"), ("경유", "환승", "통과")),
    "medical": (("Medical treatment", "medical", "treatment", "health"),
                ("Tıbbi tedavi", "tedavi", "sağlık", "medikal"), ("의료", "치료", "의료 관광")),
}  # fmt: skip
_EMPLOYMENT = {
    "employed": (("Employed", "employee", "working", "worker"), ("Çalışan", "çalışıyor", "işçi", "memur", "ücretli"),
                 ("직장인", "회사원", "재직", "근로자")),
    "self_employed": (("Self-employed", "freelance", "freelancer", "business owner"),
                      ("Serbest meslek sahibi", "serbest meslek", "serbest", "esnaf"), ("자영업", "자영업자", "프리랜서")),
    "student": (("Pupil or student", "student", "pupil"), ("Öğrenci",), ("학생", "대학생")),
    "homemaker": (("Homemaker", "housewife", "househusband"), ("Ev hanımı veya ev beyi", "ev hanımı", "ev beyi"),
                  ("주부", "전업주부")),
    "retired": (("Retired", "pensioner"), ("Emekli",), ("은퇴", "퇴직", "은퇴자", "퇴직자")),
    "not_working": (("Not working at present", "unemployed", "not working", "not employed"),
                    ("Şu anda çalışmıyor", "işsiz", "çalışmıyor"), ("현재 일하지 않음", "무직", "구직 중")),
}  # fmt: skip

Words = Mapping[str, tuple[tuple[str, ...], ...]]
_OF_YES_AND_NO = (
    "has_other_nationality", "has_visited_before", "has_criminal_record", "has_infectious_disease", "was_refused_entry",
)  # fmt: skip
# Boxes that are ticked or not: a no leaves them empty.
BOXES = frozenset({"guardian_agrees", "arrival_unknown", "stay_unknown", OPTS_IN})
WORDS: Mapping[str, Words] = {
    "sex": _SEX,
    "purpose": _PURPOSE,
    "employment": _EMPLOYMENT,
    **dict.fromkeys((*_OF_YES_AND_NO, *sorted(BOXES)), _YES_NO),
}


def find_choice(field: str, folded: str) -> str | None:
    """The answer that a folded word stands for; None if it is none of the list."""
    return _KNOWN[field].get(folded)


def _known(words: Words) -> dict[str, str]:
    known: dict[str, str] = {}
    for code, languages in words.items():
        for word in (code, *(one for language in languages for one in language)):
            if known.setdefault(fold(word), code) != code:
                raise ValueError(f"«{word}» stands for {known[fold(word)]} and for {code}")
    return known


_KNOWN = {field: _known(words) for field, words in WORDS.items()}
