"""An oracle for the verdict table, written from the architecture page with plain values. It takes nothing from `mapae`.

`situations` invents passengers, what is on record of their documents, and journeys; `verdict` says what the page answers.
Korea's rules are told again here, for a few nationalities and by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

DELAY_GRACE = timedelta(hours=24)
REQUIRED = ("TUR", "THA", "BRA", "RUS")
WAIVED = ("D", "USA", "GBR", "JPN", "HKG", "MAC")  # through 31 December 2026
OUTSIDE = ("AFG", "CHN", "KOR", "IND", "XXA")
LAST_WAIVED = date(2026, 12, 31)
ALIKE = {"CHN": {"HKG", "MAC"}, "HKG": {"CHN"}, "MAC": {"CHN"}}
ENDINGS = ("revoked", "annulled", "cancelled", "superseded")
CLAIMS = ("visa", "resident", "crew", "transit", "diplomatic", "abtc", "sofa")

# (as the authorization keeps it, other writings of the same name, writings of another name)
NAMES = (
    (("ORNEKOGLU", "AYSE<ISIL"),
     (("Örnekoğlu", "Ayşe Işıl"), ("AYSE<ISIL", "ORNEKOGLU"), ("ORNEKOGLU<AYSE", "ISIL"), ("ORNEKOGLU<<AYSE<ISIL", None)),
     (("ORNEKOGLU", None), ("ORNEKOGLU", "AYSE"), ("ORNEKOGLI", "AYSE<ISIL"), ("BEISPIEL", "ANNA"))),
    (("MUELLER", "JOERG"),
     (("MULLER", "JORG"), ("Müller", "Jörg"), ("MUXXLLER", "JOERG"), ("JORG", "MUELLER")),
     (("MILLER", "JOERG"), ("MULLER", "GEORG"), ("MUELLER", "J"))),
    (("ORNEKOGLU<BEISPIELMUSTERMANN", "AYSE<ISIL<NUR"),
     (("ORNEKOGLU<BEISPIELMUSTERMANN", "AYSE<ISIL"), ("ORNEKOGLU<BEISPIELMUSTERMANN", "AYSE<IS<N")),
     (("ORNEKOGLU<BEISPIELMUSTERMANN", "AYSE"), ("ORNEKOGLU", "AYSE<ISIL<NUR"))),
    (("SPECIMEN", ""), (("SPECIMEN", None), ("", "SPECIMEN"), ("SPECIMEN", "FNU")), (("SPECIMEN", "ANNA"),)),
)  # fmt: skip
UNTOLD_NAMES = ((None, None), ("", ""), ("오르네크", "AYSE"), ("ORNEK0GLU", "AYSE"))
AGREES, DIFFERS, UNTOLD = "agrees", "differs", "untold"


@dataclass(frozen=True)
class Held:
    """An authorization on the document, and how its holder stands to what is told: in nationality, name and birth."""

    number: str
    issuing_state: str
    surname: str
    given_names: str
    birth: str
    nationality: str
    first: date
    last: date
    ending: str
    agreement: str


@dataclass(frozen=True)
class Situation:
    """One passenger: `wire` is what the carrier sends; the rest is what the page's table is asked about."""

    wire: dict[str, Any]
    transport: dict[str, Any]
    has_all: bool
    nationality: str
    document: str
    births: tuple[date, ...]  # every day that the told birth date may mean; none where it was not told
    planned: datetime
    due: datetime | None
    claims: tuple[str, ...]
    held: tuple[Held, ...]
    was_refused: bool


def verdict(s: Situation, *, refusal_overrides: bool = False) -> tuple[str, str]:
    """The page's answer: of the planned day, unless only the day it was due, within the grace, lets board."""
    if not s.has_all:
        return "INSUFFICIENT_DATA", "DATA_MISSING"  # a
    answer = verdict_on(s.planned.date(), s, refusal_overrides)
    is_delay = s.due is not None and timedelta() <= s.planned - s.due <= DELAY_GRACE
    if is_delay and s.due is not None and answer[0] not in {"BOARD", "NOT_REQUIRED"}:
        due = verdict_on(s.due.date(), s, refusal_overrides)
        return due if due[0] in {"BOARD", "NOT_REQUIRED"} else answer
    return answer


def verdict_on(day: date, s: Situation, refusal_overrides: bool) -> tuple[str, str]:
    living = [one for one in s.held if one.ending == "" and one.first <= day <= one.last]
    if any(one.agreement == AGREES for one in living):
        return "BOARD", "AUTHORIZED"  # b
    if s.claims:
        return "CHECK_DOCUMENT", "CHECK_VISA" if {"visa", "resident"} & set(s.claims) else "CHECK_CATEGORY"  # c
    needs = requirement(s.nationality, s.document, s.births, day)
    was_refused = s.was_refused or any(one.ending in ("revoked", "annulled") for one in s.held)
    if needs == "exempt" and not (refusal_overrides and was_refused):
        return "NOT_REQUIRED", "EXEMPT"  # d
    if needs == "outside":
        return "CHECK_DOCUMENT", "CHECK_VISA"  # e
    if any(one.agreement == DIFFERS for one in living):
        return "INSUFFICIENT_DATA", "DATA_MISMATCH"  # f
    if living:
        return "INSUFFICIENT_DATA", "DATA_MISSING"  # f: what would tell them apart was not told
    return "NO_BOARD", "NO_AUTHORIZATION"  # g


def requirement(nationality: str, document: str, births: tuple[date, ...], day: date) -> str:
    if document[:1] != "P" or nationality in OUTSIDE:
        return "outside"
    if nationality in WAIVED and day <= LAST_WAIVED:
        return "exempt"
    ages = {age(birth, day) for birth in births}
    return "exempt" if ages and (max(ages) <= 17 or min(ages) >= 65) else "required"


def age(birth: date, day: date) -> int:
    """Born on 29 February, one is a year older on 1 March where the year has no 29th."""
    return day.year - birth.year - (1 if (day.month, day.day) < (birth.month, birth.day) else 0)


def situations(seed: int, count: int) -> Iterator[Situation]:
    """The same for the same seed. Each has a document of its own."""
    dice = Random(seed)
    for number in range(count):
        yield _situation(dice, number)


def _situation(dice: Random, serial: int) -> Situation:
    nationality = dice.choice(REQUIRED + REQUIRED + WAIVED + OUTSIDE)
    issuing = dice.choice((nationality,) * 5 + ("TUR", "USA"))
    number = f"U{serial:08}"
    own_name, same, other = dice.choice(NAMES)
    birth, written_birth, births, birth_tag = _birth(dice)
    name, name_tag = _told_name(dice, own_name, same, other)
    planned, due, transport, has_day = _journey(dice)
    document, type_told, has_type = dice.choice(
        (("P", "P", True),) * 12 + (("P", None, True), ("PD", "PD", True), ("I", "I", True), ("", "passport", False))
    )
    told = {"number": number, "issuing_state": issuing, "nationality": nationality}
    has_all = has_day and has_type
    if dice.random() < 0.08:
        gone, unreadable = dice.choice(tuple(told)), dice.choice((None, "", "??"))
        told[gone], has_all = unreadable, False  # type: ignore[assignment]
    claims = tuple(dice.sample(CLAIMS, dice.choice((1, 1, 2)))) if dice.random() < 0.15 else ()
    wire = {
        "reference": str(serial),
        "document": {"number": told["number"], "issuing_state": told["issuing_state"], "type": type_told},
        "nationality": told["nationality"],
        "surname": name[0],
        "given_names": name[1],
        "birth_date": written_birth,
        "claims": list(claims),
    }
    holder = (*own_name, birth)
    held = tuple(
        _held(dice, number, issuing, nationality, holder, (name_tag, birth_tag), bool(births), planned)
        for _ in range(dice.choice((0, 0, 1, 1, 1, 2, 3)))
    )
    return Situation(
        wire, transport, has_all, nationality, document, births, planned, due, claims, _one_living(held),
        dice.random() < 0.1,
    )  # fmt: skip


def _told_name(
    dice: Random, own: tuple[str, str], same: tuple[Any, ...], other: tuple[Any, ...]
) -> tuple[tuple[Any, Any], str]:
    lot = dice.random()
    if lot < 0.45:
        return own, AGREES
    if lot < 0.7:
        return dice.choice(same), AGREES
    return (dice.choice(other), DIFFERS) if lot < 0.9 else (dice.choice(UNTOLD_NAMES), UNTOLD)


def _birth(dice: Random) -> tuple[str, str | None, tuple[date, ...], str]:
    """As the authorization keeps it, as it is told, the days that the told one may mean, and how the two agree."""
    born = dice.choice(
        (
            date(1930, 1, 1) + timedelta(days=dice.randrange(32_000)),
            date(2008, 12, 1) + timedelta(days=dice.randrange(60)),  # turns 18 around the end of 2026
            date(1961, 12, 1) + timedelta(days=dice.randrange(60)),  # turns 65
            date(1990, 5, 5),
            date(2008, 2, 29),
        )
    )
    whole, month, year = f"{born}", f"{born:%Y-%m}-XX", f"{born:%Y}-XX-XX"
    lot = dice.random()
    if lot < 0.6:
        return whole, whole, (born,), AGREES
    if lot < 0.7:
        return whole, dice.choice((None, "", "1990-02-30", "05.05.1990")), (), UNTOLD
    if lot < 0.78:
        return whole, month, _days_of(born, by="month"), UNTOLD
    if lot < 0.86:
        return whole, year, _days_of(born, by="year"), UNTOLD
    if lot < 0.92:
        wrong = born + timedelta(days=1 + dice.randrange(400))
        return whole, str(wrong), (wrong,), DIFFERS
    if lot < 0.96:
        return year, whole, (born,), AGREES
    return month, month, _days_of(born, by="month"), AGREES


def _days_of(born: date, by: str) -> tuple[date, ...]:
    around = (date(born.year, 1, 1) + timedelta(days=days) for days in range(366))
    return tuple(day for day in around if day.year == born.year and (by == "year" or day.month == born.month))


def _journey(dice: Random) -> tuple[datetime, datetime | None, dict[str, Any], bool]:
    """Korean wall clock, and the transport as written."""
    day = dice.choice((date(2026, 12, 20), date(2026, 12, 31), date(2027, 1, 1), date(2027, 2, 28), date(2027, 3, 1)))
    hour = dice.choice((timedelta(hours=9, minutes=30), timedelta(minutes=5), timedelta(hours=23, minutes=59)))
    planned = datetime(day.year, day.month, day.day) + hour
    if dice.random() < 0.06:
        return (
            planned,
            None,
            {"arrival_local": dice.choice((None, "", "tomorrow", "2026-12-20", "2026-12-20 09:30"))},
            False,
        )
    transport: dict[str, Any] = {"arrival_local": _written(dice, planned), "mode": "air", "number": "XX001"}
    if dice.random() < 0.7:
        return planned, None, transport, True
    delay = timedelta(minutes=dice.choice((-600, 0, 10, 60, 600, 24 * 60, 24 * 60 + 1, 30 * 60)))
    due = planned - delay
    return planned, due, {**transport, "scheduled_arrival_local": _written(dice, due)}, True


def _written(dice: Random, wall_clock: datetime) -> str:
    """In local time, or with the offset of Seoul, of Greenwich or of Kiritimati."""
    lot = dice.choice(("", "", "+09:00", "Z", "+14:00"))
    shifted = wall_clock + timedelta(hours={"": 0, "+09:00": 0, "Z": -9, "+14:00": 5}[lot])
    return shifted.isoformat(timespec=dice.choice(("minutes", "seconds"))) + lot


def _held(
    dice: Random,
    number: str,
    issuing: str,
    nationality: str,
    holder: tuple[str, str, str],
    tags: tuple[str, str],
    tells_birth: bool,
    planned: datetime,
) -> Held:
    day = planned.date()
    first = day + timedelta(days=dice.choice((-1095, -400, -30, -1, 0, 1)))
    last = max(first, day + timedelta(days=dice.choice((-1, 0, 1, 30, 700))))
    known = dice.choice((nationality,) * 6 + (*sorted(ALIKE.get(nationality, ())), "NZL"))
    state = dice.choice((issuing,) * 4 + tuple(sorted(ALIKE.get(issuing, ()))))
    if dice.random() < 0.15:
        holder = ("STRANGER", "NOBODY", "1901-01-01")
        tags = (UNTOLD if tags[0] == UNTOLD else DIFFERS, DIFFERS if tells_birth else UNTOLD)
    if known != nationality and known not in ALIKE.get(nationality, ()):
        agreement = DIFFERS
    else:
        agreement = DIFFERS if DIFFERS in tags else UNTOLD if UNTOLD in tags else AGREES
    ending = "" if dice.random() < 0.75 else dice.choice(ENDINGS)
    return Held(number, state, *holder, known, first, last, ending, agreement)


def _one_living(held: tuple[Held, ...]) -> tuple[Held, ...]:
    """The database lets one authorization of a document live: the others with the same index are left out."""
    kept: list[Held] = []
    for one in held:
        if one.ending or not any(other.ending == "" and other.issuing_state == one.issuing_state for other in kept):
            kept.append(one)
    return tuple(kept)
