"""The officers' URLs."""

from django.urls import path

from mapae.faces.officer import (
    acts,
    case_page,
    forecast,
    judging,
    numbers,
    objections,
    organisations,
    override,
    queue,
    reports,
    search,
    teams,
)

urlpatterns = [
    path("", queue.queue, name="officer_queue"),
    path("notices/", queue.notices, name="officer_notices"),
    path("teams/", teams.teams, name="officer_teams"),
    path("reports/", reports.reports, name="officer_reports"),
    path("reports/<uuid:report_id>/", reports.report, name="officer_report"),
    path("numbers/", numbers.numbers, name="officer_numbers"),
    path("forecast/", forecast.forecast, name="officer_forecast"),
    path("search/", search.search, name="officer_search"),
    path("override/", override.override, name="officer_override"),
    path("organisations/", organisations.organisations, name="officer_organisations"),
    path("organisations/<uuid:organisation_id>/", organisations.organisation, name="officer_organisation"),
    path("cases/<uuid:case_id>/", case_page.case, name="officer_case"),
    path("cases/<uuid:case_id>/decision/", acts.decide, name="officer_decide"),
    path("cases/<uuid:case_id>/question/", acts.ask, name="officer_ask"),
    path("cases/<uuid:case_id>/assignment/", acts.assign, name="officer_assign"),
    path("cases/<uuid:case_id>/proposal/", acts.settle, name="officer_settle"),
    path("cases/<uuid:case_id>/ending/", acts.end, name="officer_end"),
    path("cases/<uuid:case_id>/hits/<uuid:hit_id>/", judging.judge, name="officer_judge"),
    path("cases/<uuid:case_id>/flag/", acts.flag, name="officer_flag"),
    path("cases/<uuid:case_id>/objection/", objections.examine, name="officer_examine"),
]
