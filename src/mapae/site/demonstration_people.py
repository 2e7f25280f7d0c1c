"""The demonstration's applicants: plainly invented, and each made by the same use cases as everybody's."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

from mapae.site.demonstration_clock import Standing
from mapae.site.demonstration_portrait import DrawnPortraits
from mapae.usecases.answer import answer
from mapae.usecases.decide import decide_by_machine
from mapae.usecases.keep_portrait import keep_portrait
from mapae.usecases.pay import receive_payment, start_payment
from mapae.usecases.ports import PaymentNotice, Ports, day_at
from mapae.usecases.rulebook_in_force import rulebook_in_force
from mapae.usecases.start_draft import start_draft
from mapae.usecases.submit import submit

_ANSWERS = {
    "email": "specimen.traveller@example.org",
    "purpose": "tourism",
    "applying_for": "self",
    "phone": "+90 312 000 00 00",
    "has_other_nationality": "no",
    "stay_street": "1 Invented-ro, Jung-gu, Seoul",
    "employment": "retired",
    "has_visited_before": "no",
    "has_criminal_record": "no",
    "has_infectious_disease": "no",
    "was_refused_entry": "no",
    "is_true": "yes",
}


@dataclass(frozen=True, slots=True)
class Person:
    """Who applies so many hours before the demonstration begins, to arrive so many days after; `more` are other answers."""

    hours: float
    arrives_in: int
    language: str
    surname: str
    given_names: str
    nationality: str
    document_number: str
    birth_date: str
    sex: str
    more: dict[str, str] = field(default_factory=dict)


def _record(details: str) -> dict[str, str]:
    return {"has_criminal_record": "yes", "criminal_record_details": details}


def _refused_entry(details: str) -> dict[str, str]:
    return {"was_refused_entry": "yes", "refused_entry_details": details}


def _mailbox(name: str) -> dict[str, str]:
    """One of their own, so that the mails of those who are in the guide are easy to find."""
    return {"email": f"specimen.{name}@example.org"}


_FINE = _record("Türkiye, 2009: Uydurma bir ceza, örnek olarak yazıldı")

# What officers do with whom is in `demonstration_desk`.
PEOPLE = {
    # Granted by the machine, one after the other, so that the charts have days.
    "first": Person(318, 3, "tr", "HAYALİ", "FATMA", "TUR", "U00000111", "1988-01-17", "F", _mailbox("first")),
    "second": Person(270, 6, "en", "SPECIMEN", "SOMCHAI", "THA", "XX0000112", "1979-06-02", "M", _mailbox("second")),
    "third": Person(221, 9, "tr", "KURMACA", "ALİ", "TUR", "U00000113", "1992-09-23", "M", _mailbox("third")),
    "fourth": Person(150, 12, "en", "EJEMPLO", "LUCIA", "MEX", "XX0000114", "1985-12-12", "F", _mailbox("fourth")),
    "fifth": Person(101, 17, "tr", "DÜŞSEL", "ELİF", "TUR", "U00000115", "1999-02-28", "F", _mailbox("fifth")),
    "sixth": Person(54, 20, "tr", "TASARI", "HASAN", "TUR", "U00000116", "1967-07-07", "M", _mailbox("sixth")),
    # Decided by officers: granted, granted, refused by two.
    "fined": Person(296, 5, "tr", "OLMAYAN", "KEMAL", "TUR", "U00000121", "1971-03-30", "M", _FINE | _mailbox("fined")),
    "returned": Person(174, 14, "en", "EJEMPLO", "DIEGO", "MEX", "XX0000122", "1990-10-01", "M",
                       _refused_entry("2016, an invented refusal at an invented airport") | _mailbox("returned")),
    "refused": Person(246, 8, "tr", "UYDURUKÇU", "VELİ", "TUR", "U00000123", "1982-11-11", "M",
                      _record("Türkiye, 2019: Uydurma ve ağır bir ceza, örnek olarak yazıldı") | _mailbox("refused")),
    # Waiting: for anybody, for an answer, for a second officer.
    "oldest": Person(197, 16, "tr", "MASALCI", "ZEYNEP", "TUR", "U00000131", "1994-04-23", "F", _FINE | _mailbox("oldest")),
    "asked": Person(88, 11, "tr", "ÖRNEKLİ", "DENİZ", "TUR", "U00000132", "1986-08-19", "F",
                    {"purpose": "business"} | _FINE | _mailbox("asked")),
    "answered": Person(61, 7, "en", "SPECIMEN", "MALEE", "THA", "XX0000133", "1991-05-14", "F",
                       _refused_entry("2021, an invented refusal of a boarding") | _mailbox("answered")),
    "proposed": Person(47, 10, "tr", "KURGUCU", "ORHAN", "TUR", "U00000134", "1975-01-09", "M",
                       _record("Türkiye, 2024: Uydurma bir ceza, örnek olarak yazıldı") | _mailbox("proposed")),
    # Hits: who was refused comes again with a new passport; a passport of another; a passport on the list.
    "again": Person(30, 13, "tr", "UYDURUKÇU", "VELİ", "TUR", "U00000141", "1982-11-11", "M", _mailbox("again")),
    "other": Person(20, 4, "tr", "BAŞKASI", "SELİN", "TUR", "U00000113", "1996-12-30", "F", _mailbox("other")),
    "granted": Person(9, 28, "tr", "ÖRNEKOĞLU", "AYŞE IŞIL", "TUR", "U00000017", "1990-05-05", "F"),
    "yes": Person(7, 28, "tr", "UYDURUK", "MEHMET", "TUR", "U00000025", "1984-02-29", "M", _FINE),
    "yes too": Person(4, 28, "en", "SPECIMEN", "ANNA MARIA", "THA", "XX0000033", "1974-08-12", "F",
                      _refused_entry("2018, an invented refusal, written as an example")),
    "listed": Person(1, 28, "ko", "MUSTERMANN", "CAN", "TUR", "U00000041", "1995-11-30", "M"),
}  # fmt: skip
MACHINE_TAKES = 40.0  # seconds
LISTED = "issuing_state,document_number,reported_on,kind\nUTO,UTO000001,{day},lost\nTUR,U00000041,{day},stolen\n"


def apply(ports: Ports, person: Person, begins_on: date) -> UUID:
    """From the first page to the machine's decision; `ports` have the clock of that moment."""
    today = day_at(ports.clock.now(), rulebook_in_force(ports))
    ports = replace(ports, pictures=DrawnPortraits())
    raw = _ANSWERS | {
        "surname": person.surname,
        "given_names": person.given_names,
        "nationality": person.nationality,
        "issuing_state": person.nationality,
        "document_number": person.document_number,
        "document_expiry": f"{today.year + 6}-05-01",
        "birth_date": person.birth_date,
        "sex": person.sex,
        "arrival_day": str(begins_on + timedelta(days=person.arrives_in)),
    }
    raw |= person.more
    application = start_draft(ports, person.language, raw["email"])
    answer(ports, application.id, raw)
    keep_portrait(ports, application.id, b"")
    submit(ports, application.id, f"demonstration-{person.document_number}")
    payment, _ = start_payment(ports, application.id, "/")
    assert payment.provider_reference is not None
    receive_payment(ports, PaymentNotice(payment.provider_reference, True, payment.amount, payment.currency))
    decided_at = ports.clock.now() + timedelta(seconds=MACHINE_TAKES)
    decide_by_machine(replace(ports, clock=Standing(decided_at)), application.id)
    return application.id
