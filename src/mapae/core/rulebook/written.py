"""What stands in a rulebook's files, with its places, and how single values are read from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar  # what a file holds is unknown until it is read here

from mapae.core.documents.states import is_state_code
from mapae.core.rulebook.period import Moment, Period

LANGUAGES = ("en", "tr", "ko")
MOST = (
    1_000_000_000  # of anything; years, months and days have narrower limits, so that no day falls out of the calendar
)
_E = TypeVar("_E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a rulebook, where (as «terms.yaml, line 12»; "" if unknown), in which rule, and what to do."""

    place: str
    rule: str
    text: str

    def __str__(self) -> str:
        return f"{self.place}: {self.rule}: {self.text}" if self.place else f"{self.rule}: {self.text}"


class RulebookProblem(Exception):
    """The rulebook does not load; the message names places, rules, faults and remedies, a line each."""

    def __init__(self, *faults: Fault | str) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class Placed(dict[str, Any]):
    """A mapping as it was written, with the file and line where it begins."""

    place: str = ""


class Entry:
    """A mapping that says what `name` is about; every reader raises RulebookProblem with place, name and remedy."""

    def __init__(self, written: object, kind: str, known: Iterable[str] | None = None) -> None:
        if not isinstance(written, Mapping):
            raise RulebookProblem(Fault("", kind, f"holds something that is no mapping: {written!r}. Write key: value"))
        self._written: Mapping[str, Any] = written
        self.place = getattr(written, "place", "")
        named = written.get("id", written.get("code"))
        self.name = named if isinstance(named, str) and named.strip() else f"{kind} without an id"
        if known is not None:
            self._refuse_unknown(frozenset(known))

    def _refuse_unknown(self, known: frozenset[str]) -> None:
        """A misspelt condition would be no condition at all, and the rule would hold for everybody."""
        for key in self._written:
            if key not in known:
                raise self.problem(f"«{key}» is not known here. It may say {', '.join(sorted(known))}")

    def inner(self, key: str, known: Iterable[str]) -> Entry:
        """The mapping under a key; what is wrong in it is said of the same rule."""
        return self.of(key, self._written.get(key), known)

    def of(self, key: str, written: object, known: Iterable[str]) -> Entry:
        """The same for a mapping that stands somewhere under the key."""
        if not isinstance(written, Mapping):
            raise self.problem(f"«{key}» holds something that is no mapping: {written!r}. Write key: value")
        inner = Entry(written, self.name)
        inner.name, inner.place = self.name, inner.place or self.place
        inner._refuse_unknown(frozenset(known))
        return inner

    def problem(self, text: str) -> RulebookProblem:
        return RulebookProblem(Fault(self.place, self.name, text))

    def has(self, key: str) -> bool:
        return key in self._written

    def raw(self, key: str) -> Any:
        return self._written.get(key)

    def text(self, key: str, remedy: str = "Every rule says it, in words") -> str:
        value = self._written.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.problem(f"«{key}» is missing. {remedy}")
        return value

    def whole(self, key: str, least: int = 0, most: int = MOST) -> int:
        value = self._written.get(key)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise self.problem(f"«{key}» must be a whole number, {least} or more; it is {value!r}")
        if value > most:
            raise self.problem(f"«{key}» must be {most} at most; it is {value}. Check the number")
        return value

    def optional_whole(self, key: str, least: int = 0) -> int | None:
        return self.whole(key, least) if self.has(key) else None

    def truth(self, key: str) -> bool:
        value = self._written.get(key)
        if not isinstance(value, bool):
            raise self.problem(f"«{key}» is true or false; it is {value!r}")
        return value

    def day(self, key: str) -> date:
        return self._day(key, self._written.get(key))

    def _day(self, key: str, value: object) -> date:
        if not isinstance(value, date):
            raise self.problem(f"the days of «{key}» are written like 2026-12-31; it says {value!r}")
        return value

    def choice(self, key: str, choices: Sequence[str]) -> str:
        value = self.text(key)
        if value not in choices:
            raise self.problem(f"«{key}» is one of {', '.join(choices)}; it is {value!r}")
        return value

    def one_of(self, key: str, choices: type[_E]) -> _E:
        return choices(self.choice(key, [choice.value for choice in choices]))

    def strings(self, key: str) -> tuple[str, ...]:
        value = self._written.get(key)
        if not isinstance(value, list) or not value or not all(isinstance(item, str) and item for item in value):
            raise self.problem(f"«{key}» must be a list of codes, such as [TUR, USA]; it is {value!r}")
        return tuple(value)

    def choices(self, key: str, choices: Sequence[str]) -> tuple[str, ...]:
        found = self.strings(key)
        for item in found:
            if item not in choices:
                raise self.problem(f"«{key}» holds {item!r}; it may hold {', '.join(choices)}")
        return found

    def state(self, key: str, remedy: str) -> str:
        (code,) = self.known_states(key, (self.text(key, remedy),))
        return code

    def states(self, key: str) -> tuple[str, ...]:
        return self.known_states(key, self.strings(key))

    def known_states(self, key: str, codes: tuple[str, ...]) -> tuple[str, ...]:
        """The codes as they are. Raises RulebookProblem for what no passport has."""
        for code in codes:
            if code == "DEU" or not is_state_code(code, is_demonstration=True):
                raise self.problem(
                    f"«{key}»: {code!r} is no code of a state. Write it as passports do: D for Germany, USA"
                )
        return codes

    def period(self, key: str) -> Period:
        written = self._written.get(key)
        if not isinstance(written, Mapping) or not written or set(written) - {"from", "to"}:
            raise self.problem(
                f"«{key}» says from which day and to which day the rule holds, as {{from: 2026-01-01, to: 2026-12-31}}; "
                "either may be left out"
            )
        first, last = (self._day(key, written[end]) if end in written else None for end in ("from", "to"))
        if first and last and first > last:
            raise self.problem(f"«{key}» ends ({last}) before it begins ({first})")
        return Period(first, last)

    def moment(self, allowed: Moment) -> Moment:
        value = self.text("tested", "Every rule says whose day is held against its period")
        if value != allowed:
            raise self.problem(f"«tested» must be {allowed.value}, the moment that rules of this part are held against")
        return allowed

    def languages(self, key: str) -> Mapping[str, str]:
        """A text in every language that ships."""
        written = self._written.get(key)
        if not isinstance(written, Mapping):
            raise self.problem(f"«{key}» says it in every language: {', '.join(LANGUAGES)}")
        for language in LANGUAGES:
            if not isinstance(written.get(language), str) or not written[language].strip():
                raise self.problem(
                    f"«{key}» has no text in {language}. It is read by people who know no other language"
                )
        return dict(written)


def entries(
    parts: Mapping[str, Any],
    part: str,
    known: Iterable[str],
    *,
    may_lack: bool = False,
    faults: list[Fault | str] | None = None,
) -> Iterator[Entry]:
    """The entries of one part of a rulebook. Raises RulebookProblem for a part that is missing, empty or no list.

    An entry that is none is added to `faults` where they are gathered, and raised otherwise.
    """
    written = parts.get(part)
    if written is None and may_lack:
        return
    if not isinstance(written, list) or not written:
        raise RulebookProblem(Fault("", "the rulebook", f"it has no list «{part}». Add it, with at least one rule"))
    names = frozenset(known)
    for one in written:
        try:
            yield Entry(one, f"a rule of «{part}»", names)
        except RulebookProblem as problem:
            if faults is None:
                raise
            faults.extend(problem.faults)
