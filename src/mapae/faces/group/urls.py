"""The group face, below /group/."""

from __future__ import annotations

from django.urls import URLPattern

from mapae.faces.group import after_urls, order_urls

urlpatterns: list[URLPattern] = [*order_urls.urlpatterns, *after_urls.urlpatterns]
