"""The officers' URLs."""

from django.urls import path

from mapae.faces.officer import forecast, views

urlpatterns = [
    path("", views.queue, name="officer_queue"),
    path("forecast/", forecast.forecast, name="officer_forecast"),
    path("cases/<uuid:case_id>/", views.case, name="officer_case"),
    path("cases/<uuid:case_id>/decision/", views.decide, name="officer_decide"),
]
