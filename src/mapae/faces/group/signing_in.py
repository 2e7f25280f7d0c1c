"""Whoever has just made their account is signed in to it, as by the page for it, and led to the second factor."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.contrib.auth.base_user import AbstractBaseUser

from mapae.faces.request import MapaeRequest


def sign_in(request: MapaeRequest, account: AbstractBaseUser) -> None:
    """The session is this account's, under a new id. The site's adapter writes the audit leaf."""
    get_adapter(request).login(request, account)
