"""Mail: handed to an SMTP server, or kept in a folder for the demonstration mailbox."""

from __future__ import annotations

import os
import smtplib
import ssl
import time
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.policy import default as reading_policy
from email.utils import format_datetime, parsedate_to_datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from mapae.usecases.ports import Clock, KeptMail, Letter, MailRefused

_TIMEOUT = 20


def _message(letter: Letter, sender: str, at: datetime) -> EmailMessage:
    message = EmailMessage(policy=SMTP_POLICY)
    message["From"], message["To"], message["Subject"] = sender, letter.recipient, letter.subject
    message["Message-ID"], message["Date"] = letter.message_id, format_datetime(at)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    # Last, because setting the content takes away every header that begins with Content-.
    message["Content-Language"] = letter.language
    return message


def _trust() -> ssl.SSLContext:
    """Certificates are checked; smtplib's own default does not."""
    return ssl.create_default_context()


class SmtpMail:
    """One connection a mail, one recipient an envelope. `url`: smtp://[user:password@]host:port, or smtps://, or smtp+starttls://."""

    def __init__(self, url: str, sender: str, clock: Clock) -> None:
        self._server = urlsplit(url)
        self._sender = sender
        self._clock = clock

    def send(self, letter: Letter) -> None:
        message = _message(letter, self._sender, self._clock.now())
        try:
            with self._connect() as connection:
                connection.send_message(message, self._sender, [letter.recipient])
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()))[0]
            raise MailRefused(f"the mail server refused the recipient with {code}", is_final=code >= 500) from error
        except smtplib.SMTPNotSupportedError as error:
            raise MailRefused("the mail server cannot write to such an address", is_final=True) from error
        except smtplib.SMTPResponseException as error:
            raise MailRefused(f"the mail server answered {error.smtp_code}", is_final=False) from error
        except (OSError, smtplib.SMTPException) as error:
            raise MailRefused(f"the mail server cannot be reached: {type(error).__name__}", is_final=False) from error

    def _connect(self) -> smtplib.SMTP:
        host, port = self._server.hostname or "localhost", self._server.port
        if self._server.scheme == "smtps":
            return self._ready(smtplib.SMTP_SSL(host, port or 465, timeout=_TIMEOUT, context=_trust()))
        return self._ready(smtplib.SMTP(host, port or 25, timeout=_TIMEOUT))

    def _ready(self, connection: smtplib.SMTP) -> smtplib.SMTP:
        try:
            if self._server.scheme == "smtp+starttls":
                connection.starttls(context=_trust())
            if self._server.username:
                connection.login(unquote(self._server.username), unquote(self._server.password or ""))
        except BaseException:
            connection.close()
            raise
        return connection


class FolderMail:
    """Every mail as a file, named by its Message-ID: a repeat replaces the first. For demonstrations."""

    def __init__(self, folder: Path, sender: str, clock: Clock) -> None:
        self._folder = folder
        self._sender = sender
        self._clock = clock

    def send(self, letter: Letter) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        name = "".join(character for character in letter.message_id if character.isalnum())
        path = self._folder / f"{name}.eml"
        unfinished = path.with_suffix(".part")
        unfinished.write_bytes(bytes(_message(letter, self._sender, self._clock.now())))
        written = time.time_ns()  # the disk stamps all files of one tick alike, and their order is asked for
        os.utime(unfinished, ns=(written, written))
        os.replace(unfinished, path)

    def list_mails(self) -> list[KeptMail]:
        """All mails, the newest first."""
        written = sorted(self._folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
        return [_kept(path) for path in written]

    def find_mail(self, name: str) -> KeptMail | None:
        """The mail of this name, or None; a name that leads out of the folder finds nothing."""
        path = self._folder / f"{name}.eml"
        return _kept(path) if name.isalnum() and path.is_file() else None


def _kept(path: Path) -> KeptMail:
    message = message_from_bytes(path.read_bytes(), policy=reading_policy)
    body = message.get_body(preferencelist=("plain",))
    return KeptMail(
        name=path.stem,
        recipient=str(message["To"]),
        subject=str(message["Subject"]),
        at=parsedate_to_datetime(str(message["Date"])),
        language=str(message["Content-Language"] or ""),
        text=str(body.get_content()) if body else "",
    )
