"""The pages of a carrier's desk; the interface for machines is `asgi`."""

from django.urls import path

from mapae.faces.carrier import pages

urlpatterns = [
    path("", pages.check, name="carrier_check"),
    path("list/", pages.passenger_list, name="carrier_list"),
]
