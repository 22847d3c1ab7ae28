"""A PDF gives its text, and one that was made to hurt hurts a child that is gone afterwards."""

import io
import resource
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfWriter

from roadmap.lanes.postings import pdf, pdf_child
from roadmap.lanes.postings.refusing import Refused


def document(*objects: bytes, root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1, with a table that finds them."""
    out, offsets = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\n" % (len(objects) + 1, root)
    return out + b"startxref\n%d\n%%%%EOF\n" % start


def stream(data: bytes, extra: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), extra, data)


FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
    b" /Resources << /Font << /F1 5 0 R >> >> >>"
)


def with_content(content: bytes) -> bytes:
    """One page that shows this stream."""
    return document(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        PAGE,
        content,
        FONT,
    )


def posting(*lines: str) -> bytes:
    said = b"".join(b"(%s) Tj 0 -20 Td " % line.encode("latin-1") for line in lines)
    return with_content(stream(b"BT /F1 12 Tf 50 700 Td " + said + b"ET"))


GOOD = posting("Platform Engineer", "Requirements", "- Five years of Terraform")


def encrypted() -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(GOOD))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def bomb() -> bytes:
    """A gigabyte of spaces in a megabyte."""
    press = zlib.compressobj(9)
    packed = b"".join(press.compress(b" " * 10_000_000) for _ in range(100)) + press.flush()
    return with_content(stream(packed, b"/Filter /FlateDecode"))


def nested_bomb() -> bytes:
    packed = zlib.compress(zlib.compress(zlib.compress(b" " * 400_000_000, 9), 9), 9)
    filters = b"/Filter [/FlateDecode /FlateDecode /FlateDecode]"
    return with_content(stream(packed, filters))


def recursive_tree() -> bytes:
    """A tree of pages that is its own child."""
    return document(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000 >>",
    )


def deep_arrays() -> bytes:
    return with_content(stream(b"[" * 400_000))


def endless_table() -> bytes:
    """Two cross-reference tables, each of which names the other as the one before it."""
    first = b"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 /Prev %08d >>\n"
    head = b"%PDF-1.7\n"
    length = len(first % 0)
    one = first % (len(head) + length)
    other = first % len(head)
    return head + one + other + b"startxref\n%d\n%%%%EOF\n" % len(head)


def picture_only() -> bytes:
    return with_content(stream(b"q 100 0 0 100 50 50 cm Q"))


def test_a_pdf_gives_its_lines() -> None:
    assert pdf.text_of(GOOD).splitlines() == [
        "Platform Engineer",
        "Requirements",
        "- Five years of Terraform",
    ]


def test_a_pdf_that_is_only_locked_against_changes_is_read() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(GOOD))
    writer.encrypt(user_password="", owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert "Five years of Terraform" in pdf.text_of(out.getvalue())


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (encrypted, "password"),
        (picture_only, "pictures"),
        (bomb, "too long to read|no text"),
        (nested_bomb, "too long to read|damaged|no text"),
        (recursive_tree, "damaged|too long to read|no text"),
        (deep_arrays, "damaged|too long to read|no text"),
        (endless_table, "damaged|too long to read|no text"),
        (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 400, "damaged"),
        (lambda: GOOD[:60], "damaged|no text"),
        (lambda: b"%PDF-", "damaged"),
    ],
)
def test_a_pdf_that_cannot_be_read_is_refused_and_the_next_one_is_read(
    make: Callable[[], bytes], said: str
) -> None:
    data = make()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Refused, match=said):
        pdf.text_of(data)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 20_000, f"{grown} kB more in the parent"
    assert "Platform Engineer" in pdf.text_of(GOOD)


def test_a_child_that_hangs_is_killed_with_all_it_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    left = tmp_path / "pid"
    hanging = tmp_path / "hanging.py"
    hanging.write_text(
        "import subprocess, sys, time, pathlib\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"pathlib.Path({str(left)!r}).write_text(str(child.pid))\n"
        "time.sleep(60)\n"
    )
    monkeypatch.setattr(pdf, "CHILD", hanging)
    monkeypatch.setattr(pdf, "SECONDS", 2)
    with pytest.raises(Refused, match="too long"):
        pdf.text_of(GOOD)
    assert any(_is_gone(left.read_text()) for _ in range(50))


def _is_gone(pid: str) -> bool:
    """Whether a process has ended; where it has not, a busy machine gets a tenth of a second."""
    ps = subprocess.run(
        ["ps", "-o", "stat=", "-p", pid], check=False, capture_output=True, text=True
    )
    if ps.stdout.strip() in ("", "Z", "Zs"):
        return True
    time.sleep(0.1)
    return False


@pytest.mark.parametrize(
    "misdeed",
    [
        "bytearray(700 * 1024 * 1024)",
        "open(sys.argv[1], 'wb', buffering=0).write(b'x')",
    ],
)
def test_the_child_can_neither_fill_the_memory_nor_a_disk(misdeed: str, tmp_path: Path) -> None:
    script = (
        "import importlib.util, sys\n"
        f"spec = importlib.util.spec_from_file_location('child', {pdf_child.__file__!r})\n"
        "child = importlib.util.module_from_spec(spec); spec.loader.exec_module(child)\n"
        "child.confine()\n" + misdeed
    )
    target = tmp_path / "file"
    command = [sys.executable, "-I", "-c", script, str(target)]
    ended = subprocess.run(command, check=False, capture_output=True, text=True)
    assert ended.returncode != 0
    assert "MemoryError" in ended.stderr or "File too large" in ended.stderr
    assert not target.exists() or target.stat().st_size == 0


def test_the_child_knows_neither_django_nor_the_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SECRET_KEY", "planted")
    code = (
        "import os, runpy, sys\n"
        f"runpy.run_path({pdf_child.__file__!r})\n"
        "import pypdf\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('django', 'roadmap')])\n"
        "print(os.environ.get('SECRET_KEY'))\n"
    )
    command = [sys.executable, "-I", "-B", "-c", code]
    ended = subprocess.run(command, check=False, capture_output=True, text=True, env={})
    assert ended.stdout.split("\n")[:2] == ["[]", "None"]


def test_it_is_started_without_an_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = {}

    class Child:
        pid, returncode = 0, pdf_child.DAMAGED

        def __init__(self, command: list[str], **options: object) -> None:
            asked.update(options, command=command)

        def communicate(self, *args: object, **kwargs: object) -> tuple[bytes, None]:
            return b"", None

    monkeypatch.setattr(pdf.subprocess, "Popen", Child)
    monkeypatch.setattr(pdf.os, "killpg", lambda *args: None)
    with pytest.raises(Refused):
        pdf.text_of(GOOD)
    assert asked["env"] == {}
    assert "-I" in asked["command"]
    assert asked["start_new_session"]


def test_few_are_read_at_once_and_the_next_is_told_to_come_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf, "PATIENCE", 0.01)
    monkeypatch.setattr(pdf, "_ask_child", lambda data: pytest.fail("a third child"))
    with pdf.AT_ONCE, pdf.AT_ONCE, pytest.raises(Refused, match="Send this one again in a minute"):
        pdf.text_of(b"%PDF-1.4")
    assert pdf.AT_ONCE.acquire(blocking=False)
    pdf.AT_ONCE.release()
