"""How much a request may bring along. Django bounds fields; files it would write to disk without
end, on any page that takes a form, before the page is asked."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

MOST = 12 * 1024 * 1024
"""Bytes of a whole request, files and fields together."""
CHUNK = 64 * 1024


def is_too_large(request: HttpRequest) -> bool:
    """Whether its files were left out. Fields that stand before them in the form are there."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0) > MOST
    except ValueError:  # Django takes such a request for one without a body
        return False


class Bounded(FileUploadHandler):
    """The first of ``settings.FILE_UPLOAD_HANDLERS``: of a request that is too large no file is
    kept. The rest of it is read and thrown away, so that the browser gets its answer."""

    def handle_raw_input(self, input_data: Any, *args: Any, **kwargs: Any) -> None:
        self.rest = input_data

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        if self.request is not None and is_too_large(self.request):
            while self.rest.read(CHUNK):  # Django would read it line by line
                pass
            raise StopUpload(connection_reset=False)
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        return raw_data  # to the handlers after this one

    def file_complete(self, file_size: int) -> None:
        return None  # they make the file
