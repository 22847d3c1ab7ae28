"""The command that reads files."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

POSTING = """Data Engineer

Your tasks
- Build data pipelines with Airflow, so that nobody waits for stale data

Requirements
- Snowflake
"""


def test_each_file_is_a_line_of_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(POSTING)
    call_command("audit_postings", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert list(first) == ["file", "lanes", "verdict", "language", "partial", "skills", "pains"]
    assert first["file"] == str(tmp_path / "a.txt")
    assert first["verdict"] == first["lanes"][0][0] == "data-engineering"
    assert len(first["lanes"]) == 5
    assert {"slug": "snowflake", "strength": "must", "quote": "Snowflake"} in first["skills"]
    assert first["pains"] == [
        {
            "slug": "data-bottlenecks",
            "quote": "Build data pipelines with Airflow, so that nobody waits for stale data",
        }
    ]
    assert second == first | {"file": str(tmp_path / "b.txt")}


def test_what_cannot_be_read_is_said_and_the_rest_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, empty, binary = (tmp_path / name for name in ("good.txt", "empty.txt", "x.bin"))
    good.write_text(POSTING)
    empty.touch()
    binary.write_bytes(bytes(range(256)) * 40)
    files = [str(one) for one in (tmp_path / "missing", tmp_path, empty, binary, good)]
    with pytest.raises(CommandError, match="4 of 5"):
        call_command("audit_postings", *files)
    said = capsys.readouterr()
    assert [json.loads(line)["file"] for line in said.out.splitlines()] == [str(good)]
    assert [line.split(":")[0] for line in said.err.splitlines()] == files[:4]
