"""The border's URLs."""

from django.urls import path

from mapae.faces.border import views

urlpatterns = [
    path("", views.check, name="border_check"),
    path("record/", views.act, name="border_record"),
]
