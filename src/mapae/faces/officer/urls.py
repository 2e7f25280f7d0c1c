"""The officers' URLs."""

from django.urls import path

from mapae.faces.officer import acts, case_page, queue, teams

urlpatterns = [
    path("", queue.queue, name="officer_queue"),
    path("notices/", queue.notices, name="officer_notices"),
    path("teams/", teams.teams, name="officer_teams"),
    path("cases/<uuid:case_id>/", case_page.case, name="officer_case"),
    path("cases/<uuid:case_id>/decision/", acts.decide, name="officer_decide"),
    path("cases/<uuid:case_id>/question/", acts.ask, name="officer_ask"),
    path("cases/<uuid:case_id>/assignment/", acts.assign, name="officer_assign"),
]
