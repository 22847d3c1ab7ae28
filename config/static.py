"""Static files: hashed, compressed, and the stylesheets put into one.

A page that asked for each component's file took 1.5 s to its first words over a slow line (150 ms
there and back), with one file 0.8 s.
"""

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

ENTRY = "css/forte.css"
_IMPORT = re.compile(r'^@import url\("(?P<file>[^"]+)"\);$', re.MULTILINE)


class StaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise has no types
    """Puts the files that ``css/forte.css`` imports where the imports stand."""

    def post_process(
        self, paths: dict[str, tuple[Any, str]], dry_run: bool = False, **options: Any
    ) -> Iterator[Any]:
        if ENTRY in paths and not dry_run:
            bundle = InMemoryStorage()
            bundle.save(ENTRY, ContentFile(bundled(ENTRY, paths).encode()))
            paths = {**paths, ENTRY: (bundle, ENTRY)}
        yield from super().post_process(paths, dry_run, **options)


def bundled(entry: str, paths: dict[str, tuple[Any, str]]) -> str:
    """The stylesheet ``entry`` with its imports in place.

    Raises:
        KeyError: for a file that is imported and not there.
    """

    def text(name: str) -> str:
        storage, path = paths[name]
        with storage.open(path) as file:
            return str(file.read().decode())

    def there(found: re.Match[str]) -> str:
        return text(posixpath.join(posixpath.dirname(entry), found["file"]))

    return _IMPORT.sub(there, text(entry))
