"""The published schema of JSON Resume, fetched once with npm; it is part of no commit."""

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "@jsonresume/schema@1.3.1"
SHA256 = "1d3ab18bc81ca9ccd7abce46e1ef80ac1afad49f48e1d711412bb4775a3e402d"
"""Of the package's file, so that nothing else is taken for it."""
SCHEMA = Path(__file__).resolve().parent.parent / ".venv" / "jsonresume-schema-1.3.1.json"
LONGEST = 120  # seconds


class NotFetched(Exception):
    """It says why."""


def fetch() -> Path:
    """Where the schema is.

    Raises:
        NotFetched: there is no npm, it fetched nothing, or something else.
    """
    if SCHEMA.exists():
        return SCHEMA
    if shutil.which("npm") is None:
        raise NotFetched("there is no npm")
    with tempfile.TemporaryDirectory(prefix="forte-npm-") as folder:
        packed = _packed(Path(folder))
        if hashlib.sha256(packed.read_bytes()).hexdigest() != SHA256:
            raise NotFetched(f"npm fetched another {PACKAGE} than the one that is pinned")
        with tarfile.open(packed) as archive:
            member = archive.extractfile("package/schema.json")
            assert member is not None
            text = member.read()
    whole = SCHEMA.with_suffix(".part")
    whole.write_bytes(text)
    whole.replace(SCHEMA)
    return SCHEMA


def _packed(folder: Path) -> Path:
    command = ["npm", "pack", PACKAGE, "--silent", "--fetch-retries=1", "--fetch-timeout=30000"]
    try:
        subprocess.run(command, cwd=folder, check=True, timeout=LONGEST, capture_output=True)
        return next(folder.glob("*.tgz"))
    except (subprocess.SubprocessError, OSError, StopIteration):
        raise NotFetched(f"npm could not fetch {PACKAGE}") from None
