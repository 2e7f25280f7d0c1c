"""The officers' URLs."""

from django.urls import path

from mapae.faces.officer import acts, views

urlpatterns = [
    path("", views.queue, name="officer_queue"),
    path("cases/<uuid:case_id>/", views.case, name="officer_case"),
    path("cases/<uuid:case_id>/decision/", acts.decide, name="officer_decide"),
    path("cases/<uuid:case_id>/question/", acts.ask, name="officer_ask"),
]
