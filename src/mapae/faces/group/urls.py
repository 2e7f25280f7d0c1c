"""The group face, below /group/."""

from __future__ import annotations

from django.urls import URLPattern

from mapae.faces.group import row_urls

urlpatterns: list[URLPattern] = [*row_urls.urlpatterns]
