"""The group face, below /group/."""

from __future__ import annotations

from django.urls import URLPattern

from mapae.faces.group import after_urls, order_urls, organisation_urls, row_urls

urlpatterns: list[URLPattern] = [
    *after_urls.urlpatterns,
    *order_urls.urlpatterns,
    *organisation_urls.urlpatterns,
    *row_urls.urlpatterns,
]
