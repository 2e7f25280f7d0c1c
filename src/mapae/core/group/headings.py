"""The headings that are recognised, by field and language; the first of each is the one our own files have.

They are matched after `columns.fold`, so case, accents, blanks and punctuation make no difference. A new language adds a
tuple to each line.
"""

from __future__ import annotations

from collections.abc import Container

from mapae.core.application.situation import ARRIVAL, STAY

LANGUAGES = ("en", "tr", "ko")

MARK, OPTS_IN, IGNORED = "row", "opts_in", "ignored"
LINE_1, LINE_2 = "mrz_line_1", "mrz_line_2"
# Columns that are no questions of an application: the mark of a row of ours, the wish of the exempt to apply all the
# same, the two lines of a passport apart, and what our result files say and nobody need read back.
NO_QUESTIONS = (MARK, OPTS_IN, LINE_1, LINE_2, IGNORED)


def template_fields(may_be_unknown: Container[str] = ()) -> tuple[str, ...]:
    """The columns of a file to fill in; `may_be_unknown` as in the situation of the checks."""
    left_out = {LINE_1, LINE_2, IGNORED} | {box for what, box in _BOXES if what not in may_be_unknown}
    return tuple(name for name in HEADINGS if name not in left_out)


_BOXES = ((ARRIVAL, "arrival_unknown"), (STAY, "stay_unknown"))

HEADINGS: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    MARK: (
        ("Row mark (leave empty)", "row mark"),
        ("Satır işareti (boş bırakın)", "satır işareti"),
        ("행 표시 (비워 두세요)", "행 표시"),
    ),
    "mrz": (
        ("Two lines of the passport (MRZ)", "mrz", "mrz lines", "machine readable zone", "passport lines"),
        ("Pasaportun alt iki satırı (MRZ)", "mrz satırları", "makinede okunabilir alan", "alt iki satır"),
        ("여권 하단 두 줄 (MRZ)", "기계판독영역", "여권 하단 두 줄"),
    ),
    LINE_1: (
        ("MRZ line 1", "mrz 1", "mrz1", "first line", "passport line 1"),
        ("MRZ 1. satır", "mrz satır 1", "1. satır", "birinci satır"),
        ("MRZ 첫째 줄", "mrz 1행", "첫째 줄", "mrz 첫 줄"),
    ),
    LINE_2: (
        ("MRZ line 2", "mrz 2", "mrz2", "second line", "passport line 2"),
        ("MRZ 2. satır", "mrz satır 2", "2. satır", "ikinci satır"),
        ("MRZ 둘째 줄", "mrz 2행", "둘째 줄"),
    ),
    "nationality": (
        ("Nationality", "citizenship", "country of citizenship", "country of nationality", "nationality code"),
        ("Vatandaşlık", "uyruk", "uyruğu", "vatandaşlığı", "tabiiyet", "milliyet", "milliyeti"),
        ("국적", "국적코드", "국적 코드"),
    ),
    "issuing_state": (
        (
            "Issuing country",
            "issuing state",
            "issuing country or organisation",
            "country of issue",
            "issuing authority",
            "place of issue",
            "passport issuing country",
            "issued by",
        ),
        (
            "Pasaportu veren ülke",
            "veren ülke",
            "pasaportu veren ülke veya kuruluş",
            "düzenleyen ülke",
            "veren devlet",
            "pasaportun verildiği ülke",
            "veren makam",
        ),
        ("발급 국가", "발급국", "발급국가", "발급 국가(기관)", "여권 발급국", "여권 발급 국가"),
    ),
    "document_number": (
        (
            "Passport number",
            "passport no",
            "passport",
            "passport nr",
            "passport num",
            "document number",
            "document no",
            "travel document number",
            "passport #",
            "pass no",
            "ppt no",
            "pp no",
        ),
        (
            "Pasaport numarası",
            "pasaport no",
            "pasaport",
            "pasaport nosu",
            "belge numarası",
            "belge no",
            "seyahat belgesi numarası",
        ),
        ("여권번호", "여권 번호", "여권", "여권 no", "문서번호"),
    ),
    "document_expiry": (
        (
            "Passport expiry date",
            "expiry date of the passport",
            "expiry date",
            "expiry",
            "expiration date",
            "date of expiry",
            "passport expiry",
            "passport expiration date",
            "valid until",
            "document expiry",
            "expires",
            "passport valid until",
        ),
        (
            "Pasaport son geçerlilik tarihi",
            "pasaportun son geçerlilik tarihi",
            "son geçerlilik tarihi",
            "geçerlilik tarihi",
            "pasaport bitiş tarihi",
            "bitiş tarihi",
            "pasaport geçerlilik tarihi",
            "pasaport geçerlilik",
            "geçerlilik bitiş tarihi",
            "son kullanma tarihi",
        ),
        (
            "여권 만료일",
            "만료일",
            "여권만료일자",
            "만료일자",
            "유효기간 만료일",
            "여권 유효기간",
            "유효기간",
            "여권 유효기간 만료일",
        ),
    ),
    "surname": (
        ("Surname", "last name", "family name", "surnames", "lastname", "surname as in passport", "surname latin"),
        ("Soyadı", "soyad", "soy isim", "soyisim", "soy adı", "soyadınız", "aile adı", "soyismi"),
        ("영문 성", "성", "성(영문)", "영문성", "여권 성", "성 (영문)"),
    ),
    "given_names": (
        (
            "Given names",
            "given name",
            "first name",
            "first names",
            "forename",
            "forenames",
            "firstname",
            "first and middle names",
            "given names latin",
        ),
        ("Adı", "ad", "adınız", "isim", "ismi", "adlar", "ön ad", "ön adı", "adları"),
        ("영문 이름", "이름(영문)", "영문이름", "이름", "여권 이름", "이름 (영문)", "영문 명", "명(영문)"),
    ),
    "birth_date": (
        ("Date of birth", "birth date", "birthdate", "dob", "birthday", "born", "born on", "date birth"),
        ("Doğum tarihi", "doğum günü", "d. tarihi", "d.tarihi", "doğum tar."),
        ("생년월일", "출생일", "출생일자", "생일", "생년월일자"),
    ),
    "sex": (
        ("Sex", "gender", "m/f", "f/m", "sex (f/m/x)"),
        ("Cinsiyet", "cinsiyeti", "k/e", "e/k"),
        ("성별", "남/여", "남여"),
    ),
    "guardian_name": (
        ("Name of the parent or guardian", "parent or guardian", "guardian", "guardian name", "parent name"),
        ("Anne, baba veya vasinin adı", "veli", "vasi", "veli adı", "veli veya vasi", "veli adı soyadı", "velisi"),
        ("보호자 성명", "보호자", "법정대리인", "보호자 이름", "법정대리인 성명"),
    ),
    "guardian_agrees": (
        ("Parent or guardian agrees", "guardian agrees", "parental consent", "guardian consent"),
        ("Veli veya vasi onay veriyor", "veli onayı", "vasi onayı", "muvafakat"),
        ("보호자 동의", "법정대리인 동의", "보호자 동의 여부"),
    ),
    "native_name": (
        (
            "Name in own writing",
            "native name",
            "name in native script",
            "name in own script",
            "your name in your own writing",
        ),
        ("Kendi yazısıyla adı", "ana dilde adı", "kendi alfabesiyle adı", "adınız kendi yazınızla"),
        ("자국어 성명", "한글 성명", "한글 이름", "한글이름", "한글성명", "현지어 성명", "자국 문자 성명"),
    ),
    "has_other_nationality": (
        (
            "Has another nationality",
            "other nationality yes no",
            "dual nationality",
            "multiple nationalities",
            "dual citizenship",
        ),
        ("Başka vatandaşlığı var mı", "çifte vatandaşlık", "çifte vatandaş", "başka vatandaşlık var mı"),
        ("다른 국적 보유", "복수국적", "이중국적", "복수 국적 여부", "다른 국적 여부", "복수국적 여부"),
    ),
    "other_nationality": (
        (
            "Other nationality",
            "second nationality",
            "your other nationality",
            "other citizenship",
            "second citizenship",
        ),
        ("Diğer vatandaşlık", "diğer vatandaşlığı", "ikinci vatandaşlık", "diğer uyruk", "ikinci uyruk"),
        ("다른 국적", "제2국적", "두 번째 국적", "기타 국적"),
    ),
    "phone": (
        (
            "Phone number",
            "phone",
            "telephone",
            "mobile",
            "mobile number",
            "mobile phone",
            "tel",
            "cell phone",
            "phone no",
            "telephone number",
            "contact number",
        ),
        ("Telefon numarası", "telefon", "cep telefonu", "tel no", "telefon no", "cep", "gsm", "cep tel"),
        ("전화번호", "휴대전화", "연락처", "휴대폰", "핸드폰", "휴대전화번호", "휴대폰번호", "전화"),
    ),
    "email": (
        ("E-mail address", "email", "e mail", "mail", "email address"),
        ("E-posta adresi", "e posta", "eposta", "e mail adresi", "mail adresi", "elektronik posta"),
        ("이메일", "이메일 주소", "전자우편", "전자우편 주소", "메일"),
    ),
    "arrival_day": (
        ("Day of arrival", "arrival date", "arrival day", "date of arrival", "arrival", "entry date", "date of entry"),
        ("Varış tarihi", "varış günü", "varış", "geliş tarihi", "giriş tarihi", "seyahat tarihi"),
        ("도착일", "입국일", "입국예정일", "도착 예정일", "입국 예정일", "도착일자", "입국일자"),
    ),
    "arrival_unknown": (
        ("Day of arrival not yet known", "arrival unknown", "arrival not known"),
        ("Varış günü henüz belli değil", "varış belli değil"),
        ("도착일 미정", "입국일 미정"),
    ),
    "purpose": (
        (
            "Purpose of the visit",
            "purpose",
            "purpose of visit",
            "purpose of travel",
            "travel purpose",
            "reason for travel",
        ),
        ("Ziyaret amacı", "seyahat amacı", "amaç", "geliş amacı", "amacı", "geliş nedeni"),
        ("입국 목적", "방문 목적", "여행 목적", "목적", "입국목적", "방문목적"),
    ),
    "stay_street": (
        (
            "Address of stay: street and number",
            "street and number",
            "address of stay",
            "address",
            "street",
            "hotel address",
            "address in korea",
            "address where you will stay",
            "stay address",
            "accommodation address",
        ),
        (
            "Kalacağı adres: cadde ve numara",
            "cadde ve numara",
            "kalacağı adres",
            "kalacağınız adres",
            "adres",
            "otel adresi",
            "kore adresi",
            "konaklama adresi",
            "konaklama yeri",
        ),
        (
            "체류지 주소: 도로명과 번호",
            "체류지 주소",
            "체류지",
            "주소",
            "도로명 주소",
            "숙소 주소",
            "호텔 주소",
            "국내 체류지",
        ),
    ),
    "stay_detail": (
        (
            "Hotel, or floor and flat",
            "hotel",
            "hotel name",
            "name of the hotel",
            "accommodation",
            "name of the hotel or floor and flat",
        ),
        ("Otel, veya kat ve daire", "otel", "otel adı", "otelin adı", "konaklama", "otelin adı veya kat ve daire"),
        ("호텔명 또는 층·호수", "호텔", "호텔명", "숙소", "숙소명", "상세주소", "상세 주소"),
    ),
    "stay_postcode": (
        ("Postcode", "post code", "postal code", "zip", "zip code"),
        ("Posta kodu", "postakodu", "pk"),
        ("우편번호",),
    ),
    "stay_unknown": (
        ("Place of stay not yet known", "stay unknown", "address not known"),
        ("Kalacağı yer henüz belli değil", "adres belli değil"),
        ("체류지 미정", "숙소 미정"),
    ),
    "employment": (
        ("Present occupation status", "employment", "employment status", "what you do at present", "work status"),
        ("Şu anki durumu", "çalışma durumu", "istihdam durumu", "iş durumu", "şu anda ne yapıyorsunuz"),
        ("현재 하는 일", "직업 상태", "취업 상태", "고용 상태", "직업 구분"),
    ),
    "occupation": (
        ("Occupation", "profession", "job", "job title", "your occupation"),
        ("Mesleği", "meslek", "mesleğiniz", "iş", "görevi", "unvan"),
        ("직업", "직종", "직책", "직위"),
    ),
    "employer": (
        ("Company", "employer", "name of the company", "company name", "workplace", "name of the company you work for"),
        ("Çalıştığı şirket", "işveren", "şirket", "şirket adı", "çalıştığı kurum", "işyeri", "iş yeri", "firma"),
        ("회사명", "직장", "직장명", "회사", "근무처", "소속"),
    ),
    "has_visited_before": (
        ("Visited before", "earlier visits", "has visited before", "previous visit", "previous visits", "been before"),
        ("Daha önce geldi mi", "önceki ziyaretler", "daha önce ziyaret", "önceki ziyaret", "daha önce gitti mi"),
        ("방문 경험", "이전 방문", "방문 이력", "이전 방문 여부", "과거 방문 여부", "한국 방문 경험"),
    ),
    "last_visit_year": (
        ("Year of last visit", "last visit year", "last visit", "year of your last visit"),
        ("Son ziyaret yılı", "son ziyaretin yılı", "son ziyaret"),
        ("최근 방문 연도", "마지막 방문 연도", "최근 방문", "최종 방문 연도"),
    ),
    "has_criminal_record": (
        ("Convicted of a crime", "criminal record", "has criminal record", "criminal conviction"),
        ("Sabıkası var mı", "adli sicil kaydı", "sabıka", "sabıka kaydı", "adli sicil"),
        ("범죄 경력", "범죄 경력 여부", "전과", "범죄경력", "형사 처벌 여부"),
    ),
    "criminal_record_details": (
        ("About the conviction", "criminal record details", "conviction details"),
        ("Mahkûmiyet hakkında", "sabıka ayrıntıları", "mahkumiyet ayrıntıları", "sabıka açıklaması"),
        ("범죄 경력 내용", "범죄 경력 상세", "처벌 내용"),
    ),
    "has_infectious_disease": (
        ("Infectious disease", "has infectious disease", "contagious disease"),
        ("Bulaşıcı hastalığı var mı", "bulaşıcı hastalık"),
        ("감염병 여부", "감염병", "전염병", "전염병 여부"),
    ),
    "infectious_disease_details": (
        ("About the disease", "infectious disease details", "disease details"),
        ("Hastalık hakkında", "hastalık ayrıntıları", "hastalık açıklaması"),
        ("감염병 내용", "질병 내용", "감염병 상세"),
    ),
    "was_refused_entry": (
        ("Refused entry or made to leave", "refused entry", "was refused entry", "deported", "entry refused"),
        ("Girişi reddedildi veya sınır dışı edildi mi", "girişi reddedildi mi", "giriş reddi", "sınır dışı"),
        ("입국 거부 또는 강제 출국", "입국 거부", "입국거부 여부", "강제퇴거", "입국 거부 여부"),
    ),
    "refused_entry_details": (
        ("About the refusal", "refused entry details", "refusal details"),
        ("Ret hakkında", "ret ayrıntıları", "giriş reddi ayrıntıları", "giriş reddi açıklaması"),
        ("입국 거부 내용", "입국 거부 상세"),
    ),
    OPTS_IN: (
        ("Apply even if exempt", "opts in", "opt in", "apply all the same"),
        ("Muaf olsa da başvurulsun", "muaf olsa da başvuru", "isteğe bağlı başvuru"),
        ("면제여도 신청", "선택 신청", "면제 대상이어도 신청"),
    ),
    IGNORED: (
        ("Messages", "message", "status", "result", "reference number", "no.", "no", "nr", "s/n", "seq", "serial no"),
        ("Mesajlar", "mesaj", "durum", "sonuç", "başvuru numarası", "sıra no", "sıra", "s.no", "sn"),
        ("메시지", "상태", "결과", "접수번호", "순번", "번호", "연번"),
    ),
}

# Headings that may mean more than one question: a person chooses.
DOUBTFUL: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("name", "full name", "name surname", "ad soyad", "adı soyadı", "isim soyisim", "성명", "영문 성명"),
                    ("surname", "given_names", "native_name")),
    **dict.fromkeys(("date", "tarih", "날짜", "일자"), ("birth_date", "document_expiry", "arrival_day")),
    **dict.fromkeys(("country", "ülke", "국가", "나라", "state"), ("nationality", "issuing_state")),
    **dict.fromkeys(("number", "numara"), ("document_number", "phone")),
    **dict.fromkeys(("date of issue", "issue date", "veriliş tarihi", "düzenleme tarihi", "발급일", "발급일자"), (IGNORED,)),
}  # fmt: skip
