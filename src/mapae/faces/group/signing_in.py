"""Accounts that people make for themselves: made, and signed in to as by the page for it, up to the second factor."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from allauth.account.adapter import get_adapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError

from mapae.faces.group.registration_forms import AccountForm
from mapae.faces.request import MapaeRequest
from mapae.usecases.add_account import NameRefused, NameTaken, suggest_name

_Account = TypeVar("_Account", bound=AbstractBaseUser)


def sign_in(request: MapaeRequest, account: AbstractBaseUser) -> None:
    """The session is this account's, under a new id. The site's adapter writes the audit leaf."""
    get_adapter(request).login(request, account)


def make_account(request: MapaeRequest, form: AccountForm, make: Callable[[str, str], _Account]) -> _Account | None:
    """What `make` makes of user name and password; None where the form says what is wrong with them."""
    if form.differs():
        return None
    name = request.POST.get("username", "").strip()
    try:
        return make(name, request.POST.get("password", ""))
    except NameRefused:
        form.say_name_refused()
    except NameTaken:
        form.say_name_taken(suggest_name(request.ports, name))
    except ValidationError as error:
        form.say_weak(error)
    return None
