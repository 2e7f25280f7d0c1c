"""The group face, below /group/."""

from __future__ import annotations

from django.urls import URLPattern

from mapae.faces.group import organisation_urls

urlpatterns: list[URLPattern] = [
    *organisation_urls.urlpatterns,
]
