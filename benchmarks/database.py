"""A PostgreSQL database of a measurement's own, and Forte's processes on it."""

import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg import sql

from config import mode
from tests.journeys.product import environment, prepare

SERVER = "postgres://postgres@127.0.0.1:5432/postgres"
"""Where there is one unless DATABASE_URL names another."""


@contextmanager
def database(**added: str) -> Iterator["Database"]:
    """Every table and fact in a new database, dropped at the end."""
    named = os.environ.get("DATABASE_URL", "")
    server = named if named.startswith("postgres") else SERVER
    name = sql.Identifier(fresh := f"forte_bench_{secrets.token_hex(4)}")
    with tempfile.TemporaryDirectory(prefix="forte-bench-") as var:
        ours = Database(urlunsplit(urlsplit(server)._replace(path=f"/{fresh}")), var, added)
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(name))
            try:
                prepare(ours.environ, "tables")
                yield ours
            finally:
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))


class Database:
    """Where it is, and the environment of what runs on it."""

    def __init__(self, url: str, var: str, added: dict[str, str]) -> None:
        self.url = url
        self.var = var
        self.environ = environment(DATABASE_URL=url, FORTE_VAR=var, **added)

    def run(self, module: str, *arguments: str) -> str:
        """What a module of ours prints, run in a process of its own on this database."""
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=mode.BASE_DIR,
            env={**os.environ, **self.environ},
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return done.stdout
