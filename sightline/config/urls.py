"""Addresses: everything is the web layer's."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = []
if find_spec("sightline.web") and find_spec("sightline.web.urls"):
    urlpatterns.append(path("", include("sightline.web.urls")))
