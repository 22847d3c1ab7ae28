"""Removes what a run left on servers that others use: its own keys and databases, nothing else."""

import os
from urllib.parse import urlsplit

import psycopg
import redis
from psycopg import sql


def sweep_keys(address: str, prefix: str) -> None:
    """Delete the keys below a prefix that a run made up for itself."""
    with redis.Redis.from_url(address) as client:
        for key in client.scan_iter(match=f"{prefix}*", count=1000):
            client.delete(key)


def sweep_databases(address: str, run: str) -> None:
    """Drop what a killed run could not drop itself."""
    with psycopg.connect(address, autocommit=True) as connection:
        ours = connection.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE %s", [f"forte\\_%\\_{run}%"]
        ).fetchall()
        for (name,) in ours:
            connection.execute(
                sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
            )


if __name__ == "__main__":
    if redis_url := os.environ.get("REDIS_URL"):
        sweep_keys(redis_url, os.environ["FORTE_KEY_PREFIX"])
    database_url = os.environ.get("DATABASE_URL", "")
    if urlsplit(database_url).scheme.startswith("postgres"):
        sweep_databases(database_url, os.environ["FORTE_TEST_RUN"])
