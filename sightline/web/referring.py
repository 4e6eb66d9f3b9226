"""The addresses that are open to anybody: telling us about a child without an account."""

from django.urls import path

from sightline.web import refer

urlpatterns = [
    path("refer/", refer.start, name="refer"),
    path("refer/begin/", refer.begin, name="refer-begin"),
    path("refer/come-back/", refer.come_back, name="refer-back"),
    path("refer/writing/", refer.write, name="refer-write"),
    path("refer/sent/", refer.sent, name="refer-sent"),
    path("refer/leave/", refer.leave, name="refer-leave"),
]
