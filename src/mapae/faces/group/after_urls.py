"""The URLs of families, and of what comes after an order: the results."""

from __future__ import annotations

from django.urls import path

from mapae.faces.group import family, results

urlpatterns = [
    path("family/", family.begin, name="group_family"),
    path("family/mailbox/", family.mailbox, name="group_family_mailbox"),
    path("family/code/", family.code, name="group_family_code"),
    path("family/code/again/", family.again, name="group_family_code_again"),
    path("family/about/", family.about, name="group_family_about"),
    path("family/leave/", family.leave, name="group_family_leave"),
    path("link/<slug:token>/", family.link, name="group_link"),
    path("<uuid:group_id>/results/", results.results, name="group_results"),
    path("<uuid:group_id>/results.xlsx", results.table, name="group_results_xlsx"),
    path("<uuid:group_id>/letters/<int:part>.zip", results.letters, name="group_letters"),
]
