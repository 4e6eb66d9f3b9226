"""Addresses: everything is the web layer's."""

from django.urls import include, path

urlpatterns = [
    path("", include("sightline.web.urls")),
    path("", include("sightline.web.account")),
    path("", include("sightline.web.referring")),
]
