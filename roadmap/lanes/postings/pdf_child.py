"""A PDF's text, read by a process that may be killed: bytes in, text out, exit code for why not.

Started by pdf.py as a file of its own, without settings, environment or rights to write, because
a document made to hurt hurts whoever parses it. Imports nothing of ours.
"""

import resource
import sys

MEMORY = 512 * 1024 * 1024
SECONDS = 10
PAGES = 100
CHARACTERS = 2_000_000

READ, DAMAGED, ENCRYPTED, EMPTY, TOO_MUCH = range(5)


def confine() -> None:
    """Limits for the rest of this process: memory, processor time, no files, no core."""
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 64),
    ):
        _, hard = resource.getrlimit(limit)
        lower = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limit, (lower, lower))


def text_of(data: bytes) -> tuple[int, str]:
    """The exit code and what was read."""
    from io import BytesIO

    from pypdf import PdfReader

    reader = PdfReader(BytesIO(data), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        return ENCRYPTED, ""
    if len(reader.pages) > PAGES:
        return TOO_MUCH, ""
    texts, length = [], 0
    for page in reader.pages:
        texts.append(page.extract_text())
        length += len(texts[-1])
        if length > CHARACTERS:
            return TOO_MUCH, ""
    text = "\n".join(texts).strip()
    return (READ, text) if any(letter.isalnum() for letter in text) else (EMPTY, "")


def main() -> int:
    confine()
    try:
        code, text = text_of(sys.stdin.buffer.read())
        sys.stdout.buffer.write(text.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    except MemoryError:
        return TOO_MUCH
    except Exception as error:
        return TOO_MUCH if type(error).__name__ == "LimitReachedError" else DAMAGED
    return code


if __name__ == "__main__":
    sys.exit(main())
