"""The group face, below /group/."""

from __future__ import annotations

from django.urls import URLPattern

from mapae.faces.group import after_urls, order_urls, row_urls

urlpatterns: list[URLPattern] = [*row_urls.urlpatterns, *order_urls.urlpatterns, *after_urls.urlpatterns]
