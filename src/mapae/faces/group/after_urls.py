"""The URLs of what comes after an order: the results."""

from __future__ import annotations

from django.urls import path

from mapae.faces.group import results

urlpatterns = [
    path("<uuid:group_id>/results/", results.results, name="group_results"),
    path("<uuid:group_id>/results.xlsx", results.table, name="group_results_xlsx"),
    path("<uuid:group_id>/letters/<int:part>.zip", results.letters, name="group_letters"),
]
