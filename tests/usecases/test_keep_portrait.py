"""A portrait is kept once, sealed, replaced while the application is a draft, and asked for at submission."""

from __future__ import annotations

import hashlib
import io
from dataclasses import replace
from uuid import uuid4

import pytest
from PIL import Image

from mapae.core.sealed.blob import SealBroken
from mapae.records.models import Application, Attachment, AuditLeaf
from mapae.usecases.answer import AlreadySubmitted, answer
from mapae.usecases.case_acts import UnknownApplication
from mapae.usecases.case_data import CaseErased
from mapae.usecases.keep_portrait import keep_portrait
from mapae.usecases.open_case import open_case
from mapae.usecases.ports import PictureRefused, Ports
from mapae.usecases.read_portrait import PortraitMissing, has_portrait, read_portrait
from mapae.usecases.review import review
from mapae.usecases.start_draft import start_draft
from mapae.usecases.submit import submit
from mapae.usecases.sweep import erase_old_drafts
from mapae.usecases.withdraw import withdraw
from tests.room.clock import SetClock
from tests.room.people import answers
from tests.room.pictures import SPECIMEN, drawing, written
from tests.usecases.steps import a_draft, a_referred, a_submitted, an_officer

pytestmark = pytest.mark.django_db


def test_portrait_is_sealed_and_opens_for_its_own_application_only(ports: Ports) -> None:
    draft, other = a_draft(ports), a_draft(ports, document_number="U00000018")
    portrait = read_portrait(ports, draft)
    assert portrait is not None and Image.open(io.BytesIO(portrait)).format == "JPEG"
    kept = Attachment.objects.get(application_id=draft)
    sealed = bytes(kept.content_sealed)
    assert portrait[:64] not in sealed
    assert bytes(kept.digest) == hashlib.sha256(sealed).digest()
    Attachment.objects.filter(application_id=other).delete()
    Attachment.objects.create(
        id=uuid4(), application_id=other, kind="portrait", content_sealed=sealed, digest=b"", created_at=kept.created_at
    )
    with pytest.raises(SealBroken):
        read_portrait(ports, other)


def test_newer_portrait_takes_the_place_of_the_older(ports: Ports) -> None:
    draft = a_draft(ports)
    before = read_portrait(ports, draft)
    keep_portrait(ports, draft, written(drawing(600, 800)))
    assert Attachment.objects.filter(application_id=draft).count() == 1
    assert read_portrait(ports, draft) not in (None, before)


def test_refused_file_leaves_the_portrait_that_was_there(ports: Ports) -> None:
    draft = a_draft(ports)
    before = read_portrait(ports, draft)
    with pytest.raises(PictureRefused):
        keep_portrait(ports, draft, b"no picture")
    assert read_portrait(ports, draft) == before


def test_portrait_keeps_a_draft_alive_like_an_answer(ports: Ports, clock: SetClock) -> None:
    draft = start_draft(ports, "tr").id
    version = Application.objects.get(id=draft).version
    keep_portrait(ports, draft, SPECIMEN)
    assert Application.objects.get(id=draft).version == version + 1


class OpensNothing:
    """Fails the test if a picture is opened."""

    def make_portrait(self, file: bytes) -> bytes:
        raise AssertionError("a picture was opened for nothing")


def test_nothing_submitted_changes_and_no_picture_is_opened_for_it(ports: Ports) -> None:
    submitted = a_submitted(ports)
    before = read_portrait(ports, submitted)
    closed = replace(ports, pictures=OpensNothing())
    with pytest.raises(AlreadySubmitted):
        keep_portrait(closed, submitted, written(drawing(600, 800)))
    with pytest.raises(UnknownApplication):
        keep_portrait(closed, uuid4(), SPECIMEN)
    with pytest.raises(UnknownApplication):
        read_portrait(ports, uuid4())
    assert read_portrait(ports, submitted) == before


def test_without_a_portrait_nothing_is_submitted_where_the_rules_ask(ports: Ports) -> None:
    draft = start_draft(ports, "tr", answers()["email"]).id
    assert answer(ports, draft, answers()) == []
    assert review(ports, draft).lacks_portrait
    with pytest.raises(PortraitMissing):
        submit(ports, draft, "press")
    assert Application.objects.get(id=draft).status == "draft"
    assert not AuditLeaf.objects.exists()
    keep_portrait(ports, draft, SPECIMEN)
    assert not review(ports, draft).lacks_portrait
    assert submit(ports, draft, "press").status == "awaiting_payment"


def test_officer_sees_it_with_the_case_and_its_leaf(ports: Ports) -> None:
    referred = a_referred(ports)
    portrait, leaves = read_portrait(ports, referred.id), AuditLeaf.objects.count()
    assert open_case(ports, referred.id, an_officer(ports)).portrait == portrait
    assert AuditLeaf.objects.count() == leaves + 1


def test_portrait_goes_with_an_old_draft_and_with_a_withdrawn_one(ports: Ports, clock: SetClock) -> None:
    draft, taken_back = a_draft(ports), a_draft(ports, document_number="U00000018")
    withdraw(ports, taken_back)
    clock.pass_by(days=8)
    assert erase_old_drafts(ports) == 2
    assert not has_portrait(draft) and not has_portrait(taken_back)
    assert not Attachment.objects.exists()


def test_nothing_is_read_once_the_key_of_the_case_is_gone(ports: Ports) -> None:
    submitted = a_submitted(ports)
    key = Application.objects.get(id=submitted).case_key
    key.wrapped, key.destroyed_at = None, ports.clock.now()
    key.save()
    with pytest.raises(CaseErased):
        read_portrait(ports, submitted)
