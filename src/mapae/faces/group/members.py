"""The people of the organisation. Everybody sees them; managers invite, disable and enable."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from mapae.faces.look.fields import Typed
from mapae.faces.look.forms import EmailInput, LookForm
from mapae.faces.look.mailbox_proof import ADDRESS_PROBLEMS, say_too_many_mails
from mapae.faces.look.organisations import LABELS
from mapae.faces.request import MapaeRequest
from mapae.usecases.invitations import MayNotInvite, invite, list_invitations, withdraw_invitation
from mapae.usecases.mailbox import AddressRefused, TooManyMails
from mapae.usecases.members import LastManager, MemberChange, NotManager, UnknownMember, change_member, list_members

_LAST_MANAGER = _("The organisation needs one manager at least. Make somebody else a manager first")
_NO_NEW_PEOPLE = _("While the organisation is suspended or refused, nobody can be invited")


class InvitationForm(LookForm):
    """Whom to invite."""

    email = Typed(
        EmailInput(autocomplete="off"),
        label=LABELS["email"],
        help_text=_("We send a link that works for 7 days. Whoever opens it makes an account of their own."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def members(request: MapaeRequest) -> HttpResponse:
    """Everybody with what a manager may do to them. A POST names one change: an invitation, or one to an account."""
    assert request.user.is_authenticated  # the rights map lets nobody else here
    form = InvitationForm(request.POST if request.POST.get("change") == "invite" else None)
    if request.method == "POST":
        try:
            is_done = _invite(request, form) if form.is_bound else _change(request)
        except NotManager as error:
            raise PermissionDenied("only managers change who works for the organisation") from error
        if is_done:
            return redirect("group_members")
    context = {
        "form": form,
        "members": list_members(request.user),
        "invitations": list_invitations(request.ports, request.user),
        "changes": MemberChange.__members__,
    }
    return render(request, "group/members.html", context)


def _invite(request: MapaeRequest, form: InvitationForm) -> bool:
    assert request.user.is_authenticated
    try:
        invite(request.ports, request.user, request.POST.get("email", ""), get_language() or "en")
    except AddressRefused as refused:
        form.add_core_errors([("email", refused.code)], ADDRESS_PROBLEMS)
        return False
    except TooManyMails as refused:
        form.add_error("email", say_too_many_mails(refused.seconds))
        return False
    except MayNotInvite:
        form.add_error(None, str(_NO_NEW_PEOPLE))
        return False
    messages.success(request, gettext("The invitation is on its way."))
    return True


def _change(request: MapaeRequest) -> bool:
    assert request.user.is_authenticated
    ports, by, wanted = request.ports, request.user, request.POST.get("change", "")
    if wanted == "withdraw":
        if invitation := _uuid(request.POST.get("invitation", "")):
            withdraw_invitation(ports, by, invitation)
        return True
    written = request.POST.get("account", "")
    number = int(written) if written.isdecimal() and len(written) < 16 else 0
    try:
        change_member(ports, by, number, MemberChange(wanted))
    except LastManager:
        messages.warning(request, str(_LAST_MANAGER))
    except (UnknownMember, ValueError):
        messages.warning(request, gettext("Nobody such works for your organisation"))
    return True


def _uuid(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None
