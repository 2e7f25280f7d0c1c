"""The demonstration's URLs; the rights map closes them outside a demonstration."""

from __future__ import annotations

from django.urls import URLPattern, path

from mapae.faces.demonstration import bank, guide, mailbox

urlpatterns: list[URLPattern] = [
    path("", guide.guide, name="demo_guide"),
    path("bank/<uuid:payment_id>/", bank.bank, name="demo_bank"),
    path("mailbox/", mailbox.mails, name="demo_mailbox"),
    path("mailbox/<slug:name>/", mailbox.mail, name="demo_mail"),
]
