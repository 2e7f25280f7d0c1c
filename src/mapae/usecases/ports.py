"""What use cases need of the world. Gateways implement these; the site wires them; tests bring their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, runtime_checkable
from uuid import UUID

from mapae.core.rulebook.model import Rulebook
from mapae.usecases.board_check_ports import BoardCheckStore
from mapae.usecases.sheet_ports import Sheets


class Clock(Protocol):
    def now(self) -> datetime:
        """This moment: aware, UTC."""


class Chance(Protocol):
    """Identifiers and randomness."""

    def uuid(self) -> UUID: ...

    def bytes(self, length: int) -> bytes:
        """Unpredictable bytes, fit for keys."""


class Keys(Protocol):
    """The keys that never leave their gateway."""

    def wrap(self, case_key: bytes, place: bytes) -> tuple[int, bytes]:
        """The case key wrapped by the newest master key, with that key's version."""

    def unwrap(self, master_version: int, wrapped: bytes, place: bytes) -> bytes:
        """The case key again; raises SealBroken."""

    def blind(self, purpose: str, value: str) -> bytes:
        """16 bytes that stand for a value in look-ups of one purpose; the same value gives the same bytes."""

    def seal_match(self, plaintext: bytes, place: bytes) -> bytes:
        """Sealed under the match key, which the board check may open and which opens nothing else."""

    def open_match(self, blob: bytes, place: bytes) -> bytes:
        """Raises SealBroken."""

    def sign_audit(self, message: bytes) -> bytes:
        """Ed25519 signature by the audit key."""

    def audit_public_key(self) -> bytes:
        """The 32 bytes of the audit key's public half."""

    @property
    def audit_name(self) -> str:
        """The name of the audit log and of its key, in checkpoints."""


class Jobs(Protocol):
    def enqueue(self, task: str, **ids: str) -> None:
        """Ask for background work, in the current transaction: it is done if and only if that commits.

        `ids` name records; never personal data.
        """


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to one person: subject and body hold nothing personal beyond the reference."""

    message_id: str
    recipient: str
    subject: str
    text: str
    html: str
    language: str


class MailRefused(Exception):
    """The mail could not be handed over; `is_final` when trying again is useless."""

    def __init__(self, why: str, *, is_final: bool) -> None:
        super().__init__(why)
        self.is_final = is_final


class Mail(Protocol):
    def send(self, letter: Letter) -> None:
        """Hand one mail over; raises MailRefused."""


@dataclass(frozen=True, slots=True)
class KeptMail:
    """A mail that was kept instead of sent. `name` finds it again; `at` is aware."""

    name: str
    recipient: str
    subject: str
    at: datetime
    language: str
    text: str


@runtime_checkable
class Mailbox(Protocol):
    """What a mail gateway can do besides if it keeps mails for a demonstration."""

    def list_mails(self) -> Sequence[KeptMail]:
        """All mails, the newest first."""

    def find_mail(self, name: str) -> KeptMail | None:
        """The mail of this name, or None."""


@dataclass(frozen=True, slots=True)
class PaymentOrder:
    """What a provider is asked to collect, and nothing of who pays or for which application.

    `amount` counts the smallest units of the currency. The payer comes back to `return_url` after paying and to
    `cancel_url` after turning back; neither says anything of the payment. `started_at` is aware.
    """

    payment_id: str
    amount: int
    currency: str
    return_url: str
    cancel_url: str
    language: str
    started_at: datetime


@dataclass(frozen=True, slots=True)
class StillOpen:
    """Nothing came yet; the payer may still pay, at this address."""

    address: str


@dataclass(frozen=True, slots=True)
class PaymentNotice:
    """What a provider says of a payment that came to its end: paid, or nothing will come of it."""

    provider_reference: str
    is_paid: bool
    amount: int
    currency: str


@dataclass(frozen=True, slots=True)
class PaymentUnderWay:
    """The payer did their part; the money takes its time and may still fail to come."""

    provider_reference: str


@dataclass(frozen=True, slots=True)
class RefundNotice:
    """All of a payment's money was given back, by our order or by hand at the provider."""

    payment_id: UUID


Notice = PaymentNotice | PaymentUnderWay | RefundNotice


class NoticeNotTrusted(Exception):
    """The notice does not come from the provider, or was altered."""


class ProviderUnavailable(Exception):
    """The provider gave no answer that helps. `is_final` when asking the same again is useless.

    The message is for logs: a kind of error and codes, nothing of a payer.
    """

    def __init__(self, why: str, *, is_final: bool = False) -> None:
        super().__init__(why)
        self.is_final = is_final


class PaymentProvider(Protocol):
    """Who collects the fees. It may be asked the same again at any time: nothing is collected or given back twice."""

    name: str

    def start(self, order: PaymentOrder) -> tuple[str, str]:
        """The provider's reference and the address to send the payer to. Raises ProviderUnavailable."""

    def ask(self, provider_reference: str, language: str) -> StillOpen | PaymentNotice | PaymentUnderWay:
        """Where a started payment stands now. Raises ProviderUnavailable."""

    def close(self, provider_reference: str) -> None:
        """Take no money for this any more; what came already stays. Raises ProviderUnavailable."""

    def read_notice(self, body: bytes, headers: Mapping[str, str]) -> Notice | None:
        """What a notice says; None when it is not about our payments. Raises NoticeNotTrusted."""

    def refund(self, payment_id: str, provider_reference: str) -> None:
        """Give back what came with this payment and was not given back yet. Raises ProviderUnavailable."""

    def refund_part(self, refund_id: str, provider_reference: str, amount: int, currency: str) -> None:
        """Give back so much of a payment; once for each `refund_id`. Raises ProviderUnavailable."""


@runtime_checkable
class PlaysTheBank(PaymentProvider, Protocol):
    """A provider that takes no money, whose notices a page of our own sends."""

    def notice(
        self, provider_reference: str, *, is_paid: bool, amount: int, currency: str
    ) -> tuple[bytes, dict[str, str]]:
        """Body and headers of a signed notice, as a bank would post it."""


class Rulebooks(Protocol):
    def newest(self, programme: str) -> tuple[str, bytes]:
        """The version (SHA-256, hexadecimal) and the bytes of the rules in force."""

    def read(self, version: str, content: bytes) -> Rulebook:
        """The model of stored bytes; raises RulebookProblem, also when the bytes are not those of the version."""


class PictureRefused(Exception):
    """A file from which no portrait can be made; `code` is one of PICTURE_PROBLEMS, `most` the limit that it speaks of."""

    def __init__(self, code: str, most: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.most = most


PICTURE_PROBLEMS = (
    "empty", "too_heavy", "is_document", "not_a_picture", "unknown_format", "damaged", "moving", "too_many_pixels",
    "too_small", "too_narrow",
)  # fmt: skip
MOST_PICTURE_BYTES = 25 * 1024 * 1024


class Pictures(Protocol):
    def make_portrait(self, file: bytes) -> bytes:
        """The picture as a JPEG of ours: upright, sRGB, small, and without anything that a camera wrote into the file.

        Raises PictureRefused. No picture is refused for being too large up to MOST_PICTURE_BYTES.
        """


class Letters(Protocol):
    """The words of the mails, in the applicant's language."""

    def compose(self, kind: str, language: str, facts: Mapping[str, object]) -> tuple[str, str, str]:
        """Subject, plain text and HTML."""


class BoardCheckStores(Protocol):
    def __call__(self) -> AbstractAsyncContextManager[BoardCheckStore]:
        """A way of its own to the board check's tables, for a single message; closed when its block is left."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text and its language; "" for what is the same in all: a number, a name."""

    language: str
    text: str


Saying = tuple[Said, ...]  # one thing, in each language of a printed letter; once where all say the same


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A fact and its name."""

    label: Saying
    value: Saying


@dataclass(frozen=True, slots=True)
class LetterSection:
    """A heading, and below it sentences and points of a list."""

    heading: Saying
    sentences: tuple[Saying, ...] = ()
    points: tuple[Saying, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintedLetter:
    """A letter that a holder prints, in the languages that are named, first the reader's.

    `warning` is what nobody may overlook: that the authorization ended. `seal` names the place that is left for the
    seal; a letter without one has no such place.
    """

    languages: tuple[str, ...]
    title: Saying
    service: Saying
    authority: Saying
    note: Saying
    warning: Saying
    opening: tuple[Saying, ...]
    rows: tuple[LetterRow, ...]
    sections: tuple[LetterSection, ...]
    seal: Saying
    made: Saying


class Printing(Protocol):
    def pdf(self, letter: PrintedLetter) -> bytes:
        """The letter as a tagged PDF that screen readers read in order, each text in its language (PDF/UA-1)."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything a use case may ask for, in one value."""

    clock: Clock
    chance: Chance
    keys: Keys
    jobs: Jobs
    mail: Mail
    letters: Letters
    printing: Printing
    payments: PaymentProvider
    rulebooks: Rulebooks
    pictures: Pictures
    sheets: Sheets
    board_check_store: BoardCheckStores
    programme: str
    public_url: str
    is_demonstration: bool


def day_at(moment: datetime, rulebook: Rulebook) -> date:
    """The calendar day at the destination."""
    return moment.astimezone(rulebook.zone).date()


def joined(parts: Iterable[str]) -> str:
    """Parts of a blind index in one string; U+001F never occurs in them."""
    return "\x1f".join(parts)
