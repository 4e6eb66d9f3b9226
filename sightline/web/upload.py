"""Files that are sent to a page: put aside as they arrive, never in memory, and stopped where too large."""

from typing import Any

from django import forms
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler

from sightline.record import judging
from sightline.web.fields import Asked

CENSUS = 100 << 20
"""Bytes of a census that is taken: a large authority's is a third of that."""
MOST = {"census-files": CENSUS, "refer-begin": 0, "refer-back": 0, "refer-write": 0, "refer-leave": 0}
"""What each page takes, where it is not the largest document's size."""
TOO_LARGE = "sightline.too_large"


class Bounded(TemporaryFileUploadHandler):
    """Puts what is sent in a temporary file, and stops where it is larger than the page takes."""

    def handle_raw_input(self, *arguments: Any, **named: Any) -> Any:
        self.taken = 0
        page = self.request.resolver_match.view_name if self.request and self.request.resolver_match else ""
        self.most = MOST.get(page, judging.LARGEST)
        return super().handle_raw_input(*arguments, **named)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.taken += len(raw_data)
        if self.taken > self.most:
            if self.request is not None:
                self.request.META[TOO_LARGE] = "yes"
            self.upload_interrupted()
            raise StopUpload(connection_reset=False)
        super().receive_data_chunk(raw_data, start)


class FileBox(forms.FileInput):
    def __init__(self) -> None:
        super().__init__({"class": "govuk-input app-file"})


class OneFile(Asked, forms.FileField):
    """A file, judged by what is in it and never by its name."""

    widget = FileBox
