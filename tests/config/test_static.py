"""One stylesheet for the browser, one file a component for us."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import FileSystemStorage

from config import static

FOLDER = Path(settings.BASE_DIR, "static")
STYLES = sorted((FOLDER / "css").glob("*.css"))


def test_every_component_is_imported_once() -> None:
    entry = (FOLDER / static.ENTRY).read_text()
    imported = re.findall(r'^@import url\("([^"]+)"\);$', entry, re.MULTILINE)
    assert sorted(imported) == [path.name for path in STYLES if path.name != "forte.css"]
    assert imported[0] == "tokens.css"  # it names the layers


def test_the_bundle_holds_every_file_and_imports_none() -> None:
    storage = FileSystemStorage(FOLDER)
    paths = {f"css/{path.name}": (storage, f"css/{path.name}") for path in STYLES}
    whole = static.bundled(static.ENTRY, paths)
    assert "@import" not in whole
    for path in STYLES:
        if path.name != "forte.css":
            assert path.read_text() in whole


def test_an_import_of_a_file_that_is_not_there_stops_the_build() -> None:
    storage = FileSystemStorage(FOLDER)
    with pytest.raises(KeyError, match="tokens"):
        static.bundled(static.ENTRY, {static.ENTRY: (storage, static.ENTRY)})


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_stylesheet_says_what_it_is_for(path: Path) -> None:
    text = path.read_text()
    assert text.startswith("/* ")
    assert text.count("{") == text.count("}")
    if path.name not in ("forte.css", "tokens.css"):
        assert "@layer " in text, "outside a layer it would win over everything"
