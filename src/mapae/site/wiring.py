"""Ports and their gateways, put together for this process."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from functools import lru_cache

from django.conf import settings as django_settings

from mapae.gateways.board_check_store import opened_store
from mapae.gateways.jobs import ProcrastinateJobs
from mapae.gateways.key_file import FileKeys
from mapae.gateways.letters import TemplateLetters
from mapae.gateways.letters_pdf import TypstPrinting
from mapae.gateways.mail import FolderMail, SmtpMail
from mapae.gateways.moment import SystemChance, SystemClock
from mapae.gateways.pictures import PillowPictures
from mapae.gateways.sheets.files import SheetFiles
from mapae.site.configuration import Configuration, configuration
from mapae.site.payment import payment_provider
from mapae.site.rulebooks import rulebook_files
from mapae.usecases.board_check_ports import BoardCheckStore
from mapae.usecases.ports import Mail, Ports


@lru_cache(maxsize=1)
def ports() -> Ports:
    """The ports of this process, by its configuration."""
    return build_ports(configuration())


@lru_cache(maxsize=1)
def file_keys() -> FileKeys:
    """The key file's gateway, for secrets of the site itself."""
    return FileKeys(configuration().key_file)


def build_ports(settings: Configuration) -> Ports:
    """Every port with the gateway that the configuration asks for. Raises KeyFileProblem."""
    keys, clock = FileKeys(settings.key_file), SystemClock(settings.clock_offset)
    return Ports(
        clock=clock,
        chance=SystemChance(),
        keys=keys,
        jobs=ProcrastinateJobs(),
        mail=_mail(settings, clock),
        letters=TemplateLetters(),
        printing=TypstPrinting(clock),
        payments=payment_provider(settings, keys),
        rulebooks=rulebook_files(settings),
        pictures=PillowPictures(),
        sheets=SheetFiles(),
        board_check_store=_board_check_store,
        programme=settings.programme,
        public_url=settings.public_url,
        is_demonstration=settings.demonstration,
    )


def _board_check_store() -> AbstractAsyncContextManager[BoardCheckStore]:
    return opened_store(django_settings.DATABASE_CARRIER_URL)


def _mail(settings: Configuration, clock: SystemClock) -> Mail:
    if settings.mail_url:
        return SmtpMail(settings.mail_url, settings.mail_from, clock)
    return FolderMail(settings.mailbox, settings.mail_from, clock)
