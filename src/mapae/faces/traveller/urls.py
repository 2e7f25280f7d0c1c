"""The traveller's URLs. None of them holds an id or an answer; one holds the token of a mailed link."""

from __future__ import annotations

from django.urls import URLPattern, path

from mapae.faces.traveller import (
    cancel,
    changes,
    check,
    checker,
    letter,
    link,
    lost,
    mailbox,
    payment,
    portrait,
    prices,
    privacy,
    questions,
    result,
    start,
    status,
)

urlpatterns: list[URLPattern] = [
    path("", start.start, name="start"),
    path("check/", checker.passport, name="checker"),
    path("check/all-the-same/", prices.opt_in, name="opt_in"),
    path("check/<slug:nationality>/", checker.nationality, name="checker_nationality"),
    path("check/<slug:nationality>/passport/", checker.which, name="checker_which"),
    path("check/<slug:nationality>/special/", checker.category, name="checker_category"),
    path("check/<slug:nationality>/you/", checker.you, name="checker_you"),
    path("fees/", prices.fees, name="fees"),
    path("changes/", prices.coming_change, name="coming_change"),
    path("status/", status.status, name="status"),
    path("status/link/", status.mail_the_link, name="status_link"),
    path("link/", lost.ask, name="link_ask"),
    path("link/sent/", lost.sent, name="link_sent"),
    path("link/<slug:token>/", link.open_mailed, name="link_open"),
    path("apply/", privacy.begin, name="apply_begin"),
    path("apply/mailbox/", mailbox.address, name="apply_mailbox"),
    path("apply/code/", mailbox.code, name="apply_code"),
    path("apply/code/again/", mailbox.again, name="apply_code_again"),
    path("apply/saved/", questions.saved, name="apply_saved"),
    path("apply/portrait/", portrait.portrait, name="apply_portrait"),
    path("apply/portrait/image/", portrait.image, name="apply_portrait_image"),
    path("apply/check/", check.check, name="apply_check"),
    path("apply/pay/", payment.pay, name="apply_pay"),
    path("apply/paid/", payment.paid, name="apply_paid"),
    path("apply/result/", result.result, name="apply_result"),
    path("apply/letter/", letter.letter, name="apply_letter"),
    path("apply/letter.pdf", letter.pdf, name="apply_letter_pdf"),
    path("apply/changes/", changes.changes, name="apply_changes"),
    path("apply/changes/<slug:change>/", changes.edit, name="apply_edit"),
    path("apply/cancel/", cancel.give_up, name="apply_cancel"),
    path("apply/withdraw/", result.take_back, name="apply_withdraw"),
    path("apply/<slug:slug>/", questions.question, name="apply_question"),
]
