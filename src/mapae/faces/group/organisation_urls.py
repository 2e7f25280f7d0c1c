"""The URLs of organisations: registration, people, keys."""

from __future__ import annotations

from django.urls import path

from mapae.faces.group import invitation, keys, members, organisation, register

urlpatterns = [
    path("register/", register.begin, name="group_register"),
    path("register/code/", register.code, name="group_register_code"),
    path("register/code/again/", register.again, name="group_register_code_again"),
    path("register/details/", register.details, name="group_register_details"),
    path("register/account/", register.account, name="group_register_account"),
    path("invitation/<slug:token>/", invitation.invitation, name="group_invitation"),
    path("organisation/", organisation.organisation, name="group_organisation"),
    path("organisation/people/", members.members, name="group_members"),
    path("organisation/keys/", keys.keys, name="group_keys"),
]
